"""Words that lead to a style without being its name: adjectives, and genres that may have no style of their own.

The names of styles are nowhere here: each style brings its own words, and these tables lead to words.
"""

# Genre words that colour another genre, and decide only where no other is named.
ADJECTIVES = frozenset({
    "jazzy", "bluesy", "funky", "soulful", "orchestral", "symphonic", "cinematic", "folky", "folksy", "latin",
    "electronic", "acoustic", "rocky", "poppy", "trappy", "choral", "epic", "atmospheric", "classical", "industrial",
    "dubby", "tropical", "loungey", "discoey", "swinging", "celtic", "ethnic", "spanish", "brazilian", "french",
    "psychedelic", "dance", "electro", "oriental", "arabic", "indian", "irish",
})  # fmt: skip

# Behind a genre that only colours: "jazz-infused house", "gospel chords", "blues guitar".
COLOURED = frozenset({
    "infused", "inspired", "tinged", "influenced", "flavored", "flavoured", "laced", "ish", "esque", "tinted",
    "leaning", "influence", "element", "touch", "undertone", "accent", "flavor", "flavour", "chord", "harmony",
    "harmonies", "sample", "overtone", "sensibility", "twist", "edge", "touches", "texture", "lick", "guitar", "piano",
    "organ", "bass", "drum", "sax",
})  # fmt: skip
# Before one, with "of": "house with a touch of jazz".
COLOURING = frozenset({"touch", "hint", "element", "dash", "bit", "influence", "flavor", "flavour", "splash", "pinch"})

# Words for the form of a piece: a genre only where nothing else is said.
FORMS = frozenset({
    "song", "ballad", "anthem", "jingle", "march", "waltz", "score", "soundtrack", "lullaby", "hymn", "theme", "radio",
    "prelude", "instrumental", "interlude", "anime", "children",
})  # fmt: skip

