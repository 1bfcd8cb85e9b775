"""Chord progressions by idiom, for every section family. The tonic is where bars are strong, first and most often."""

from generate_track.music import Mode

Progressions = dict[Mode, dict[str, tuple[str, ...]]]

# Two-fives with secondary dominants, tritone substitutes and passing diminished chords; bridges that leave home.
JAZZ: Progressions = {
    "major": {
        "verse": (
            "Imaj9 vi9 ii9 V13",
            "Imaj9 IVmaj7 iii7,vi7 ii9,V13",
            "Imaj7 ii9,V13 Imaj9 ii9,bII7",
            "Imaj9 Imaj7 ii9 V13 iii7 V7b9/ii ii9,V13 Imaj7",
            "Imaj7 V7/ii ii9 V13",
            "Imaj9,biidim7 ii9,V13 Imaj9,V7/ii ii9,V13",
        ),
        "chorus": (
            "Imaj9 V7/ii ii9 V13",
            "Imaj9 Imaj9 IVmaj9 bVII13 Imaj9 V7b9/ii ii9,V13 Imaj7",
            "Imaj7 V7/ii ii9 V13 Imaj9 vi9 ii9,bII7 Imaj7",
        ),
        "bridge": (
            "IVmaj7 iv6 Imaj9 V7/IV IVmaj7 bVII13 V7/V V13",
            "V7/vi V7/vi vi9 vi9 V7/V V7/V ii9 V13",
            "ii9/IV V7/IV IVmaj7 IVmaj7 iv9 bVII13 Imaj9 V13",
        ),
    },
    "minor": {
        "verse": (
            "i9 iv9 i9 iim7b5,V7b9",
            "i69 i69 iim7b5 V7b9",
            "i9 bVImaj7 iim7b5 V7b9",
            "i9 iv9 iim7b5,bII7 i69",
        ),
        "chorus": ("i9 iv9 iim7b5,V7b9 i69", "i69 V7b9/iv iv9 V7b9 i9 i9 iim7b5,V7b9 i69", "i69 bVImaj7 V7b9 i9"),
        "bridge": ("V7b9/iv iv9 V7b9 i9 bVImaj7 bVImaj7 iim7b5 V7b9", "iv9 bVII9 bIIImaj7 bVImaj7 iim7b5 V7b9 i9 V7#9"),
    },
}
# Three chords and their friends: pop, and whatever people sing along to.
DIATONIC: Progressions = {
    "major": {
        "verse": ("I V vi IV", "I IV vi V", "I vi IV V", "I iii IV V", "I I IV V", "Iadd9 IV Iadd9 V"),
        "prechorus": ("IV V vi V", "ii IV V V", "ii V/V Vsus4 V"),
        "chorus": ("I V vi IV", "I V IV I", "I IV I V", "I vi IV V", "I V/vi IV V"),
        "bridge": ("vi IV I V", "iv iv I V", "bVI bVII I I bVI bVII V V", "vi V/V IV V"),
    },
    "minor": {
        "verse": ("i bVI iv V", "i iv i V", "i bVII bVI V", "i i iv V"),
        "prechorus": ("iv bVI V V", "bVI iv V V"),
        "chorus": ("i bVI bVII i", "i iv bVI V", "i bVII i V"),
        "bridge": ("iv i bVI V", "bVI iv i V", "IV IV i i bVI bVI V V"),
    },
}
# Plain triads with a flat seventh now and then: folk, country and ballads.
FOLK: Progressions = {
    "major": {
        "verse": ("I I IV I", "I IV I V", "I V IV I", "I vi IV V", "I I V V IV IV I V"),
        "chorus": ("IV I V I", "I IV V I", "I V vi IV I V I,V I", "IV IV I I V V I I"),
        "bridge": ("vi iii IV I", "ii V/V V V", "vi vi IV I ii V/V V V"),
    },
    "minor": {
        "verse": ("i i bVII i", "i bVII i V", "i iv i V", "i IV i bVII"),
        "chorus": ("i bVII bVI i", "i iv i V", "iv i V i"),
        "bridge": ("bVI bVII i i", "iv iv i i bVI bVI V V"),
    },
}
