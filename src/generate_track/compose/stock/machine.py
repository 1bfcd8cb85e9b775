"""What machines play, in every metre: grooves, bass lines, stabs and arpeggios. A style brings its own 4/4."""

from generate_track.compose.rhythm import Rhythms
from generate_track.compose.stock.groove import CLAP, HAT, KICK, LOW_TOM, OPEN, SHAKER, SNARE, STICK, Grooves

# A kick on every beat: pulse alone, then clap and hats, then everything.
FLOOR: Grooves = {
    "4/4": (
        {KICK: "X...X...X...X...", HAT: "..x...x...x...x."},
        {KICK: "X...X...X...X...", CLAP: "....X.......X...", OPEN: "..x...x...x...x.", HAT: "x...x...x...x.g."},
        {KICK: "X...X...X...X...", CLAP: "....X.......X...", SNARE: "....x.......x..g", OPEN: "..X...X...X...X.",
         HAT: "x.gxx.gxx.gxx.gx", SHAKER: "gxxggxxggxxggxxg"},
    ),
    "3/4": (
        {KICK: "X...X...X...", HAT: "..x...x...x."},
        {KICK: "X...X...X...", CLAP: "....X...X...", OPEN: "..x...x...x.", HAT: "x...x...x..."},
        {KICK: "X...X...X...", CLAP: "....X...X...", OPEN: "..X...X...X.", HAT: "x.gxx.gxx.gx", SHAKER: "gxxggxxggxxg"},
    ),
    "2/4": (
        {KICK: "X...X...", HAT: "..x...x."},
        {KICK: "X...X...", CLAP: "....X...", OPEN: "..x...x.", HAT: "x...x..."},
        {KICK: "X...X...", CLAP: "....X...", OPEN: "..X...X.", HAT: "x.gxx.gx", SHAKER: "gxxggxxg"},
    ),
    "6/8": (
        {KICK: "X..X..", HAT: "..x..x"},
        {KICK: "X..X..", CLAP: "...X..", OPEN: "..x..x", HAT: "x..x.."},
        {KICK: "X..X..", CLAP: "...X..", OPEN: "..X..X", HAT: "XggXgg", SHAKER: "..g..g"},
    ),
}  # fmt: skip
# Kick and snare in turn under hats.
BREAK: Grooves = {
    "4/4": (
        {KICK: "X.........x.....", STICK: "....x.......x...", HAT: "X.x.X.x.X.x.X.x."},
        {KICK: "X.....x...x.....", SNARE: "....X.......X..g", HAT: "X.x.X.x.X.x.X.x."},
        {KICK: "X.....x...xx....", SNARE: "....X..g.g..X..g", HAT: "X.xgX.xgX.xgX.xg", SHAKER: "g.xgg.xgg.xgg.xg"},
    ),
    "3/4": (
        {KICK: "X...........", STICK: "....x...x...", HAT: "X.x.X.x.X.x."},
        {KICK: "X.....x.....", SNARE: "....X...X...", HAT: "X.x.X.x.X.x."},
        {KICK: "X.x...x.....", SNARE: "....X..gX.g.", HAT: "X.xgX.xgX.xg", SHAKER: "g.xgg.xgg.xg"},
    ),
    "2/4": (
        {KICK: "X.......", STICK: "....x...", HAT: "X.x.X.x."},
        {KICK: "X..x....", SNARE: "....X...", HAT: "X.x.X.x."},
        {KICK: "X..x....", SNARE: "..g.X..g", HAT: "X.xgX.xg", SHAKER: "g.xgg.xg"},
    ),
    "6/8": (
        {KICK: "X.....", STICK: "...x..", HAT: "X.xX.x"},
        {KICK: "X....x", SNARE: "...X..", HAT: "XgxXgx"},
        {KICK: "X.x..x", SNARE: "...X.g", HAT: "XgxXgx", SHAKER: "g.xg.x"},
    ),
}  # fmt: skip
FILLS: Grooves = {
    "4/4": ({SNARE: "x.xxx.xx"}, {CLAP: "x.xx", SNARE: "xxxx"}, {SNARE: "x..x..x.", LOW_TOM: "..x..x.x"}),
    "3/4": ({SNARE: "x.xx", LOW_TOM: "..xx"}, {CLAP: "x.xx"}),
    "2/4": ({SNARE: "xxxx"}, {CLAP: "x.xx"}),
    "6/8": ({SNARE: "xxx"}, {CLAP: "x.x"}),
}
# The bar thins out for a moment, and nothing is added: for music that never stops.
GAPS: Grooves = {
    "4/4": ({HAT: "x.x."}, {CLAP: "..xx", HAT: "x.x."}, {SNARE: "...x", OPEN: "x..."}),
    "3/4": ({HAT: "x.x."}, {CLAP: "..xx"}),
    "2/4": ({HAT: "x.x."}, {CLAP: "..xx"}),
    "6/8": ({HAT: "x.x"}, {CLAP: "..x"}),
}

