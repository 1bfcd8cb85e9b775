"""Words for what music is for, and what such music is like."""

from typing import NamedTuple

from generate_track.compose.lexicon.mood import Mood


class Use(NamedTuple):
    """What music for a purpose is usually like.

    Args:
        genres: genre words for it, the likeliest first; they decide only where the caption names no genre.
        mood: what it feels like, on the plane of `lexicon.mood`.
    """

    genres: tuple[str, ...]
    mood: Mood = Mood(0.0, 0.0)


_LOUNGE = Use(("lounge", "jazz"), Mood(0.2, -0.4))
_STUDY = Use(("lo fi",), Mood(0.0, -0.4))
_SLEEP = Use(("ambient",), Mood(0.1, -0.8))
_WELLNESS = Use(("spa", "ambient"), Mood(0.2, -0.7))
_SPORT = Use(("edm", "electronic", "house"), Mood(0.3, 0.8))
_BUSINESS = Use(("corporate", "pop"), Mood(0.5, 0.2))
_TRAILER = Use(("cinematic", "orchestral"), Mood(0.0, 0.7))
_HORROR = Use(("dark ambient", "cinematic"), Mood(-0.8, 0.1))
_GAME = Use(("chiptune", "synthwave", "electronic"), Mood(0.2, 0.3))
_BATTLE = Use(("cinematic", "orchestral", "metal"), Mood(-0.1, 0.9))
_QUEST = Use(("cinematic", "orchestral"), Mood(0.2, 0.3))
_VLOG = Use(("pop", "indie"), Mood(0.6, 0.3))
_KIDS = Use(("children", "pop"), Mood(0.8, 0.3))
_PARTY = Use(("house", "edm", "disco"), Mood(0.6, 0.7))
_CLUB = Use(("house", "techno", "edm"), Mood(0.2, 0.7))
_STORY = Use(("cinematic", "ambient"), Mood(0.0, -0.1))
_CEREMONY = Use(("classical piano", "string quartet", "folk"), Mood(0.6, -0.2))
_OPEN_AIR = Use(("folk", "indie", "acoustic"), Mood(0.6, 0.1))

