"""Words for instruments: what satisfies each, what a refusal of it forbids, and what adjectives make of it."""

_SAMPLED_KITS = ("standard_kit", "room_kit", "power_kit", "jazz_kit", "brush_kit", "orchestral_kit")
_MACHINES = ("electronic_kit", "house_kit", "trap_kit", "synthwave_kit", "lofi_kit", "chip_kit")
_KITS = (*_SAMPLED_KITS, *_MACHINES)
_SOFT_KITS = ("lofi_kit", "brush_kit", "jazz_kit", "electronic_kit")
_ACOUSTIC_KITS = ("brush_kit", "room_kit", "standard_kit", "jazz_kit")
_SYNTH_BASSES = ("synth_bass", "sub_bass", "reese_bass", "acid_bass", "wobble_bass", "bass_808", "triangle_bass")
_ELECTRIC_BASSES = ("finger_bass", "picked_bass", "fretless_bass", "slap_bass")
_BASSES = ("upright_bass", *_ELECTRIC_BASSES, *_SYNTH_BASSES)
_ELECTRIC_GUITARS = ("clean_guitar", "crunch_guitar", "jazz_guitar", "muted_guitar", "lead_guitar", "distortion_guitar")
_ACOUSTIC_GUITARS = ("steel_guitar", "nylon_guitar")
_GUITARS = (*_ACOUSTIC_GUITARS, *_ELECTRIC_GUITARS)
_LEADS = ("synth_lead", "saw_lead", "square_lead", "pulse_lead")
_PADS = ("warm_pad", "poly_pad", "glass_pad", "dark_pad", "string_machine")
_SYNTHS = ("synth_lead", "poly_pad", "supersaw", "pluck", *_LEADS, *_PADS, "synth_brass", "fm_bell", *_SYNTH_BASSES)
_STRINGS = ("strings", "slow_strings", "violin", "viola", "cello")
_EFFECT_STRINGS = ("tremolo_strings", "pizzicato")
_BRASS = ("brass", "trumpet", "trombone", "french_horn", "muted_trumpet", "tuba")
_SAXES = ("tenor_sax", "alto_sax", "soprano_sax", "baritone_sax")
_REEDS = ("clarinet", "oboe", "bassoon", "english_horn")
_FLUTES = ("flute", "piccolo", "recorder", "pan_flute", "shakuhachi", "whistle")
_BELLS = ("bell", "fm_bell", "tubular_bells", "glockenspiel", "celesta")
_ORGANS = ("organ", "drawbar_organ", "church_organ")
_VOICES = ("choir", "oohs")

