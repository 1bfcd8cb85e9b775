import random

from hypothesis import given
from hypothesis import strategies as st

from generate_track.compose import cell
from generate_track.compose.motif import Motif, sing, tune
from generate_track.compose.phrase import Phrase
from generate_track.music import TIME_SIGNATURES, TimeSignature

FOUR = TimeSignature.parse("4/4")
meters = st.sampled_from(TIME_SIGNATURES)
seeds = st.integers(0, 999)


def a_motif(meter: TimeSignature = FOUR, seed: int = 1) -> Motif:
    return Motif.draw(cell.LIVELY[str(meter)], random.Random(seed))


@given(meter=meters, seed=seeds, letter=st.sampled_from(["A", "A'", "B"]), n_beats=st.sampled_from([1, 2, 4, 6, 8, 12]))
def test_a_tune_stays_in_its_phrase_and_breathes(*, meter: TimeSignature, seed: int, letter: str, n_beats: int) -> None:
    phrase = Phrase(8.0, float(n_beats), letter, is_close=True)  # type: ignore[arg-type]
    onsets = tune(phrase, a_motif(meter, seed), meter=meter, step_beats=1 / meter.divisions_per_beat)
    assert onsets
    for onset in onsets:
        assert onset.beat >= 8.0
        assert onset.length_beats > 0
        assert onset.beat + onset.length_beats <= 8.0 + phrase.sung_beats + 1e-6


def test_the_motif_returns_as_question_answer_and_contrast() -> None:
    motif = a_motif()
    question, answer, contrast = (
        tune(Phrase(0.0, 8.0, letter, is_close=False), motif, meter=FOUR, step_beats=0.25)
        for letter in ("A", "A'", "B")
    )
    assert [o for o in question if o.beat < 4] == [o for o in answer if o.beat < 4]
    assert question != answer
    assert [o.beat for o in contrast] != [o.beat for o in question]


@given(meter=meters, seed=seeds, n_beats=st.floats(0.5, 16), n_syllables=st.integers(1, 40))
def test_each_syllable_has_its_note(*, meter: TimeSignature, seed: int, n_beats: float, n_syllables: int) -> None:
    phrase = Phrase(4.0, n_beats, "A", is_close=False, line="la")
    onsets = sing(phrase, a_motif(), n_syllables=n_syllables, meter=meter, rng=random.Random(seed))
    beats = [onset.beat for onset in onsets]
    assert len(onsets) == n_syllables
    assert beats[0] == 4.0
    assert beats == sorted(set(beats))
    assert onsets[-1].beat + onsets[-1].length_beats <= 4.0 + phrase.sung_beats + 1e-6


def test_few_syllables_fall_on_beats() -> None:
    onsets = sing(
        Phrase(0.0, 8.0, "A", is_close=False, line="la"),
        a_motif(),
        n_syllables=4,
        meter=FOUR,
        rng=random.Random(1),
    )
    assert all(onset.beat == int(onset.beat) for onset in onsets)