USES: dict[str, Use] = {
    "hotel": _LOUNGE, "hotel lobby": _LOUNGE, "lobby": _LOUNGE, "restaurant": _LOUNGE, "dinner": _LOUNGE,
    "dinner party": _LOUNGE, "cocktail": _LOUNGE, "cocktail bar": _LOUNGE, "cocktail party": _LOUNGE, "bar": _LOUNGE,
    "piano bar": _LOUNGE, "wine bar": _LOUNGE, "speakeasy": _LOUNGE,
    "elevator": Use(("bossa nova", "lounge"), Mood(0.3, -0.3)), "airport": _LOUNGE, "jazz club": _LOUNGE,
    "cafe": Use(("bossa nova", "lounge", "jazz"), Mood(0.3, -0.2)),
    "coffee shop": Use(("lo fi", "bossa nova", "lounge"), Mood(0.2, -0.3)),
    "coffeehouse": Use(("folk", "lounge"), Mood(0.2, -0.3)), "coffee": Use(("lo fi", "bossa nova"), Mood(0.2, -0.3)),
    "brunch": Use(("bossa nova", "soul"), Mood(0.4, 0.0)), "study": _STUDY, "studying": _STUDY, "homework": _STUDY,
    "focus": _STUDY, "concentration": _STUDY, "concentrate": _STUDY, "coding": _STUDY, "programming": _STUDY,
    "reading": _STUDY, "work": Use(("lo fi", "ambient")), "working": Use(("lo fi", "ambient")),
    "late night": Use(("lo fi", "lounge"), Mood(-0.1, -0.4)), "rainy day": Use(("lo fi",), Mood(-0.1, -0.4)),
    "bedroom": Use(("lo fi",)), "spa": _WELLNESS, "spa day": _WELLNESS, "massage": _WELLNESS, "sauna": _WELLNESS,
    "wellness": _WELLNESS, "wellness center": _WELLNESS, "yoga": _WELLNESS, "meditation": _WELLNESS,
    "meditating": _WELLNESS, "breathing": _WELLNESS, "mindfulness": _WELLNESS, "relaxation": _WELLNESS,
    "pilates": Use(("ambient", "lo fi"), Mood(0.2, -0.3)), "sleep": _SLEEP, "sleeping": _SLEEP, "deep sleep": _SLEEP,
    "bedtime": _SLEEP, "lullaby": Use(("music box", "classical piano", "ambient"), Mood(0.4, -0.8)), "asmr": _SLEEP,
    "baby": Use(("lullaby", "music box", "ambient"), Mood(0.5, -0.6)),
    "nature documentary": Use(("cinematic", "ambient"), Mood(0.2, -0.2)),
    "nature sound": Use(("ambient",), Mood(0.2, -0.6)), "workout": _SPORT, "gym": _SPORT, "fitness": _SPORT,
    "running": _SPORT, "jogging": _SPORT, "cardio": _SPORT, "training": _SPORT,
    "sport": Use(("rock", "edm"), Mood(0.3, 0.8)), "sports": Use(("rock", "edm"), Mood(0.3, 0.8)),
    "extreme sports": Use(("rock", "metal"), Mood(0.1, 0.9)), "boxing": Use(("trap", "hip hop"), Mood(-0.1, 0.8)),
    "corporate": _BUSINESS, "business": _BUSINESS, "presentation": _BUSINESS, "corporate presentation": _BUSINESS,
    "explainer": _BUSINESS, "explainer video": _BUSINESS, "startup": _BUSINESS, "product video": _BUSINESS,
    "product launch": _BUSINESS, "product demo": _BUSINESS, "company": _BUSINESS, "tutorial": _BUSINESS,
    "technology": Use(("electronic", "corporate"), Mood(0.2, 0.2)),
    "tech": Use(("electronic", "corporate"), Mood(0.2, 0.2)),
    "innovation": Use(("electronic", "corporate"), Mood(0.4, 0.2)), "advertisement": _BUSINESS, "advert": _BUSINESS,
    "ad": _BUSINESS, "commercial": _BUSINESS, "promo": Use(("corporate", "pop"), Mood(0.5, 0.5)),
    "hold music": Use(("bossa nova", "lounge"), Mood(0.3, -0.3)),
    "on hold": Use(("bossa nova", "lounge"), Mood(0.3, -0.3)),
    "podcast": Use(("lo fi", "corporate", "funk"), Mood(0.3, 0.2)),
    "podcast intro": Use(("funk", "corporate", "lo fi"), Mood(0.4, 0.4)),
    "news": Use(("corporate", "cinematic"), Mood(0.0, 0.5)), "intro": Use(("pop",)), "radio": Use(("pop",)),
    "tv show": Use(("pop",)), "quiz show": Use(("funk", "disco"), Mood(0.5, 0.6)),
    "game show": Use(("funk", "disco"), Mood(0.6, 0.7)), "trailer": _TRAILER, "movie trailer": _TRAILER,
    "film trailer": _TRAILER, "blockbuster": _TRAILER, "superhero": Use(("cinematic", "orchestral"), Mood(0.4, 0.8)),
    "action": _BATTLE, "action scene": _BATTLE, "car chase": _BATTLE, "chase": _BATTLE, "chase scene": _BATTLE,
    "fight": _BATTLE, "war": _BATTLE, "battle": _BATTLE, "boss battle": _BATTLE, "boss fight": _BATTLE, "boss": _BATTLE,
    "final boss": _BATTLE, "epic battle": _BATTLE, "movie": _STORY, "film": _STORY, "short film": _STORY,
    "documentary": Use(("cinematic", "ambient"), Mood(0.0, -0.1)),
    "drama": Use(("cinematic", "classical piano"), Mood(-0.4, 0.0)),
    "thriller": Use(("dark ambient", "cinematic"), Mood(-0.6, 0.3)),
    "detective": Use(("jazz", "lounge"), Mood(-0.5, -0.1)), "film noir": Use(("jazz", "lounge"), Mood(-0.6, -0.1)),
    "spy": Use(("jazz", "funk"), Mood(-0.2, 0.5)), "heist": Use(("funk", "jazz"), Mood(0.0, 0.5)), "horror": _HORROR,
    "horror movie": _HORROR, "haunted house": _HORROR, "halloween": Use(("cinematic", "orchestral"), Mood(-0.5, 0.4)),
    "zombie": _HORROR, "crime": Use(("dark ambient", "cinematic"), Mood(-0.6, 0.2)),
    "true crime": Use(("dark ambient", "cinematic"), Mood(-0.6, 0.1)),
    "gaming": Use(("electronic", "synthwave"), Mood(0.1, 0.6)), "video game": _GAME, "game": _GAME,
    "arcade": Use(("chiptune", "synthwave"), Mood(0.4, 0.6)), "platformer": Use(("chiptune",), Mood(0.6, 0.5)),
    "pixel art": Use(("chiptune",), Mood(0.4, 0.3)), "retro game": Use(("chiptune",), Mood(0.4, 0.5)), "rpg": _QUEST,
    "jrpg": _QUEST, "dungeon": Use(("dark ambient", "cinematic"), Mood(-0.5, 0.1)), "adventure": _QUEST,
    "quest": _QUEST, "fairy tale": Use(("orchestral", "cinematic"), Mood(0.5, 0.0)), "fantasy": _QUEST,
    "kingdom": _QUEST, "castle": _QUEST, "village": Use(("folk", "celtic"), Mood(0.5, 0.0)),
    "tavern": Use(("celtic", "folk"), Mood(0.6, 0.4)), "pirate": Use(("celtic", "cinematic"), Mood(0.3, 0.6)),
    "viking": Use(("cinematic", "folk"), Mood(-0.2, 0.6)), "sci fi": Use(("synthwave", "ambient"), Mood(-0.2, 0.1)),
    "cyberpunk": Use(("synthwave", "techno"), Mood(-0.4, 0.4)), "anime": Use(("j pop", "rock"), Mood(0.4, 0.6)),
    "streaming": Use(("lo fi", "electronic")), "live stream": Use(("lo fi", "electronic")),
    "livestream": Use(("lo fi", "electronic")), "twitch": Use(("lo fi", "electronic")), "vlog": _VLOG,
    "travel vlog": Use(("tropical house", "indie", "pop"), Mood(0.7, 0.4)),
    "travel": Use(("indie", "pop"), Mood(0.6, 0.3)), "road trip": Use(("indie", "rock"), Mood(0.5, 0.5)),
    "youtube": _VLOG, "tiktok": Use(("pop",), Mood(0.5, 0.5)), "instagram": _VLOG, "reels": _VLOG, "lifestyle": _VLOG,
    "cooking": Use(("bossa nova", "funk"), Mood(0.6, 0.2)), "french cafe": Use(("chanson", "folk"), Mood(0.4, -0.1)),
    "paris": Use(("chanson", "folk"), Mood(0.3, 0.0)), "parisian": Use(("chanson", "folk"), Mood(0.3, 0.0)),
    "cooking show": Use(("bossa nova", "swing"), Mood(0.6, 0.3)), "fashion": Use(("house",), Mood(0.2, 0.4)),
    "fashion show": Use(("house",), Mood(0.2, 0.5)), "runway": Use(("house",), Mood(0.1, 0.4)),
    "beauty": Use(("pop", "house"), Mood(0.4, 0.1)), "real estate": _BUSINESS,
    "timelapse": Use(("electronic", "ambient"), Mood(0.1, 0.1)),
    "drone footage": Use(("cinematic", "ambient"), Mood(0.2, 0.0)),
    "drone video": Use(("cinematic", "ambient"), Mood(0.2, 0.0)), "slideshow": Use(("folk", "pop"), Mood(0.5, 0.0)),
    "cartoon": Use(("swing", "orchestral"), Mood(0.6, 0.6)), "comedy": Use(("swing", "funk"), Mood(0.6, 0.4)),
    "prank": Use(("swing", "funk"), Mood(0.5, 0.4)), "circus": Use(("march", "swing"), Mood(0.6, 0.7)),
    "car": Use(("synthwave", "trap")), "night drive": Use(("synthwave",), Mood(-0.1, 0.3)),
    "driving at night": Use(("synthwave",), Mood(-0.1, 0.3)), "skateboard": Use(("rock", "hip hop"), Mood(0.2, 0.7)),
    "skate": Use(("rock", "hip hop"), Mood(0.2, 0.7)), "kids": _KIDS, "kid": _KIDS, "children": _KIDS, "toddler": _KIDS,
    "kindergarten": _KIDS, "nursery": Use(("music box", "children", "ambient"), Mood(0.6, -0.3)),
    "nursery rhyme": _KIDS, "birthday": Use(("pop", "funk"), Mood(0.8, 0.6)), "party": _PARTY,
    "pool party": Use(("tropical house", "house"), Mood(0.7, 0.6)),
    "beach party": Use(("tropical house", "house"), Mood(0.7, 0.6)),
    "beach": Use(("reggae", "tropical house", "bossa nova"), Mood(0.6, 0.0)),
    "beach bar": Use(("reggae", "tropical house", "bossa nova"), Mood(0.6, 0.0)),
    "island": Use(("reggae",), Mood(0.6, 0.0)), "barbecue": Use(("country", "funk"), Mood(0.6, 0.3)),
    "bbq": Use(("country", "funk"), Mood(0.6, 0.3)), "festival": Use(("edm", "house"), Mood(0.5, 0.8)), "club": _CLUB,
    "nightclub": _CLUB, "night club": _CLUB, "dance floor": _CLUB, "dancefloor": _CLUB,
    "warehouse": Use(("techno",), Mood(-0.3, 0.7)), "rooftop": Use(("house", "lounge"), Mood(0.3, 0.2)),
    "wedding": _CEREMONY, "wedding ceremony": _CEREMONY, "ceremony": _CEREMONY, "bridal": _CEREMONY,
    "first dance": Use(("pop", "folk"), Mood(0.6, -0.2)), "proposal": Use(("classical piano", "pop"), Mood(0.6, -0.3)),
    "graduation": Use(("orchestral", "pop"), Mood(0.6, 0.3)),
    "funeral": Use(("classical piano", "string quartet"), Mood(-0.7, -0.6)),
    "memorial": Use(("classical piano", "string quartet"), Mood(-0.5, -0.5)),
    "church": Use(("choir", "gospel"), Mood(0.2, -0.2)), "worship": Use(("gospel", "pop", "ambient"), Mood(0.5, 0.1)),
    "prayer": Use(("ambient", "choir"), Mood(0.2, -0.6)), "picnic": _OPEN_AIR, "camping": _OPEN_AIR,
    "hiking": _OPEN_AIR, "gardening": _OPEN_AIR, "farm": Use(("country", "folk"), Mood(0.5, 0.2)), "outdoor": _OPEN_AIR,
    "saloon": Use(("country",), Mood(0.3, 0.3)), "rodeo": Use(("country",), Mood(0.4, 0.7)),
    "wild west": Use(("country", "cinematic"), Mood(0.0, 0.3)),
    "desert": Use(("world music", "cinematic", "ambient"), Mood(-0.1, -0.2)), "jungle": Use(("world music", "ambient")),
    "background music": Use(("corporate", "lounge", "lo fi"), Mood(0.2, -0.3)),
    "background": Use(("lo fi", "lounge"), Mood(0.0, -0.3)),
}  # fmt: skip
