"""Latin and orchestral percussion of General MIDI, keys 27 to 87, as every synthesised kit has it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from generate_track.synth.filter import filtered
from generate_track.synth.kit.hit import Curve, Drum, Hit, decay
from generate_track.synth.kit.struck import Burst, Mode, Struck


@dataclass(frozen=True, slots=True)
class Strokes:
    """Many small hits after each other: a guiro's notches, a rattle's teeth, a roll.

    Args:
        sound: one of them.
        per_s: how many in a second.
        duration_s: for how long.
        dies: whether they get softer.
    """

    sound: Struck
    per_s: float
    duration_s: float
    dies: bool = False

    def __call__(self, hit: Hit) -> Curve:
        """Return them all, shape (n,)."""
        starts_s = np.arange(0, self.duration_s, 1 / self.per_s)
        hits = [self.sound(hit) for _ in starts_s]
        total = np.zeros(round(self.duration_s * hit.rate_hz) + max(map(len, hits)), np.float32)
        for start_s, one in zip(starts_s, hits, strict=True):
            done = start_s / self.duration_s
            gain = np.exp(-3 * done) if self.dies else 0.5 + 0.5 * done
            first = round(start_s * hit.rate_hz)
            total[first : first + len(one)] += one * np.float32(gain * hit.rng.uniform(0.8, 1))
        return total


@dataclass(frozen=True, slots=True)
class Glide:
    """A tone that moves from one pitch to another: whistles, cuicas, scratches, a bell tree."""

    from_hz: float
    to_hz: float
    duration_s: float
    trill_hz: float = 0.0
    noise: float = 0.0

    def __call__(self, hit: Hit) -> Curve:
        """Return it, shape (n,)."""
        time_s = hit.time_s(self.duration_s)
        done = time_s / np.float32(self.duration_s)
        hertz = hit.about(self.from_hz) * (self.to_hz / self.from_hz) ** done
        hertz *= 1 + 0.04 * np.sin(time_s * np.float32(2 * np.pi * self.trill_hz))
        tone = np.sin(2 * np.pi * np.cumsum(hertz, dtype=np.float64) / hit.rate_hz)
        rough = tone * (1 - self.noise) + self.noise * hit.noise(len(time_s), low_hz=500, high_hz=6000) * tone
        return rough * np.minimum(done * 20, 1) * np.minimum((1 - done) * 8, 1)


@dataclass(frozen=True, slots=True)
class Jingles:
    """Small metal plates or bells that ring together, shaken."""

    modes_hz: tuple[float, ...]
    decay_s: float
    attack_s: float = 0.004
    hiss: float = 0.5

    def __call__(self, hit: Hit) -> Curve:
        """Return one shake, shape (n,)."""
        time_s = hit.time_s(6 * self.decay_s)
        ringing = np.zeros(len(time_s), np.float32)
        for hertz in self.modes_hz:
            late = np.maximum(time_s - np.float32(hit.rng.uniform(0, 0.012)), 0)
            ringing += np.sin(late * np.float32(2 * np.pi * hit.about(hertz))) * decay(late, hit.about(self.decay_s))
        hiss = hit.noise(len(time_s), low_hz=6000) * decay(time_s, 0.5 * self.decay_s) * np.float32(self.hiss)
        rise = np.minimum(time_s / np.float32(self.attack_s), 1)
        return filtered((ringing / len(self.modes_hz) + hiss) * rise, "highpass", 1500, rate_hz=hit.rate_hz)


def _skin(hertz: float, decay_s: float, *, slap: float = 0.15, bend: float = 0.12) -> Struck:
    """Return a hand drum: a membrane's first three modes."""
    modes = (
        Mode(hertz, 1.0, decay_s),
        Mode(1.59 * hertz, 0.35, 0.4 * decay_s),
        Mode(2.14 * hertz, 0.2, 0.25 * decay_s),
    )
    return Struck(modes, (Burst(900, 6000, slap, 0.006),), bend=bend, bend_s=0.02)


def _block(hertz: float, decay_s: float) -> Struck:
    """Return hollow wood: two modes and the knock."""
    return Struck((Mode(hertz, 1.0, decay_s), Mode(2.57 * hertz, 0.3, 0.5 * decay_s)), (Burst(1500, 8000, 0.1, 0.003),))


def _bell(hertz: float, decay_s: float) -> Struck:
    """Return struck sheet metal."""
    rows = ((1.0, 1.0, 1.0), (1.48, 0.7, 0.8), (2.83, 0.35, 0.5), (4.1, 0.2, 0.3))
    return Struck(tuple(Mode(ratio * hertz, level, share * decay_s) for ratio, level, share in rows))


def _grains(low_hz: float, attack_s: float, decay_s: float) -> Struck:
    """Return seeds or beads in a shell."""
    return Struck(bursts=(Burst(low_hz, 14_000, 0.5, decay_s, attack_s=attack_s),))


