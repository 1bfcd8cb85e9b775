"""Captions as people write them, and what must be understood of each."""

from typing import Any, NamedTuple


class Heard(NamedTuple):
    """What must be understood of a caption.

    Args:
        caption: as somebody might type it.
        genre: a genre word whose style it must be.
        colour: a genre word whose style must colour it, where that style lends anything.
        feel: "bright", "dark", "calm", "driving", "slow", "fast" in any number.
        facts: fields of the brief with their values; of lists and mappings, what must be among them.
        never: sounds and scenes that must not be heard in it.
    """

    caption: str
    genre: str = ""
    colour: str = ""
    feel: str = ""
    facts: dict[str, Any] = {}  # noqa: RUF012 - rows are never changed
    never: tuple[str, ...] = ()


CAPTIONS: tuple[Heard, ...] = (
    # genres, plainly
    Heard(
        "ambient lounge jazz, soft piano, gentle strings", "jazz", "ambient", "calm", {"sounds": ["piano", "string"]}
    ),
    Heard("smooth jazz for a hotel lobby", "jazz", feel="calm", facts={"uses": ["hotel lobby"]}),
    Heard(
        "Bossa nova with nylon guitar and light percussion",
        "bossa nova",
        facts={"sounds": ["nylon guitar"], "soft": ["percussion"]},
    ),
    Heard("Big band swing, brassy and loud, 1940s ballroom", "big band", facts={"era": "1940s"}),
    Heard(
        "upbeat indie pop with jangly guitars and handclaps",
        "indie pop",
        feel="driving bright",
        facts={"sounds": ["jangly guitar", "handclap"]},
    ),
    Heard(
        "90s alternative rock, distorted guitars, angry",
        "rock",
        feel="dark driving",
        facts={"era": "1990s", "sounds": ["distorted guitar"]},
    ),
    Heard("heavy metal with double kick drums and shredding solo", "metal", feel="driving"),
    Heard(
        "Classic rock anthem, Hammond organ, big drums, key of E",
        "rock",
        facts={"key": "E major", "sounds": ["hammond organ"]},
    ),
    Heard(
        "Tight 70s funk with slap bass, clavinet and a horn section",
        "funk",
        facts={"era": "1970s", "sounds": ["slap bass", "clavinet", "horn section"]},
    ),
    Heard("neo-soul, Rhodes, laid-back drums, 84 bpm", "neo soul", facts={"bpm": 84, "sounds": ["rhodes"]}),
    Heard("R&B slow jam", "r and b", feel="slow"),
    Heard("r & b with 808s", "r and b", facts={"sounds": ["808"]}),
    Heard(
        "slow 12-bar blues in A with harmonica and guitar",
        "blues",
        feel="slow",
        facts={"sounds": ["harmonica", "guitar"]},
    ),
    Heard(
        "indie folk, fingerpicked acoustic guitar, warm and intimate",
        "folk",
        feel="calm",
        facts={"sounds": ["fingerpicked guitar"]},
    ),
    Heard("acoustic guitar fingerpicking", "folk", facts={"sounds": ["acoustic guitar", "fingerpicking"]}),
    Heard("Country road trip song with banjo and fiddle", "country", facts={"sounds": ["banjo", "fiddle"]}),
    Heard("bluegrass, fast, banjo lead", "bluegrass", feel="fast", facts={"lead": "banjo"}),
    Heard("roots reggae, deep bass, skank guitar", "reggae"),
    Heard(
        "Salsa! hot brass, congas, timbales, piano montuno",
        "salsa",
        facts={"sounds": ["brass", "conga", "timbale", "piano"]},
    ),
    Heard(
        "boom bap hip-hop beat with dusty drums and vinyl crackle",
        "boom bap",
        facts={"sounds": ["dusty drum"], "scenes": ["vinyl"]},
    ),
    Heard(
        "dark trap beat 140bpm, 808 bass, hi-hat rolls", "trap", feel="dark", facts={"bpm": 140, "sounds": ["808 bass"]}
    ),
    Heard("lofi hip hop beats to study to", "lo fi", feel="calm", facts={"colour": None}),
    Heard(
        "lo-fi, rainy night, vinyl crackle, rhodes, 72bpm",
        "lo fi",
        facts={"bpm": 72, "scenes": ["rain", "vinyl"], "sounds": ["rhodes"]},
    ),
    Heard(
        "deep house 122 BPM with warm pads and a female vocal chop",
        "deep house",
        facts={"bpm": 122, "sounds": ["warm pad", "vocal chop"]},
    ),
    Heard("hypnotic warehouse techno, 135 bpm, no melody", "techno", facts={"bpm": 135}),
    Heard("uplifting trance with supersaws", "trance", feel="bright", facts={"sounds": ["supersaw"]}),
    Heard(
        "liquid drum & bass, 174 bpm, soulful piano",
        "drum and bass",
        facts={"bpm": 174, "sounds": ["piano"]},
        never=("drum", "bass"),
    ),
    Heard("DnB", "drum and bass", never=("drum", "bass")),
    Heard("drum'n'bass with reese bass", "drum and bass", facts={"sounds": ["reese bass"]}, never=("drum", "bass")),
    Heard(
        "synthwave, neon, night drive, gated snare", "synthwave", facts={"sounds": ["gated snare"]}, never=("crickets",)
    ),
    Heard(
        "80s synth pop with drum machine and analog synths",
        "",
        "",
        facts={"era": "1980s", "sounds": ["drum machine", "analog synth"]},
    ),
    Heard("filthy dubstep, wobble bass, massive drop", "dubstep", facts={"sounds": ["wobble bass"]}),
    Heard("EDM festival banger with huge build and drop, 128", "edm", feel="driving"),
    Heard("drone ambient, endless, no rhythm", "ambient", feel=""),
    Heard(
        "spa music with singing bowls and a babbling brook",
        "spa",
        feel="calm",
        facts={"sounds": ["singing bowl"], "scenes": ["stream"]},
    ),
    Heard(
        "Guided meditation background, very calm, 432 Hz, no drums",
        "meditation",
        feel="calm",
        facts={"forbidden": ["standard_kit"], "bpm": None},
    ),
    Heard(
        "epic cinematic trailer with taiko drums and choir",
        "cinematic",
        feel="driving",
        facts={"sounds": ["taiko drum", "choir"]},
    ),
    Heard("orchestral fantasy adventure", "fantasy", "orchestral"),
    Heard("romantic classical piano in the style of Chopin, in E minor", "classical piano", facts={"key": "E minor"}),
    Heard("string quartet playing something sad and slow", "string quartet", feel="dark slow"),
    Heard("gregorian chant in a cathedral", "choir", facts={"sounds": ["gregorian chant"]}),
    Heard("8-bit chiptune, fast, cheerful platformer level", "chiptune", feel="bright fast"),
    Heard("Christmas music with sleigh bells, cozy", "christmas", facts={"sounds": ["sleigh bell"]}),
    Heard(
        "gospel choir with Hammond organ, joyful", "gospel", feel="bright", facts={"sounds": ["choir", "hammond organ"]}
    ),
    Heard("disco, four on the floor, strings and funky bass", "disco", facts={"sounds": ["string", "slap bass"]}),
    Heard(
        "Irish jig with tin whistle, fiddle and bodhrán",
        "celtic",
        facts={"meter": "6/8", "sounds": ["tin whistle", "fiddle"], "stand_ins": {"bodhran": "hand drum"}},
    ),
    Heard("medieval tavern music", "medieval", facts={"era": "medieval", "sounds": ["recorder"]}),
    Heard(
        "uplifting corporate background music, positive, piano and light guitar",
        "corporate",
        feel="bright",
        facts={"sounds": ["piano", "guitar"], "soft": ["guitar"]},
    ),
    Heard("ragtime", "ragtime"),
    Heard("tango nuevo, bandoneon, dramatic", "tango", facts={"stand_ins": {"bandoneon": "accordion"}}),
    # mixes
    Heard("jazzy lo-fi", "lo fi", "jazz"),
    Heard("lo-fi jazz", "jazz", "lo fi"),
    Heard("orchestral rock", "rock", "orchestral"),
    Heard("synthwave metal", "metal", "synthwave"),
    Heard("acoustic pop", "pop", "acoustic"),
    Heard("folk rock", "rock", "folk"),
    Heard("electro swing", "swing"),
    Heard("ambient techno", "techno", "ambient"),
    Heard("rock ballad with strings", "rock", feel="slow", facts={"sounds": ["string"]}),
    Heard("hip hop with jazz samples", "hip hop", "jazz"),
    Heard("jazz with hip hop drums", "jazz", "hip hop"),
    Heard("house music with a touch of jazz", "house", "jazz"),
    Heard("funk-infused house", "house", "funk"),
    Heard("lofi, jazz, chill", "lo fi", "jazz"),
    Heard("a fusion of blues and country", "blues", "country"),
    Heard("reggae/dub meets electronic", "reggae", "electronic"),
    Heard("bluesy rock, gritty guitar", "rock", "blues"),
    Heard("cinematic ambient", "ambient", "cinematic"),
    Heard("soulful deep house for a rooftop bar", "deep house", "soul"),
    Heard("jazzy christmas tunes", "christmas", "jazz"),
    Heard("metal with orchestral elements", "metal", "orchestral"),
    Heard("electronic rock, energetic", "rock", "electronic", "driving"),
    # instruments only, or uses only
    Heard("solo piano", "classical piano", facts={"only": True, "sounds": ["piano"]}),
    Heard("sad piano solo", "classical piano", feel="dark", facts={"only": True}),
    Heard("just piano and strings", facts={"only": True, "sounds": ["piano", "string"]}),
    Heard("piano only", facts={"only": True, "sounds": ["piano"]}),
    Heard("nothing but a nylon guitar", facts={"only": True, "sounds": ["nylon guitar"]}),
    Heard("cello duet, mournful", feel="dark", facts={"only": True, "sounds": ["cello"]}),
    Heard("a cappella, warm harmonies", "choir", facts={"only": True, "sounds": ["acappella"]}),
    Heard(
        "jazz trio in a small club", "jazz", facts={"only": True, "sounds": ["piano", "upright bass", "brushed drum"]}
    ),
    Heard("harpsichord piece", "baroque", facts={"sounds": ["harpsichord"]}),
    Heard("workout", "edm", feel="driving"),
    Heard("study music", "lo fi"),
    Heard("podcast intro, 10 seconds, catchy", facts={"uses": ["podcast intro"]}),
    Heard("background music for a coffee shop", facts={"uses": ["background music", "coffee shop"], "scenes": []}),
    Heard("final boss battle theme, intense", "cinematic", feel="driving"),
    Heard("video game menu music, mysterious", feel="dark"),
    Heard("lullaby for my baby", feel="calm"),
    Heard("wedding ceremony, elegant", facts={"uses": ["wedding ceremony"]}),
    Heard("horror movie scene, creepy", feel="dark"),
    Heard("travel vlog, sunny and fun", feel="bright"),
    Heard("sleep music", "sleep", feel="calm"),
    Heard("kids birthday party song", feel="bright"),
    Heard("travelling through space, deep and slow", "ambient", feel="slow"),
    # asked for, forbidden, in front, behind
    Heard("jazz, no drums", "jazz", facts={"forbidden": ["jazz_kit", "brush_kit", "house_kit"]}),
    Heard("lofi without piano", "lo fi", facts={"forbidden": ["grand_piano", "electric_piano"]}),
    Heard("drumless jazz guitar", "jazz", facts={"forbidden": ["jazz_kit"], "sounds": ["jazz guitar"]}),
    Heard("pop but no guitar", "pop", facts={"forbidden": ["steel_guitar", "distortion_guitar", "nylon_guitar"]}),
    Heard("rock minus bass", "rock", facts={"forbidden": ["finger_bass"]}),
    Heard("percussion-free ambient", "ambient", facts={"forbidden": ["standard_kit"]}),
    Heard("no vocals please, piano house", "house", facts={"forbidden": ["choir", "oohs"], "sounds": ["piano"]}),
    Heard("instrumental only, cinematic strings", "cinematic", facts={"forbidden": ["choir"], "sounds": ["string"]}),
    Heard(
        "jazz with neither piano nor drums, just bass and sax",
        "jazz",
        facts={"forbidden": ["grand_piano", "jazz_kit"], "only": True, "sounds": ["bass", "sax"]},
    ),
    Heard(
        "pop without drums, bass or guitar; strings instead",
        "pop",
        facts={"forbidden": ["finger_bass", "steel_guitar", "standard_kit"], "sounds": ["string"]},
    ),
    Heard("not only drums but also congas", facts={"sounds": ["drum", "conga"], "forbidden": []}),
    Heard("folk song, no less than three guitars", "folk", facts={"sounds": ["guitar"], "forbidden": []}),
    Heard("no drums except brushes, jazz", "jazz", facts={"sounds": ["brushes"], "forbidden": ["standard_kit"]}),
    Heard("don't use synths, only acoustic instruments", facts={"forbidden": ["saw_lead", "supersaw"]}),
    Heard("everything except drums", facts={"forbidden": ["standard_kit"]}),
    Heard("chill beats w/o bass", facts={"forbidden": ["finger_bass", "sub_bass"]}),
    Heard("pop featuring saxophone", "pop", facts={"lead": "saxophone"}),
    Heard("lead violin over soft pads", facts={"lead": "violin", "sounds": ["violin", "pad"]}),
    Heard("bossa nova, flute melody", "bossa nova", facts={"lead": "flute"}),
    Heard("rock with a guitar solo", "rock", facts={"lead": "guitar", "only": False}),
    Heard("melody on a muted trumpet, smoky jazz", "jazz", facts={"lead": "muted trumpet"}),
    Heard("piano ballad with strings in the background", facts={"sounds": ["piano", "string"], "soft": ["string"]}),
    Heard("lo-fi with a hint of flute", "lo fi", facts={"sounds": ["flute"], "soft": ["flute"]}),
    Heard("Distorted, heavy electric guitars", "rock", facts={"sounds": ["distorted guitar"]}),
    Heard(
        "warm upright bass, brushed drums, mellow trumpet",
        "jazz",
        feel="calm",
        facts={"sounds": ["upright bass", "brushed drum", "trumpet"]},
    ),
    Heard(
        "theremin and church organ, spooky",
        feel="dark",
        facts={"stand_ins": {"theremin": "synth lead"}, "sounds": ["synth lead", "church organ"]},
    ),
    Heard("didgeridoo drone", facts={"stand_ins": {"didgeridoo": "dark pad"}}),
    Heard("soft rock with female vocals", "soft rock", facts={"missing": ["vocals"]}),
    Heard("late night jazz piano trio, brushes", "jazz", facts={"only": True, "sounds": ["piano", "upright bass"]}),
    Heard(
        "minimal piano, melancholic, rain in the background", "classical piano", feel="dark", facts={"scenes": ["rain"]}
    ),
    # numbers
    Heard("techno around 130 BPM in F# minor", "techno", facts={"bpm": 130, "key": "F# minor"}),
    Heard("house, 120-130 bpm", "house", facts={"bpm_range": [120, 130]}),
    Heard("between 80 and 90 bpm, hip hop", "hip hop", facts={"bpm_range": [80, 90]}),
    Heard("tempo: 95, soul", "soul", facts={"bpm": 95}),
    Heard("BPM 140 trap", "trap", facts={"bpm": 140}),
    Heard("ballad, 68 beats per minute", facts={"bpm": 68}),
    Heard("adagio for strings", feel="", facts={"bpm_range": [66, 76], "sounds": ["string"]}),
    Heard("allegro, string quartet, D major", "string quartet", facts={"key": "D major", "bpm_range": [122, 152]}),
    Heard("deep house, Camelot 8A", "deep house", facts={"key": "A minor"}),
    Heard("trance in Am", "trance", facts={"key": "A minor"}),
    Heard("pop, Bb, 104bpm", "pop", facts={"key": "Bb major", "bpm": 104}),
    Heard("C# min techno", "techno", facts={"key": "C# minor"}),
    Heard("Walzer in e-Moll", facts={"key": "E minor", "meter": "3/4"}),
    Heard("something in a minor key, wistful", feel="dark", facts={"key": None}),
    Heard("a minor annoyance of a pop song", "pop", facts={"key": None}),
    Heard("viennese waltz", facts={"meter": "3/4"}),
    Heard("military march", facts={"meter": "2/4"}),
    Heard("6/8 folk ballad", "folk", feel="slow", facts={"meter": "6/8"}),
    Heard("prog rock in 7/8", "rock", facts={"missing": ["7/8"], "meter": None}),
    # moods and degrees
    Heard("very calm", feel="calm"),
    Heard("slightly dark pop", "pop", feel="dark"),
    Heard("not too energetic, please", feel="calm"),
    Heard("not sad at all, a hopeful folk tune", "folk", feel="bright"),
    Heard("melancholic but beautiful", feel="dark"),
    Heard("aggressive and relentless", feel="driving"),
    Heard("laid back summer vibes", feel="bright slow", never=("vibes",)),
    Heard("triumphant fanfare with brass", feel="bright driving", facts={"sounds": ["brass"]}),
    # scenes, and what is none
    Heard("ambient with ocean waves and seagulls", "ambient", facts={"scenes": ["ocean"]}),
    Heard("Ocean Drive, synthwave", "synthwave", never=("ocean",)),
    Heard("Purple Rain style power ballad", never=("rain",)),
    Heard("this track is fire, trap", "trap", never=("fire",)),
    Heard("acoustic guitar by the campfire, crickets", "folk", facts={"scenes": ["crickets", "fire"]}),
    Heard("thunderstorm and rain, piano", facts={"scenes": ["rain", "thunder"]}),
    Heard("spa without nature sounds", "spa", facts={"scenes": [], "silent_scenes": ["ocean", "rain"]}),
    Heard("live stream background music", never=("stream",)),
    Heard("surf rock, reverb guitar", "surf rock", facts={"sounds": ["clean guitar"]}, never=("ocean",)),
    Heard("jazz with café ambience", "jazz", facts={"scenes": ["cafe"]}),
    Heard("lo-fi with city noise and distant traffic", "lo fi", facts={"scenes": ["city"]}),
    Heard("lo-fi on a night train, sound of the train", "lo fi", facts={"scenes": ["train"]}, never=("crickets",)),
    Heard("space ambient", "ambient", facts={"scenes": ["space"]}),
    Heard("lo-fi, tape hiss, worn cassette", "lo fi", facts={"scenes": ["tape"]}),
    # other languages
    Heard(
        "ruhige Klaviermusik mit Streichern, ohne Schlagzeug",
        feel="calm",
        facts={"sounds": ["piano", "string"], "forbidden": ["standard_kit"]},
    ),
    Heard("fröhlicher Pop mit Gitarre", "pop", facts={"sounds": ["guitar"]}),
    Heard(
        "música tranquila con guitarra española, sin batería",
        feel="calm",
        facts={"sounds": ["spanish guitar"], "forbidden": ["standard_kit"]},
    ),
    Heard(
        "jazz doux avec contrebasse et piano, pluie",
        "jazz",
        facts={"sounds": ["double bass", "piano"], "scenes": ["rain"]},
    ),
    Heard("musica rilassante con pianoforte e archi", feel="calm", facts={"sounds": ["piano", "string"]}),
    Heard(
        "bossa nova suave com violão, sem bateria",
        "bossa nova",
        facts={"sounds": ["acoustic guitar"], "forbidden": ["standard_kit"]},
    ),
    Heard("静かなピアノ、ドラムなし", feel="calm", facts={"sounds": ["piano"], "forbidden": ["standard_kit"]}),
    Heard("安静的钢琴和小提琴", feel="calm", facts={"sounds": ["piano", "violin"]}),
    Heard("ローファイ、雨の音", "lo fi", facts={"scenes": ["rain"]}),
    # how people also write
    Heard(
        "I need something chill for my youtube video, maybe acoustic guitar?",
        feel="calm",
        facts={"sounds": ["acoustic guitar"]},
    ),
    Heard("make me a banger", feel="driving"),
    Heard("like the Stranger Things intro, retro synths", facts={"sounds": ["synth"], "era": "vintage"}),
    Heard("HAPPY UPBEAT UKULELE!!!", feel="bright driving", facts={"sounds": ["ukulele"]}),
    Heard(
        "dark ambient, no melody, deep drones, 60 bpm, key of D minor, horror",
        "dark ambient",
        feel="dark",
        facts={"bpm": 60, "key": "D minor"},
    ),
    Heard(
        "chill lofi beat with soft electric piano, no drums, 72 bpm, rain",
        "lo fi",
        facts={"bpm": 72, "sounds": ["electric piano"], "scenes": ["rain"], "forbidden": ["lofi_kit"]},
    ),
    Heard(
        "genre: house; mood: happy; instruments: piano, bass; tempo: 124 bpm; key: G minor",
        "house",
        feel="bright",
        facts={"bpm": 124, "key": "G minor", "sounds": ["piano", "bass"]},
    ),
    Heard("[synthwave] [dark] [110 BPM]", "synthwave", feel="dark", facts={"bpm": 110}),
    Heard("Hotel lobby. Grand piano. Nothing else.", facts={"only": True, "sounds": ["grand piano"]}),
)
