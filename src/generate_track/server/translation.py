"""From ACE-Step's fields to TrackRequests: the inverse of `acestep.wire`, which refuses what upstream lets pass."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from generate_track.acestep.diagnosis import NO_AUDIO_SWITCHES
from generate_track.errors import InvalidRequestError, Mistake
from generate_track.parameter import CAPTION_LIMIT, EXPERT_PARAMETERS, PARAMETERS, SEED_LIMIT
from generate_track.request import TrackRequest, parse_value
from generate_track.server import submission, verbatim
from generate_track.server.form import Fields, is_true
from generate_track.server.idea import caption_of
from generate_track.server.wording import ACE_STEP

F = TypeVar("F")

DEFAULT_BATCH = 2  # ACE-Step's own
# What leaves the choice to the server: a duration or a tempo that is none, and a word.
_AUTO = frozenset({-1.0, 0.0})
_AUTO_WORD = "auto"
_CHOSEN = ("bpm", "key_scale", "vocal_language", "time_signature", "audio_duration")
_SIGNATURES: Mapping[str, str] = {"2": "2/4", "3": "3/4", "4": "4/4", "6": "6/8"}

_ROWS = {str(row.api): row for row in PARAMETERS if row.api}
_EXPERT_ROWS = {str(row.api): row for row in EXPERT_PARAMETERS}
_HINTS = {"use_format": "audio_format chooses the format of the file"}
_UPLOADED = "(uploaded)"
_FROM_TEXT = "text2music"
_FREE = "a track of the language model's choice"
_NO_LANGUAGE = ("vocal_language", verbatim.NO_LANGUAGE)


def read_requests(
    fields: Fields,
    *,
    choose_model: Callable[[str | None], str],
    draw: Callable[[], int],
    has_tasks: bool,
    files: Sequence[str] = (),
) -> tuple[TrackRequest, ...]:
    """Return what is wanted: one request, or several where the seeds of the takes do not follow each other.

    Args:
        fields: under ACE-Step's own names.
        choose_model: returns the full name of the model that is meant, or refuses it.
        draw: draws a seed.
        has_tasks: whether the engine does edit tasks, and makes anything of the expert fields.
        files: the expert fields that a file was uploaded for.
    Raises:
        InvalidRequestError: with every mistake at once, under ACE-Step's names.
    """
    fields = _untangled({name: value for name, value in fields.items() if not _is_left(name, value)})
    mistakes = list(verbatim.mistakes_of(fields)) if has_tasks else []
    said = dict(_music(fields, mistakes=mistakes))
    if has_tasks:
        said["caption"] = _cut(fields.get("prompt") or _stand_in(fields))
        said["extra"] = verbatim.extra_of(fields)
        said["format"] = verbatim.format_of(fields)
    else:
        said["caption"] = _cut(caption_of(fields, draw=draw))
    said["model"] = _model(fields.get("model"), choose_model, mistakes=mistakes)
    seeds = _seeds(fields, batch=_batch(fields), draw=draw, mistakes=mistakes)
    expert = _expert(fields, has_tasks=has_tasks, files=files, mistakes=mistakes)
    requests: list[TrackRequest] = []
    for seed, batch in _runs(seeds):
        try:
            requests.append(TrackRequest.parse(said | {"seed": seed, "batch": batch, "expert": expert}))
        except InvalidRequestError as error:
            mistakes += [mistake for mistake in ACE_STEP.mistakes(error) if mistake not in mistakes]
            break
    if mistakes:
        raise InvalidRequestError(tuple(mistakes))
    return tuple(requests)


def needed(fields: Fields, files: Mapping[str, F], *, has_tasks: bool) -> dict[str, F]:
    """Return the uploads that mean anything.

    ACE-Step-DAW sends silence as the source of what has none; a model passes over it, and it is no reason to refuse.
    """
    idle = {"src_audio"} if _is_from_text(fields) and not has_tasks else set()
    return {name: file for name, file in files.items() if name not in idle}


def _is_from_text(fields: Fields) -> bool:
    return str(fields.get("task_type", _FROM_TEXT)).strip().lower() == _FROM_TEXT


def fingerprint(fields: Fields, *, files: Mapping[str, str]) -> str:
    """Return what tells two requests apart.

    Args:
        fields: under ACE-Step's own names.
        files: expert field → the digest of what was uploaded for it.
    """
    return submission.fingerprint([fields, dict(files)])


def _untangled(fields: Fields) -> Fields:
    # `format` is another name of it, and a trap: whoever says wav there means the file's.
    said = str(fields.get("use_format", "")).strip().lower()
    if said not in _ROWS["audio_format"].choices:
        return fields
    others = {name: value for name, value in fields.items() if name != "use_format"}
    return {"audio_format": said} | others


def _cut(caption: object) -> object:
    # A model reads no more of it either, and many clients let a language model write it at any length.
    return caption[:CAPTION_LIMIT] if isinstance(caption, str) else caption


def _music(fields: Fields, *, mistakes: list[Mistake]) -> Iterator[tuple[str, Any]]:
    if is_true(fields.get("instrumental")) or verbatim.is_instrumental(fields.get("lyrics")):
        yield "instrumental", True
    elif "lyrics" in fields:
        yield "lyrics", fields["lyrics"]
    for api in ("bpm", "key_scale", "vocal_language", "audio_duration", "guidance_scale", "thinking", "audio_format"):
        if api in fields and (api, fields[api]) != _NO_LANGUAGE:
            yield _ROWS[api].name, fields[api]
    if "time_signature" in fields:
        text = str(fields["time_signature"]).strip()
        yield "time_signature", _SIGNATURES.get(text, text)
    if "batch_size" in fields:
        _is_right("batch_size", fields["batch_size"], mistakes)


def _is_left(name: str, value: object) -> bool:
    """Return whether a field leaves the choice to the server."""
    word = str(value).strip().lower()
    return name in _CHOSEN and (word == _AUTO_WORD or (name in {"bpm", "audio_duration"} and _number(value) in _AUTO))


def _stand_in(fields: Fields) -> str:
    """Return what a track is called whose task needs no prompt: what a server is to write from, or what it is to do."""
    task, track = fields.get("task_type", _FROM_TEXT), fields.get("track_name", "")
    is_free = is_true(fields.get("sample_mode"))
    said = (fields.get(name) for name in ("sample_query", "global_caption", "instruction"))
    done = (task != _FROM_TEXT and f"{task} {track}", is_free and _FREE, fields.get("lyrics"))
    return next((str(name) for name in (*said, *done) if name), "")


def _batch(fields: Fields) -> int:
    wanted = _number(fields.get("batch_size", DEFAULT_BATCH))
    row = _ROWS["batch_size"]
    is_right = wanted is not None and wanted.is_integer() and (row.minimum or 0) <= wanted <= (row.maximum or 0)
    # A wrong one is told elsewhere; the rest is looked at all the same.
    return int(wanted) if is_right and wanted is not None else 1


def _model(said: object, choose: Callable[[str | None], str], *, mistakes: list[Mistake]) -> str | None:
    try:
        return choose(None if said is None else str(said))
    except InvalidRequestError as error:
        mistakes += error.mistakes
        return None


def _seeds(fields: Fields, *, batch: int, draw: Callable[[], int], mistakes: list[Mistake]) -> list[int]:
    """Return a seed for each take: those that were said, then those that follow the last one."""
    said = fields.get("seed")
    if said is None or is_true(fields.get("use_random_seed")):
        return _following([draw()], batch)
    try:
        seeds = [_seed(part, draw=draw) for part in _parts(said)] or [draw()]
    except ValueError as error:
        mistakes.append(ACE_STEP.mistake("seed", str(error)))
        return _following([draw()], batch)
    if len(seeds) > batch:
        mistakes.append(Mistake("seed", f"seed names {len(seeds)} seeds for a batch_size of {batch}"))
    return _following(seeds, batch)


def _following(seeds: list[int], batch: int) -> list[int]:
    return seeds + [(seeds[-1] + n + 1) % (SEED_LIMIT + 1) for n in range(batch - len(seeds))]


def _parts(said: object) -> list[object]:
    if isinstance(said, str):
        return [part for part in said.split(",") if part.strip()]
    return list(said) if isinstance(said, list) else [said]


def _seed(part: object, *, draw: Callable[[], int]) -> int:
    number = _number(part)
    if number == -1:
        return draw()
    seed = parse_value(_ROWS["seed"], part)
    return int(str(seed))


def _runs(seeds: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield each first seed of those that follow each other, and how many they are."""
    first, n = seeds[0], 1
    for seed in seeds[1:]:
        if seed == (first + n) % (SEED_LIMIT + 1):
            n += 1
        else:
            yield first, n
            first, n = seed, 1
    yield first, n


