"""Account: what is told of a batch before, while and after its tracks are made."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from generate_track.cli.advice import advise
from generate_track.cli.output import Output
from generate_track.cli.report import report as tell_track
from generate_track.cli.text import clean, format_span, shorten
from generate_track.engines.base import Note
from generate_track.preset.batch import OnNews
from generate_track.preset.estimate import Estimate, Work
from generate_track.preset.news import Failed, News, Progress, Saved
from generate_track.preset.outcome import Outcome
from generate_track.preset.plan import Plan
from generate_track.preset.report import Report
from generate_track.preset.wording import in_our_words

_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of a batch before it begins.

    Args:
        name: the preset's.
        folder: where its tracks go.
        plan: what is there, and what is to be made.
        work: who would make it.
        expected: how long it will take.
        hourly: US dollars an hour, or None.
    """

    name: str
    folder: Path
    plan: Plan
    work: Work
    expected: Estimate
    hourly: float | None

    @property
    def audio_s(self) -> float:
        """How long the tracks are that are to be made."""
        return sum(outcome.job.audio_s for outcome in self.plan.todo)

    @property
    def cost(self) -> float | None:
        """US dollars, or None when there is no price."""
        return None if self.hourly is None else self.expected.cost(self.hourly)

    @property
    def scope(self) -> str:
        """How many tracks, in words."""
        kept = f", {self.plan.n_kept} kept" if self.plan.n_kept else ""
        length = format_span(self.audio_s)
        return f"{self.name}: {len(self.plan.todo)} tracks to make, {length}{kept}, in {self.folder}"

    @property
    def time(self) -> str:
        """How long it will take and what it costs, in words."""
        money = f", {self.cost:.2f} USD at {self.hourly:g} USD an hour" if self.hourly is not None else ""
        length = format_span(self.expected.seconds)
        return f"about {length}{money} with {self.work.n_at_once} at once, {self.expected.basis}"

    def as_facts(self) -> dict[str, Any]:
        """Return the survey as plain JSON values."""
        return {
            "tracks": len(self.plan.todo),
            "kept": self.plan.n_kept,
            "audio_s": self.audio_s,
            "seconds": round(self.expected.seconds, 1),
            "at_once": self.work.n_at_once,
            "basis": self.expected.basis,
            "is_guess": bool(self.expected.guessed),
            "cost_usd": None if self.cost is None else round(self.cost, 4),
        }


def tell_plan(survey: Survey, *, out: Output) -> None:
    """Tell each track, how many there are, how long it takes and what it costs."""
    todo = survey.plan.todo
    lines = (_line(outcome, is_todo=outcome in todo) for outcome in survey.plan.outcomes)
    out.facts["estimate"] = survey.as_facts()
    out.result("\n".join([*(shorten(clean(line), _WIDTH) for line in lines), survey.scope, f"time: {survey.time}"]))


def _line(outcome: Outcome, *, is_todo: bool) -> str:
    request = outcome.job.request
    state = "make" if is_todo else outcome.state
    takes = f" x {request.batch}" if request.batch > 1 else ""
    return f"{state}  {outcome.job.id}  {request.duration_s:g} s{takes}  seed {request.seed}  {request.caption}"


def begin(survey: Survey, *, out: Output) -> None:
    """Tell what is about to happen, and what a musician should know of it."""
    out.facts["estimate"] = survey.as_facts()
    out.note(survey.scope)
    if survey.plan.n_there:
        out.note(f"{survey.plan.n_there} of them are there already and are made anew", "--resume keeps what is valid")
    if survey.plan.todo:
        out.note(survey.time)
    for outcome in survey.plan.todo:
        for note in advise(outcome.job.request, engine=survey.work.engine):
            out.note(f"{outcome.job.id}: {in_our_words(note.message)}", note.hint)


def teller(out: Output) -> OnNews:
    """Return a callback that shows on `out` what happens; a note that is the same for many tracks is told once."""
    told: set[str] = set()

    def note(name: str, note: Note) -> None:
        # What was heard in a caption stands in the report: a line a track would hide everything else.
        if note.message not in told and not note.message.startswith("heard: "):
            told.add(note.message)
            out.note(note.message if note.is_general else f"{name}: {in_our_words(note.message)}", note.hint)

    def tell(news: News) -> None:
        match news:
            case Progress():
                out.step(f"{news.n_ended} of {news.n_jobs} tracks", news.fraction)
            case Failed():
                way = "failed" if news.is_final else "failed, and will be tried again"
                out.note(f"{news.job.id}: {way}: {news.error.message}", news.error.hint)
            case Saved():
                cast("list[Any]", out.facts["tracks"]).append(news.track.as_facts())
                out.result(str(news.track.path) if out.is_quiet else tell_track(news.track))
            case _:
                note(news.job.id, cast("Note", news.event))

    return tell


def summary(survey: Survey, report: Report) -> str:
    """Return what lies there at the end."""
    got = [facts for outcome in survey.plan.outcomes for facts in outcome.got]
    length = format_span(sum(facts["duration_s"] for facts in got))
    kept = f", {survey.plan.n_kept} of them kept" if survey.plan.n_kept else ""
    return "\n  ".join([clean(str(report.playlist)), f"{len(got)} tracks, {length}{kept}", clean(str(report.path))])