def _triangle(decay_s: float) -> Struck:
    rows = ((1620, 0.4), (4020, 0.7), (5210, 1.0), (7930, 0.6), (10_450, 0.4))
    return Struck(tuple(Mode(hertz, level, decay_s * 4000 / (2400 + hertz)) for hertz, level in rows))


_NOTCH = Struck((Mode(2600, 0.3, 0.003),), (Burst(2000, 8000, 0.6, 0.003),))
_TOOTH = Struck((Mode(1900, 0.6, 0.006),), (Burst(1500, 7000, 0.3, 0.004),))
_TREE = (8200.0, 3300.0)

PERCUSSION: Mapping[int, Drum] = {
    27: Drum(Struck((Mode(420, 1, 0.03),), bend=5, bend_s=0.012), 0.5),  # high Q
    28: Drum(Struck(bursts=(Burst(700, 4500, 1, 0.018),)), 0.5),  # slap
    29: Drum(Glide(300, 900, 0.12, noise=0.8), 0.4),  # scratch push
    30: Drum(Glide(900, 280, 0.13, noise=0.8), 0.4),  # scratch pull
    31: Drum(_block(2300, 0.006), 0.45),  # sticks
    32: Drum(Struck((Mode(1000, 1, 0.012), Mode(3000, 0.33, 0.012))), 0.4),  # square click
    33: Drum(_block(1300, 0.012), 0.4),  # metronome click
    34: Drum(_bell(2200, 0.09), 0.4),  # metronome bell
    54: Drum(Jingles((5200, 6100, 7300, 8800, 10_400), 0.06), 0.4, -0.3),  # tambourine
    56: Drum(_bell(560, 0.12), 0.45, 0.25),  # cowbell
    58: Drum(Strokes(_TOOTH, 26, 0.8, dies=True), 0.4, 0.3),  # vibraslap
    60: Drum(_skin(400, 0.06), 0.6, 0.3),  # high bongo
    61: Drum(_skin(290, 0.08), 0.6, 0.3),  # low bongo
    62: Drum(_skin(345, 0.035, slap=0.35), 0.6, -0.25),  # mute high conga
    63: Drum(_skin(340, 0.13), 0.65, -0.25),  # open high conga
    64: Drum(_skin(225, 0.16), 0.65, -0.3),  # low conga
    65: Drum(_skin(410, 0.11, slap=0.4), 0.55, 0.3),  # high timbale
    66: Drum(_skin(300, 0.14, slap=0.4), 0.55, 0.3),  # low timbale
    67: Drum(_bell(1020, 0.13), 0.4, -0.35),  # high agogo
    68: Drum(_bell(700, 0.16), 0.4, -0.35),  # low agogo
    69: Drum(_grains(4500, 0.012, 0.028), 0.35, -0.3),  # cabasa
    70: Drum(_grains(5500, 0.006, 0.018), 0.35, -0.35),  # maracas
    71: Drum(Glide(2300, 2350, 0.14, trill_hz=40), 0.35, 0.4),  # short whistle
    72: Drum(Glide(2250, 2350, 0.42, trill_hz=40), 0.35, 0.4),  # long whistle
    73: Drum(Strokes(_NOTCH, 90, 0.09), 0.35, 0.35),  # short guiro
    74: Drum(Strokes(_NOTCH, 55, 0.36), 0.35, 0.35),  # long guiro
    75: Drum(_block(2500, 0.02), 0.5, 0.2),  # claves
    76: Drum(_block(980, 0.025), 0.5, 0.25),  # high wood block
    77: Drum(_block(680, 0.03), 0.5, 0.25),  # low wood block
    78: Drum(Glide(620, 500, 0.1), 0.4, -0.2),  # mute cuica
    79: Drum(Glide(420, 700, 0.24), 0.4, -0.2),  # open cuica
    80: Drum(_triangle(0.06), 0.3, -0.4),  # mute triangle
    81: Drum(_triangle(0.7), 0.3, -0.4),  # open triangle
    82: Drum(_grains(5200, 0.016, 0.024), 0.35, -0.3),  # shaker
    83: Drum(Jingles((4300, 5050, 6150, 7000, 8300), 0.11, attack_s=0.01, hiss=0.15), 0.35, 0.3),  # sleigh bells
    84: Drum(Strokes(Struck((Mode(_TREE[0], 0.5, 0.2), Mode(_TREE[1], 0.3, 0.3))), 24, 1.1), 0.25, -0.2),  # bell tree
    85: Drum(_block(1850, 0.008), 0.45, 0.3),  # castanets
    86: Drum(_skin(82, 0.06, slap=0.05), 0.8),  # mute surdo
    87: Drum(_skin(78, 0.3, slap=0.05), 0.8),  # open surdo
}
