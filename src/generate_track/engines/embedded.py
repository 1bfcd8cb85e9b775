"""The embedded engine: composes by rules and renders on this machine's CPU, offline."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

from generate_track.engines.base import Done, Note, OnEvent, Running, Take
from generate_track.engines.core import n_cores
from generate_track.engines.crew import Crew
from generate_track.engines.duet import Partner, partner_for
from generate_track.engines.session import Compose, OpenPlay, Session
from generate_track.parameter import EXPERT_PARAMETERS, PARAMETERS
from generate_track.request import TrackRequest

_WITHOUT_EFFECT = ("model", "guidance", "thinking")

_WHAT_THIS_IS = Note(
    "composed and rendered on this machine by rules, not by the ACE-Step model",
    hint="set ACESTEP_API_URL to use an ACE-Step server",
    is_general=True,
)


class EmbeddedEngine:
    """Makes tracks from the package alone.

    Several takes are made side by side, in a process each, and of a single one half of the stems is played in a second
    process: threads would wait for Python's lock most of the time.

    Args:
        compose: (request, take) → score; the package's own composer by default.
        open_play: returns who plays the scores of one take; the package's own synthesizer by default. A composer or
            player of one's own stays in this process.
        n_processes: how many may work at once; as many as there are cores by default.
        crew: makes every take, and stays for the next request; without one, processes come and go with a request.
    """

    name = "embedded"

    def __init__(
        self,
        *,
        compose: Compose | None = None,
        open_play: OpenPlay | None = None,
        n_processes: int | None = None,
        crew: Crew | None = None,
    ) -> None:
        self._compose = compose
        self._open_play = open_play
        is_our_own = compose is None and open_play is None
        self._n_processes = n_processes or (n_cores() if is_our_own else 1)
        self._has_partner = is_our_own and self._n_processes > 1
        self._crew = crew

    def generate(self, request: TrackRequest, *, scratch: Path, on_event: OnEvent) -> Iterator[Take]:
        """Yield each of `request.batch` takes as soon as it and those before it are ready, as a file in `scratch`.

        Raises:
            OutputError: there is no room for it.
            GenerationFailedError: a process that made takes has ended before its time.
        """
        on_event(_WHAT_THIS_IS)
        # The partner first: it starts while the caption is read and the piece composed.
        with self._partner(request, scratch=scratch) as partner:
            for note in (*heard(request), *_notes(request)):
                on_event(note)
            progress = _Progress(request.batch, on_event=on_event)
            n_processes = min(self._n_processes, request.batch)
            if self._crew:
                yield from self._crew.takes(request, scratch=scratch, on_running=progress.report)
            elif n_processes > 1:
                with Crew(n_processes, has_partner=n_cores() >= 2 * n_processes) as crew:
                    yield from crew.takes(request, scratch=scratch, on_running=progress.report)
            else:
                yield from self._one_by_one(request, scratch=scratch, progress=progress, partner=partner)
        on_event(Done(request.batch))

    def _partner(self, request: TrackRequest, *, scratch: Path) -> AbstractContextManager[Partner | None]:
        if self._crew or not self._has_partner or request.batch > 1:
            return nullcontext()
        return partner_for(request, index=0, scratch=scratch)

    def _one_by_one(
        self, request: TrackRequest, *, scratch: Path, progress: "_Progress", partner: Partner | None
    ) -> Iterator[Take]:
        for index in range(request.batch):
            on_running = partial(progress.report, index)
            session = Session(request, index=index, scratch=scratch, on_running=on_running, partner=partner)
            yield session.make(compose=self._compose, open_play=self._open_play)


class _Progress:
    """How much is done of all takes together."""

    def __init__(self, batch: int, *, on_event: OnEvent) -> None:
        self._fractions = [0.0] * batch
        self._on_event = on_event

    def report(self, index: int, running: Running) -> None:
        self._fractions[index] = running.fraction or 0.0
        self._on_event(Running(sum(self._fractions) / len(self._fractions), running.stage))


def heard(request: TrackRequest) -> Iterator[Note]:
    """Tell what the caption was heard to say, and what it asks for in vain."""
    from generate_track.compose.brief import Brief  # noqa: PLC0415 - a server's users need no composer
    from generate_track.compose.telling import tell, tell_missing  # noqa: PLC0415 - as above

    brief = Brief.parse(request.caption)
    yield Note(f"heard: {tell(brief)}")
    yield from map(Note, tell_missing(brief))


def _notes(request: TrackRequest) -> Iterator[Note]:
    """Tell what was asked for and does nothing here."""
    rows = {row.name: row for row in (*PARAMETERS, *EXPERT_PARAMETERS)}
    fields = type(request).model_fields
    # A server that has this engine calls it a model, as its clients must name one.
    plain = {name: {fields[name].default, EmbeddedEngine.name} for name in _WITHOUT_EFFECT}
    changed = [name for name in _WITHOUT_EFFECT if getattr(request, name) not in plain[name]]
    flags = [rows[name].flag for name in (*changed, *request.expert)] + [f"--set {name}" for name in request.extra]
    if flags:
        yield Note(f"no effect in the embedded engine: {', '.join(flags)}")
    if not request.is_instrumental:
        yield Note("lyrics shape the form and are played by a lead instrument, not sung")
