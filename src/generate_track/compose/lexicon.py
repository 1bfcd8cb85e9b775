"""The words of a caption that mean something to the composer: sounds, scenes, moods, tempi. Data only."""

from typing import NamedTuple


class Mood(NamedTuple):
    """What a mood word says: `valence` from -1 dark to 1 bright, `arousal` from -1 calm to 1 excited."""

    valence: float
    arousal: float


_KITS = ("standard_kit", "jazz_kit", "brush_kit", "electronic_kit")
_BASSES = ("upright_bass", "finger_bass", "synth_bass", "sub_bass")
_GUITARS = ("nylon_guitar", "steel_guitar", "jazz_guitar", "clean_guitar")
_SYNTHS = ("synth_lead", "poly_pad", "supersaw", "pluck", "saw_lead", "warm_pad", "synth_bass", "sub_bass")
_STRINGS = ("strings", "slow_strings", "violin", "cello")

# A word for a sound → the instruments that satisfy it, most typical first. Forbidding the word forbids them all.
SOUNDS: dict[str, tuple[str, ...]] = {
    "piano": ("grand_piano",),
    "grand piano": ("grand_piano",),
    "upright piano": ("grand_piano",),
    "acoustic piano": ("grand_piano",),
    "electric piano": ("electric_piano",),
    "rhodes": ("electric_piano",),
    "wurlitzer": ("electric_piano",),
    "keys": ("electric_piano", "grand_piano"),
    "keyboard": ("electric_piano", "grand_piano"),
    "celesta": ("celesta",),
    "music box": ("music_box",),
    "glockenspiel": ("celesta", "bell"),
    "vibraphone": ("vibraphone",),
    "vibes": ("vibraphone",),
    "marimba": ("marimba",),
    "xylophone": ("marimba",),
    "organ": ("organ",),
    "hammond": ("organ",),
    "accordion": ("accordion",),
    "guitar": _GUITARS,
    "acoustic guitar": ("steel_guitar", "nylon_guitar"),
    "nylon guitar": ("nylon_guitar",),
    "classical guitar": ("nylon_guitar",),
    "spanish guitar": ("nylon_guitar",),
    "steel guitar": ("steel_guitar",),
    "jazz guitar": ("jazz_guitar",),
    "electric guitar": ("clean_guitar", "jazz_guitar"),
    "clean guitar": ("clean_guitar",),
    "ukulele": ("nylon_guitar",),
    "bass": _BASSES,
    "bassline": _BASSES,
    "upright bass": ("upright_bass",),
    "double bass": ("upright_bass",),
    "contrabass": ("upright_bass",),
    "acoustic bass": ("upright_bass",),
    "bass guitar": ("finger_bass",),
    "electric bass": ("finger_bass",),
    "synth bass": ("synth_bass", "sub_bass"),
    "sub bass": ("sub_bass", "synth_bass"),
    "808": ("sub_bass",),
    "violin": ("violin",),
    "fiddle": ("violin",),
    "cello": ("cello",),
    "string": _STRINGS,
    "orchestra": _STRINGS,
    "harp": ("harp",),
    "choir": ("choir",),
    "vocal": ("choir",),
    "voice": ("choir",),
    "humming": ("choir",),
    "trumpet": ("trumpet",),
    "brass": ("brass", "trumpet"),
    "horn": ("brass", "trumpet"),
    "sax": ("tenor_sax", "alto_sax"),
    "saxophone": ("tenor_sax", "alto_sax"),
    "alto sax": ("alto_sax",),
    "alto saxophone": ("alto_sax",),
    "tenor sax": ("tenor_sax",),
    "tenor saxophone": ("tenor_sax",),
    "oboe": ("oboe",),
    "clarinet": ("clarinet",),
    "flute": ("flute",),
    "pan flute": ("pan_flute",),
    "bamboo flute": ("pan_flute", "flute"),
    "shakuhachi": ("pan_flute",),
    "woodwind": ("clarinet", "flute", "oboe"),
    "synth": _SYNTHS,
    "synthesizer": _SYNTHS,
    "synthesiser": _SYNTHS,
    "synth lead": ("synth_lead", "saw_lead"),
    "lead synth": ("synth_lead", "saw_lead"),
    "saw lead": ("saw_lead",),
    "supersaw": ("supersaw",),
    "pad": ("warm_pad", "poly_pad"),
    "synth pad": ("warm_pad", "poly_pad"),
    "pluck": ("pluck",),
    "arpeggio": ("pluck", "harp"),
    "arp": ("pluck",),
    "bell": ("bell", "celesta"),
    "chime": ("bell",),
    "kalimba": ("kalimba",),
    "mbira": ("kalimba",),
    "singing bowl": ("singing_bowl",),
    "tibetan bowl": ("singing_bowl",),
    "crystal bowl": ("singing_bowl",),
    "gong": ("singing_bowl",),
    "drum": _KITS,
    "drum kit": _KITS,
    "drums": _KITS,
    "percussion": _KITS,
    "beat": _KITS,
    "brushes": ("brush_kit",),
    "brushed drum": ("brush_kit",),
    "drum machine": ("electronic_kit",),
    "electronic drum": ("electronic_kit",),
}

# What a refusal of a word forbids besides: "no piano" means no electric one either, but "piano" asks for the real one.
KIN: dict[str, tuple[str, ...]] = {"piano": ("electric_piano",), "flute": ("pan_flute",)}

