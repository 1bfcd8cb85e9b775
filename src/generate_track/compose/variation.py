"""Variation: another seed takes another form and other chords out of the same style, so that takes are other pieces."""

import random
import re
from collections.abc import Mapping
from dataclasses import replace

from generate_track.compose.style import Slot, Style
from generate_track.music import Mode

# Section → factors on its usual length, one drawn for each place in the form.
_LENGTHS: Mapping[str, tuple[float, ...]] = {
    "intro": (0.5, 1.0, 1.0, 2.0), "verse": (1.0, 1.0, 2.0), "bridge": (0.5, 1.0, 1.0), "solo": (1.0, 1.0, 2.0),
    "break": (0.5, 1.0, 2.0), "instrumental": (0.5, 1.0), "outro": (1.0, 1.0, 2.0),
}  # fmt: skip
# Section → what may stand in its place.
_CHANGES: Mapping[str, tuple[str, ...]] = {
    "bridge": ("bridge", "bridge", "solo", "instrumental"), "solo": ("solo", "solo", "instrumental", "bridge"),
}  # fmt: skip
_PEAKS = ("chorus", "drop")
_HOOK_FIRST_CHANCE, _DOUBLE_PEAK_CHANCE = 0.2, 0.3

# Mode → degree → degrees of the same function. The tonic stays, so that the key does; the fifth stays, to lead home.
_SUBSTITUTES: Mapping[Mode, Mapping[str, tuple[str, ...]]] = {
    "major": {"ii": ("IV",), "vi": ("IV", "I"), "iii": ("I",), "bVII": ("IV", "V")},
    "minor": {"iv": ("bVI",), "bVI": ("iv",), "bVII": ("V", "bVI"), "bIII": ("i", "bVI"), "v": ("V",)},
}
_SUBSTITUTION_CHANCE = 0.35
_LONGEST_VARIED = 8  # tokens: a strophe of twelve bars is its own idiom
_DEGREE = re.compile(r"b?(?:[IV]+|[iv]+)")


def vary_form(style: Style, rng: random.Random) -> Style:
    """Return the style with a form of the take's own: other lengths, another middle, perhaps the hook first."""
    form = [_varied_slot(slot, rng) for slot in style.form]
    form = _with_hook_first(form, rng)
    form = _with_double_peak(form, rng)
    turn = rng.randrange(len(style.cycle)) if style.cycle else 0
    return replace(style, form=tuple(form), cycle=style.cycle[turn:] + style.cycle[:turn])


def _varied_slot(slot: Slot, rng: random.Random) -> Slot:
    factor, label = rng.choice(_LENGTHS.get(slot.label, (1.0,))), rng.choice(_CHANGES.get(slot.label, (slot.label,)))
    # What even the shortest track has stays as the style wrote it.
    if slot.is_strophe or slot.rank == 0:
        return slot
    return replace(slot, label=label, n_bars=max(1, int(slot.n_bars * factor)))


def _with_hook_first(form: list[Slot], rng: random.Random) -> list[Slot]:
    is_wanted = rng.random() < _HOOK_FIRST_CHANCE
    places = [index for index, slot in enumerate(form) if slot.label == "chorus" and not slot.is_strophe]
    if not is_wanted or not places or form[0].label != "intro":
        return form
    hook = form[places[0]]
    return [form[0], replace(hook, n_bars=max(1, hook.n_bars // 2), rank=max(2, hook.rank)), *form[1:]]


def _with_double_peak(form: list[Slot], rng: random.Random) -> list[Slot]:
    is_wanted = rng.random() < _DOUBLE_PEAK_CHANCE
    places = [index for index, slot in enumerate(form) if slot.label in _PEAKS and slot.rank]
    if not is_wanted or not places or form[places[-1]].is_strophe:
        return form
    last = places[-1]
    return [*form[:last], replace(form[last], n_bars=2 * form[last].n_bars), *form[last + 1 :]]


def vary_chords(progression: str, *, style: Style, mode: Mode, rng: random.Random) -> str:
    """Return a progression with some chords replaced by others of their function, out of the style's vocabulary.

    The first chord and the last stay, and so does every tonic and every dominant.
    """
    tokens = progression.split()
    if len(tokens) > _LONGEST_VARIED:
        return progression
    vocabulary = _vocabulary(style, mode)
    inner = [_varied_token(token, vocabulary=vocabulary, mode=mode, rng=rng) for token in tokens[1:-1]]
    return " ".join([tokens[0], *inner, *tokens[1:][-1:]])


def _varied_token(token: str, *, vocabulary: tuple[str, ...], mode: Mode, rng: random.Random) -> str:
    is_wanted = rng.random() < _SUBSTITUTION_CHANCE
    degrees = _SUBSTITUTES[mode].get(_degree(token), ())
    options = [word for word in vocabulary if _degree(word) in degrees]
    if not is_wanted or not options or "," in token or "/" in token:
        return token
    return rng.choice(options)


def _vocabulary(style: Style, mode: Mode) -> tuple[str, ...]:
    pools = style.progressions[mode].values()
    words = (word for pool in pools for text in pool for word in re.split("[ ,]", text) if "/" not in word)
    return tuple(dict.fromkeys(words))


def _degree(token: str) -> str:
    match = _DEGREE.match(token)
    return match[0] if match else ""
