"""Events of an engine, shown to the user."""

from generate_track.cli.output import Output
from generate_track.engines.base import Event, Note, OnEvent, Queued, Running, Submitted, Submitting


def listener(out: Output) -> OnEvent:
    """Return a callback that shows each event on `out`."""

    def listen(event: Event) -> None:
        if isinstance(event, Note):
            out.note(event.message, event.hint)
            return
        if isinstance(event, Submitted):
            out.task = event.task_id
        step = stage_of(event)
        if step:
            out.step(*step)

    return listen


def stage_of(event: Event) -> tuple[str, float | None] | None:
    """Return an event's stage in words and its fraction, or None when it is no step on the way."""
    match event:
        case Submitting(server=server):
            return f"submitting to {server}", None
        case Submitted(task_id=task_id):
            return f"submitted as task {task_id}", None
        case Queued(position=position):
            return "queued" if position is None else f"queued, position {position}", None
        case Running(fraction=fraction, stage=stage):
            return stage, fraction
        case _:
            return None
