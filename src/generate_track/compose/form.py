"""The form: sections whose bars fill the track, from the style's usual form or from the lyrics' own sections."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generate_track.compose.lyrics import LyricSection
from generate_track.compose.score import Section
from generate_track.compose.style import Slot, Style
from generate_track.compose.syllable import count_syllables
from generate_track.compose.timeline import Timeline

ENERGY: dict[str, float] = {
    "intro": 0.4, "verse": 0.55, "prechorus": 0.68, "chorus": 0.88, "bridge": 0.52, "instrumental": 0.7,
    "solo": 0.74, "break": 0.36, "build": 0.6, "drop": 0.95, "outro": 0.42,
}  # fmt: skip
_PEAKS = ("chorus", "drop")
_STIFFNESS = {"intro": 3, "outro": 2, "break": 2}  # how reluctantly a section is lengthened
_FIXED = ("build", "prechorus")  # their length is their tension
_FASTEST_SYLLABLES_PER_S = 7.0
_EASY_SYLLABLES_PER_S = 4.0
_PHRASE_BARS = 4
_GROWTH, _MOST_GROWTH = 0.04, 0.08  # of energy, for each return of a section
_EBB, _EBB_EVERY = 0.1, 3
_BREATH = 0.8  # share of a line's time in which its syllables fall


@dataclass(frozen=True, slots=True)
class Passage:
    """A section as the part writers need it: where it is, how strong, what is sung, how it ends.

    Args:
        section: as in the score.
        index: its number in the form.
        lines: the lyric lines sung in it.
        next_energy: energy of the section that follows (its own for the last).
        is_arrival: whether it is the last and strongest chorus, to which the piece builds.
        is_last: whether the piece ends with it.
    """

    section: Section
    index: int
    lines: tuple[str, ...]
    next_energy: float
    is_arrival: bool
    is_last: bool


def build_form(
    style: Style, timeline: Timeline, *, lyrics: Sequence[LyricSection], energy: float, language: str
) -> tuple[Passage, ...]:
    """Return the passages of a track; their bars fill `timeline.n_bars`.

    Args:
        style: whose form it is when nobody sings.
        timeline: of the track.
        lyrics: sections with at least one line; empty for an instrumental.
        energy: of the brief, 0 to 1.
        language: of the lyrics.
    """
    slots = _song(lyrics, timeline, language) if lyrics else _instrumental(style, timeline)
    return _passages(slots, timeline, shift=style.energy + 0.24 * (energy - 0.5))


def _scaled(slots: Sequence[Slot], unit: float) -> list[Slot]:
    return [replace(slot, n_bars=_scaled_bars(slot, unit)) for slot in slots]


def _scaled_bars(slot: Slot, unit: float) -> int:
    """Return a slot's bars at this tempo; a strophe is never cut, only doubled where bars pass quickly."""
    return max(slot.n_bars if slot.is_strophe else 1, int(slot.n_bars * unit))


def _total(slots: Sequence[Slot]) -> int:
    return sum(slot.n_bars for slot in slots)


def _instrumental(style: Style, timeline: Timeline) -> list[Slot]:
    form, n_bars = _scaled(style.form, timeline.unit), timeline.n_bars
    # Below some twelve seconds one section has to do.
    first = 1 if n_bars >= 6 * timeline.unit else 0
    chosen = _shorten([slot for slot in form if slot.rank <= first], n_bars)
    for rank in range(first, 1 + max(slot.rank for slot in form)):
        wanted = [slot for slot in form if slot.rank <= rank]
        if _total(wanted) > n_bars:
            break
        chosen = wanted
    cycle = _scaled(style.cycle, timeline.unit)
    return _stretch(_repeat(chosen, cycle, n_bars), n_bars)


