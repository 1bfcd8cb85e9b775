"""What drummers play, in every metre and in rising energy. A style brings its own 4/4: `STRAIGHT | {"4/4": (…)}`.

Keys are General MIDI percussion keys.
"""

from generate_track.compose.style import Groove

Grooves = dict[str, tuple[Groove, ...]]

KICK, STICK, SNARE, CLAP, PEDAL, HAT, OPEN, RIDE, RIDE_BELL = 36, 37, 38, 39, 44, 42, 46, 51, 53
FLOOR_TOM, LOW_TOM, MID_TOM, HIGH_TOM = 43, 45, 47, 50
CRASH, CHINA, SPLASH, TAMBOURINE, COWBELL = 49, 52, 55, 54, 56
HIGH_BONGO, LOW_BONGO, SLAP_CONGA, CONGA, TUMBA, TIMBALE, LOW_TIMBALE = 60, 61, 62, 63, 64, 65, 66
AGOGO, LOW_AGOGO, CABASA, MARACAS, GUIRO, LONG_GUIRO, CLAVES = 67, 68, 69, 70, 73, 74, 75
WOOD_BLOCK, MUTE_TRIANGLE, TRIANGLE, SHAKER, JINGLE = 76, 80, 81, 82, 83
SURDO, MUTE_SURDO = 87, 86

