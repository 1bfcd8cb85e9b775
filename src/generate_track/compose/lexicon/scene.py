"""Words for scene sounds."""

from typing import NamedTuple


class Scene(NamedTuple):
    """A sound that can lie under the music.

    Args:
        about: what is heard, in one line of `generate-track styles`.
        sure: words that always mean it.
        near: words that mean it beside a word of sound: "city noise", "the sound of a train".
        loose: words that mean it anywhere in a caption that speaks of sound or nature.
    """

    about: str
    sure: tuple[str, ...]
    near: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()


SCENES: dict[str, Scene] = {
    "ocean": Scene(
        "waves that roll up a beach and draw back",
        (
            "ocean wave",
            "sea wave",
            "waves",
            "surf",
            "seashore",
            "seaside",
            "crashing waves",
            "shoreline",
            "ocean sound",
        ),
        ("coast", "shore", "harbor", "harbour"),
        ("ocean", "sea", "beach", "tide"),
    ),
    "rain": Scene(
        "steady rain and single drops",
        ("rain", "rainy", "rainfall", "drizzle", "raindrop", "raining", "thunderstorm", "rainstorm", "downpour"),
        loose=("storm", "stormy", "monsoon"),
    ),
    "stream": Scene(
        "running, babbling water",
        (
            "brook",
            "creek",
            "waterfall",
            "running water",
            "flowing water",
            "babbling",
            "trickling water",
            "water stream",
        ),
        ("fountain",),
        ("stream", "river", "water"),
    ),
    "wind": Scene(
        "wind that rises and falls", ("windy", "howling wind", "wind blowing", "gust"), (), ("wind", "breeze")
    ),
    "birds": Scene(
        "birds that call to each other",
        ("birds", "birdsong", "bird song", "birds singing", "chirping", "singing birds", "bird call", "dawn chorus"),
        ("morning", "garden", "spring"),
        ("bird", "dawn"),
    ),
    "forest": Scene(
        "leaves in the wind and a few birds",
        ("woodland", "rainforest", "rustling leaves"),
        ("park", "meadow"),
        ("forest", "woods", "jungle", "nature"),
    ),
    "crickets": Scene("crickets on a summer night", ("cricket", "cicada"), ("night", "summer night", "evening")),
    "fire": Scene(
        "a crackling fire",
        ("fireplace", "campfire", "crackling fire", "bonfire", "log fire", "fireside", "by fire", "fire crackling"),
        (),
        ("fire", "hearth"),
    ),
    "thunder": Scene("distant thunder", ("thunder", "thunderstorm", "lightning"), (), ("storm", "stormy")),
    "vinyl": Scene(
        "the crackle of a record",
        ("vinyl", "vinyl crackle", "vinyl noise", "record crackle", "crackle", "old record", "gramophone"),
        ("record",),
        ("dusty",),
    ),
    "cafe": Scene(
        "the murmur of a café and its cups",
        (
            "murmur",
            "chatter",
            "cafe ambience",
            "coffee shop ambience",
            "clinking cups",
            "clinking glasses",
            "crowd noise",
        ),
        ("cafe", "coffee shop", "coffeehouse", "restaurant", "bar", "people", "crowd"),
    ),
    "city": Scene(
        "a city from a window: traffic, far horns",
        ("traffic", "city sound", "city ambience", "street noise", "street sound", "car horn"),
        ("city", "street", "urban", "downtown", "metropolis"),
    ),
    "train": Scene(
        "a train over its rails",
        (
            "train ride",
            "train journey",
            "steam train",
            "on train",
            "train track",
            "railway",
            "rail journey",
            "locomotive",
        ),
        ("train", "subway", "metro"),
    ),
    "space": Scene(
        "a deep drone, as in a spaceship",
        ("outer space", "deep space", "spaceship", "space station", "spacecraft", "starship", "interstellar"),
        ("cosmos", "galaxy"),
        ("space", "cosmic", "nebula", "galactic"),
    ),
    "tape": Scene(
        "hiss and flutter of a worn tape",
        ("tape hiss", "tape noise", "cassette", "cassette tape", "worn tape", "tape flutter", "wow and flutter", "vhs"),
        ("tape", "analog", "hiss"),
    ),
}

# Beside these a `near` word is a sound; anywhere in the caption they, and those below, make a `loose` word one.
SOUND_WORDS = frozenset({
    "sound", "noise", "ambience", "ambiance", "field recording", "soundscape", "hum", "in background", "recording",
})  # fmt: skip
NATURE_WORDS = frozenset({"nature", "natural", "ambient", "spa", "asmr", "white noise", "meditation", "sleep"})
ALL_SCENES = frozenset(
    {"ambience", "nature sound", "background noise", "sound effect", "noise", "nature", "field recording"}
)
