"""The brief: what a caption asks of the composer."""

from dataclasses import dataclass
from typing import Any, Self

from generate_track.compose.caption.era import read_era
from generate_track.compose.caption.genre import read_taste
from generate_track.compose.caption.measure import Measures, read_measures
from generate_track.compose.caption.mood import read_mood
from generate_track.compose.caption.reading import Reading
from generate_track.compose.caption.scene import read_scenes, refused_scenes
from generate_track.compose.caption.sound import Sounds, read_sounds
from generate_track.compose.lexicon.era import ERAS
from generate_track.compose.lexicon.tempo import METERS, TEMPO_MARKS
from generate_track.compose.lexicon.use import USES
from generate_track.music import Key, TimeSignature


@dataclass(frozen=True, slots=True)
class Brief:
    """What a caption asks for.

    Args:
        style: name of the style table.
        colour: name of a style that colours the first, or None.
        moods: the mood words found.
        uses: what the music is for, as far as the caption says so.
        valence: -1 dark to 1 bright.
        energy: 0 calm to 1 driving, 0.5 when nothing is said.
        tempo: -1 slow to 1 fast within the style's range.
        bpm: a tempo named in the caption, or None.
        bpm_range: the slowest and quickest tempo that it allows, or None.
        key: a key named in the caption, or None.
        meter: a metre named in the caption, as a waltz names 3/4, or None.
        era: row of `lexicon.era.ERAS`: the time that the caption is set in, or None.
        sounds: the sounds asked for, rows of `lexicon.sound.SOUNDS`, in the caption's order.
        only: whether nothing else is to play.
        lead: the sound that has the tune, or None.
        soft: sounds that stay in the background.
        refused: the sounds refused, rows of `lexicon.sound.SOUNDS`.
        forbidden: instruments that must not play, for that.
        unstruck: percussion keys that must not be struck: "no kick" leaves the rest of the kit.
        is_tuneless: whether nobody is to have a tune.
        scenes: scene sounds under the music.
        silent_scenes: scene sounds that must not be there.
        stand_ins: what the caption asks for and the band has not → what plays instead.
        missing: what it asks for and nothing can stand in for.
    """

    style: str
    colour: str | None = None
    moods: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    valence: float = 0.0
    energy: float = 0.5
    tempo: float = 0.0
    bpm: int | None = None
    bpm_range: tuple[int, int] | None = None
    key: Key | None = None
    meter: TimeSignature | None = None
    era: str | None = None
    sounds: tuple[str, ...] = ()
    only: bool = False
    lead: str | None = None
    soft: frozenset[str] = frozenset()
    refused: tuple[str, ...] = ()
    forbidden: frozenset[str] = frozenset()
    unstruck: frozenset[int] = frozenset()
    is_tuneless: bool = False
    scenes: tuple[str, ...] = ()
    silent_scenes: frozenset[str] = frozenset()
    stand_ins: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()

    @classmethod
    def parse(cls, caption: str) -> Self:
        """Return what `caption` asks for; every text is a valid caption."""
        measures = read_measures(caption)
        reading = Reading(measures.rest)
        scenes = read_scenes(reading)
        taste = read_taste(reading, scenes=scenes)
        sounds = read_sounds(reading, is_title=not taste.is_named)
        feeling = read_mood(reading)
        era = read_era(reading)
        return cls(
            style=taste.style,
            colour=taste.colour,
            moods=feeling.moods,
            uses=reading.words(USES),
            valence=feeling.valence,
            energy=0.5 + 0.5 * feeling.arousal,
            tempo=feeling.tempo,
            bpm=measures.bpm,
            bpm_range=_bpm_range(measures, reading),
            key=measures.key,
            meter=measures.meter or _danced_meter(reading),
            era=era,
            sounds=sounds.asked or _sounds_of(era, sounds),
            only=sounds.is_alone and bool(sounds.asked),
            lead=sounds.lead,
            soft=sounds.soft.intersection(sounds.asked),
            refused=sounds.refused,
            forbidden=sounds.forbidden,
            unstruck=sounds.unstruck,
            is_tuneless=sounds.is_tuneless,
            scenes=scenes,
            silent_scenes=refused_scenes(reading),
            stand_ins=sounds.stand_ins,
            missing=(*(("vocals",) if sounds.is_sung else ()), *filter(None, (measures.unplayable,))),
        )

    def as_facts(self) -> dict[str, Any]:
        """Return the brief as plain JSON values."""
        return {
            "style": self.style,
            "colour": self.colour,
            "moods": list(self.moods),
            "uses": list(self.uses),
            "valence": round(self.valence, 3),
            "energy": round(self.energy, 3),
            "tempo": round(self.tempo, 3),
            "bpm": self.bpm,
            "bpm_range": list(self.bpm_range) if self.bpm_range else None,
            "key": str(self.key) if self.key else None,
            "meter": str(self.meter) if self.meter else None,
            "era": self.era,
            "sounds": list(self.sounds),
            "only": self.only,
            "lead": self.lead,
            "soft": sorted(self.soft),
            "refused": list(self.refused),
            "forbidden": sorted(self.forbidden),
            "unstruck": sorted(self.unstruck),
            "is_tuneless": self.is_tuneless,
            "scenes": list(self.scenes),
            "silent_scenes": sorted(self.silent_scenes),
            "stand_ins": dict(self.stand_ins),
            "missing": list(self.missing),
        }


def _bpm_range(measures: Measures, reading: Reading) -> tuple[int, int] | None:
    marks = reading.words(TEMPO_MARKS)
    return measures.bpm_range or (TEMPO_MARKS[marks[0]] if marks else None)


def _danced_meter(reading: Reading) -> TimeSignature | None:
    words = reading.words(METERS)
    return TimeSignature.parse(METERS[words[0]]) if words else None


def _sounds_of(era: str | None, sounds: Sounds) -> tuple[str, ...]:
    """Return the sounds that a time stands for, unless one of them is forbidden."""
    return () if era is None or sounds.forbidden else ERAS[era].sounds