# A word for a sound → the instruments that satisfy it, most typical first. Forbidding the word forbids them all.
SOUNDS: dict[str, tuple[str, ...]] = {
    # keys
    "piano": ("grand_piano",), "grand piano": ("grand_piano",), "upright piano": ("grand_piano",),
    "acoustic piano": ("grand_piano",), "felt piano": ("grand_piano",), "honky tonk piano": ("grand_piano",),
    "electric piano": ("electric_piano", "wurlitzer"), "rhodes": ("electric_piano",),
    "fender rhodes": ("electric_piano",), "e piano": ("electric_piano", "wurlitzer"), "wurlitzer": ("wurlitzer",),
    "wurli": ("wurlitzer",), "keys": ("electric_piano", "grand_piano", "wurlitzer"),
    "keyboard": ("electric_piano", "grand_piano", "wurlitzer"), "clavinet": ("clavinet",), "clav": ("clavinet",),
    "harpsichord": ("harpsichord",), "celesta": ("celesta",), "celeste": ("celesta",), "music box": ("music_box",),
    "toy piano": ("music_box", "celesta"), "organ": _ORGANS, "hammond": ("drawbar_organ",),
    "hammond organ": ("drawbar_organ",), "b3": ("drawbar_organ",), "hammond b3": ("drawbar_organ",),
    "b3 organ": ("drawbar_organ",), "rotary organ": ("drawbar_organ",), "church organ": ("church_organ",),
    "pipe organ": ("church_organ",), "cathedral organ": ("church_organ",), "accordion": ("accordion",),
    "harmonica": ("harmonica",), "mouth organ": ("harmonica",), "blues harp": ("harmonica",),
    # mallets and bells
    "vibraphone": ("vibraphone",), "vibes": ("vibraphone",), "marimba": ("marimba",), "xylophone": ("xylophone",),
    "glockenspiel": ("glockenspiel",), "mallet": ("marimba", "vibraphone", "xylophone", "glockenspiel"),
    "tubular bell": ("tubular_bells",), "church bell": ("tubular_bells",), "bell": _BELLS, "fm bell": ("fm_bell",),
    "chime": ("bell", "tubular_bells"), "kalimba": ("kalimba",), "mbira": ("kalimba",), "thumb piano": ("kalimba",),
    "steel drum": ("steel_drums",), "steelpan": ("steel_drums",), "steel pan": ("steel_drums",),
    "singing bowl": ("singing_bowl",), "tibetan bowl": ("singing_bowl",), "crystal bowl": ("singing_bowl",),
    "sound bowl": ("singing_bowl",), "gong": ("singing_bowl",),
    # guitars and other plucked strings
    "guitar": _GUITARS, "acoustic guitar": _ACOUSTIC_GUITARS, "folk guitar": ("steel_guitar",),
    "steel string guitar": ("steel_guitar",), "steel guitar": ("steel_guitar",), "12 string guitar": ("steel_guitar",),
    "fingerpicked guitar": _ACOUSTIC_GUITARS, "fingerpicking": _ACOUSTIC_GUITARS, "fingerstyle": _ACOUSTIC_GUITARS,
    "nylon guitar": ("nylon_guitar",), "classical guitar": ("nylon_guitar",), "spanish guitar": ("nylon_guitar",),
    "flamenco guitar": ("nylon_guitar",), "bossa guitar": ("nylon_guitar",), "jazz guitar": ("jazz_guitar",),
    "archtop": ("jazz_guitar",), "electric guitar": _ELECTRIC_GUITARS, "clean guitar": ("clean_guitar", "jazz_guitar"),
    "clean electric guitar": ("clean_guitar",), "jangly guitar": ("clean_guitar", "crunch_guitar"),
    "rhythm guitar": ("crunch_guitar", "clean_guitar", "muted_guitar", "distortion_guitar", "steel_guitar"),
    "crunch guitar": ("crunch_guitar",), "overdriven guitar": ("crunch_guitar", "distortion_guitar"),
    "muted guitar": ("muted_guitar",), "funk guitar": ("muted_guitar", "clean_guitar"), "wah guitar": ("muted_guitar",),
    "distorted guitar": ("distortion_guitar", "crunch_guitar", "lead_guitar"),
    "distortion guitar": ("distortion_guitar",), "power chord": ("distortion_guitar",),
    "guitar riff": ("crunch_guitar", "distortion_guitar", "clean_guitar"), "lead guitar": ("lead_guitar",),
    "shredding guitar": ("lead_guitar",), "guitar shred": ("lead_guitar",), "surf guitar": ("clean_guitar",),
    "twangy guitar": ("clean_guitar",), "banjo": ("banjo",), "sitar": ("sitar",), "koto": ("koto",), "harp": ("harp",),
    "ukulele": ("nylon_guitar",), "uke": ("nylon_guitar",),
    # basses
    "bass": _BASSES, "bassline": _BASSES, "bass line": _BASSES, "upright bass": ("upright_bass",),
    "double bass": ("upright_bass", "contrabass"), "stand up bass": ("upright_bass",),
    "acoustic bass": ("upright_bass",), "walking bass": ("upright_bass", "finger_bass"),
    "contrabass": ("contrabass", "upright_bass"), "string bass": ("upright_bass", "contrabass"),
    "bass guitar": _ELECTRIC_BASSES, "electric bass": _ELECTRIC_BASSES, "fingered bass": ("finger_bass",),
    "picked bass": ("picked_bass",), "fretless bass": ("fretless_bass",), "slap bass": ("slap_bass",),
    "synth bass": _SYNTH_BASSES, "analog bass": ("synth_bass",), "moog bass": ("synth_bass",),
    "sub bass": ("sub_bass", "bass_808"), "sub": ("sub_bass", "bass_808"), "808": ("bass_808",),
    "808 bass": ("bass_808",), "acid bass": ("acid_bass",), "303": ("acid_bass",), "acid line": ("acid_bass",),
    "reese": ("reese_bass",), "reese bass": ("reese_bass",), "wobble bass": ("wobble_bass",),
    "wobble": ("wobble_bass",), "growl bass": ("wobble_bass", "reese_bass"), "chip bass": ("triangle_bass",),
    "triangle bass": ("triangle_bass",),
    # bowed strings
    "string": (*_STRINGS, *_EFFECT_STRINGS), "string section": _STRINGS, "string ensemble": _STRINGS,
    "string orchestra": _STRINGS, "string quartet": _STRINGS, "orchestra": _STRINGS, "symphony orchestra": _STRINGS,
    "chamber strings": _STRINGS, "violin": ("violin",), "fiddle": ("violin",), "viola": ("viola",), "cello": ("cello",),
    "pizzicato": ("pizzicato",), "pizzicato string": ("pizzicato",), "plucked string": ("pizzicato", "harp"),
    "tremolo string": ("tremolo_strings",), "staccato string": ("strings", "pizzicato"),
    # voices
    "choir": ("choir",), "chorus of voices": ("choir",), "vocal": _VOICES, "voice": _VOICES, "singer": _VOICES,
    "singing": _VOICES, "humming": ("oohs", "choir"), "oohs": ("oohs",), "ooh": ("oohs",),
    "oohs and aahs": ("oohs", "choir"), "aahs": ("choir",), "gregorian chant": ("choir",), "chant": ("choir",),
    "chanting": ("choir",), "backing vocal": ("oohs", "choir"), "wordless vocal": ("oohs", "choir"),
    "vocal pad": ("oohs", "choir"), "vocal chop": ("oohs", "choir"), "vocal sample": ("oohs", "choir"),
    "choral": ("choir",), "acappella": ("choir", "oohs"),
    # brass and winds
    "trumpet": ("trumpet", "muted_trumpet"), "muted trumpet": ("muted_trumpet",), "harmon mute": ("muted_trumpet",),
    "cornet": ("trumpet",), "trombone": ("trombone",), "tuba": ("tuba",), "sousaphone": ("tuba",), "brass": _BRASS,
    "brass section": ("brass",), "brass stab": ("brass", "synth_brass"), "horn section": ("brass",), "horn": _BRASS,
    "french horn": ("french_horn",), "sax": _SAXES, "saxophone": _SAXES, "soprano sax": ("soprano_sax",),
    "soprano saxophone": ("soprano_sax",), "alto sax": ("alto_sax",), "alto saxophone": ("alto_sax",),
    "tenor sax": ("tenor_sax",), "tenor saxophone": ("tenor_sax",), "baritone sax": ("baritone_sax",),
    "baritone saxophone": ("baritone_sax",), "bari sax": ("baritone_sax",), "oboe": ("oboe",),
    "english horn": ("english_horn",), "cor anglais": ("english_horn",), "bassoon": ("bassoon",),
    "clarinet": ("clarinet",), "flute": ("flute",), "piccolo": ("piccolo",), "recorder": ("recorder",),
    "pan flute": ("pan_flute",), "panpipe": ("pan_flute",), "pan pipe": ("pan_flute",),
    "bamboo flute": ("pan_flute", "shakuhachi"), "shakuhachi": ("shakuhachi",), "whistle": ("whistle",),
    "whistling": ("whistle",), "tin whistle": ("whistle",), "penny whistle": ("whistle",),
    "woodwind": (*_REEDS, *_FLUTES), "wind instrument": (*_REEDS, *_FLUTES),
    # synthesizers
    "synth": _SYNTHS, "synthesizer": _SYNTHS, "synthesiser": _SYNTHS, "analog synth": _SYNTHS,
    "analogue synth": _SYNTHS, "modular synth": _SYNTHS, "moog": ("synth_bass", "saw_lead", "synth_lead"),
    "synth lead": _LEADS, "lead synth": _LEADS, "saw lead": ("saw_lead",), "square lead": ("square_lead",),
    "square wave": ("square_lead", "pulse_lead"), "pulse wave": ("pulse_lead",),
    "chip lead": ("pulse_lead", "square_lead"), "supersaw": ("supersaw",), "saw chord": ("supersaw",),
    "synth chord": ("poly_pad", "supersaw"), "synth stab": ("supersaw", "synth_brass"), "synth brass": ("synth_brass",),
    "synth string": ("string_machine",), "string machine": ("string_machine",), "string synth": ("string_machine",),
    "pad": _PADS, "synth pad": _PADS, "warm pad": ("warm_pad",), "drone": ("dark_pad", "warm_pad"),
    "glass pad": ("glass_pad",), "dark pad": ("dark_pad",), "pluck": ("pluck",), "synth pluck": ("pluck",),
    "arpeggio": ("pluck", "harp"), "arp": ("pluck",), "arpeggiator": ("pluck",), "arpeggiated synth": ("pluck",),
    "synth arpeggio": ("pluck",), "synth bell": ("fm_bell", "bell"),
    # drums
    "drum": _KITS, "drum kit": _KITS, "drum set": _KITS, "percussion": _KITS, "beat": _KITS, "drum beat": _KITS,
    "drum loop": _KITS, "breakbeat": _KITS, "backbeat": _KITS, "rhythm": _KITS, "live drum": _ACOUSTIC_KITS,
    "acoustic drum": _ACOUSTIC_KITS, "brushes": ("brush_kit",), "brushed drum": ("brush_kit",),
    "jazz drum": ("jazz_kit", "brush_kit"), "rock drum": ("power_kit", "room_kit", "standard_kit"),
    "heavy drum": ("power_kit", "room_kit", "standard_kit"), "drum machine": _MACHINES, "electronic drum": _MACHINES,
    "808 drum": ("trap_kit",), "808 kick": ("trap_kit",), "trap drum": ("trap_kit",), "trap hi hat": ("trap_kit",),
    "909": ("house_kit",), "909 kick": ("house_kit",), "house beat": ("house_kit",),
    "four on floor": ("house_kit", "electronic_kit"), "gated drum": ("synthwave_kit",),
    "gated snare": ("synthwave_kit",), "gated reverb drum": ("synthwave_kit",), "linndrum": ("synthwave_kit",),
    "dusty drum": ("lofi_kit",), "lo fi drum": ("lofi_kit",), "boom bap drum": ("lofi_kit",),
    "8 bit drum": ("chip_kit",), "orchestral percussion": ("orchestral_kit",), "timpani": ("timpani",),
    "kettledrum": ("timpani",), "taiko": ("taiko",), "taiko drum": ("taiko",), "war drum": ("taiko", "orchestral_kit"),
    "tribal drum": ("taiko", "room_kit"), "conga": _SAMPLED_KITS, "bongo": _SAMPLED_KITS, "tambourine": _SAMPLED_KITS,
    "shaker": _SAMPLED_KITS, "maracas": _SAMPLED_KITS, "cowbell": _SAMPLED_KITS, "timbale": _SAMPLED_KITS,
    "clave": _SAMPLED_KITS, "guiro": _SAMPLED_KITS, "triangle": _SAMPLED_KITS, "sleigh bell": _SAMPLED_KITS,
    "jingle bell": _SAMPLED_KITS, "castanet": _SAMPLED_KITS, "hand drum": _SAMPLED_KITS,
    "hand percussion": _SAMPLED_KITS, "latin percussion": _SAMPLED_KITS, "handclap": _KITS, "hand clap": _KITS,
    "clap": _KITS, "finger snap": _KITS, "hi hat": _KITS, "kick drum": _KITS, "kick": _KITS, "snare": _KITS,
    "cymbal": _KITS, "tom": _KITS, "soft beat": _SOFT_KITS, "gentle beat": _SOFT_KITS,
}  # fmt: skip

