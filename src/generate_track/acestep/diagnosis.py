"""Why a task failed: the server's reason when it gives one, else what can be inferred from what was asked."""

from collections.abc import Mapping
from typing import Any

from generate_track.acestep.reply import Task
from generate_track.errors import GenerateTrackError, GenerationFailedError, StalledError

TRY_ANOTHER = "try a shorter --duration or another --seed"
LIKELY_MEMORY = "likely out of memory: reduce --duration or --batch"

LM_SWITCHES = ("thinking", "use_format", "sample_mode", "sample_query")
NO_AUDIO_SWITCHES = ("extract_codes_only", "analysis_only", "full_analysis_only")
_GENERATION_LIMIT_S = 600.0  # upstream's ACESTEP_GENERATION_TIMEOUT
_LONG_S = 240.0  # what the smallest GPUs manage: upstream's GPU_COMPATIBILITY.md

# A word of the server's reason → what helps.
_HINTS: tuple[tuple[str, str], ...] = (
    ("out of memory", LIKELY_MEMORY),
    ("llm", "the server has no language model for this: leave out --thinking"),
    ("5hz lm", "the server has no language model for this: leave out --thinking"),
    ("timed out", "try a shorter --duration or a smaller --batch"),
    ("timeout", "try a shorter --duration or a smaller --batch"),
)


def failure(task: Task, payload: Mapping[str, Any], *, task_id: str, waited_s: float) -> GenerateTrackError:
    """Return the error for a task that the server counts as failed.

    Args:
        task: what the server says.
        payload: what was asked.
        task_id: the server's.
        waited_s: how long it was watched.
    """
    if task.is_given_up:
        return StalledError(
            f"the server has given task {task_id} up after an hour, though it may still run",
            hint=f"generate-track resume {task_id} fetches it if it ends well; else reduce --duration or --batch",
        )
    if task.reason:
        lowered = task.reason.lower()
        hint = next((hint for word, hint in _HINTS if word in lowered), TRY_ANOTHER)
        return GenerationFailedError(f"the server failed on task {task_id}: {task.reason}", hint=hint)
    guess, hint = _guess(payload, waited_s=waited_s)
    return GenerationFailedError(f"the server failed on task {task_id} and gives no reason{guess}", hint=hint)


def _guess(payload: Mapping[str, Any], *, waited_s: float) -> tuple[str, str]:
    needs_lm = next((name for name in LM_SWITCHES if payload.get(name)), None)
    if needs_lm:
        option = "--thinking" if needs_lm == "thinking" else needs_lm
        return f"; {needs_lm} needs a language model, which it may lack", f"leave out {option}, or {TRY_ANOTHER}"
    if waited_s >= _GENERATION_LIMIT_S:
        return "; its limit for one generation is ten minutes", "try a shorter --duration or a smaller --batch"
    if _number(payload.get("batch_size")) > 1 or _number(payload.get("audio_duration")) > _LONG_S:
        return "", f"{LIKELY_MEMORY}, or try another --seed"
    return "", TRY_ANOTHER


def empty(payload: Mapping[str, Any], *, task_id: str, reason: str | None = None) -> GenerationFailedError:
    """Return the error for a task that succeeded without any audio, for `reason` when that is known."""
    switch = next((name for name in NO_AUDIO_SWITCHES if payload.get(name)), None)
    if switch:
        message = f"task {task_id} made no audio, as {switch} asks for none"
        return GenerationFailedError(message, hint=f"leave out {switch}")
    why = reason or "made no audio; some builds drop silent takes"
    return GenerationFailedError(f"the server reports success for task {task_id}, but {why}", hint="try another --seed")


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0
