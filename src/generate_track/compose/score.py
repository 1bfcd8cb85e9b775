"""The score: everything that sounds, in beats, with how each part sits in the mix.

Compose writes it, synth renders it, mix balances it. It is plain frozen data: no samples, no files, no clock.
A beat is the felt beat of the time signature (a dotted quarter in 6/8); `tempo_bpm` counts those.
"""

from dataclasses import dataclass
from typing import Literal

from generate_track.music import Key, TimeSignature

EffectKind = Literal["riser", "downlifter", "reverse_cymbal", "impact", "sub_drop"]
Balance = Literal["full", "warm", "bright", "dark", "acoustic", "bass_heavy"]


@dataclass(frozen=True, slots=True)
class Note:
    """One note of a part.

    Args:
        start_beat: from the start of the track, with its humanised offset.
        length_beats: until it is released.
        pitch: MIDI number, 60 is middle C; on drums a General MIDI percussion key.
        velocity: 1 to 127.
    """

    start_beat: float
    length_beats: float
    pitch: int
    velocity: int


@dataclass(frozen=True, slots=True)
class Part:
    """One instrument's notes and its place in the mix.

    Args:
        name: the stem's name: "drums", "bass", "piano", "lead".
        instrument: a row of synth's instrument table: "grand_piano", "upright_bass", "jazz_kit".
        notes: sorted by start.
        level_db: loudness of the stem relative to the others; 0 is a lead part.
        pan: -1 left to 1 right.
        width: 0 mono to 1 wide.
        reverb_send: 0 to 1.
        delay_send: 0 to 1, into a tempo-synced delay.
        highpass_hz: below it the stem is silent, to leave room for the bass.
        duck_depth: 0 to 1, how far the kick pushes it down.
        gains: fader moves as (beat, factor), sorted, straight lines between; () leaves the fader at 1. A swell is
            written here: velocity decides how a note sounds, the fader how loud it stays.
    """

    name: str
    instrument: str
    notes: tuple[Note, ...]
    level_db: float = -6.0
    pan: float = 0.0
    width: float = 0.0
    reverb_send: float = 0.2
    delay_send: float = 0.0
    highpass_hz: float = 40.0
    duck_depth: float = 0.0
    gains: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """A transition: a sound without pitch that leads into a section or opens it.

    Args:
        kind: "riser" and "reverse_cymbal" end at their last beat; "downlifter", "impact" and "sub_drop" begin loud.
        start_beat: where it begins.
        length_beats: how long it lasts.
        level_db: as a part's.
    """

    kind: EffectKind
    start_beat: float
    length_beats: float
    level_db: float = -8.0


@dataclass(frozen=True, slots=True)
class Ambience:
    """A scene sound under the music, such as "ocean" or "rain"; `level_db` is relative to the music."""

    kind: str
    level_db: float = -10.0


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form.

    Args:
        label: "intro", "verse", "chorus", "bridge", …
        start_bar: from 0.
        n_bars: its length.
        energy: 0 to 1.
    """

    label: str
    start_bar: int
    n_bars: int
    energy: float


@dataclass(frozen=True, slots=True)
class Room:
    """The reverb of the track: decay time to -60 dB, pre-delay, and how bright its tail is."""

    decay_s: float = 1.6
    predelay_ms: float = 18.0
    damping_hz: float = 6500.0


@dataclass(frozen=True, slots=True)
class Score:
    """A whole piece, ready to be rendered.

    Args:
        style: the style table it was made from.
        duration_s: the exact length of the finished file.
        fade_out_s: the last seconds over which what still rings is faded to silence.
        lowpass_hz: tone of the whole mix (lo-fi), or None.
        seed: of this take; synth and mix derive their own generators from it.
        effects: transitions, sorted by start; they are one stem, named "effects".
        balance: the tonal balance that the mix is led to, named after what records of such music have.
    """

    style: str
    tempo_bpm: float
    time_signature: TimeSignature
    key: Key
    duration_s: float
    sections: tuple[Section, ...]
    parts: tuple[Part, ...]
    ambience: tuple[Ambience, ...]
    room: Room
    fade_out_s: float
    seed: int
    lowpass_hz: float | None = None
    effects: tuple[Effect, ...] = ()
    balance: Balance = "full"

    @property
    def beat_s(self) -> float:
        """Seconds of one felt beat."""
        return 60.0 / self.tempo_bpm