# Kick and backbeat under eighths: stick and hat, then snare, then everything.
STRAIGHT: Grooves = {
    "4/4": (
        {KICK: "X.......X.......", STICK: "....x.......x...", HAT: "x.g.x.g.x.g.x.g."},
        {KICK: "X.......X.x.....", SNARE: "....X.......X...", HAT: "X.x.X.x.X.x.X.x."},
        {KICK: "X.....x.X.x.....", SNARE: "....X..g....X..g", HAT: "X.x.X.x.X.x.X...", OPEN: "..............x."},
    ),
    "3/4": (
        {KICK: "X...........", STICK: "....x...x...", HAT: "x.g.x.g.x.g."},
        {KICK: "X...........", SNARE: "....X...X...", HAT: "X.x.X.x.X.x."},
        {KICK: "X.....x.....", SNARE: "....X...X.g.", RIDE: "X.x.X.x.X.x.", TAMBOURINE: "....x...x..."},
    ),
    "2/4": (
        {KICK: "X.......", STICK: "....X...", HAT: "x.g.x.g."},
        {KICK: "X.......", SNARE: "....X...", HAT: "X.x.X.x."},
        {KICK: "X.....x.", SNARE: "..g.X.gg", RIDE: "X.x.X.x.", TAMBOURINE: "....x..."},
    ),
    "6/8": (
        {KICK: "X.....", STICK: "...X..", HAT: "xggxgg"},
        {KICK: "X.....", SNARE: "...X..", HAT: "XggXgg"},
        {KICK: "X....g", SNARE: "...X..", RIDE: "XggXgg", TAMBOURINE: "...x.."},
    ),
}  # fmt: skip
# Loud: open hats and crashes, a kick that does not stop.
HEAVY: Grooves = {
    "4/4": (
        {KICK: "X.......X.......", SNARE: "....X.......X...", HAT: "X.x.X.x.X.x.X.x."},
        {KICK: "X.....x.X.x.....", SNARE: "....X.......X...", OPEN: "X.x.X.x.X.x.X.x."},
        {KICK: "X..xX.x.X.xxX.x.", SNARE: "....X.......X...", CRASH: "X...x...X...x..."},
    ),
    "3/4": (
        {KICK: "X.......x...", SNARE: "....X.......", HAT: "X.x.X.x.X.x."},
        {KICK: "X.....x.x...", SNARE: "....X...x...", OPEN: "X.x.X.x.X.x."},
        {KICK: "X.xxX.x.X.x.", SNARE: "....X...X...", CRASH: "X...x...x..."},
    ),
    "2/4": (
        {KICK: "X.....x.", SNARE: "....X...", HAT: "X.x.X.x."},
        {KICK: "X..x..x.", SNARE: "....X...", OPEN: "X.x.X.x."},
        {KICK: "X.xxX.xx", SNARE: "....X...", CRASH: "X...x..."},
    ),
    "6/8": (
        {KICK: "X....x", SNARE: "...X..", HAT: "XxxXxx"},
        {KICK: "X.x..x", SNARE: "...X..", OPEN: "X.xX.x"},
        {KICK: "XxxXxx", SNARE: "...X..", CRASH: "X..x.."},
    ),
}
# Brushes or soft sticks: a heartbeat, a tap, a swish.
LIGHT: Grooves = {
    "4/4": (
        {KICK: "x.......x.......", STICK: "....g.......g..."},
        {KICK: "x.......x.......", STICK: "....x.......x...", SHAKER: "x.g.x.g.x.g.x.g."},
        {KICK: "X.......X.x.....", SNARE: "..g.x.g...g.x.g.", SHAKER: "x.gxx.gxx.gxx.gx"},
    ),
    "3/4": (
        {KICK: "x...........", STICK: "....g...g..."},
        {KICK: "x...........", STICK: "....x...x...", SHAKER: "x.g.x.g.x.g."},
        {KICK: "X.........g.", SNARE: "....x.g.x.g.", SHAKER: "x.gxx.gxx.gx"},
    ),
    "2/4": (
        {KICK: "x.......", STICK: "....g..."},
        {KICK: "x.......", STICK: "....x...", SHAKER: "x.g.x.g."},
        {KICK: "X.....g.", SNARE: "..g.x.g.", SHAKER: "x.gxx.gx"},
    ),
    "6/8": (
        {KICK: "x.....", STICK: "...g.."},
        {KICK: "x.....", STICK: "...x..", SHAKER: "xggxgg"},
        {KICK: "X....g", SNARE: "..gx.g", SHAKER: "xggxgg"},
    ),
}
# A ride cymbal that swings over a feathered kick.
SWING: Grooves = {
    "4/4": (
        {RIDE: "x...x...x...x...", PEDAL: "....x.......x...", KICK: "x.......g......."},
        {RIDE: "X...X.g.X...X.g.", PEDAL: "....x.......x...", KICK: "x...x...x...x...", SNARE: "......g.......g."},
        {RIDE: "X...X.x.X...X.x.", PEDAL: "....X.......X...", KICK: "x...x...x...x...", STICK: "............x...",
         SNARE: "..g...x...g...x."},
    ),
    "3/4": (
        {RIDE: "x...x...x...", PEDAL: "....x...x...", KICK: "x..........."},
        {RIDE: "X...x.x.x...", PEDAL: "....x...x...", KICK: "x...........", SNARE: "..........g."},
        {RIDE: "X...x.x.x.x.", PEDAL: "....x...x...", KICK: "X.......g...", SNARE: "......g...x."},
    ),
    "2/4": (
        {RIDE: "x...x...", PEDAL: "....x...", KICK: "x......."},
        {RIDE: "X...X.g.", PEDAL: "....x...", KICK: "x...x...", SNARE: "......g."},
        {RIDE: "X.x.X.x.", PEDAL: "....X...", KICK: "X...x...", SNARE: "......x."},
    ),
    "6/8": (
        {RIDE: "x.xx.x", PEDAL: "...x..", KICK: "x....."},
        {RIDE: "X.xX.x", PEDAL: "...x..", KICK: "x..g..", SNARE: "..g..g"},
        {RIDE: "XxxXxx", PEDAL: "...X..", KICK: "X..x..", SNARE: "..x..x"},
    ),
}  # fmt: skip
# Sixteenths on the hat, a kick that plays with them, ghosts on the snare.
FUNK: Grooves = {
    "4/4": (
        {KICK: "X.....x...x.....", STICK: "....X.......X...", HAT: "x.x.x.x.x.x.x.x."},
        {KICK: "X.x.......x..x..", SNARE: "....X..g.g..X..g", HAT: "X.x.X.x.X.x.X.x."},
        {KICK: "X.x...x...x..x..", SNARE: "....X..g.g.gX..g", HAT: "XgxgXgxgXgxgXg..", OPEN: "..............x."},
    ),
    "3/4": (
        {KICK: "X.....x.....", STICK: "....X...x...", HAT: "x.x.x.x.x.x."},
        {KICK: "X.x...x..x..", SNARE: "....X..gX..g", HAT: "X.x.X.x.X.x."},
        {KICK: "X.x...x..x..", SNARE: "....X..gX.gg", HAT: "XgxgXgxgXgxg"},
    ),
    "2/4": (
        {KICK: "X..x....", STICK: "....X...", HAT: "x.x.x.x."},
        {KICK: "X.x...x.", SNARE: "...gX..g", HAT: "X.x.X.x."},
        {KICK: "X.x..x..", SNARE: "...gX.gg", HAT: "XgxgXgxg"},
    ),
    "6/8": (
        {KICK: "X....x", STICK: "...X..", HAT: "x.xx.x"},
        {KICK: "X.x..x", SNARE: "...X.g", HAT: "XgxXgx"},
        {KICK: "X.x..x", SNARE: "..gX.g", HAT: "XgxXgx"},
    ),
}
# A percussionist beside the drummer: shaker, then congas, then bongos or a bell as well.
CONGAS: Grooves = {
    "4/4": (
        {SHAKER: "x.gxx.gxx.gxx.gx"},
        {SHAKER: "x.gxx.gxx.gxx.gx", SLAP_CONGA: "....x.......x...", CONGA: "......xx......xx"},
        {SHAKER: "x.gxx.gxx.gxx.gx", SLAP_CONGA: "g...X.g.g...X.g.", CONGA: "......xx......xx",
         TUMBA: "..........x.....", COWBELL: "x...x...x...x..."},
    ),
    "3/4": (
        {SHAKER: "x.gxx.gxx.gx"},
        {SHAKER: "x.gxx.gxx.gx", SLAP_CONGA: "....x.......", CONGA: "......x.x.xx"},
        {SHAKER: "x.gxx.gxx.gx", SLAP_CONGA: "g...X.g.....", CONGA: "........x.xx", TUMBA: "......x....."},
    ),
    "2/4": (
        {SHAKER: "x.gxx.gx"},
        {SHAKER: "x.gxx.gx", SLAP_CONGA: "....x...", CONGA: "......xx"},
        {SHAKER: "x.gxx.gx", SLAP_CONGA: "g...X.g.", CONGA: "......xx", TUMBA: "..x....."},
    ),
    "6/8": (
        {SHAKER: "xgxxgx"},
        {SHAKER: "xgxxgx", SLAP_CONGA: "...x..", CONGA: "..x..x"},
        {SHAKER: "xgxxgx", SLAP_CONGA: "g..X.g", CONGA: "..x..x", TUMBA: ".g...."},
    ),
}  # fmt: skip
# A tambourine or a shaker for the stronger sections.
TAMBOURINES: Grooves = {
    "4/4": ({TAMBOURINE: "....x.......x..."}, {TAMBOURINE: "g.g.X.g.g.g.X.g."}),
    "3/4": ({TAMBOURINE: "....x...x..."}, {TAMBOURINE: "g.g.x.g.x.g."}),
    "2/4": ({TAMBOURINE: "....x..."}, {TAMBOURINE: "g.g.X.g."}),
    "6/8": ({TAMBOURINE: "...x.."}, {TAMBOURINE: "g.gX.g"}),
}
