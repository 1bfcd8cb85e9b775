"""A request in ACE-Step's words: the one payload of POST /release_task that works on every server build."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generate_track.errors import InvalidRequestError, Mistake
from generate_track.music import nearest
from generate_track.parameter import EXPERT_PARAMETERS, PARAMETERS, Kind
from generate_track.request import TrackRequest

Payload = dict[str, Any]

INSTRUMENTAL = "[Instrumental]"  # the text upstream's own check for "nobody sings" looks for
_SHORT_NAMES = frozenset({"turbo", "sft", "base", "xl-turbo", "xl-sft", "xl-base"})

# The server drops a float where it wants an integer, and text where it wants either.
_AS_JSON: Mapping[Kind, Callable[[Any], Any]] = {
    "integer": int,
    "number": float,
    "switch": bool,
    "list": list,
    "key": str,
    # It takes "2", "3", "4" and "6" only, and passes anything else on to the model as text.
    "time_signature": lambda signature: str(signature.numerator),
}

# A server reads the first of these names that it finds: without this, what --set says under another name is lost.
# `format` is the trap among them: it is no audio format but a switch of the language model.
ALIASES: Mapping[str, str] = {
    "audio_codes": "audio_code_string",
    "caption": "prompt",
    "constrained": "constrained_decoding",
    "cot_caption": "use_cot_caption",
    "cot_language": "use_cot_language",
    "cover_strength": "audio_cover_strength",
    "description": "sample_query",
    "desc": "sample_query",
    "dit_model": "model",
    "duration": "audio_duration",
    "format": "use_format",
    "instruments": "track_classes",
    "key": "key_scale",
    "keyscale": "key_scale",
    "language": "vocal_language",
    "model_name": "model",
    "parallel_thinking": "allow_lm_batch",
    "target_duration": "audio_duration",
    "timesignature": "time_signature",
}


@dataclass(frozen=True, slots=True)
class ModelProfile:
    """What a family of models wants; the server's own defaults are turbo's for every model.

    Args:
        inference_steps: diffusion steps.
        shift: timestep shift.
        has_guidance: whether the guidance scale has an effect.
        dcw_enabled: whether to ask for the wavelet correction; None leaves it to the server.
    """

    inference_steps: int
    shift: float
    has_guidance: bool
    dcw_enabled: bool | None


# Source: upstream's model registry as quoted in ace-step/ACE-Step-1.5 #1114, and #1259 for the wavelet correction.
# A name that says nothing gets the slow profile: turbo models clamp its steps, others need them.
TURBO = ModelProfile(8, 3.0, has_guidance=False, dcw_enabled=None)
FULL = ModelProfile(50, 1.0, has_guidance=True, dcw_enabled=False)


def full_model_name(model: str) -> str:
    """Return the name a server knows: "turbo" is acestep-v15-turbo, a full name stays as it is.

    A server runs its default model, and says nothing, when it does not know the name.
    """
    name = model.strip().removeprefix("acestep/")
    return f"acestep-v15-{name.lower()}" if name.lower() in _SHORT_NAMES else name


def profile_of(model: str) -> ModelProfile:
    """Return what the family of `model` wants."""
    return TURBO if "turbo" in model.lower() else FULL


def payload(request: TrackRequest) -> Payload:
    """Return the JSON object of POST /release_task: all types right, nothing left to a server's default that varies.

    Expert fields override what follows from the model, and `extra` overrides everything; None in it leaves the field
    out, and with it to the server. Uploads are not in it.
    """
    fields = _music(request) | _model(request) | _seeds(request) | _switches(request) | _expert(request)
    extra = {ALIASES.get(name, name): value for name, value in request.extra.items()}
    return {name: value for name, value in (fields | extra).items() if value is not None}


def _music(request: TrackRequest) -> Payload:
    values = {row.api: (row.kind, getattr(request, row.name)) for row in PARAMETERS if row.api}
    fields = {api: _AS_JSON.get(kind, str)(value) for api, (kind, value) in values.items() if value is not None}
    # Without lyrics a model may sing all the same.
    lyrics = INSTRUMENTAL if request.is_instrumental else request.lyrics
    return {"prompt": request.caption} | fields | {"lyrics": lyrics}


def _model(request: TrackRequest) -> Payload:
    profile = profile_of(request.model)
    return {
        "model": full_model_name(request.model),
        "inference_steps": profile.inference_steps,
        "shift": profile.shift,
        "guidance_scale": request.guidance if profile.has_guidance else None,
        "dcw_enabled": profile.dcw_enabled,
    }


def _seeds(request: TrackRequest) -> Payload:
    # One seed for several takes seeds the first only; one take sends an integer, which more builds honour.
    seeds = request.seeds
    return {"use_random_seed": False, "seed": seeds[0] if len(seeds) == 1 else ",".join(map(str, seeds))}


def _switches(request: TrackRequest) -> Payload:
    return {
        "task_type": "text2music",
        "use_format": False,
        # On by default, these load the language model even when nobody asked it to think.
        "use_cot_caption": request.thinking,
        # A request always says its language, so the language model is never to choose another.
        "use_cot_language": False,
    }


def _expert(request: TrackRequest) -> Payload:
    rows = [row for row in EXPERT_PARAMETERS if row.kind != "path" and row.name in request.expert]
    return {str(row.api): _AS_JSON.get(row.kind, str)(request.expert[row.name]) for row in rows}


def uploads(request: TrackRequest) -> dict[str, Path]:
    """Return the audio files to send along: multipart part → file on this machine.

    Raises:
        InvalidRequestError: a file does not exist or cannot be read; all of them at once.
    """
    rows = [row for row in EXPERT_PARAMETERS if row.kind == "path" and row.name in request.expert]
    files = {str(row.api): Path(request.expert[row.name]).expanduser() for row in rows}
    missing = [row for row in rows if not files[str(row.api)].is_file()]
    if missing:
        raise InvalidRequestError(
            tuple(Mistake(row.name, f"{row.flag} {str(files[str(row.api)])!r} is not a file") for row in missing)
        )
    return files


def encode(fields: Payload) -> bytes:
    """Return the payload as a JSON body.

    Raises:
        InvalidRequestError: a value of `extra` is none that JSON has.
    """
    try:
        return json.dumps(fields, allow_nan=False).encode()
    except (TypeError, ValueError) as error:
        raise InvalidRequestError((Mistake("extra", f"--set holds a value that JSON cannot carry: {error}"),)) from None


def form(fields: Payload) -> dict[str, str]:
    """Return the payload as the text fields of a multipart form, which is what a server wants beside an upload."""
    return {name: _as_text(value) for name, value in fields.items() if value is not None}


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        # A form has one value a name; this is how the server itself joins track classes.
        return " | ".join(map(str, value))
    return json.dumps(value) if isinstance(value, dict) else str(value)


def remarks(request: TrackRequest) -> tuple[tuple[str, str | None], ...]:
    """Return what the user should know of this request before it is sent: each a message and perhaps a hint."""
    profile = profile_of(request.model)
    default = type(request).model_fields["guidance"].default
    extras = ", ".join(f"--{name}" for name in ("stems", "midi") if getattr(request, name))
    name = full_model_name(request.model)
    near = None if name.startswith("acestep-") else nearest(name, sorted(_SHORT_NAMES))
    found = (
        (near is not None, f"--model {name} is sent as it is", f"did you mean {near}?"),
        (bool(extras), f"no effect on an ACE-Step server: {extras}", "--engine embedded can do it"),
        (
            request.guidance != default and not profile.has_guidance,
            f"--guidance {request.guidance:g} has no effect on {name}",
            "it works with --model sft and --model base",
        ),
        (
            "format" in request.extra,
            "to the server, 'format' is a switch of its language model, the same as use_format",
            "--format chooses the audio format",
        ),
    )
    return tuple((message, hint) for is_true, message, hint in found if is_true)