# What a refusal of a word forbids besides: "no piano" means no electric one either, but "piano" asks for the real one.
KIN: dict[str, tuple[str, ...]] = {
    "piano": ("electric_piano", "wurlitzer"),
    "flute": ("pan_flute", "piccolo", "shakuhachi", "recorder"),
    "string": ("string_machine", "contrabass"),
    "orchestra": (*_BRASS, *_REEDS, "flute", "piccolo", "timpani", *_EFFECT_STRINGS, "orchestral_kit"),
    "brass": ("synth_brass",),
    "horn": ("synth_brass", "english_horn"),
    "woodwind": _SAXES,
    "drum": ("timpani", "taiko"),
    "percussion": ("timpani", "taiko"),
    "bass": ("contrabass", "tuba"),
    "sub bass": ("bass_808",),
    "keys": (*_ORGANS, "harpsichord", "clavinet"),
    "keyboard": (*_ORGANS, "harpsichord", "clavinet"),
    "synth": ("bell",),
}

# One word that refuses: → the words of SOUNDS that it forbids.
FORBIDDING: dict[str, tuple[str, ...]] = {
    "drumless": ("drum",), "beatless": ("drum",), "percussionless": ("drum",), "bassless": ("bass",),
    "unplugged": ("synth", "electric guitar", "electronic drum"), "instrumental": ("vocal",), "voiceless": ("vocal",),
}  # fmt: skip

