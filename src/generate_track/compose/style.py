"""What a style is: plain tables that the part writers walk. A new style is a new file in `styles/`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from generate_track.compose.instrument import Role
from generate_track.compose.rhythm import ByMeter
from generate_track.compose.score import Balance, EffectKind, Room
from generate_track.music import Mode

Groove = Mapping[int, str]
"""General MIDI percussion key → rhythm of one bar."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A section of a form in its usual length.

    Args:
        label: "intro", "verse", "prechorus", "chorus", "bridge", "solo", "build", "drop", "break", "outro", …
        n_bars: length in bars of about two seconds.
        rank: 0 is played in the shortest track; higher ranks come in as there is time.
        is_strophe: whether its bars are counted, not timed: a blues has twelve, quick or slow.
    """

    label: str
    n_bars: int
    rank: int = 0
    lines: tuple[str, ...] = ()
    is_strophe: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chair:
    """A place in the band, whoever sits there.

    Args:
        name: the part's name.
        role: what it does.
        instruments: who may sit there, chosen by the take's seed.
        enters_at: energy of a section from which it plays.
        level_db: see `score.Part`, as are pan, width, sends, highpass_hz and duck_depth.
        chance: how likely a take has it at all, when the caption does not ask for it.
        velocity: MIDI velocity of a normal stroke at full energy.
        looseness_ms: spread of its timing.
        behind_ms: how far it lies behind the beat.
        gate: share of its written length that a note sounds: 0.5 is staccato, 1 legato; above 1 notes overlap.
        swell: 0 to 1, how far its fader moves: long chords breathe, and a section grows into a stronger one.
    """

    name: str
    role: Role
    instruments: tuple[str, ...]
    enters_at: float = 0.0
    level_db: float = -6.0
    pan: float = 0.0
    width: float = 0.0
    reverb_send: float = 0.2
    delay_send: float = 0.0
    highpass_hz: float = 40.0
    duck_depth: float = 0.0
    chance: float = 1.0
    velocity: float = 88.0
    looseness_ms: float = 7.0
    behind_ms: float = 0.0
    gate: float = 0.97
    swell: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DrumChair(Chair):
    """The drummer, or a percussionist beside one: the others listen to the chair named "drums".

    Args:
        grooves: metre → grooves in rising energy, each a bar or two; a section takes the one at its energy.
        fills: metre → what ends a section; each covers the last beats of its bar; none for who only keeps time.
        has_builds: whether "build" and "prechorus" sections end in a roll.
        lead_in: percussion key of the hit that opens a section and ends the piece, or None.
    """

    grooves: Mapping[str, tuple[Groove, ...]]
    fills: Mapping[str, tuple[Groove, ...]] = field(default_factory=dict)
    has_builds: bool = False
    lead_in: int | None = 49


@dataclass(frozen=True, slots=True, kw_only=True)
class BassChair(Chair):
    """The bass player.

    Args:
        lines: metre → lines in rising energy, with `R` root, `3`, `5`, `6`, `7`, `8` octave, `a` approach to the next
            root, `n` the next beat's root ahead of its time.
        walks_at: energy from which it walks a note a beat instead, or None.
        follows_kick: whether it also sounds its root wherever the kick is struck on an off-beat of the groove.
    """

    lines: ByMeter
    walks_at: float | None = None
    follows_kick: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A way to play chords.

    Args:
        kind: "hold" for as long as the chord lasts; "block" all at once, "strum" one after another, "arpeggio" one tone
            a hit, "root" the root alone, "power" root, fifth and octave, of which a ghost stroke leaves
            two, and which a riff moves up to the third (`3`) or down to the seventh (`7`).
        rhythms: metre → rhythms, one chosen for each section family; none for "hold".
        order: arpeggio: which voice a hit plays, in turn; voices above the top one repeat an octave higher.
        from_energy: the figure is used in sections from this energy up to the next figure's.
    """

    kind: Literal["hold", "block", "strum", "arpeggio", "root", "power"]
    rhythms: ByMeter = field(default_factory=dict)
    order: tuple[int, ...] = (0, 1, 2, 3)
    from_energy: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChordChair(Chair):
    """A player of chords: comping, pad or arpeggio.

    Args:
        figures: in rising energy.
        low: lowest pitch of its voicings.
        high: highest pitch of its voicings.
        n_voices: tones in a voicing.
        is_rootless: leaves the root to the bass.
        varies: whether each bar may take another of the figure's rhythms.
        has_pedal: whether the sustain pedal holds its tones until the chord changes.
        voice: the one voice of its voicings that it plays, from 0 the lowest, where players divide a chord among them.
        is_sequenced: whether a machine plays it, for which no figure is too quick.
    """

    figures: tuple[Figure, ...]
    low: int = 50
    high: int = 72
    n_voices: int = 4
    is_rootless: bool = False
    varies: bool = False
    has_pedal: bool = False
    voice: int | None = None
    is_sequenced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MelodyChair(Chair):
    """A player of melody: the lead, or the counter that answers it.

    Args:
        cells: metre → rhythms that motifs are made of.
        centre: MIDI pitch around which it plays.
        ornament: chance of a grace note on a long note.
    """

    cells: ByMeter
    centre: int = 70
    ornament: float = 0.0
    phrase_s: float = 4.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style: everything that makes it sound like itself.

    Args:
        name: as in the sidecar: "lounge jazz".
        about: what it sounds like, in one line of `generate-track styles`.
        words: caption words that mean this style, and how strongly.
        tempo_bpm: slowest and quickest tempo of its own choice.
        swing: share of a unit that its first half takes; 0.5 is straight.
        swing_unit: what is divided unevenly, in beats: 1 swings eighths, 0.5 sixteenths.
        minor_share: how often a take is in minor when the caption has no mood.
        energy: added to every section's energy.
        chord_s: seconds that a chord lasts at least.
        progressions: mode → section family → progressions; a token is a bar, a comma divides one.
        cadence: mode → the chord that leads home at a section's end.
        final: mode → the last chord.
        form: the usual form, from the first section to the last.
        cycle: what is repeated before the last chorus when there is time.
        chairs: the band.
        vocal_leads: instruments that carry sung words.
        ambience: scene sounds of the style's own, one a take; none for most.
        ring_s: how long the last chord rings at least.
        dynamics: 0 flat to 1 wide: how much velocity follows energy.
        lowpass_hz: tone of the whole mix, or None.
        balance: the tonal balance of its records.
        transitions: effects it leads into strong sections with; none for acoustic bands.
        lends: names of the chairs that it brings along when it colours another style ("jazzy", "orchestral").
        lends_harmony: whether it also brings its chords and its share of minor.
    """

    name: str
    words: Mapping[str, int]
    tempo_bpm: tuple[int, int]
    progressions: Mapping[Mode, Mapping[str, tuple[str, ...]]]
    cadence: Mapping[Mode, str]
    final: Mapping[Mode, str]
    form: tuple[Slot, ...]
    cycle: tuple[Slot, ...]
    chairs: tuple[Chair, ...]
    vocal_leads: tuple[str, ...]
    about: str = ""
    swing: float = 0.5
    swing_unit: float = 1.0
    minor_share: float = 0.3
    energy: float = 0.0
    chord_s: float = 1.5
    ambience: tuple[str, ...] = ()
    ambience_level_db: float = -10.0
    room: Room = field(default_factory=Room)
    ring_s: float = 3.5
    dynamics: float = 0.5
    lowpass_hz: float | None = None
    balance: Balance = "full"
    transitions: tuple[EffectKind, ...] = ()
    lends: tuple[str, ...] = ()
    lends_harmony: bool = False
