"""POST /query_result: where tasks stand, in ACE-Step's words."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from generate_track.acestep.wire import INSTRUMENTAL
from generate_track.music import told_tempo
from generate_track.queue.forecast import Forecast
from generate_track.queue.job import Job, Output, State
from generate_track.request import TrackRequest
from generate_track.server.asked import read_asked
from generate_track.server.backend import Backend, backend_of
from generate_track.server.description import QUERY
from generate_track.server.envelope import envelope
from generate_track.server.form import closing
from generate_track.server.link import audio_url
from generate_track.server.wording import ACE_STEP

router = APIRouter(tags=["ACE-Step"], dependencies=[Depends(closing)])

_MOST_IDS = 1000
_UNSAID = "N/A"  # ACE-Step's own
_UNKNOWN = "the task is not known: it never was, or it was deleted by age"
_STATUSES: Mapping[State, int] = {"queued": 0, "running": 0, "succeeded": 1, "failed": 2, "cancelled": 2}
_STAGES: Mapping[State, str] = {"queued": "queued", "succeeded": "succeeded", "failed": "failed", "cancelled": "failed"}


@router.post("/query_result", **QUERY)
async def query_result(request: Request) -> JSONResponse:
    """Tell where tasks stand. `result` is a text that holds JSON: a list with an item for each take."""
    backend = backend_of(request)
    form, caller = await read_asked(request, list_field="task_id_list")
    ids = _ids(form.fields.get("task_id_list"))
    entries = await run_in_threadpool(_entries, ids, backend, key_id=caller.key_id)
    return envelope(entries)


def _ids(said: object) -> list[str]:
    if isinstance(said, str):
        said = _listed(said)
    ids = [str(item) for item in said if isinstance(item, (str, int))] if isinstance(said, list) else []
    if len(ids) > _MOST_IDS:
        raise HTTPException(422, f"task_id_list has {len(ids)} ids, more than {_MOST_IDS}")
    return ids


def _listed(text: str) -> object:
    """Return the list in a text: as JSON, or separated by commas."""
    if not text.lstrip().startswith("["):
        return [part.strip() for part in text.split(",") if part.strip()]
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _entries(ids: Sequence[str], backend: Backend, *, key_id: str) -> list[dict[str, Any]]:
    jobs = {job.id: job for job in backend.store.get_many(ids, key_id=key_id)}
    forecast = Forecast(backend.store, jobs.values())
    return [_entry(job_id, jobs.get(job_id), forecast) for job_id in ids]


def _entry(job_id: str, job: Job | None, forecast: Forecast) -> dict[str, Any]:
    if job is None:
        items, status, error = [_item(0, 2) | {"stage": "unknown", "error": _UNKNOWN}], 2, _UNKNOWN
    else:
        items, status = list(_items(job, forecast)), _STATUSES[job.state]
        error = items[0]["error"]
    # Many clients look for the reason here, some where upstream tells how it goes.
    told = {"progress_text": error or (job.stage if job else ""), "error": error}
    return {"task_id": job_id, "result": json.dumps(items), "status": status, **told}


def _items(job: Job, forecast: Forecast) -> Iterator[dict[str, Any]]:
    shared = _item(int(job.created_s), _STATUSES[job.state]) | {
        "progress": 1.0 if job.state == "succeeded" else job.fraction or 0.0,
        "stage": _STAGES.get(job.state, job.stage),
    }
    match job.state:
        case "succeeded":
            yield from (shared | take for take in takes(job))
        case "failed" | "cancelled":
            error, hint = failure(job)
            yield shared | {"error": error, "hint": hint}
        case _:
            position, eta_s = forecast.position(job), forecast.eta_s(job)
            yield shared | {"error": None, "queue_position": position, "eta_s": eta_s}


def failure(job: Job) -> tuple[str, str | None]:
    """Return why a job that has ended has no takes, and what helps."""
    return ACE_STEP.failure(job.error.message, job.error.hint) if job.error else ("the task was cancelled", None)


def _item(created_s: int, status: int) -> dict[str, Any]:
    return {
        "file": "",
        "wave": "",
        "status": status,
        "create_time": created_s,
        "env": "production",
        "prompt": "",
        "lyrics": "",
        "metas": {},
        "progress": 0.0,
    }


def takes(job: Job) -> list[dict[str, Any]]:
    """Return what is told of the takes of a job."""
    seeds = ",".join(str(output.seed) for output in job.outputs)
    return [_taken(job, output, seeds=seeds) for output in job.outputs]


def _taken(job: Job, output: Output, *, seeds: str) -> dict[str, Any]:
    request = job.request_of(output.index)
    told = output.facts.get("facts", {})
    prompt, lyrics = _texts(request, told)
    spent_s = (job.finished_s or 0.0) - (job.started_s or 0.0)
    return {
        "file": audio_url(job.path_of(output.name)),
        "prompt": prompt,
        "lyrics": lyrics,
        "metas": {**_metas(request, told, output=output), "prompt": prompt, "lyrics": lyrics},
        "generation_info": f"{job.n_takes} track(s) in {spent_s:.2f} s",
        "seed_value": seeds,
        "lm_model": str(told.get("lm_model") or ""),
        "dit_model": str(told.get("model") or output.facts.get("engine", "")),
        "error": None,
    }


def _texts(request: TrackRequest, told: Mapping[str, Any]) -> tuple[str, str]:
    """Return prompt and lyrics: as a language model wrote them, or as they were said."""
    lyrics = request.extra.get("lyrics", INSTRUMENTAL if request.is_instrumental else request.lyrics)
    prompt = request.extra.get("prompt", request.caption)
    return str(told.get("prompt") or prompt or ""), str(told.get("lyrics") or lyrics or "")


def _metas(request: TrackRequest, told: Mapping[str, Any], *, output: Output) -> dict[str, Any]:
    # The default of a request was not said where a server was to choose.
    asked = _UNSAID if "time_signature" in request.extra else request.time_signature
    signature = str(told.get("time_signature") or asked)
    return {
        "bpm": told_tempo(told.get("bpm")) or request.bpm or _UNSAID,
        "duration": round(output.duration_s, 2),
        "genres": str(told.get("style") or _UNSAID),
        "keyscale": str(told.get("key") or request.key or _UNSAID),
        "timesignature": signature if signature == _UNSAID else signature.partition("/")[0],
    }
