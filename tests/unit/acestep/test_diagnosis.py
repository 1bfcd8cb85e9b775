import pytest

from generate_track.acestep import diagnosis
from generate_track.acestep.reply import Task
from generate_track.errors import GenerateTrackError, StalledError


def failure(task: Task | None = None, *, waited_s: float = 1.0, **payload: object) -> GenerateTrackError:
    return diagnosis.failure(task or Task("failed"), payload, task_id="t", waited_s=waited_s)


@pytest.mark.parametrize(
    ("reason", "hint"),
    [
        ("CUDA out of memory. Tried to allocate 2 GiB", "likely out of memory"),
        ("5Hz LM init failed", "--thinking"),
        ("LLM not initialized", "--thinking"),
        ("Generation timed out after 600 seconds", "shorter --duration"),
        ("something odd", "another --seed"),
    ],
)
def test_the_servers_own_reason_is_told_with_what_helps(reason: str, hint: str) -> None:
    error = failure(Task("failed", reason=reason))
    assert reason in error.message
    assert hint in str(error.hint)


@pytest.mark.parametrize(
    ("payload", "waited_s", "told"),
    [
        ({"thinking": True}, 1, "leave out --thinking"),
        ({"sample_query": "a song"}, 1, "leave out sample_query"),
        ({}, 601, "shorter --duration or a smaller --batch"),
        ({"batch_size": 4}, 1, "out of memory"),
        ({"audio_duration": 600.0}, 1, "out of memory"),
        ({"audio_duration": 30.0, "batch_size": "2"}, 1, "another --seed"),
    ],
)
def test_without_a_reason_the_likeliest_is_inferred(payload: dict[str, object], waited_s: float, told: str) -> None:
    error = failure(waited_s=waited_s, **payload)
    assert "gives no reason" in error.message
    assert told in str(error.hint)


def test_a_task_failed_by_its_age_can_be_resumed() -> None:
    error = failure(Task("failed", is_given_up=True))
    assert type(error) is StalledError
    assert "generate-track resume t" in str(error.hint)


def test_success_without_audio_is_a_failure() -> None:
    assert "another --seed" in str(diagnosis.empty({}, task_id="t").hint)


def test_a_switch_that_asks_for_no_audio_is_named() -> None:
    error = diagnosis.empty({"analysis_only": True}, task_id="t")
    assert "analysis_only" in error.message
    assert "leave out" in str(error.hint)