# Words for somebody who sings words, whom the band has not.
SINGERS = frozenset({"vocal", "voice", "singer", "singing"})

# Words said lightly ("upbeat", "beats") are only forbidden, never added; singers likewise.
ONLY_FORBIDDEN = SINGERS | {"beat", "backbeat", "rhythm", "tom"}

# They stay in the background, and give way to a refusal: "chill beat, no drums".
SOFT = frozenset({"soft beat", "gentle beat"})

# An adjective somewhere before a noun → the word that both mean: "distorted, heavy electric guitar".
QUALIFIED: dict[str, dict[str, str]] = {
    "guitar": {
        "distorted": "distorted guitar", "distortion": "distorted guitar", "fuzzy": "distorted guitar",
        "fuzz": "distorted guitar", "heavy": "distorted guitar", "crunchy": "crunch guitar",
        "overdriven": "overdriven guitar", "gritty": "crunch guitar", "clean": "clean guitar",
        "jangly": "jangly guitar", "twangy": "twangy guitar", "reverb": "clean guitar", "muted": "muted guitar",
        "funky": "funk guitar", "wah": "wah guitar", "fingerpicked": "fingerpicked guitar",
        "fingerpicking": "fingerpicked guitar", "fingerstyle": "fingerpicked guitar", "picked": "fingerpicked guitar",
        "strummed": "acoustic guitar", "strumming": "acoustic guitar", "acoustic": "acoustic guitar",
        "nylon": "nylon guitar", "spanish": "spanish guitar", "flamenco": "flamenco guitar",
        "classical": "classical guitar", "jazz": "jazz guitar", "jazzy": "jazz guitar", "shredding": "lead guitar",
        "soaring": "lead guitar", "steel": "steel guitar", "electric": "electric guitar", "metal": "distorted guitar",
        "folk": "folk guitar", "surf": "surf guitar",
    },
    "bass": {
        "upright": "upright bass", "double": "double bass", "walking": "walking bass", "acoustic": "acoustic bass",
        "jazz": "upright bass", "slap": "slap bass", "slapped": "slap bass", "funky": "slap bass",
        "fretless": "fretless bass", "picked": "picked bass", "electric": "electric bass", "synth": "synth bass",
        "analog": "analog bass", "sub": "sub bass", "808": "808 bass", "acid": "acid bass", "reese": "reese bass",
        "wobble": "wobble bass", "wobbly": "wobble bass", "growling": "growl bass", "squelchy": "acid bass",
        "rumbling": "sub bass", "dubby": "sub bass",
    },
    "drum": {
        "brushed": "brushed drum", "brush": "brushed drum", "jazz": "jazz drum", "jazzy": "jazz drum",
        "swing": "jazz drum", "acoustic": "acoustic drum", "live": "live drum", "electronic": "electronic drum",
        "programmed": "electronic drum", "808": "808 drum", "trap": "trap drum", "909": "909", "gated": "gated drum",
        "80s": "gated drum", "1980s": "gated drum", "dusty": "dusty drum", "lo fi": "lo fi drum",
        "boom bap": "boom bap drum", "8 bit": "8 bit drum", "chiptune": "8 bit drum", "rock": "rock drum",
        "heavy": "heavy drum", "pounding": "heavy drum", "tribal": "tribal drum", "war": "war drum",
        "taiko": "taiko drum", "orchestral": "orchestral percussion", "cinematic": "orchestral percussion",
    },
    "piano": {"electric": "electric piano", "felt": "felt piano", "toy": "toy piano"},
    "trumpet": {"muted": "muted trumpet"},
    "organ": {
        "church": "church organ", "pipe": "pipe organ", "cathedral": "church organ", "hammond": "hammond organ",
        "gospel": "hammond organ", "bluesy": "hammond organ", "soul": "hammond organ", "rotary": "hammond organ",
    },
    "string": {"pizzicato": "pizzicato", "plucked": "pizzicato", "tremolo": "tremolo string", "synth": "synth string"},
    "sax": {"tenor": "tenor sax", "alto": "alto sax", "soprano": "soprano sax", "baritone": "baritone sax"},
    "synth": {"arpeggiated": "synth arpeggio", "pad": "synth pad", "lead": "synth lead", "plucky": "synth pluck"},
    "pad": {"glassy": "glass pad", "glass": "glass pad", "dark": "dark pad", "warm": "warm pad"},
    "bell": {"fm": "fm bell", "church": "church bell", "tubular": "tubular bell"},
}  # fmt: skip
QUALIFIED["beat"] = dict.fromkeys(
    ("soft", "gentle", "light", "mellow", "slow", "chill", "relaxed", "lazy", "downtempo", "minimal", "muffled"),
    "soft beat",
)
QUALIFIED["percussion"] = QUALIFIED["drum"]
QUALIFIED["bassline"] = QUALIFIED["bass line"] = QUALIFIED["bass"]
QUALIFIED["saxophone"] = QUALIFIED["sax"]

