"""Melodic rhythms by metre, from which motifs are made; shared by styles.

4/4 and 3/4 cells last a bar, 2/4 and 6/8 cells two: all about as long in seconds.
"""

from generate_track.compose.rhythm import ByMeter

SPARSE: ByMeter = {
    "4/4": ("X-------x-------", "X-----------x---", "X---------------", "X-----x---------"),
    "3/4": ("X-----------", "X-------x---", "X---x-------"),
    "2/4": ("X-------x-------", "X-----------x---", "X---------------"),
    "6/8": ("X-----x-----", "X----x------", "X--x--x-----"),
}
LYRICAL: ByMeter = {
    "4/4": ("X---x-x-x---x---", "X-----x-x---x---", "x-x-X---x-x-x---", "X---x---x-x-x---", "X-x-x---X-------"),
    "3/4": ("X---x-x-x---", "X-------x-x-", "X---x---x-x-", "X-----x-x---", "X-x-x---x---"),
    "2/4": ("X---x-x-X-------", "X-x-x---X---x---", "x-x-X---x-x-x---", "X-----x-x---x---"),
    "6/8": ("X-xX-xX-----", "X--x-xX--x--", "X-xx--X----x", "X----xX-xx--"),
}
LIVELY: ByMeter = {
    "4/4": ("X-x-x-.xx-x-x---", "X--x--x-x-x-x---", "x-x-x--x--x-X---", "X-x-..x-x-x-x---", "X--xx-x-X---x-x-"),
    "3/4": ("X-x-x-x-x---", "X--xx-x-x---", "X---x-x-x-x-", "X-x-x---x-x-"),
    "2/4": ("X-x-x-x-X---x-x-", "X--xx-x-X-------", "X-xxx-x-X-x-x---", "x-x-X-x-x--xX---"),
    "6/8": ("X-xX-xX-xX--", "XxxX-xX-x---", "X--xxxX-xX--", "X-xx-xX-----"),
}
STRAIGHT: ByMeter = {
    "4/4": ("X-x-x-x-X-x-x---", "X---x-x-X-x-x-x-", "x-x-X-x-x-x-X---", "X-xxx-x-X---x-x-"),
    "3/4": ("X-x-x-x-x-x-", "X---x-x-x-x-", "X-x-x---x-x-"),
    "2/4": ("X-x-x-x-X-x-x---", "X---x-x-X-x-x-x-", "X-xxx-x-X---x-x-"),
    "6/8": ("X-xX-xX-xX--", "X--X-xX-xX--", "X-xX--X-xX-x"),
}
SYNCOPATED: ByMeter = {
    "4/4": ("X-x-x--x--x-x---", "..x-x-x-X---..x-", "X--x....x-x-x---", "x-x-x-x-X-----x-", "..x---x-x-x-X---"),
    "3/4": ("X-x-..x-x---", "..x-x---x-x-", "X-----x-x-x-", "X---x-x-..x-"),
    "2/4": ("X-x---x-X-------", "..x-x-x-X---x---", "X-x-x---..x-x---", "X---..x-x-x-x---"),
    "6/8": ("X-xx-xX-----", "..xX-xX--x--", "X--x-x..xX--", "X-x..xX-x---"),
}