def _shorten(slots: list[Slot], n_bars: int) -> list[Slot]:
    while _total(slots) > n_bars and any(slot.n_bars > 1 for slot in slots):
        slots = [replace(slot, n_bars=max(1, slot.n_bars // 2)) for slot in slots]
    return slots[:n_bars]


def _repeat(slots: list[Slot], cycle: list[Slot], n_bars: int) -> list[Slot]:
    """Put the cycle before the last peak for as long as whole sections of it fit."""
    place = _last_peak(slots)
    extra = n_bars - _total(slots)
    added: list[Slot] = []
    # Take turns through the cycle, and leave out a turn's tail that would not fit.
    while cycle and extra >= cycle[len(added) % len(cycle)].n_bars:
        slot = cycle[len(added) % len(cycle)]
        added.append(slot)
        extra -= slot.n_bars
    return slots[:place] + added + slots[place:]


def _last_peak(slots: Sequence[Slot]) -> int:
    places = [index for index, slot in enumerate(slots) if slot.label in _PEAKS]
    return places[-1] if places else max(0, len(slots) - 1)


def _stretch(slots: list[Slot], n_bars: int) -> list[Slot]:
    """Lengthen the shortest sections by four-bar phrases and end with the odd bars."""
    slots = list(slots)
    phrase = _PHRASE_BARS if n_bars >= 4 * _PHRASE_BARS else _PHRASE_BARS // 2
    while (extra := n_bars - _total(slots)) > 0:
        step = min(phrase, extra)
        # The odd bars vamp at the end; a phrase goes where there is least, never into a build or between lines.
        free = [index for index, slot in enumerate(slots) if not _is_fixed(slot)]
        is_odd = step < phrase or not free
        place = (
            len(slots) - 1
            if is_odd
            else min(free, key=lambda index: slots[index].n_bars * _STIFFNESS.get(slots[index].label, 1))
        )
        slots[place] = replace(slots[place], n_bars=slots[place].n_bars + step)
    return slots


def _is_fixed(slot: Slot) -> bool:
    return bool(slot.lines) or slot.is_strophe or slot.label in _FIXED


def _song(lyrics: Sequence[LyricSection], timeline: Timeline, language: str) -> list[Slot]:
    """Return the lyrics' sections with room for an intro, breaks and an outro where the time allows."""
    n_bars, unit = timeline.n_bars, timeline.unit
    typical = _typical_syllables(lyrics, language)
    line_bars = _line_bars(typical, timeline)
    song = _sung_slots(lyrics, line_bars, unit)
    while _total(song) > n_bars and typical <= _FASTEST_SYLLABLES_PER_S * _BREATH * line_bars / 2 * timeline.bar_s:
        line_bars /= 2
        song = _sung_slots(lyrics, line_bars, unit / 4)
    if _total(song) > n_bars:
        return _cut_lines(lyrics, timeline, language)
    return _stretch(_frame_song(song, n_bars, unit), n_bars)


def _typical_syllables(lyrics: Sequence[LyricSection], language: str) -> int:
    """Return how many syllables a long line has: four lines in five have fewer."""
    counts = sorted(count_syllables(line, language=language) for part in lyrics for line in part.lines)
    return counts[(len(counts) * 4) // 5]


def _line_bars(typical: int, timeline: Timeline) -> float:
    line_bars = 2 * timeline.unit
    while typical > _EASY_SYLLABLES_PER_S * _BREATH * line_bars * timeline.bar_s:
        line_bars *= 2
    return line_bars


def _sung_slots(lyrics: Sequence[LyricSection], line_bars: float, unit: float) -> list[Slot]:
    whole = max(1, int(4 * unit))
    slots: list[Slot] = []
    for part in lyrics:
        n_bars = math.ceil(len(part.lines) * line_bars) if part.lines else max(1, int(4 * unit))
        slots.append(Slot(part.label, math.ceil(n_bars / whole) * whole, lines=part.lines))
    return slots


def _cut_lines(lyrics: Sequence[LyricSection], timeline: Timeline, language: str) -> list[Slot]:
    """Return as many lines, from the first, as can be sung in the time at the fastest pace."""
    slots: list[Slot] = []
    left = timeline.n_bars
    for part in lyrics:
        lines: list[str] = []
        used = 0.0
        for line in part.lines:
            line_s = count_syllables(line, language=language) / (_FASTEST_SYLLABLES_PER_S * _BREATH)
            if lines and math.ceil(used + line_s / timeline.bar_s) > left:
                break
            lines.append(line)
            used += line_s / timeline.bar_s
        n_bars = min(left, max(1, math.ceil(used)))
        slots.append(Slot(part.label, n_bars, lines=tuple(lines)))
        left -= n_bars
        if left <= 0:
            break
    return _stretch(slots, timeline.n_bars)


def _frame_song(song: list[Slot], n_bars: int, unit: float) -> list[Slot]:
    """Add intro and outro, then repeat the song and at last its refrain, each after a pause, as there is time."""
    length = max(1, int(4 * unit))
    framed = list(song)
    for label, place in (("intro", 0), ("outro", len(framed) + 1)):
        if n_bars - _total(framed) >= length and all(slot.label != label for slot in song):
            framed.insert(place, Slot(label, length))
    is_closed = framed[-1].label == "outro"
    head, tail = (framed[:-1], framed[-1:]) if is_closed else (framed, [])
    pause = Slot("instrumental", 2 * length)
    whole = [pause, *(slot for slot in song if slot.label not in {"intro", "outro"})]
    while n_bars - _total(head + tail) >= _total(whole):
        head += whole
    refrain = [slot for slot in song if slot.label in _PEAKS][-1:]
    for more in ([pause, *refrain], refrain, [pause]):
        if n_bars - _total(head + tail) >= _total(more):
            head += more
    return head + tail


def _passages(slots: list[Slot], timeline: Timeline, *, shift: float) -> tuple[Passage, ...]:
    energies = _energies(slots, shift)
    last_peak = max((index for index, slot in enumerate(slots) if slot.label in _PEAKS), default=-1)
    # The final chord's bar belongs to the last section, so that sections fill the track.
    n_final = math.ceil(timeline.end_beat / timeline.meter.beats_per_bar - 1e-9) - timeline.n_bars
    passages: list[Passage] = []
    start = 0
    for index, slot in enumerate(slots):
        is_last = index == len(slots) - 1
        n_bars = slot.n_bars + (n_final if is_last else 0)
        section = Section(slot.label, start, n_bars, round(energies[index], 3))
        following = energies[min(index + 1, len(slots) - 1)]
        passages.append(Passage(section, index, slot.lines, following, index == last_peak, is_last))
        start += n_bars
    return tuple(passages)


def _energies(slots: list[Slot], shift: float) -> list[float]:
    """Return each section's energy: it grows over the piece, in waves when it is long, up to its last peak."""
    seen: dict[str, int] = {}
    energies: list[float] = []
    for slot in slots:
        again = seen.get(slot.label, 0)
        seen[slot.label] = again + 1
        # Every third return holds back, so that a long piece does not stay at its height.
        is_ebb = again % _EBB_EVERY == _EBB_EVERY - 1
        energies.append(ENERGY[slot.label] + (-_EBB if is_ebb else min(_MOST_GROWTH, _GROWTH * again)))
    peaks = [index for index, slot in enumerate(slots) if slot.label in _PEAKS]
    if peaks:
        energies[peaks[-1]] = 1.0
    elif len(slots) == 1:
        energies[0] = 0.7
    return [min(1.0, max(0.2, energy + shift * (1.2 - energy))) for energy in energies]
