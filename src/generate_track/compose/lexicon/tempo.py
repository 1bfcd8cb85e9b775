"""Words for tempo and metre."""

# From -1, the slow end of a style's tempo range, to 1, its quick end.
TEMPI: dict[str, float] = {
    "slow": -0.8, "slower": -0.8, "slowly": -0.8, "slow tempo": -0.9, "slow paced": -0.8, "slowed": -0.9,
    "down tempo": -0.7, "downtempo": -0.7, "ballad": -0.8, "laid back": -0.5, "laidback": -0.5, "unhurried": -0.6,
    "leisurely": -0.5, "sluggish": -0.9, "crawling": -1.0, "low tempo": -0.8, "half time": -0.6, "halftime": -0.6,
    "mid tempo": 0.0, "midtempo": 0.0, "medium tempo": 0.0, "moderate tempo": 0.0, "moderate": 0.0, "medium paced": 0.0,
    "steady": 0.0, "walking pace": -0.2, "upbeat": 0.5, "uptempo": 0.8, "up tempo": 0.8, "fast": 0.9, "faster": 0.9,
    "fast paced": 0.9, "high tempo": 0.9, "quick": 0.7, "rapid": 0.9, "speedy": 0.9, "swift": 0.7, "brisk": 0.6,
    "lively": 0.5, "galloping": 0.8, "racing": 0.9, "frantic": 1.0, "breakneck": 1.0, "hyper": 1.0, "double time": 0.9,
}  # fmt: skip

# Italian tempo marks → beats a minute. Source: the scale on most metronomes since Maelzel's.
TEMPO_MARKS: dict[str, tuple[int, int]] = {
    "grave": (40, 50), "largo": (42, 60), "lento": (45, 60), "larghetto": (60, 66), "adagio": (66, 76),
    "adagietto": (70, 80), "andante": (76, 104), "andantino": (80, 108), "moderato": (104, 116),
    "allegretto": (112, 124), "allegro": (122, 152), "vivace": (156, 172), "vivo": (156, 172), "presto": (172, 196),
    "prestissimo": (196, 216),
}  # fmt: skip

# Behind one of these, as in "house 124", a number is a tempo.
COUNTED = (
    "house",
    "techno",
    "trance",
    "edm",
    "dance",
    "disco",
    "electro",
    "garage",
    "hardstyle",
    "gabber",
    "rave",
    "dubstep",
    "trap",
    "drill",
    "phonk",
    "jungle",
    "dnb",
    "d&b",
    "drum and bass",
    "drum & bass",
    "drum'n'bass",
    "hip hop",
    "hip-hop",
    "synthwave",
    "amapiano",
    "breakbeat",
    "psytrance",
)

# A dance, or a metre in words → time signature.
METERS: dict[str, str] = {
    "waltz": "3/4", "viennese waltz": "3/4", "minuet": "3/4", "mazurka": "3/4", "landler": "3/4", "sarabande": "3/4",
    "triple meter": "3/4", "triple metre": "3/4", "triple time": "3/4", "three four": "3/4", "waltz time": "3/4",
    "march": "2/4", "polka": "2/4", "two four": "2/4", "galop": "2/4", "can can": "2/4", "marching": "2/4",
    "jig": "6/8", "gigue": "6/8", "tarantella": "6/8", "barcarolle": "6/8", "siciliana": "6/8", "sea shanty": "6/8",
    "compound meter": "6/8", "compound metre": "6/8", "six eight": "6/8", "common time": "4/4", "four four": "4/4",
}  # fmt: skip
