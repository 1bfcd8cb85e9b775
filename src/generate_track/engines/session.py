"""The making of one take on this machine: compose, render, mix, master, encode."""

import math
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from generate_track.engines.base import Running, Take
from generate_track.errors import OutputError
from generate_track.request import TrackRequest

if TYPE_CHECKING:
    from generate_track.compose.score import Score
    from generate_track.engines.duet import Partner
    from generate_track.mix.block import Play
    from generate_track.mix.half import Half
    from generate_track.mix.level import Stem
    from generate_track.mix.master import Plan, Tape

Compose = Callable[[TrackRequest, int], "Score"]
OpenPlay = Callable[[], "Play"]
OnRunning = Callable[[Running], None]

# Lossy coding lets peaks rise again: by up to 0.5 dB on our own material, by 1.1 dB on the worst we have seen.
_CEILINGS_DBTP = {"wav": -1.0, "flac": -1.0, "mp3": -2.0}

# When each stage begins and ends; 1 is the time that a take without stems takes.
_STAGES = {
    "composing": (0.0, 0.02),
    "levelling": (0.02, 0.1),
    "rendering": (0.1, 0.7),
    "mastering": (0.7, 1.0),
    "stems": (1.0, 3.0),
}


@dataclass(slots=True)
class Session:
    """Makes one take.

    Args:
        request: what is wanted.
        index: which take, from 0.
        scratch: where its file goes.
        on_running: is told how far this take is.
        partner: plays half of the stems in a second process, if there is one; it does not change the sound.
    """

    request: TrackRequest
    index: int
    scratch: Path
    on_running: OnRunning
    partner: "Partner | None" = None
    timings_s: dict[str, float] = field(default_factory=dict)

    def make(self, *, compose: Compose | None = None, open_play: OpenPlay | None = None) -> Take:
        """Return the take, finished.

        Args:
            compose: the package's own composer by default.
            open_play: the package's own synthesizer by default.
        Raises:
            OutputError: the scratch folder cannot hold the mix, or the track.
        """
        with self._stage("composing"):
            score = (compose or _compose)(self.request, self.index)
        partners = self.partner.half(score) if self.partner else None  # at once: the partner waits for it
        try:
            return self._record(score, play=(open_play or self._open_play)(), partners=partners)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            hint = "free some space, or choose another folder with --output DIR"
            raise OutputError(f"cannot write to folder {str(self.scratch)!r}: {reason}", hint=hint) from error

    def _record(self, score: "Score", *, play: "Play", partners: "Half | None") -> Take:
        with tempfile.TemporaryFile(dir=self.scratch) as file:
            tape, stems = self._mix(score, play=play, partners=partners, file=cast("BinaryIO", file))
            path, plan = self._master(tape)
        extras = dict(self._extras(score, play=play, stems=stems, plan=plan))
        facts = _facts(score, plan=plan) | {"brief": _brief(self.request), "timings_s": self.timings_s}
        return Take(path, index=self.index, seed=self.request.seeds[self.index], facts=facts, extras=extras)

    def _mix(
        self, score: "Score", *, play: "Play", partners: "Half | None", file: BinaryIO
    ) -> "tuple[Tape, Mapping[str, Stem]]":
        from generate_track.mix.half import OwnHalf, halves  # noqa: PLC0415 - paid for when used, here and below
        from generate_track.mix.master import Tape  # noqa: PLC0415
        from generate_track.mix.mixer import mix  # noqa: PLC0415

        tape = Tape(file)
        with self._stage("levelling"):
            first, second = halves(score)
            own = OwnHalf(score, play=play, names=second)
            both = (partners or OwnHalf(score, play=play, names=first), own)
            stems = {name: stem for half in both for name, stem in half.stems.items()}
        with self._stage("rendering") as progress:
            for block in mix(score, halves=both):
                tape.write(block)
                progress(tape.duration_s / score.duration_s)
        return tape, stems

    def _open_play(self) -> "Play":
        from generate_track.mix.half import CACHE_BYTES  # noqa: PLC0415
        from generate_track.synth import open_play  # noqa: PLC0415

        return open_play(cache_bytes=CACHE_BYTES) if self.partner else open_play()

    def _master(self, tape: "Tape") -> tuple[Path, "Plan"]:
        from generate_track.audio.encode import AudioWriter  # noqa: PLC0415
        from generate_track.mix.block import RATE_HZ  # noqa: PLC0415
        from generate_track.mix.master import apply, find_plan  # noqa: PLC0415

        suffix = self.request.format
        path = self.scratch / f"take-{self.index + 1}.{suffix}"
        with self._stage("mastering") as progress, AudioWriter(path, format=suffix, rate_hz=RATE_HZ) as writer:
            plan = find_plan(tape.profile(), ceiling_dbtp=_CEILINGS_DBTP[suffix])
            written_s = 0.0
            for block in apply(tape, plan):
                writer.write(block)
                written_s += len(block) / RATE_HZ
                progress(written_s / tape.duration_s)
        return path, plan

    def _extras(
        self, score: "Score", *, play: "Play", stems: "Mapping[str, Stem]", plan: "Plan"
    ) -> Iterator[tuple[str, Path]]:
        """Write what was asked for beside the track; yields what it is and where."""
        from generate_track.engines.extra import write_midi, write_stems  # noqa: PLC0415
        from generate_track.mix.stem import Split  # noqa: PLC0415

        name = self.scratch / f"take-{self.index + 1}"
        if self.request.stems:
            # Rendered once more: the master's gain is known at the end only, and a scratch file a stem would be large.
            split = Split(score, play=play, stems=stems, plan=plan)
            folder, format_ = name.with_suffix(".stems"), "flac" if self.request.format == "flac" else "wav"
            with self._stage("stems") as progress:
                for written_s in write_stems(split, folder, format_=format_):
                    progress(written_s / split.duration_s)
            yield "stems", folder
        if self.request.midi:
            path = name.with_suffix(".mid")
            write_midi(score, path)
            yield "midi", path

    @contextmanager
    def _stage(self, stage: str) -> Iterator[Callable[[float], None]]:
        """Report and time a stage; yields what reports how much of it is done, 0 to 1."""
        first, last = _STAGES[stage]
        _, end = _STAGES["stems" if self.request.stems else "mastering"]

        def report(done: float) -> None:
            self.on_running(Running((first + (last - first) * min(done, 1.0)) / end, stage))

        report(0.0)
        start_s = time.perf_counter()
        yield report
        self.timings_s[stage] = round(time.perf_counter() - start_s, 3)


def _compose(request: TrackRequest, take: int) -> "Score":
    from generate_track.compose import compose  # noqa: PLC0415

    return compose(request, take=take)


def _brief(request: TrackRequest) -> dict[str, Any]:
    from generate_track.compose import Brief  # noqa: PLC0415

    return Brief.parse(request.caption).as_facts()


def _facts(score: "Score", *, plan: "Plan") -> dict[str, Any]:
    """Return what was made, as plain JSON values."""
    return {
        "engine": "embedded",
        "rule_based": True,
        "style": score.style,
        "bpm": round(score.tempo_bpm, 2),
        "key": str(score.key),
        "time_signature": str(score.time_signature),
        "sections": [asdict(section) for section in score.sections],
        "instruments": [part.instrument for part in score.parts],
        "ambience": [ambience.kind for ambience in score.ambience],
        "loudness_lufs": _finite(plan.loudness_lufs),
        "true_peak_dbtp": _finite(plan.true_peak_dbtp),
        "limiting_db": _finite(plan.limiting_db),
    }


def _finite(level: float) -> float | None:
    # JSON has no infinity; silence has no loudness.
    return round(level, 2) if math.isfinite(level) else None
