"""How chords are played, in every metre: the rhythms of strums, stabs, broken chords and riffs."""

from generate_track.compose.rhythm import Rhythms

# Strums: a stroke on the beat goes down, one between goes up.
STRUM: Rhythms = {
    "4/4": ("X---x-x-..x-x-x-", "X-x-x-x-x-x-x-x-", "X---x-xxx-x-x-xx"),
    "3/4": ("X---x-x-x-x-", "X---x---x-x-"),
    "2/4": ("X-..x-x-", "..x-..x-"),
    "6/8": ("X-xx-x", "X--x-x"),
}
EASY_STRUM: Rhythms = {
    "4/4": ("X-------x-------", "X-------x---x---", "X---------x-x---"),
    "3/4": ("X-----------", "X-------x---"),
    "2/4": ("X-------", "X---x---"),
    "6/8": ("X-----", "X--x--"),
}
# Boom-chick: the chick; the bass has the boom.
OFF_BEATS: Rhythms = {
    "4/4": ("....x-......x-..", "....X-x-....X-x-"),
    "3/4": ("....x-..x-..", "....X-x-X-x-"),
    "2/4": ("....x-..", "....X-x-"),
    "6/8": ("...x-.", "..x..x"),
}
# Short chords between the beats: reggae and ska.
SKANK: Rhythms = {
    "4/4": ("..X...X...X...X.", "..X...X...X...Xx"),
    "3/4": ("..X...X...X.",),
    "2/4": ("..X...X.",),
    "6/8": ("..X..X",),
}
# An organ that bubbles under it with the other hand.
BUBBLE: Rhythms = {
    "4/4": (".gxg.gxg.gxg.gxg",),
    "3/4": (".gxg.gxg.gxg",),
    "2/4": (".gxg.gxg",),
    "6/8": (".gx.gx",),
}
BLOCKS: Rhythms = {
    "4/4": ("X---x---x---x---", "X-----x---x-x---", "X--x--x-X--x--x-"),
    "3/4": ("X---x---x---", "X-----x-x---"),
    "2/4": ("X---x---", "X-..x-x-"),
    "6/8": ("X--x--", "X-xX-x"),
}
# A jazz pianist's left out and pushed chords.
LAID_OUT: Rhythms = {
    "4/4": ("x-----------x---", "x-------x-------", "x-------------x-"),
    "3/4": ("x-----------", "x-------x---"),
    "2/4": ("x-------", "x-----x-"),
    "6/8": ("x-----", "x--x--"),
}
CHARLESTON: Rhythms = {
    "4/4": ("x-----x-....x---", "x--...x-........", "....x-......x-..", "..x-....x-----x-", "x---..x---..x-.."),
    "3/4": ("....x-..x-..", "x---..x-....", "....x-------", "x-..x---..x-"),
    "2/4": ("..x-..x-", "x-..x-..", "x-....x-"),
    "6/8": ("..x..x", "x--x.x", "x.x..x"),
}
# A rhythm guitar that strikes every beat, short.
FOUR_TO_THE_BAR: Rhythms = {
    "4/4": ("x-..X-..x-..X-..",),
    "3/4": ("x-..X-..X-..",),
    "2/4": ("x-..X-..",),
    "6/8": ("x-xX-x",),
}
BOSSA: Rhythms = {
    "4/4": ("x--x--x-..x--x..", "x-..x-..x--x--x-", "x---..x-..x-..x-"),
    "3/4": ("x--x--x-..x-", "x-..x-..x-x-"),
    "2/4": ("x--x--x-", "..x--x--"),
    "6/8": ("x-x..x", "x--x-x"),
}
# Son montuno: broken octaves against the clave.
MONTUNO: Rhythms = {
    "4/4": ("x-xx.x.x.x.xx.x.", "x.x.x..x.x.xx.x."),
    "3/4": ("x-xx.x.x.xx.",),
    "2/4": ("x-x..x.x", ".x.xx.x."),
    "6/8": ("x.xx.x",),
}
SCRATCH: Rhythms = {
    "4/4": ("..xg..xx.gx...xg", "x.xg.gx.g.xg.gx.", "..x...xg..x..gx."),
    "3/4": ("..xg..xx.gx.", "x.xg.gx.g.xg"),
    "2/4": ("..xg..xg", "x.xg.gx."),
    "6/8": ("..x.gx", "x.xg.x"),
}
STABS: Rhythms = {
    "4/4": ("......x-....x-..", "x-............x-", "..........x-..x.", "x-....x-........"),
    "3/4": ("......x-....", "........x-x.", "x-........x-"),
    "2/4": ("......x-", "x-....x."),
    "6/8": (".....x", "x....x"),
}
SWELLS: Rhythms = {
    "4/4": ("X---------------", "X-------X-------"),
    "3/4": ("X-----------",),
    "2/4": ("X-------",),
    "6/8": ("X-----",),
}
ALBERTI: Rhythms = {
    "4/4": ("x-x-x-x-x-x-x-x-", "x-x-x-x-x-x-xxx-"),
    "3/4": ("x-x-x-x-x-x-",),
    "2/4": ("x-x-x-x-", "xxxxxxxx"),
    "6/8": ("XgxXgx",),
}
# Fingers on six strings: the thumb on the beat, the others between.
PICKING: Rhythms = {
    "4/4": ("X-x-x-xxX-x-x-x-", "X-xxx-x-X-xxx-x-", "X-x-xxx-X-x-x-x-"),
    "3/4": ("X-x-x-x-x-x-", "X-xxx-x-x-x-"),
    "2/4": ("X-x-x-x-", "X-xxx-x-"),
    "6/8": ("XxxXxx", "X-xXxx"),
}
# A banjo's roll: three fingers over four beats.
ROLL: Rhythms = {
    "4/4": ("XxxXxxXxXxxXxxXx", "XxxxXxxxXxxxXxxx"),
    "3/4": ("XxxXxxXxxXxx",),
    "2/4": ("XxxXxxXx",),
    "6/8": ("XxxXxx",),
}
# Power chords: held, or muted by the palm (ghosts) between accents.
DRIVE: Rhythms = {
    "4/4": ("X---x-x-X---x-x-", "X-x-x-x-X-x-x-x-", "X-----x-x---x-x-"),
    "3/4": ("X---x-x-x-x-", "X-x-x-x-x-x-"),
    "2/4": ("X-x-x-x-", "X---x-x-"),
    "6/8": ("X-xX-x", "X--x-x"),
}
CHUG: Rhythms = {
    "4/4": ("X-g.g.g.X-g.g.g.", "X-g.g.X-g.g.X-g.", "g.g.g.g.g.g.X-X-"),
    "3/4": ("X-g.g.g.g.g.", "X-g.g.X-g.g."),
    "2/4": ("X-g.g.g.", "g.g.X-g."),
    "6/8": ("X-gg.g", "X.gX.g"),
}
GALLOP: Rhythms = {
    "4/4": ("X.ggx.ggX.ggx.gg", "g.ggg.ggg.ggX-X-", "X-ggg.ggX-ggg.gg"),
    "3/4": ("X.ggx.ggx.gg", "g.ggg.ggX-X-"),
    "2/4": ("X.ggx.gg", "g.ggX-X-"),
    "6/8": ("XggXgg", "X.gg.g"),
}
