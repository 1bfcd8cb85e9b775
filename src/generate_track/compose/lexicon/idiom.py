"""Words of a language that mean nothing to a band by themselves: refusals, what ends them, phrases to take whole."""

# What refuses whatever follows, up to the end of its phrase.
NEGATIONS = frozenset({
    "no", "not", "without", "minus", "excluding", "avoid", "avoiding", "zero", "free of", "lacking", "lack of",
    "absent", "exclude", "omit", "omitting", "leave out", "skip", "never", "neither", "nor", "sans", "w/o", "don't",
    "dont", "do not", "instead of", "rather than", "remove", "without any", "devoid of", "drop out",
    "everything except", "anything except", "all except", "everything but", "anything but", "all but",
})  # fmt: skip

# What looks like a refusal and is none.
AFFIRMATIONS = (
    "not only", "not just", "no less than", "no less", "no more than", "not unlike", "no doubt", "no nonsense",
    "non stop", "no limit", "no limits", "not to mention", "no matter what", "no matter", "no problem", "no worries",
    "no rush", "no frills", "no 1", "no one", "why not", "nothing but", "nothing except", "nothing more than",
    "nothing else", "no other instruments", "no other instrument", "nothing more", "never ending", "neverending",
    "skip a beat", "zero gravity", "ground zero", "not least",
)  # fmt: skip

# In a refusal they lead to what is not refused: "no drums except brushes".
EXCEPTIONS = frozenset({"except", "apart", "save", "besides"})

# Words that end a refusal, and words after which another noun phrase begins.
SCOPE_ENDS = frozenset({
    "but", "with", "only", "just", "instead", "although", "though", "however", "while", "yet", "featuring",
})  # fmt: skip
CONNECTORS = frozenset({
    "with", "and", "for", "featuring", "feat", "plus", "over", "under", "in", "of", "to", "by", "at", "meets", "x",
    "on", "but", "from", "into", "like", "about", "while", "that", "which", "as", "during", "through", "or", "then",
    "is", "are", "has", "having", "using", "including", "includes", "around", "mixed", "blended", "combined", "fused",
    "between", "where", "vs", "versus", "via", "inspired", "played", "when", "after", "before", "without",
})  # fmt: skip
HARD_STOPS = frozenset(".,;:!?()[]{}\n|•·。、")  # as they are once NFKC has made wide ones narrow
ARTICLES = frozenset({"a", "an", "the", "some", "any", "my", "your", "our", "this", "those", "these", "its"})

# Phrases that are taken whole: their parts are neither sounds nor scenes nor moods.
IDIOMS = (
    "drum and bass", "drums and bass music", "rock and roll", "r and b", "d and b", "rhythm and blues", "good vibes",
    "beat drop", "bass drop", "drop the beat", "big beat", "bass music", "future bass", "bass house", "surf rock",
    "city pop", "beach house", "brass band", "wind band", "jug band", "heat wave", "new wave", "cold wave", "dark wave",
    "sine wave", "square wave", "brain wave", "theta waves", "delta waves", "alpha waves", "radio waves", "brain waves",
    "sound waves", "purple rain", "november rain", "singin in rain", "singing in rain", "rain check", "make it rain",
    "ocean drive", "beach boys", "fire track", "fire beat", "fire beats", "on fire", "straight fire", "set fire",
    "take train", "soul train", "train your", "live stream", "livestream", "wind down", "winding down", "second wind",
    "opera house", "haunted house", "coffee house", "full house", "house of", "in house", "swing set", "metal detector",
    "folk tale", "folk tales", "blues brothers", "soul searching", "heart and soul", "rock bottom", "bed rock",
    "trap door", "pop up", "blue sky", "blue note", "green screen", "grand canyon", "grand opening", "deep sea",
    "wall street", "sesame street", "street fighter", "space invaders", "my space", "free space", "night club",
    "nightclub", "dance hall", "dancehall", "jungle book", "key of", "piano bar", "wine bar", "sushi bar",
    "bar mitzvah", "chocolate bar", "bass clarinet", "bass drum", "record label", "record deal", "world record",
    "voice over", "voiceover", "voice overs", "light show", "light bulb", "string theory", "horn of plenty",
    "shoe horn", "bell peppers", "taco bell", "organ donor", "pop corn", "christmas bells", "hard drive", "cool down",
    "warm up", "big data", "small talk", "strong man", "high school", "hot chocolate", "hot dog", "time signature",
    "still life", "lead up", "lead to", "no 1", "free jazz", "tea time", "prime time", "party time", "fast food",
    "slow motion", "slow cooker", "fast forward", "quick start", "chamber pop", "minor annoyance", "minor third",
    "night drive", "in background", "daft punk", "synth pop", "electro pop", "minimal techno", "minimal house",
    "fusion of", "blend of", "mix of", "mixture of", "grand piano", "grand pianos", "grand prix", "sea shanty",
    "sea shanties", "steel drum", "steel drums", "music box", "beat em up", "drone footage", "drone shot",
    "drone shots", "drone video", "bass boosted", "wave file", "keys to", "car horn", "voice acting", "one man band",
    "garage band", "boy band", "big band",
)  # fmt: skip