LONG: Rhythms = {
    "4/4": ("R---------------", "R-----------R---", "R-------R-----R-"),
    "3/4": ("R-----------", "R-------R---"),
    "2/4": ("R-------", "R-----R-"),
    "6/8": ("R-----", "R--R-R"),
}
OFFBEAT: Rhythms = {
    "4/4": ("..R-..R-..R-..R-", "..RR..RR..RR..8R", ".RRR.RRR.RRR.R8R"),
    "3/4": ("..R-..R-..R-", "..RR..RR..8R"),
    "2/4": ("..R-..R-", "..RR..8R"),
    "6/8": ("..R..R", ".RR.R8"),
}
OCTAVES: Rhythms = {
    "4/4": ("R-R-R-R-R-R-R-R-", "R-8-R-8-R-8-R-8-", "RR8RRR8RRR8RRR8R"),
    "3/4": ("R-R-R-R-R-R-", "R-8-R-8-R-8-"),
    "2/4": ("R-R-R-R-", "R-8-R-8-"),
    "6/8": ("RRRRRR", "R8RR8R"),
}
RIFF: Rhythms = {
    "4/4": ("R-----R---R-----", "R--R--8-..R-5-8-", "R--R--8-R-.R5-8-"),
    "3/4": ("R-----R-R---", "R--R--8-5-8-"),
    "2/4": ("R--R--8-", "R--R5-8-"),
    "6/8": ("R--R-8", "R-R5-8"),
}

STABS: Rhythms = {
    "4/4": ("X---..x-X---..x-", "..x-..x-..x-..x-", "X-x-..x-X-x-..x-", "X--x--x-..x--x--"),
    "3/4": ("X---..x-x---", "..x-..x-..x-"),
    "2/4": ("X---..x-", "..x-..x-"),
    "6/8": ("..x..x", "X-.X-x"),
}
EIGHTHS: Rhythms = {
    "4/4": ("x-x-x-x-x-x-x-x-",),
    "3/4": ("x-x-x-x-x-x-",),
    "2/4": ("x-x-x-x-",),
    "6/8": ("XgxXgx",),
}
SIXTEENTHS: Rhythms = {
    "4/4": ("Xxxxxxxxxxxxxxxx", "XgxxXgxxXgxxXgxx"),
    "3/4": ("Xxxxxxxxxxxx",),
    "2/4": ("Xxxxxxxx",),
    "6/8": ("XxxXxx",),
}
GATED: Rhythms = {
    "4/4": ("X.xxX.xxX.xxX.xx", "XxX.xxX.XxX.xxX."),
    "3/4": ("X.xxX.xxX.xx",),
    "2/4": ("X.xxX.xx",),
    "6/8": ("X.xX.x",),
}
LAZY: Rhythms = {
    "4/4": ("X-----x---------", "X---------x-----", "X-------..x-----"),
    "3/4": ("X-----------", "X-------x---"),
    "2/4": ("X-------", "X----x--"),
    "6/8": ("X-----", "X--x--"),
}
DRIPS: Rhythms = {
    "4/4": ("x-------x-------", "x---x-----------", "....x-------x---"),
    "3/4": ("x-----------", "x---x---x---", "....x-------"),
    "2/4": ("x-------", "....x---"),
    "6/8": ("x-----", "x--x--", "...x--"),
}
