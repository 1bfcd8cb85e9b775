import random
import re

from hypothesis import given
from hypothesis import strategies as st

from generate_track.compose.chord import Chord
from generate_track.compose.styles import STYLES
from generate_track.compose.variation import vary_chords, vary_form
from generate_track.music import Key, Mode
from pieces import a_piece

styles = st.sampled_from(sorted(STYLES))
modes = st.sampled_from(["major", "minor"])


def progressions(style: str, mode: Mode) -> list[str]:
    return [text for pool in STYLES[style].progressions[mode].values() for text in pool]


@given(styles, modes, st.integers(0, 999))
def test_a_varied_progression_keeps_its_ends_its_tonics_and_its_length(style: str, mode: Mode, seed: int) -> None:
    tonic = "I" if mode == "major" else "i"
    for text in progressions(style, mode):
        before = text.split()
        after = vary_chords(text, style=STYLES[style], mode=mode, rng=random.Random(seed)).split()
        assert len(after) == len(before)
        assert (after[0], after[-1]) == (before[0], before[-1])
        for old, new in zip(before, after, strict=True):
            assert new == old or not re.fullmatch(rf"{tonic}(?![IViv]).*", old)
            assert all(Chord.parse(symbol, Key("C", mode)) for symbol in new.split(","))


def test_seeds_vary_the_chords_of_a_style() -> None:
    text = "I vi ii V"
    heard = {vary_chords(text, style=STYLES["pop"], mode="major", rng=random.Random(seed)) for seed in range(20)}
    assert len(heard) > 2


def test_a_strophe_of_twelve_bars_stays_as_it_is() -> None:
    blues = " ".join(["I7"] * 4 + ["IV7"] * 2 + ["I7"] * 2 + ["V7", "IV7", "I7", "V7"])
    assert vary_chords(blues, style=STYLES["pop"], mode="major", rng=random.Random(1)) == blues


@given(styles, st.integers(0, 999))
def test_a_varied_form_still_begins_and_ends_as_the_style_does(style: str, seed: int) -> None:
    before = STYLES[style]
    after = vary_form(before, random.Random(seed))
    assert after.form[0].label == before.form[0].label
    assert after.form[-1].label == before.form[-1].label
    assert sorted(slot.label for slot in after.cycle) == sorted(slot.label for slot in before.cycle)
    assert [slot for slot in after.form if slot.rank == 0] == [slot for slot in before.form if slot.rank == 0]


def test_seeds_give_a_style_other_forms() -> None:
    forms = {
        tuple((p.section.label, p.section.n_bars) for p in a_piece("pop", seed=seed, duration_s=150, bpm=120).passages)
        for seed in range(8)
    }
    assert len(forms) >= 5


def test_seeds_give_a_style_other_tempos() -> None:
    assert len({a_piece("pop", seed=seed).timeline.tempo_bpm for seed in range(8)}) >= 4
