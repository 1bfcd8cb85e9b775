"""Requests made up from an app's own OpenAPI description, and every answer held to it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

# That valid requests are accepted is no check: contradictions, full queues and made-up files are no matter of schemas.
_CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
# Held to what they refuse; ACE-Step's routes read more than they describe, as old clients say much.
_STRICT = ("/v1/jobs", "/v1/jobs/{job_id}")
# Answers when its job is done, and here nobody does any.
_WAITS = "/v1/chat/completions"


def fuzz(
    app: FastAPI, *, headers: Mapping[str, str], job_ids: Sequence[str], n_examples: int, is_random: bool = False
) -> Counter[str]:
    """Send so many requests to each operation, and return how many answers of each status there were.

    Args:
        app: served in this process.
        headers: sent along.
        job_ids: of finished jobs, asked for beside ids that are made up.
        n_examples: for an operation.
        is_random: whether the requests differ from run to run.
    Raises:
        AssertionError: an answer is not as described; what was asked is in the message.
    """
    for item in app.openapi()["paths"].values():
        for described in item.values():
            # Every request has the key, so none lacks it.
            described.pop("security", None)
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    statuses: Counter[str] = Counter()
    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.path == _WAITS:
            continue

        @settings(
            max_examples=n_examples,
            derandomize=not is_random,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=st.one_of(*_strategies(operation, job_ids)))
        def send(case: schemathesis.Case) -> None:
            answer = case.call(headers=dict(headers))
            statuses[f"{case.operation.label} {answer.status_code}"] += 1
            case.validate_response(answer, checks=[*_CHECKS, negative_data_rejection] if _is_strict(case) else _CHECKS)

        send()
    return statuses


def _is_strict(case: schemathesis.Case) -> bool:
    operation = case.operation
    return operation.path in _STRICT and (bool(operation.query) or not case.query)


def _strategies(operation: Any, job_ids: Sequence[str]) -> Iterator[st.SearchStrategy[schemathesis.Case]]:  # noqa: ANN401
    yield operation.as_strategy(GenerationMode.POSITIVE)
    if operation.body or operation.query or operation.headers or operation.path_parameters:
        yield operation.as_strategy(GenerationMode.NEGATIVE)
    if operation.path_parameters:
        for job_id in job_ids:
            yield operation.as_strategy(GenerationMode.POSITIVE, path_parameters={"job_id": job_id})
    if operation.path == "/v1/audio":
        for job_id in job_ids:
            yield operation.as_strategy(GenerationMode.POSITIVE, query={"path": f"/{job_id}/1.mp3"})