def _expert(fields: Fields, *, has_tasks: bool, files: Sequence[str], mistakes: list[Mistake]) -> dict[str, Any]:
    mistakes += verbatim.mistakes_of_paths(fields)
    mistakes += submission.mistakes_of_folder(fields.get("lm_model_path"), field="lm_model_path")
    rows = {api: row for api, row in _EXPERT_ROWS.items() if api in fields and row.kind != "path"}
    values = {row.name: _listed(fields[api]) if row.kind == "list" else fields[api] for api, row in rows.items()}
    # What is wrong is told here; TrackRequest would tell it again.
    values = {row.name: values[row.name] for api, row in rows.items() if _is_right(api, values[row.name], mistakes)}
    if has_tasks:
        mistakes += verbatim.mistakes_of_switches({name: is_true(value) for name, value in values.items()})
        # Upstream's own reading: an end at the beginning is the end of the source.
        if _number(values.get("repainting_end")) == 0:
            values["repainting_end"] = -1
        # The worker puts the file itself there.
        return values | dict.fromkeys(files, _UPLOADED)
    wanted = [] if _is_from_text(fields) else [f"task_type {str(fields['task_type'])[:50]!r}"]
    wanted += [name for name in NO_AUDIO_SWITCHES if is_true(fields.get(name))]
    wanted += ["audio_code_string"] if "audio_code_string" in fields else []
    for what in (*wanted, *files):
        message = f"{what} needs an ACE-Step model, and this server has none"
        mistakes.append(Mistake(what.partition(" ")[0], message, "its engine composes from a prompt alone"))
    return {}


def _listed(value: object) -> object:
    # As a form writes a list.
    return [part.strip() for part in value.split("|")] if isinstance(value, str) and "|" in value else value


def _is_right(api: str, value: object, mistakes: list[Mistake]) -> bool:
    """Return whether the value of a field can be; note why not."""
    try:
        parse_value((_ROWS | _EXPERT_ROWS)[api], value)
    except ValueError as error:
        mistakes.append(ACE_STEP.mistake(api, str(error), _HINTS.get(api)))
        return False
    return True


def _number(value: object) -> float | None:
    try:
        return None if isinstance(value, bool) else float(str(value))
    except ValueError:
        return None
