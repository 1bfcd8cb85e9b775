"""What drummers end a section with, in every metre: strokes over the last beats of a bar."""

from generate_track.compose.stock.groove import (
    CRASH,
    FLOOR_TOM,
    HIGH_TOM,
    KICK,
    LOW_TIMBALE,
    LOW_TOM,
    MID_TOM,
    SNARE,
    STICK,
    TIMBALE,
    Grooves,
)

TOMS: Grooves = {
    "4/4": (
        {SNARE: "x.xxX...", HIGH_TOM: "....x.x.", MID_TOM: ".....x.x"},
        {SNARE: "xxx.", LOW_TOM: "..xx"},
        {HIGH_TOM: "x.x.....", MID_TOM: "...xx...", LOW_TOM: ".....xxx", SNARE: "x......."},
    ),
    "3/4": ({SNARE: "x.xx....", MID_TOM: "....x.x.", LOW_TOM: ".......x"}, {SNARE: "xxxx"}),
    "2/4": ({SNARE: "xxxx"}, {HIGH_TOM: "xx..", LOW_TOM: "..xx"}),
    "6/8": ({SNARE: "xx.", LOW_TOM: "..x"}, {HIGH_TOM: "x..", MID_TOM: ".x.", LOW_TOM: "..x"}),
}
HEAVY: Grooves = {
    "4/4": (
        {SNARE: "xxxx....", HIGH_TOM: "....xx..", FLOOR_TOM: "......xx", KICK: "x.x.x.x."},
        {SNARE: "X.xxX.xx", KICK: ".x...x..", CRASH: "X...X..."},
        {HIGH_TOM: "xxxx............", MID_TOM: "....xxxx........", LOW_TOM: "........xxxx....",
         FLOOR_TOM: "............xxxx", KICK: "x.x.x.x.x.x.x.x."},
    ),
    "3/4": ({SNARE: "xxxx....", FLOOR_TOM: "....xxxx"}, {SNARE: "X.xx", CRASH: "X..."}),
    "2/4": ({SNARE: "xxxx", KICK: "x.x."}, {HIGH_TOM: "xx..", FLOOR_TOM: "..xx"}),
    "6/8": ({SNARE: "xx.", FLOOR_TOM: "..x"}, {SNARE: "xxx", KICK: "x.x"}),
}  # fmt: skip
BRUSHES: Grooves = {
    "4/4": ({SNARE: "x.xxX.x.", LOW_TOM: "......x."}, {SNARE: "x.x.", HIGH_TOM: "..x."}, {SNARE: "g.x.x.X."}),
    "3/4": ({SNARE: "x.x.X.x."}, {SNARE: "x.x.", HIGH_TOM: "..x."}),
    "2/4": ({SNARE: "x.xx"}, {SNARE: "x.x.", HIGH_TOM: "..x."}),
    "6/8": ({SNARE: "xxx"}, {SNARE: "x.x", LOW_TOM: ".x."}),
}
# A pick-up of a beat: for who would rather not be noticed.
SHORT: Grooves = {
    "4/4": ({SNARE: "g.xx"}, {STICK: "x.x.", LOW_TOM: "..x."}, {SNARE: "x..x", KICK: "..x."}),
    "3/4": ({SNARE: "g.xx"}, {STICK: "x.x."}),
    "2/4": ({SNARE: "g.xx"}, {STICK: "x.x."}),
    "6/8": ({SNARE: "g.x"}, {STICK: "x.x"}),
}
TIMBALES: Grooves = {
    "4/4": (
        {TIMBALE: "x.xx.x..", LOW_TIMBALE: "......xx"},
        {TIMBALE: "xxx.", LOW_TIMBALE: "...x"},
        {TIMBALE: "X..x..x.", LOW_TIMBALE: ".......x"},
    ),
    "3/4": ({TIMBALE: "x.xx", LOW_TIMBALE: "...x"},),
    "2/4": ({TIMBALE: "xxx.", LOW_TIMBALE: "...x"},),
    "6/8": ({TIMBALE: "xx.", LOW_TIMBALE: "..x"},),
}
