import pytest

from generate_track.compose.casting import HARMONY, cast
from generate_track.compose.lexicon.sound import ONLY_FORBIDDEN, SOUNDS
from generate_track.compose.style import ChordChair
from pieces import CAPTIONS, a_piece


def band(caption: str, **values: object) -> dict[str, str]:
    return {seat.chair.name: seat.instrument for seat in cast(a_piece(caption, **values))}


def test_a_sound_takes_its_own_chair() -> None:
    assert band("lounge jazz, soft piano, gentle strings") | {"chords": "grand_piano", "pad": "slow_strings"} == band(
        "lounge jazz, soft piano, gentle strings"
    )
    assert band("pop with flute")["lead"] == "flute"


def test_a_sound_without_a_chair_takes_one_that_it_can_fill() -> None:
    assert band("jazz with oboe")["lead"] == "oboe"


def test_a_sound_that_finds_all_chairs_taken_is_a_guest() -> None:
    seats = band("spa with flute, oboe, violin, clarinet")
    assert {"flute", "oboe", "violin", "clarinet"} <= set(seats.values())


@pytest.mark.parametrize("sound", sorted(SOUNDS.keys() - ONLY_FORBIDDEN))
def test_every_sound_can_be_asked_for_in_every_style(sound: str) -> None:
    for caption in CAPTIONS:
        assert set(band(f"{caption} with {sound}").values()) & set(SOUNDS[sound])


def test_what_was_asked_for_is_heard_early_and_well() -> None:
    seat = next(seat for seat in cast(a_piece("pop with strings")) if "strings" in seat.instrument)
    assert seat.chair.enters_at <= 0.3
    assert seat.chair.level_db >= -8


@pytest.mark.parametrize(
    ("caption", "name"), [("disco with strings", "pad"), ("epic trailer, choir", "choir"), ("gospel choir", "choir")]
)
def test_those_who_fill_in_make_way_for_what_was_asked_for(caption: str, name: str) -> None:
    piece = a_piece(caption)
    written = {chair.name: chair.level_db for chair in piece.style.chairs}
    seats = {seat.chair.name: seat.chair for seat in cast(piece)}
    assert seats[name].level_db >= written[name] + 3
    fills = [chair for chair in seats.values() if chair.role in {*HARMONY, "counter"} and chair.name != name]
    assert all(chair.level_db < written[chair.name] for chair in fills)
    assert seats["bass"].level_db == written["bass"]


def test_nobody_makes_way_for_what_stays_in_the_background() -> None:
    piece = a_piece("pop, subtle strings")
    written = {chair.name: chair.level_db for chair in piece.style.chairs}
    seats = {seat.chair.name: seat.chair for seat in cast(piece)}
    assert seats["chords"].level_db == written["chords"]


def test_a_soloist_with_a_chair_for_the_tune_sits_there() -> None:
    assert band("sitar, indian")["lead"] == "sitar"


def test_a_soloist_who_plays_chords_plays_the_bass_too() -> None:
    assert band("lounge jazz, solo piano")["bass"] == "grand_piano"


def test_chords_have_their_roots_where_no_bass_plays() -> None:
    for caption, is_rootless in (("lounge jazz", True), ("lounge jazz without bass", False)):
        seats = {seat.chair.name: seat.chair for seat in cast(a_piece(caption))}
        chair = seats["chords"]
        assert isinstance(chair, ChordChair)
        assert chair.is_rootless == is_rootless


@pytest.mark.parametrize("caption", ["techno", "pop", "lounge jazz", "solo piano", "lo-fi"])
def test_without_a_melody_the_chords_go_on(caption: str) -> None:
    roles = {seat.chair.role for seat in cast(a_piece(f"{caption}, no melody"))}
    assert roles & set(HARMONY)
    assert not roles & {"lead", "counter"}


def test_a_soloist_plays_a_tune_where_no_other_has_one() -> None:
    assert band("pop, no melody, flute")["lead 2"] == "flute"


def test_a_soft_beat_has_drums_in_the_background() -> None:
    for caption in ("soft beat, downtempo", "ambient, soft beat"):
        (seat,) = (seat for seat in cast(a_piece(caption)) if seat.chair.role == "drums")
        assert seat.is_asked
        assert seat.chair.level_db < 0


def test_a_solo_is_alone() -> None:
    assert set(band("solo piano").values()) == {"grand_piano"}
    assert set(band("jazz, solo guitar").values()) == {"jazz_guitar"}


def test_a_solo_flute_still_has_some_harmony() -> None:
    assert len(band("solo flute")) == 2


def test_a_song_has_a_voice_and_somebody_for_its_breaks() -> None:
    for caption in CAPTIONS:
        seats = cast(a_piece(caption, lyrics="la la la"))
        assert {"lead", "counter"} <= {seat.chair.role for seat in seats}
    assert band("pop", lyrics="la la")["lead"] in {"synth_lead", "choir", "flute"}


def test_a_voice_is_found_when_the_usual_ones_are_forbidden() -> None:
    seats = cast(a_piece("pop, no synth, choir or flute", lyrics="la la"))
    lead = next(seat for seat in seats if seat.chair.role == "lead")
    assert lead.instrument not in {"synth_lead", "choir", "flute"}


def test_no_two_players_share_an_instrument_by_chance() -> None:
    for seed in range(20):
        for caption in CAPTIONS:
            seats = list(band(caption, seed=seed).values())
            assert len(seats) == len(set(seats))


def test_takes_have_other_bands() -> None:
    assert len({tuple(band("pop", seed=seed).items()) for seed in range(8)}) > 4


def test_a_solo_pianist_has_two_hands() -> None:
    assert {"chords", "lead"} <= set(band("classical piano, solo piano"))


def test_who_has_the_tune_sits_in_the_lead_chair() -> None:
    assert band("pop featuring violin")["lead"] == "violin"
    assert "oboe" in band("spa, oboe melody, flute").values()


def test_what_stays_in_the_background_is_softer() -> None:
    def level_db(caption: str) -> float:
        return next(seat.chair.level_db for seat in cast(a_piece(caption)) if "strings" in seat.instrument)

    assert level_db("pop with strings in the background") < level_db("pop with strings")


def test_only_what_is_asked_for_plays() -> None:
    assert set(band("only piano and violin").values()) == {"grand_piano", "violin"}


def test_a_band_of_its_time_plays_what_was_played_then() -> None:
    assert {band("1980s pop", seed=seed)["pad"] for seed in range(8)} == {"poly_pad"}
