"""Words around a sound that say how it plays: alone, in front, behind."""

# Before a sound, or "in the background" behind it: it is there, but not in front.
SOFTENERS = frozenset({
    "subtle", "faint", "distant", "background", "light", "quiet", "sparse", "muffled", "backing", "underlying", "far",
    "hint", "touch", "bit", "dash", "low", "occasional", "unobtrusive",
})  # fmt: skip
BEHIND = frozenset({"in background", "underneath", "in distance", "in back", "far away"})

# Around a sound that has the tune.
LEADING = frozenset({"lead", "featuring", "feat", "features", "prominent", "main", "singing", "soloing"})
LED = frozenset({"melody", "melodies", "solo", "solos", "lead", "leads", "hook", "theme", "led", "topline"})

# Refused, they leave chords and rhythm alone.
TUNES = frozenset({
    "melody", "melodies", "tune", "topline", "top line", "lead", "lead line", "lead melody", "lead instrument",
    "main melody", "hook", "melodic line", "melodic lead",
})  # fmt: skip

# Words that are a sound only where a phrase begins with them: "sax, vibes" but "summer vibes".
INITIAL = frozenset({"vibes"})

# A sound that is always alone.
ALONE_WORDS = frozenset({"acappella"})

# Around a sound that plays alone.
ALONE_BEFORE = frozenset({"only", "just", "solely", "purely", "exclusively", "solo", "unaccompanied", "nothing but"})
ALONE_ANYWHERE = frozenset({"nothing else", "no other instrument", "nothing more"})
ALONE_AFTER = frozenset({"only", "alone", "unaccompanied", "duo", "duet"})
