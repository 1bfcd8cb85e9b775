"""What bass players play, in every metre and in rising energy; the signs are those of `BassChair.lines`."""

from generate_track.compose.rhythm import Rhythms

# Long roots, then more of them.
ROOTS: Rhythms = {
    "4/4": ("R-------R-----5-", "R---..R-R---R-a-", "R-R-R-R-R-R-R-a-"),
    "3/4": ("R-------5---", "R---..R-5-a-", "R-R-R-R-5-a-"),
    "2/4": ("R-------", "R---5---", "R-R-R-a-"),
    "6/8": ("R-----", "R--5-a", "R-RR-R"),
}
# Root and fifth in turn: country, polka, march and waltz.
TWO_BEAT: Rhythms = {
    "4/4": ("R-------5-------", "R---....5---....", "R---..R-5---..a-"),
    "3/4": ("R-----------", "R---....5---", "R---5---5-a-"),
    "2/4": ("R-------", "R---5---", "R-..5-a-"),
    "6/8": ("R-----", "R--5--", "R--5-a"),
}
# A root on every eighth, driven by a pick.
EIGHTHS: Rhythms = {
    "4/4": ("R-------R-------", "R-R-R-R-R-R-R-R-", "R-R-R-R-R-R-R-a-"),
    "3/4": ("R-----------", "R-R-R-R-R-R-", "R-R-R-R-5-a-"),
    "2/4": ("R-------", "R-R-R-R-", "R-R-R-a-"),
    "6/8": ("R--R--", "R-RR-R", "RRRRRa"),
}
# A song in the low register: rests on the one, runs in the middle.
MELODIC: Rhythms = {
    "4/4": ("R-----3-5-------", "R---..R-3-5-..a-", "R-R-..3-5---6-5-"),
    "3/4": ("R-----3-5---", "R---3-5-..a-"),
    "2/4": ("R---3-5-", "R-..3-5-"),
    "6/8": ("R--3-5", "R-R3-5"),
}
# Walking, for who has no energy to: half notes that lead on.
HALVES: Rhythms = {
    "4/4": ("R-------5-------", "R-------5-----a-"),
    "3/4": ("R-----------", "R-------5---"),
    "2/4": ("R---5---",),
    "6/8": ("R--5--", "R----a"),
}
# Sixteenths with gaps, octaves that pop.
FUNK: Rhythms = {
    "4/4": ("R---..R...R-..5-", "R-.R..8.R.R..75.", "RR.R.8.RR.R..758"),
    "3/4": ("R---..R.5-..", "R-.R..8.R.75", "RR.R.8.R.R75"),
    "2/4": ("R--R..5-", "R-.R.8.a", "RR.R.875"),
    "6/8": ("R-.R.5", "R.RR.8", "R8RR.7"),
}
# The chord to come, ahead of its time: tumbao.
TUMBAO: Rhythms = {
    "4/4": ("R-----5-----n---", "......5-----n---", "......5---8-n---"),
    "3/4": ("R---..5-n---", "....5---n---"),
    "2/4": ("R--5--n-", "...5--n-"),
    "6/8": ("R-5--n", "..5--n"),
}