# A genre that may have no style of its own → genre words that do as well, the nearest first.
RELATIVES: dict[str, tuple[str, ...]] = {
    # spellings and kindred names
    "lo fi hip hop": ("lo fi",), "lo fi beat": ("lo fi",), "chillhop": ("lo fi",), "lo fi chill": ("lo fi",),
    "study beat": ("lo fi",), "chill beat": ("lo fi",), "beats to study": ("lo fi",), "rap": ("hip hop",),
    "boom bap": ("hip hop",), "old school hip hop": ("hip hop",), "turntablism": ("hip hop",), "trap": ("hip hop",),
    "drill": ("trap", "hip hop"), "phonk": ("trap", "hip hop"), "grime": ("trap", "hip hop"),
    "cloud rap": ("trap", "hip hop"), "type beat": ("trap", "hip hop"), "trap soul": ("trap", "r and b"),
    "gangsta": ("hip hop",), "r and b": ("soul",), "rhythm and blues": ("r and b", "soul"),
    "neo soul": ("soul", "r and b"), "motown": ("soul", "r and b"), "northern soul": ("soul",),
    "quiet storm": ("r and b", "soul"), "new jack swing": ("r and b", "funk"), "gospel": ("soul", "choir"),
    "funk": ("soul",), "disco": ("funk", "house"), "nu disco": ("disco", "house"), "boogie": ("funk", "disco"),
    "p funk": ("funk",), "g funk": ("hip hop", "funk"), "jazz funk": ("funk",), "afrobeat": ("funk", "latin"),
    "afrobeats": ("latin", "reggae"), "amapiano": ("house",), "afro": ("latin", "house"), "highlife": ("latin",),
    "city pop": ("funk", "pop"),
    # rock
    "rock and roll": ("rock",), "rockabilly": ("rock", "country"), "hard rock": ("rock",), "grunge": ("rock",),
    "punk": ("rock",), "punk rock": ("rock",), "pop punk": ("rock",), "post punk": ("rock", "indie"),
    "alternative rock": ("rock",), "alt rock": ("rock",), "classic rock": ("rock",), "garage rock": ("rock",),
    "surf rock": ("rock",), "psychedelic rock": ("rock",), "soft rock": ("rock", "pop"), "prog rock": ("rock",),
    "progressive rock": ("rock",), "post rock": ("rock", "indie"), "math rock": ("indie", "rock"),
    "shoegaze": ("indie", "rock"), "stoner rock": ("rock", "metal"), "emo": ("rock", "indie"), "arena rock": ("rock",),
    "britpop": ("indie", "rock"), "indie": ("rock", "pop"), "indie pop": ("indie",), "indie rock": ("indie",),
    "indie folk": ("folk",), "dream pop": ("indie",), "bedroom pop": ("indie", "lo fi"), "jangle pop": ("indie",),
    "heavy metal": ("metal",), "thrash": ("metal",), "death metal": ("metal",), "black metal": ("metal",),
    "doom": ("metal",), "doom metal": ("metal",), "djent": ("metal",), "metalcore": ("metal",), "nu metal": ("metal",),
    "power metal": ("metal",), "hardcore": ("metal", "rock"), "metal": ("rock",), "southern rock": ("rock", "country"),
    "blues rock": ("rock",), "power ballad": ("rock",), "garage": ("house", "rock"), "ska": ("reggae",),
    "rocksteady": ("reggae",),
    # jazz and blues
    "jazz": ("lounge jazz", "lounge"), "lounge": ("jazz",), "smooth jazz": ("jazz",), "bebop": ("jazz",),
    "hard bop": ("jazz",), "cool jazz": ("jazz",), "free jazz": ("jazz",), "jazz fusion": ("funk", "jazz"),
    "acid jazz": ("funk", "jazz"), "nu jazz": ("jazz", "lo fi"), "gypsy jazz": ("swing", "jazz"),
    "dixieland": ("swing", "jazz"), "ragtime": ("swing", "jazz"), "big band": ("swing", "jazz"), "swing": ("jazz",),
    "bossa nova": ("jazz", "latin"), "bossa": ("bossa nova", "jazz"), "latin jazz": ("latin", "jazz"),
    "electro swing": ("swing", "house"), "elevator music": ("bossa nova", "lounge"), "muzak": ("bossa nova", "lounge"),
    "easy listening": ("lounge", "jazz"), "exotica": ("lounge", "latin"), "crooner": ("lounge", "jazz"),
    "doo wop": ("soul", "pop"), "blues": ("rock", "jazz"), "delta blues": ("blues",), "chicago blues": ("blues",),
    # folk, country, world
    "folk": ("acoustic", "country"), "singer songwriter": ("folk",), "americana": ("country", "folk"),
    "bluegrass": ("country", "folk"), "country": ("folk",), "western": ("country",),
    "spaghetti western": ("country", "cinematic"), "cowboy": ("country",), "honky tonk": ("country",),
    "celtic": ("folk",), "irish": ("celtic", "folk"), "scottish": ("celtic", "folk"), "sea shanty": ("celtic", "folk"),
    "nordic": ("folk", "cinematic"), "viking": ("cinematic", "folk"), "medieval": ("folk",),
    "tavern": ("folk", "celtic"), "klezmer": ("folk",), "balkan": ("folk",), "polka": ("folk",),
    "flamenco": ("latin", "folk"), "campfire": ("folk",), "hawaiian": ("folk", "reggae"),
    "world music": ("folk", "latin"), "turkish": ("world music",), "middle eastern": ("world music", "cinematic"),
    "arabic": ("world music", "cinematic"), "indian": ("ambient",), "indian classical": ("ambient",),
    "french": ("chanson", "folk"), "musette": ("folk",), "barbershop": ("choir",), "barbershop quartet": ("choir",),
    "bollywood": ("world music", "pop"), "japanese": ("ambient", "cinematic"), "oriental": ("world music", "ambient"),
    "african": ("latin",), "tribal": ("latin", "cinematic"), "balinese": ("ambient",), "reggae": ("pop",),
    "dub": ("reggae",), "dancehall": ("reggae",), "reggaeton": ("latin",), "roots reggae": ("reggae",),
    "calypso": ("latin", "reggae"), "soca": ("latin", "reggae"), "latin": ("bossa nova", "pop"), "salsa": ("latin",),
    "samba": ("latin", "bossa nova"), "rumba": ("latin",), "cumbia": ("latin",), "bachata": ("latin",),
    "merengue": ("latin",), "mambo": ("latin",), "tango": ("latin",), "bolero": ("latin",), "mariachi": ("latin",),
    "son cubano": ("latin",), "cha cha": ("latin",), "tropicalia": ("bossa nova", "latin"),
    # electronic
    "electronica": ("electronic", "ambient"), "edm": ("electronic",), "electro": ("electronic",),
    "electro pop": ("synth pop", "pop"), "electropop": ("synth pop", "pop"), "dance": ("edm", "electronic"),
    "dance music": ("edm", "electronic"), "dance pop": ("pop", "edm"), "eurodance": ("trance", "edm"),
    "hyperpop": ("pop", "edm"), "big room": ("edm",), "electro house": ("house", "edm"), "future bass": ("edm",),
    "bass music": ("dubstep",), "breakbeat": ("drum and bass", "electronic"), "big beat": ("edm", "electronic"),
    "house": ("electronic",), "deep house": ("house",), "techno": ("house", "electronic"), "trance": ("electronic",),
    "psytrance": ("trance",), "rave": ("techno", "trance"), "hardstyle": ("trance", "techno"), "gabber": ("techno",),
    "minimal techno": ("techno",), "drum and bass": ("electronic",), "d and b": ("drum and bass",),
    "jungle music": ("drum and bass",), "liquid": ("drum and bass",), "neurofunk": ("drum and bass",),
    "dubstep": ("electronic",), "brostep": ("dubstep",), "riddim": ("dubstep",), "uk garage": ("house",),
    "2 step": ("house",), "synthwave": ("electronic",), "retrowave": ("synthwave",), "outrun": ("synthwave",),
    "vaporwave": ("synthwave", "lo fi"), "chillwave": ("synthwave", "lo fi"), "darkwave": ("synthwave",),
    "dark wave": ("synthwave",), "new wave": ("synthwave", "rock"), "italo disco": ("synthwave", "disco"),
    "synth pop": ("synthwave", "pop"), "industrial": ("techno", "metal"), "ebm": ("techno",),
    "idm": ("electronic", "ambient"), "glitch": ("electronic",), "trip hop": ("hip hop", "lo fi"),
    "downtempo": ("lo fi", "ambient"), "chillout": ("ambient", "lo fi"), "chill out": ("ambient", "lo fi"),
    "chillstep": ("dubstep",), "8 bit": ("chiptune",), "16 bit": ("chiptune",), "chip tune": ("chiptune",),
    "nintendo": ("chiptune",), "nes": ("chiptune",), "gameboy": ("chiptune",), "game boy": ("chiptune",),
    "chiptune": ("electronic",),
    # ambient and wellness
    "new age": ("ambient",), "drone": ("ambient",), "dark ambient": ("ambient",), "soundscape": ("ambient",),
    "spa": ("ambient",), "meditation": ("ambient",), "yoga": ("ambient",), "reiki": ("ambient",), "zen": ("ambient",),
    "healing": ("ambient",), "binaural": ("ambient",), "lullaby": ("music box", "classical piano", "ambient"),
    "asmr": ("ambient",), "wellness": ("ambient",), "mindfulness": ("ambient",), "space music": ("ambient",),
    # orchestral and classical
    "cinematic": ("orchestral", "ambient"), "film score": ("cinematic", "orchestral"),
    "soundtrack": ("cinematic", "orchestral"), "score": ("cinematic", "orchestral"),
    "movie score": ("cinematic", "orchestral"), "trailer music": ("cinematic",),
    "orchestral": ("cinematic", "classical"), "orchestra": ("orchestral", "classical"),
    "symphony": ("orchestral", "classical"), "symphonic": ("orchestral", "classical"),
    "concerto": ("orchestral", "classical"), "marching band": ("orchestral", "swing"),
    "fanfare": ("orchestral", "classical"), "overture": ("orchestral", "classical"),
    "classical": ("orchestral", "classical piano"), "classical music": ("classical", "orchestral"),
    "neoclassical": ("classical piano", "ambient"), "neo classical": ("classical piano", "ambient"),
    "modern classical": ("classical piano", "ambient"), "classical piano": ("ambient",), "chopin": ("classical piano",),
    "nocturne": ("classical piano",), "sonata": ("classical piano",), "etude": ("classical piano",),
    "prelude": ("classical piano",), "satie": ("classical piano",), "debussy": ("classical piano",),
    "beethoven": ("classical piano", "orchestral"), "mozart": ("orchestral", "classical"),
    "bach": ("baroque", "classical"), "vivaldi": ("baroque", "string quartet"),
    "baroque": ("string quartet", "classical"), "chamber music": ("string quartet", "classical"),
    "chamber": ("string quartet", "classical"), "string quartet": ("classical", "orchestral"),
    "fantasy": ("cinematic", "orchestral"), "opera": ("classical", "choir"),
    "minimalism": ("classical piano", "ambient"), "choir": ("ambient",), "choral": ("choir",), "gregorian": ("choir",),
    "gregorian chant": ("choir",), "hymn": ("choir", "gospel"), "acappella": ("choir",), "sacred": ("choir",),
    # occasions that are genres of their own
    "christmas": ("holiday", "orchestral", "pop"), "xmas": ("christmas", "holiday"), "holiday": ("christmas",),
    "carol": ("christmas", "choir"), "winter holiday": ("christmas",), "hanukkah": ("holiday",),
    "santa": ("christmas",), "yuletide": ("christmas",), "corporate": ("uplifting background", "pop"),
    "children": ("pop",), "k pop": ("pop",), "j pop": ("pop",), "kpop": ("pop",), "jpop": ("pop",),
    "anime": ("pop", "rock"), "schlager": ("pop",), "chanson": ("folk", "jazz"), "musical theater": ("swing", "pop"),
    "march": ("orchestral", "pop"), "waltz": ("classical piano", "orchestral"), "ballad": ("pop",), "pop": ("indie",),
    "song": ("pop",), "anthem": ("pop", "rock"), "jingle": ("corporate", "pop"),
}  # fmt: skip