# A band in a word → its sounds. It plays alone.
ENSEMBLES: dict[str, tuple[str, ...]] = {
    "jazz trio": ("piano", "upright bass", "brushed drum"),
    "jazz piano trio": ("piano", "upright bass", "brushed drum"), "piano trio": ("piano", "violin", "cello"),
    "organ trio": ("hammond organ", "jazz guitar", "jazz drum"),
    "power trio": ("distorted guitar", "electric bass", "rock drum"),
    "jazz quartet": ("tenor sax", "piano", "upright bass", "jazz drum"),
    "brass quintet": ("trumpet", "french horn", "trombone", "tuba"),
    "jazz quintet": ("trumpet", "tenor sax", "piano", "upright bass", "jazz drum"),
    "wind quintet": ("flute", "oboe", "clarinet", "bassoon", "french horn"),
    "woodwind quintet": ("flute", "oboe", "clarinet", "bassoon", "french horn"),
    "saxophone quartet": ("soprano sax", "alto sax", "tenor sax", "baritone sax"),
    "sax quartet": ("soprano sax", "alto sax", "tenor sax", "baritone sax"),
    "string trio": ("violin", "viola", "cello"),
}  # fmt: skip

# Instruments that the band has not → the word for what plays instead.
STAND_INS: dict[str, str] = {
    "theremin": "synth lead", "didgeridoo": "dark pad", "bagpipe": "accordion", "mandolin": "banjo", "erhu": "violin",
    "guzheng": "koto", "shamisen": "banjo", "pipa": "koto", "guqin": "koto", "oud": "nylon guitar",
    "lute": "nylon guitar", "bouzouki": "steel guitar", "balalaika": "banjo", "charango": "nylon guitar",
    "dulcimer": "harp", "zither": "koto", "santoor": "harp", "kora": "harp", "lyre": "harp", "autoharp": "harp",
    "hang drum": "kalimba", "handpan": "kalimba", "duduk": "english horn", "ney": "pan flute",
    "bansuri": "bamboo flute", "dizi": "bamboo flute", "ocarina": "recorder", "native american flute": "pan flute",
    "fife": "piccolo", "flugelhorn": "muted trumpet", "euphonium": "trombone", "bass clarinet": "bassoon",
    "contrabassoon": "bassoon", "hurdy gurdy": "accordion", "bandoneon": "accordion", "concertina": "accordion",
    "melodica": "harmonica", "harmonium": "church organ", "mellotron": "string machine", "vocoder": "synth lead",
    "talkbox": "synth lead", "talk box": "synth lead", "keytar": "synth lead", "omnichord": "string machine",
    "tabla": "hand drum", "djembe": "hand drum", "cajon": "hand drum", "bodhran": "hand drum", "dhol": "hand drum",
    "darbuka": "hand drum", "udu": "hand drum", "frame drum": "hand drum", "washboard": "shaker", "spoons": "castanet",
    "lap steel": "steel guitar", "pedal steel": "steel guitar", "slide guitar": "steel guitar", "dobro": "steel guitar",
    "jaw harp": "banjo", "glass harmonica": "glass pad", "musical saw": "violin", "alphorn": "french horn",
    "crwth": "violin", "hardanger fiddle": "fiddle", "nyckelharpa": "fiddle", "gamelan": "tubular bell",
    "balafon": "marimba", "clavichord": "harpsichord", "spinet": "harpsichord", "turntable": "drum machine",
    "scratching": "drum machine", "saz": "nylon guitar", "veena": "sitar", "sarod": "sitar", "sarangi": "violin",
    "steel tongue drum": "kalimba",
}  # fmt: skip
