"""Words for moods, and how strongly they are meant."""

from typing import NamedTuple


class Mood(NamedTuple):
    """What a mood word says: `valence` from -1 dark to 1 bright, `arousal` from -1 calm to 1 excited."""

    valence: float
    arousal: float


# Placed by hand on Russell's plane (1980) for what each word asks of music, which is not always what it means of life:
# dark music may be loved. With the norms of Warriner, Kuperman and Brysbaert (Behavior Research Methods 45, 2013) the
# ranks of the 265 words that they share correlate at 0.84 (valence) and 0.67 (arousal).
MOODS: dict[str, Mood] = {
    # bright and excited
    "happy": Mood(0.8, 0.4), "joyful": Mood(0.9, 0.5), "joyous": Mood(0.9, 0.5), "cheerful": Mood(0.8, 0.4),
    "cheery": Mood(0.8, 0.4), "merry": Mood(0.8, 0.4), "jolly": Mood(0.8, 0.4), "jubilant": Mood(0.9, 0.7),
    "upbeat": Mood(0.6, 0.6), "fun": Mood(0.7, 0.5), "funny": Mood(0.6, 0.4), "playful": Mood(0.6, 0.3),
    "silly": Mood(0.5, 0.4), "quirky": Mood(0.5, 0.3), "goofy": Mood(0.5, 0.4), "bouncy": Mood(0.6, 0.5),
    "bubbly": Mood(0.7, 0.4), "perky": Mood(0.6, 0.5), "lively": Mood(0.5, 0.6), "vibrant": Mood(0.6, 0.5),
    "exuberant": Mood(0.8, 0.8), "ecstatic": Mood(0.9, 0.9), "euphoric": Mood(0.8, 0.7), "elated": Mood(0.8, 0.6),
    "exciting": Mood(0.4, 0.7), "excited": Mood(0.5, 0.8), "thrilling": Mood(0.2, 0.8), "energetic": Mood(0.3, 0.8),
    "energizing": Mood(0.4, 0.7), "energising": Mood(0.4, 0.7), "energy": Mood(0.2, 0.5), "high energy": Mood(0.2, 0.9),
    "dynamic": Mood(0.2, 0.5), "danceable": Mood(0.4, 0.6), "dancey": Mood(0.4, 0.6), "dancy": Mood(0.4, 0.6),
    "groovy": Mood(0.3, 0.3), "funky": Mood(0.3, 0.5), "catchy": Mood(0.5, 0.4), "festive": Mood(0.8, 0.6),
    "celebratory": Mood(0.8, 0.6), "party": Mood(0.6, 0.7), "carefree": Mood(0.7, 0.2), "whimsical": Mood(0.5, 0.2),
    "mischievous": Mood(0.3, 0.4), "comedic": Mood(0.5, 0.4), "feel good": Mood(0.8, 0.3), "good vibes": Mood(0.7, 0.2),
    "lighthearted": Mood(0.7, 0.2), "light hearted": Mood(0.7, 0.2), "sparkling": Mood(0.6, 0.2),
    "shiny": Mood(0.5, 0.2), "glittery": Mood(0.5, 0.3), "bright": Mood(0.6, 0.2), "sunny": Mood(0.7, 0.2),
    "summery": Mood(0.7, 0.3), "summer": Mood(0.5, 0.2), "tropical": Mood(0.6, 0.2), "fresh": Mood(0.4, 0.1),
    "uplifting": Mood(0.7, 0.4), "inspiring": Mood(0.6, 0.3), "inspirational": Mood(0.6, 0.3),
    "motivational": Mood(0.5, 0.5), "motivating": Mood(0.5, 0.5), "encouraging": Mood(0.5, 0.2),
    "empowering": Mood(0.5, 0.5), "optimistic": Mood(0.6, 0.2), "positive": Mood(0.6, 0.2), "hopeful": Mood(0.5, 0.0),
    "confident": Mood(0.4, 0.4), "proud": Mood(0.5, 0.4), "victorious": Mood(0.6, 0.7), "triumphant": Mood(0.6, 0.7),
    "heroic": Mood(0.4, 0.8), "anthemic": Mood(0.4, 0.7), "glorious": Mood(0.6, 0.6), "majestic": Mood(0.4, 0.5),
    "grand": Mood(0.3, 0.5), "adventurous": Mood(0.4, 0.6), "magical": Mood(0.5, 0.0), "enchanting": Mood(0.4, -0.2),
    "wondrous": Mood(0.5, 0.1), "flirty": Mood(0.5, 0.3), "sassy": Mood(0.4, 0.5), "cool": Mood(0.3, 0.0),
    "slick": Mood(0.2, 0.2), "swagger": Mood(0.2, 0.5), "bouncing": Mood(0.5, 0.5), "innocent": Mood(0.5, -0.2),
    "cute": Mood(0.6, 0.1), "kawaii": Mood(0.7, 0.4), "childlike": Mood(0.5, 0.0),
    # bright and calm
    "romantic": Mood(0.4, -0.2), "loving": Mood(0.5, -0.2), "tender": Mood(0.3, -0.5), "affectionate": Mood(0.4, -0.3),
    "warm": Mood(0.4, -0.3), "sweet": Mood(0.5, -0.2), "heartwarming": Mood(0.6, -0.2), "cozy": Mood(0.4, -0.4),
    "cosy": Mood(0.4, -0.4), "comforting": Mood(0.4, -0.5), "homely": Mood(0.3, -0.4), "sentimental": Mood(0.0, -0.3),
    "touching": Mood(0.1, -0.2), "gentle": Mood(0.2, -0.5), "relaxing": Mood(0.2, -0.7), "relaxed": Mood(0.2, -0.6),
    "relax": Mood(0.2, -0.7), "easygoing": Mood(0.4, -0.3), "easy going": Mood(0.4, -0.3), "laid back": Mood(0.2, -0.5),
    "laidback": Mood(0.2, -0.5), "peaceful": Mood(0.3, -0.7), "serene": Mood(0.3, -0.7), "blissful": Mood(0.5, -0.4),
    "soothing": Mood(0.2, -0.7), "smooth": Mood(0.2, -0.3), "silky": Mood(0.2, -0.4), "elegant": Mood(0.3, -0.2),
    "classy": Mood(0.3, -0.1), "sophisticated": Mood(0.2, -0.2), "luxurious": Mood(0.3, -0.2),
    "refined": Mood(0.2, -0.3), "graceful": Mood(0.3, -0.3), "delicate": Mood(0.2, -0.6), "pretty": Mood(0.4, -0.2),
    "beautiful": Mood(0.4, -0.2), "lush": Mood(0.2, -0.2), "airy": Mood(0.2, -0.4), "breezy": Mood(0.5, -0.1),
    "pastoral": Mood(0.4, -0.4), "idyllic": Mood(0.5, -0.5), "golden": Mood(0.4, -0.1), "pure": Mood(0.3, -0.3),
    "healing": Mood(0.3, -0.7), "spiritual": Mood(0.2, -0.4), "sacred": Mood(0.1, -0.4), "soulful": Mood(0.2, 0.0),
    "sensual": Mood(0.2, -0.1), "sexy": Mood(0.3, 0.2), "seductive": Mood(0.1, 0.0), "sultry": Mood(0.0, -0.2),
    "steamy": Mood(0.1, 0.1),
    # calm
    "calm": Mood(0.1, -0.7), "calming": Mood(0.2, -0.7), "soft": Mood(0.1, -0.5), "softly": Mood(0.1, -0.5),
    "mellow": Mood(0.1, -0.5), "dreamy": Mood(0.1, -0.4), "dreamlike": Mood(0.1, -0.4), "chill": Mood(0.1, -0.5),
    "chilled": Mood(0.1, -0.5), "chilled out": Mood(0.1, -0.6), "chillout": Mood(0.1, -0.5), "lazy": Mood(0.1, -0.5),
    "tranquil": Mood(0.2, -0.8), "meditative": Mood(0.0, -0.8), "contemplative": Mood(-0.1, -0.6),
    "reflective": Mood(-0.1, -0.5), "thoughtful": Mood(0.0, -0.4), "pensive": Mood(-0.2, -0.5), "zen": Mood(0.2, -0.8),
    "sleepy": Mood(0.0, -0.9), "drowsy": Mood(0.0, -0.9), "quiet": Mood(0.0, -0.7), "still": Mood(0.0, -0.7),
    "hushed": Mood(0.0, -0.7), "intimate": Mood(0.1, -0.5), "minimal": Mood(0.0, -0.4), "minimalist": Mood(0.0, -0.4),
    "minimalistic": Mood(0.0, -0.4), "sparse": Mood(0.0, -0.5), "subdued": Mood(-0.1, -0.6),
    "restrained": Mood(0.0, -0.5), "understated": Mood(0.0, -0.5), "unobtrusive": Mood(0.1, -0.5),
    "subtle": Mood(0.0, -0.4), "light": Mood(0.3, -0.3), "ethereal": Mood(0.1, -0.5), "heavenly": Mood(0.4, -0.4),
    "celestial": Mood(0.2, -0.4), "angelic": Mood(0.4, -0.5), "floating": Mood(0.1, -0.6),
    "weightless": Mood(0.1, -0.7), "drifting": Mood(0.0, -0.6), "flowing": Mood(0.1, -0.4), "spacious": Mood(0.0, -0.4),
    "atmospheric": Mood(0.0, -0.3), "hazy": Mood(0.0, -0.4), "misty": Mood(-0.1, -0.4), "hypnotic": Mood(-0.1, 0.0),
    "mesmerizing": Mood(0.0, -0.2), "trippy": Mood(0.0, 0.1), "psychedelic": Mood(0.0, 0.2),
    "slow burning": Mood(-0.1, -0.3), "mindful": Mood(0.1, -0.7), "low key": Mood(0.0, -0.5), "lowkey": Mood(0.0, -0.5),
    # dark and calm
    "sad": Mood(-0.8, -0.3), "sorrowful": Mood(-0.8, -0.3), "sorrow": Mood(-0.8, -0.3), "melancholic": Mood(-0.7, -0.3),
    "melancholy": Mood(-0.7, -0.3), "mournful": Mood(-0.8, -0.4), "grieving": Mood(-0.9, -0.2),
    "grief": Mood(-0.9, -0.2), "tearful": Mood(-0.7, -0.2), "tearjerking": Mood(-0.6, -0.2), "tragic": Mood(-0.8, 0.1),
    "depressing": Mood(-0.9, -0.4), "depressed": Mood(-0.9, -0.4), "depressive": Mood(-0.9, -0.4),
    "hopeless": Mood(-0.9, -0.3), "bleak": Mood(-0.8, -0.3), "desolate": Mood(-0.8, -0.4), "gloomy": Mood(-0.8, -0.3),
    "dreary": Mood(-0.7, -0.4), "moody": Mood(-0.5, -0.1), "brooding": Mood(-0.6, 0.0), "somber": Mood(-0.7, -0.4),
    "sombre": Mood(-0.7, -0.4), "solemn": Mood(-0.4, -0.4), "serious": Mood(-0.3, 0.0), "funereal": Mood(-0.8, -0.5),
    "lonely": Mood(-0.7, -0.3), "lonesome": Mood(-0.7, -0.3), "isolated": Mood(-0.6, -0.3), "empty": Mood(-0.5, -0.5),
    "cold": Mood(-0.5, -0.2), "icy": Mood(-0.4, -0.3), "wintry": Mood(-0.2, -0.3), "autumnal": Mood(-0.2, -0.3),
    "heartbreak": Mood(-0.7, -0.1), "heartbreaking": Mood(-0.7, -0.1), "heartbroken": Mood(-0.8, -0.1),
    "yearning": Mood(-0.3, -0.1), "longing": Mood(-0.3, -0.2), "wistful": Mood(-0.2, -0.3),
    "bittersweet": Mood(-0.3, -0.2), "feeling blue": Mood(-0.5, -0.3), "nostalgic": Mood(-0.2, -0.3),
    "nostalgia": Mood(-0.2, -0.3), "emotional": Mood(-0.3, 0.0), "poignant": Mood(-0.4, -0.2),
    "vulnerable": Mood(-0.4, -0.3), "fragile": Mood(-0.3, -0.5), "weary": Mood(-0.5, -0.5), "tired": Mood(-0.4, -0.6),
    "haunting": Mood(-0.6, -0.1), "haunted": Mood(-0.6, 0.0), "eerie": Mood(-0.6, 0.0), "ghostly": Mood(-0.6, -0.2),
    "mysterious": Mood(-0.5, -0.1), "mystical": Mood(-0.1, -0.2), "enigmatic": Mood(-0.3, -0.1),
    "noir": Mood(-0.6, -0.1), "smoky": Mood(-0.2, -0.4), "shadowy": Mood(-0.6, -0.1), "foggy": Mood(-0.3, -0.4),
    "murky": Mood(-0.6, -0.1),
    # dark
    "dark": Mood(-0.7, 0.1), "darker": Mood(-0.7, 0.1), "sinister": Mood(-0.8, 0.3), "ominous": Mood(-0.7, 0.2),
    "creepy": Mood(-0.7, 0.3), "spooky": Mood(-0.5, 0.3), "scary": Mood(-0.7, 0.6), "terrifying": Mood(-0.9, 0.8),
    "horrifying": Mood(-0.9, 0.7), "nightmarish": Mood(-0.9, 0.6), "unsettling": Mood(-0.7, 0.3),
    "disturbing": Mood(-0.8, 0.4), "uneasy": Mood(-0.6, 0.3), "anxious": Mood(-0.6, 0.6), "nervous": Mood(-0.5, 0.5),
    "paranoid": Mood(-0.6, 0.5), "tense": Mood(-0.5, 0.5), "tension": Mood(-0.5, 0.5), "suspenseful": Mood(-0.5, 0.4),
    "suspense": Mood(-0.5, 0.4), "dangerous": Mood(-0.5, 0.6), "menacing": Mood(-0.7, 0.6),
    "threatening": Mood(-0.7, 0.6), "evil": Mood(-0.8, 0.5), "demonic": Mood(-0.8, 0.7), "brutal": Mood(-0.7, 0.9),
    "violent": Mood(-0.7, 0.9), "angry": Mood(-0.6, 0.8), "rage": Mood(-0.7, 0.9), "raging": Mood(-0.6, 0.9),
    "furious": Mood(-0.7, 0.9), "aggressive": Mood(-0.5, 0.9), "hostile": Mood(-0.7, 0.7),
    "rebellious": Mood(-0.1, 0.7), "gritty": Mood(-0.3, 0.4), "dirty": Mood(-0.3, 0.4), "filthy": Mood(-0.4, 0.6),
    "grimy": Mood(-0.4, 0.4), "harsh": Mood(-0.5, 0.6), "edgy": Mood(-0.2, 0.5), "desperate": Mood(-0.6, 0.4),
    "painful": Mood(-0.7, 0.2), "dramatic": Mood(-0.2, 0.5), "apocalyptic": Mood(-0.7, 0.7),
    "dystopian": Mood(-0.6, 0.3), "gothic": Mood(-0.6, 0.1), "macabre": Mood(-0.7, 0.2), "weird": Mood(-0.2, 0.2),
    "strange": Mood(-0.3, 0.1), "dissonant": Mood(-0.5, 0.3), "minor": Mood(-0.6, 0.0), "major": Mood(0.6, 0.0),
    # excited
    "epic": Mood(0.1, 0.8), "intense": Mood(-0.2, 0.7), "powerful": Mood(0.1, 0.7), "strong": Mood(0.1, 0.5),
    "massive": Mood(0.0, 0.7), "huge": Mood(0.1, 0.6), "big": Mood(0.1, 0.4), "bold": Mood(0.2, 0.5),
    "loud": Mood(0.0, 0.7), "heavy": Mood(-0.4, 0.6), "hard": Mood(-0.2, 0.6), "hard hitting": Mood(-0.2, 0.7),
    "driving": Mood(0.0, 0.7), "pumping": Mood(0.2, 0.8), "pounding": Mood(-0.1, 0.8), "pulsing": Mood(0.0, 0.4),
    "pulsating": Mood(0.0, 0.4), "propulsive": Mood(0.1, 0.7), "relentless": Mood(-0.3, 0.8), "urgent": Mood(-0.2, 0.7),
    "frantic": Mood(-0.2, 0.9), "frenetic": Mood(-0.1, 0.9), "hectic": Mood(-0.2, 0.8), "chaotic": Mood(-0.4, 0.9),
    "manic": Mood(-0.1, 0.9), "wild": Mood(0.1, 0.8), "crazy": Mood(0.1, 0.8), "explosive": Mood(-0.1, 0.9),
    "fiery": Mood(0.1, 0.7), "passionate": Mood(0.3, 0.5), "hype": Mood(0.3, 0.8), "banger": Mood(0.3, 0.8),
    "punchy": Mood(0.2, 0.5), "raw": Mood(-0.1, 0.4), "badass": Mood(0.0, 0.7), "fierce": Mood(-0.2, 0.8),
    "soaring": Mood(0.4, 0.5), "rousing": Mood(0.5, 0.6), "stirring": Mood(0.3, 0.4), "galloping": Mood(0.2, 0.7),
    "racing": Mood(0.0, 0.8), "busy": Mood(0.0, 0.4), "rhythmic": Mood(0.1, 0.3), "cinematic": Mood(0.0, 0.1),
    "ambitious": Mood(0.3, 0.4), "futuristic": Mood(0.0, 0.2), "cosmic": Mood(0.0, -0.2), "hot": Mood(0.3, 0.5),
    "spicy": Mood(0.4, 0.5), "low energy": Mood(0.0, -0.7), "medium energy": Mood(0.0, 0.0),
    "moderate energy": Mood(0.0, 0.0),
}  # fmt: skip

# What stands before a mood word → factor on what it says.
DEGREES: dict[str, float] = {
    "very": 1.35, "really": 1.3, "so": 1.2, "super": 1.4, "extremely": 1.5, "incredibly": 1.4, "insanely": 1.5,
    "ultra": 1.5, "deeply": 1.35, "totally": 1.3, "highly": 1.3, "intensely": 1.4, "quite": 1.1, "pretty": 1.0,
    "more": 1.1, "overly": 1.4, "too": 1.3, "fairly": 0.8, "rather": 0.8, "somewhat": 0.6, "slightly": 0.5, "bit": 0.5,
    "little": 0.5, "mildly": 0.5, "subtly": 0.5, "vaguely": 0.5, "kind of": 0.6, "kinda": 0.6, "sort of": 0.6,
    "moderately": 0.7, "lightly": 0.5, "gently": 0.7, "softly": 0.7, "barely": 0.2, "hardly": 0.2, "less": -0.3,
}  # fmt: skip
REFUSED_DEGREE = -0.35  # "not too energetic" is a little calm, not asleep
