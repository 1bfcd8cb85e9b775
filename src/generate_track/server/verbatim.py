"""Verbatim: what goes on to an ACE-Step server as its client said it, or is left to it as the client said nothing."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generate_track.acestep.diagnosis import NO_AUDIO_SWITCHES
from generate_track.acestep.wire import INSTRUMENTAL
from generate_track.errors import Mistake
from generate_track.music import shown
from generate_track.parameter import CAPTION_LIMIT, EXPERT_PARAMETERS, PARAMETERS
from generate_track.server.form import MOST_FIELDS, Fields, is_true

# How lyrics say that nobody sings.
_WORDS_FOR_INSTRUMENTAL = frozenset({"[instrumental]", "[inst]", "instrumental"})
# ACE-Step's word for a language that nobody chose, which its own /format_input answers with.
NO_LANGUAGE = "unknown"
# What our payload says of itself where a request does not. A client that leaves it out wants what the server then does.
_LEFT_OPEN = (
    *("prompt", "lyrics", "vocal_language", "audio_duration", "time_signature"),
    *("inference_steps", "shift", "guidance_scale", "dcw_enabled", "use_cot_caption", "use_cot_language"),
)
# A file with 32 bits a sample, whose container is the same.
_FORMATS: Mapping[str, str] = {"wav32": "wav"}
_PATHS = (
    *("src_audio", "src_audio_path", "source_audio_path", "ctx_audio", "ctx_audio_path"),
    *("reference_audio", "reference_audio_path", "ref_audio", "ref_audio_path"),
)
_READ_HERE = frozenset({"prompt", "use_random_seed", *_PATHS})
_ROWS = (*PARAMETERS, *EXPERT_PARAMETERS)
_KNOWN = _READ_HERE | {row.api for row in _ROWS if row.api}
# A field of a later build that is called so may name what is on its server's disk, or elsewhere on its network.
_NAMES_A_PLACE = re.compile(r"(?:^|_)(?:path|file|dir|folder|url|uri)s?$")


def is_instrumental(lyrics: object) -> bool:
    """Return whether lyrics say that nobody sings."""
    return isinstance(lyrics, str) and lyrics.strip().lower() in _WORDS_FOR_INSTRUMENTAL


def extra_of(fields: Fields) -> dict[str, Any]:
    """Return what to say to a server beside a request: field → value, or None where nothing is to be said.

    Args:
        fields: under ACE-Step's own names, without what counts as not said.
    """
    unsaid = dict.fromkeys(name for name in _LEFT_OPEN if name not in fields)
    later = {name: value for name, value in fields.items() if name not in _KNOWN}
    return unsaid | later | dict(_otherwise(fields))


def _otherwise(fields: Fields) -> Iterator[tuple[str, Any]]:
    """Yield what a request would say in other words."""
    prompt, lyrics = str(fields.get("prompt", "")), str(fields.get("lyrics", ""))
    if prompt != " ".join(prompt.split())[:CAPTION_LIMIT]:
        yield "prompt", prompt
    # A request that is instrumental has no lyrics.
    if lyrics and lyrics != INSTRUMENTAL and (is_instrumental(lyrics) or is_true(fields.get("instrumental"))):
        yield "lyrics", lyrics
    if fields.get("vocal_language") == NO_LANGUAGE:
        yield "vocal_language", NO_LANGUAGE
    # A request keeps it from models whose makers say that it has no effect.
    if "guidance_scale" in fields:
        yield "guidance_scale", fields["guidance_scale"]
    if _format(fields) in _FORMATS:
        yield "audio_format", _format(fields)


def format_of(fields: Fields) -> object:
    """Return the format that the file of a take has, whatever is in it."""
    return _FORMATS.get(_format(fields), fields.get("audio_format"))


def _format(fields: Fields) -> str:
    return str(fields.get("audio_format", "")).strip().lower()


def mistakes_of(fields: Fields) -> Iterator[Mistake]:
    """Yield what cannot go on to a server."""
    if len(fields) > MOST_FIELDS:
        yield Mistake("request", f"{len(fields)} fields are more than there are")
    for name in fields:
        if name not in _KNOWN and _NAMES_A_PLACE.search(name):
            text = f"{shown(name)} names a place, and no such field is passed on"
            yield Mistake(name[:50], text, "leave it out, or upload the file as multipart/form-data")


def mistakes_of_paths(fields: Fields) -> Iterator[Mistake]:
    """Yield what would name a file of a server's disk."""
    for name in _PATHS:
        if name in fields:
            hint = "upload the file as multipart/form-data"
            yield Mistake(name, f"{name} names a file of the server, which is not read", hint)


def mistakes_of_switches(values: Mapping[str, object], *, field: str | None = None) -> Iterator[Mistake]:
    """Yield what asks for no audio: nothing else is kept.

    Args:
        values: expert field → value.
        field: where they stand, when not under their own names.
    """
    for name in NO_AUDIO_SWITCHES:
        if values.get(name):
            yield Mistake(
                field or name, f"{name} asks for no audio, and nothing else is kept here", f"leave out {name}"
            )
