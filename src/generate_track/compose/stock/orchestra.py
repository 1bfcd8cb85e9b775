"""What players from the concert hall play, in every metre: ostinati, broken chords, drums of war, slow basses."""

Rhythms = dict[str, tuple[str, ...]]

SLOW_BASS: Rhythms = {
    "4/4": ("R---------------", "R-------5-------", "R-------R---5---"),
    "3/4": ("R-----------", "R-------5---", "R---5---R---"),
    "2/4": ("R-------", "R---5---", "R---R-a-"),
    "6/8": ("R-----", "R--5--", "R--R-a"),
}
PACING_BASS: Rhythms = {
    "4/4": ("R---------------", "R-------5-------", "R---R---5---R-a-", "R-R-R-R-R-R-5-a-"),
    "3/4": ("R-----------", "R-------5---", "R---3---5---", "R-R-5-R-5-a-"),
    "2/4": ("R-------", "R---5---", "R---5-a-", "R-R-R-a-"),
    "6/8": ("R-----", "R--5--", "R-R5-a", "RRRRRa"),
}
PULSING_BASS: Rhythms = {
    "4/4": ("R---------------", "R-R-R-R-R-R-R-R-", "R-RRR-RRR-RRR-RR"),
    "3/4": ("R-----------", "R-R-R-R-R-R-", "R-RRR-RRR-RR"),
    "2/4": ("R-------", "R-R-R-R-", "R-RRR-RR"),
    "6/8": ("R-----", "RRRRRR", "RRRRRR"),
}
WAR_DRUMS: Rhythms = {
    "4/4": ("R---------------", "R-----R-R-------", "R--R--R-R--R--RR", "RRR-R-RRR-R-RRRR"),
    "3/4": ("R-----------", "R-----R-R---", "R--R--R-R-RR", "RRR-R-RRR-RR"),
    "2/4": ("R-------", "R--R--R-", "R--R--RR", "RRR-R-RR"),
    "6/8": ("R-----", "R--R-R", "R-RR-R", "RRRRRR"),
}
TIMPANI: Rhythms = {
    "4/4": ("R...............", "R.......5...R...", "R.....R.R...RRRR"),
    "3/4": ("R...........", "R.......R...", "R...5...R.RR"),
    "2/4": ("R.......", "R...5...", "R..RR.RR"),
    "6/8": ("R.....", "R..5..", "R..RRR"),
}

OSTINATO: Rhythms = {
    "4/4": ("X-x-x-x-X-x-x-x-", "X-xxX-xxX-xxX-xx", "X-x-xxx-X-x-xxx-"),
    "3/4": ("X-x-x-x-x-x-", "X-xxX-xxX-xx"),
    "2/4": ("X-x-x-x-", "X-xxX-xx"),
    "6/8": ("XxxXxx",),
}
BROKEN: Rhythms = {
    "4/4": ("x-x-x-x-x-x-x-x-",),
    "3/4": ("x-x-x-x-x-x-",),
    "2/4": ("x-x-x-x-",),
    "6/8": ("xxxxxx",),
}
RIPPLES: Rhythms = {
    "4/4": ("xxxxxxxxxxxxxxxx",),
    "3/4": ("xxxxxxxxxxxx",),
    "2/4": ("xxxxxxxx",),
    "6/8": ("xxxxxx",),
}
AFTERBEATS: Rhythms = {
    "4/4": ("..x-..x-..x-..x-", "....x-......x-..", "..x-x-..x-..x-x-"),
    "3/4": ("....x-..x-..", "....x-x-x-x-"),
    "2/4": ("..x-..x-", "....x---"),
    "6/8": (".xx.xx", "..x..x"),
}
CHORALE: Rhythms = {
    "4/4": ("X-------x-------", "X-------x---x---", "X---x---x-------"),
    "3/4": ("X-------x---", "X-----------"),
    "2/4": ("X-------", "X---x---"),
    "6/8": ("X--x--", "X-----"),
}
PIZZICATO: Rhythms = {
    "4/4": ("x...x...x...x...", "x.x.x...x.x.x...", "..x...x...x...x."),
    "3/4": ("x...x...x...", "....x...x..."),
    "2/4": ("x...x...", "..x...x."),
    "6/8": ("x..x..", "x.xx.x"),
}