# Phrases whose words would be mistaken for sounds, or that forbid one in a single word.
NOT_SOUNDS = ("drum and bass", "drum & bass", "drum n bass", "good vibes", "key of", "chill vibes", "beat drop")
FORBIDDING = {"drumless": "drum", "beatless": "drum", "unplugged": "synth"}

# Words said lightly ("upbeat", "beats") must not put a kit into a spa; these sounds are only forbidden, never added.
ONLY_FORBIDDEN = frozenset({"beat", "vocal", "voice", "string section"})

# Scene sound → words that always mean it, and words that mean it only where sounds are spoken of.
SCENES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ocean": (("ocean waves", "sea waves", "waves", "surf", "seashore", "seaside"), ("ocean", "sea", "beach", "tide")),
    "rain": (("rain", "rainy", "rainfall", "drizzle", "raindrops", "thunderstorm"), ("storm",)),
    "stream": (("brook", "creek", "waterfall", "running water", "babbling"), ("stream", "river", "water")),
    "wind": (("windy", "wind chimes", "howling wind"), ("wind", "breeze")),
    "birds": (("birds", "birdsong", "bird song", "chirping"), ("bird", "dawn")),
    "forest": (("woodland", "rainforest"), ("forest", "woods", "jungle")),
    "crickets": (("crickets", "cicadas"), ("night", "summer night")),
    "fire": (("fireplace", "campfire", "crackling fire", "bonfire"), ("fire",)),
    "thunder": (("thunder", "thunderstorm"), ("storm",)),
    "vinyl": (("vinyl", "vinyl crackle", "lofi", "lo fi", "tape hiss"), ("dusty",)),
}
SCENE_CONTEXT = ("sounds", "sound of", "noise", "nature", "ambience", "ambient", "field recording", "soundscape", "spa")

MOODS: dict[str, Mood] = {
    "happy": Mood(0.8, 0.4), "joyful": Mood(0.9, 0.5), "cheerful": Mood(0.8, 0.4), "bright": Mood(0.6, 0.2),
    "sunny": Mood(0.7, 0.2), "uplifting": Mood(0.7, 0.4), "hopeful": Mood(0.5, 0.1), "playful": Mood(0.6, 0.3),
    "upbeat": Mood(0.6, 0.6), "fun": Mood(0.7, 0.5), "romantic": Mood(0.4, -0.2), "warm": Mood(0.4, -0.2),
    "sweet": Mood(0.5, -0.2), "triumphant": Mood(0.6, 0.7), "epic": Mood(0.0, 0.8), "heroic": Mood(0.4, 0.8),
    "sad": Mood(-0.8, -0.3), "melancholic": Mood(-0.7, -0.3), "melancholy": Mood(-0.7, -0.3),
    "dark": Mood(-0.7, 0.1), "gloomy": Mood(-0.8, -0.2), "moody": Mood(-0.5, -0.1), "somber": Mood(-0.7, -0.3),
    "mysterious": Mood(-0.5, 0.0), "tense": Mood(-0.5, 0.5), "nostalgic": Mood(-0.2, -0.2),
    "haunting": Mood(-0.6, -0.1), "lonely": Mood(-0.6, -0.3), "bittersweet": Mood(-0.3, -0.1),
    "heartbreak": Mood(-0.7, -0.1), "noir": Mood(-0.6, -0.1), "angry": Mood(-0.5, 0.8),
    "aggressive": Mood(-0.4, 0.9), "intense": Mood(-0.1, 0.7), "powerful": Mood(0.1, 0.7),
    "energetic": Mood(0.3, 0.8), "driving": Mood(0.0, 0.7), "exciting": Mood(0.4, 0.7), "danceable": Mood(0.4, 0.6),
    "groovy": Mood(0.3, 0.3), "funky": Mood(0.3, 0.5), "festive": Mood(0.8, 0.6), "anthemic": Mood(0.4, 0.7),
    "calm": Mood(0.1, -0.7), "soft": Mood(0.1, -0.5), "gentle": Mood(0.2, -0.5), "relaxing": Mood(0.2, -0.7),
    "relaxed": Mood(0.2, -0.6), "peaceful": Mood(0.3, -0.7), "serene": Mood(0.3, -0.7), "tranquil": Mood(0.2, -0.8),
    "mellow": Mood(0.1, -0.5), "dreamy": Mood(0.1, -0.4), "chill": Mood(0.1, -0.4), "soothing": Mood(0.2, -0.7),
    "meditative": Mood(0.0, -0.8), "sleepy": Mood(0.0, -0.9), "quiet": Mood(0.0, -0.7), "intimate": Mood(0.1, -0.5),
    "minimal": Mood(0.0, -0.4), "ethereal": Mood(0.0, -0.5), "smooth": Mood(0.2, -0.3), "cozy": Mood(0.4, -0.4),
    "minor": Mood(-0.6, 0.0), "major": Mood(0.6, 0.0),
}  # fmt: skip

# From -1, the slow end of a style's tempo range, to 1, its quick end.
TEMPI: dict[str, float] = {
    "very slow": -1.0, "slow": -0.8, "slow tempo": -0.9, "downtempo": -0.7, "ballad": -0.8, "laid back": -0.5,
    "mid tempo": 0.0, "midtempo": 0.0, "medium tempo": 0.0, "moderate": 0.0,
    "upbeat": 0.5, "uptempo": 0.8, "up tempo": 0.8, "fast": 0.9, "very fast": 1.0, "quick": 0.7, "brisk": 0.6,
    "lively": 0.5, "frantic": 1.0,
}  # fmt: skip
