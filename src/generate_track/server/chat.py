"""Chat: what a conversation asks for in ACE-Step's fields, and what is said of a take in return."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generate_track.acestep.wire import INSTRUMENTAL
from generate_track.errors import InvalidRequestError, Mistake
from generate_track.server.form import Fields, gather, is_true

_TAGGED = re.compile(r"<(prompt|lyrics)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_SECTION = re.compile(r"\[(verse|chorus|bridge|intro|outro|hook|pre-chorus|refrain|inst)", re.IGNORECASE)
# A text without sections is lyrics too if it has so many lines, short ones on average.
_LINES_OF_LYRICS = 4
_LINE_OF_LYRICS = 60

_SAME = (
    *("lyrics", "seed", "batch_size", "thinking", "guidance_scale", "use_format", "use_cot_caption"),
    *("use_cot_language", "task_type", "repainting_start", "repainting_end", "audio_cover_strength"),
)
# OpenRouter's name → ACE-Step's.
_NAMES: Mapping[str, str] = {"temperature": "lm_temperature", "top_p": "lm_top_p", "top_k": "lm_top_k"}
_OF_AUDIO: Mapping[str, str] = {
    "bpm": "bpm",
    "duration": "audio_duration",
    "format": "audio_format",
    "key_scale": "key_scale",
    "time_signature": "time_signature",
    "vocal_language": "vocal_language",
}
_FACTS: Mapping[str, str] = {
    "prompt": "**Caption:** {}",
    "bpm": "**BPM:** {}",
    "duration": "**Duration:** {}s",
    "keyscale": "**Key:** {}",
    "timesignature": "**Time Signature:** {}",
}


def read_chat(body: Fields) -> Fields:
    """Return what a conversation asks for, under ACE-Step's own names.

    Its user says it between <prompt> and <lyrics> tags, or in words of his own, where lyrics are known by their looks.

    Raises:
        InvalidRequestError: there is audio in it.
    """
    audio = body.get("audio_config")
    config = audio if isinstance(audio, dict) else {}
    texts = list(_texts(body.get("messages")))
    if is_true(body.get("sample_mode")) and not body.get("lyrics"):
        fields: Fields = {"sample_query": " ".join(texts), "sample_mode": True}
    else:
        fields = _said(texts, has_lyrics=bool(body.get("lyrics")))
    fields |= {"batch_size": 1} | {name: body[name] for name in _SAME if body.get(name) not in (None, "")}
    fields |= {own: body.get(name) for name, own in _NAMES.items()}
    fields |= {own: config.get(name) for name, own in _OF_AUDIO.items()}
    if is_true(config.get("instrumental")) and not fields.get("lyrics"):
        fields["lyrics"] = INSTRUMENTAL
    return gather(fields | {"model": body.get("model")})


def content_of(take: Mapping[str, Any]) -> str:
    """Return what is told of a take, an item of a task's result."""
    metas = {name: fact for name, fact in take["metas"].items() if fact != "N/A"}
    told = "\n".join(text.format(metas[name]) for name, text in _FACTS.items() if name in metas)
    lyrics = "" if take["lyrics"] in {"", INSTRUMENTAL} else f"\n\n## Lyrics\n{take['lyrics']}"
    return f"## Metadata\n{told}{lyrics}"


def _texts(messages: object) -> Iterator[str]:
    """Yield what the user says; what other roles say asks for nothing."""
    for message in messages if isinstance(messages, list) else []:
        if not isinstance(message, dict) or message.get("role") != "user":
            continue
        content = message.get("content")
        for part in content if isinstance(content, list) else [content]:
            yield _text(part)


def _text(part: object) -> str:
    if isinstance(part, dict) and "input_audio" in part:
        hint = "POST /release_task takes the file itself, as multipart/form-data"
        raise InvalidRequestError((Mistake("messages", "audio in messages is not read", hint),))
    said = part.get("text") if isinstance(part, dict) else part
    return said.strip() if isinstance(said, str) else ""


def _said(texts: Sequence[str], *, has_lyrics: bool) -> Fields:
    tagged = {name.lower(): inner.strip() for text in texts for name, inner in _TAGGED.findall(text)}
    rest = [_TAGGED.sub("", text).strip() for text in texts]
    if tagged or has_lyrics:
        said = filter(None, (tagged.get("prompt"), *rest))
        return {"prompt": " ".join(said), "lyrics": tagged.get("lyrics")}
    sung = [text for text in rest if _looks_like_lyrics(text)]
    described = " ".join(text for text in rest if text and text not in sung)
    if sung:
        return {"prompt": described, "lyrics": "\n\n".join(sung)}
    # As upstream: whoever just says what he wants leaves the rest to its language model.
    return {"sample_query": described, "sample_mode": True} if described else {}


def _looks_like_lyrics(text: str) -> bool:
    if _SECTION.search(text):
        return True
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) >= _LINES_OF_LYRICS and sum(map(len, lines)) < _LINE_OF_LYRICS * len(lines)
