"""TrackRequest: the only description of what is wanted. It owns every default and limit, and has its seed."""

import difflib
import math
import random
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from generate_track import music
from generate_track.errors import InvalidRequestError, Mistake
from generate_track.music import Key, TimeSignature
from generate_track.parameter import CAPTION_LIMIT, EXPERT_PARAMETERS, PARAMETERS, SEED_LIMIT, Parameter

_ROWS = {row.name: row for row in PARAMETERS}
_EXPERT_ROWS = {row.name: row for row in EXPERT_PARAMETERS}
_NAME_LIMIT = 40  # characters: no word that is known is longer
_TRUE = {"true", "yes", "on", "1"}
_FALSE = {"false", "no", "off", "0"}


def parse_value(row: Parameter, value: object) -> object:
    """Return `value` as the type of its row, from text or from the type itself.

    Raises:
        ValueError: it is not of that type, or outside the row's range; the message names value and limit.
    """
    return _PARSERS[row.kind](row, value)


def _parse_number(row: Parameter, value: object) -> float:
    try:
        number = float(cast("float", value))
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number) or isinstance(value, bool):
        raise ValueError(f"{row.flag} {music.shown(value)} is not a number{_range(row)}")
    _check_range(row, number, value)
    return number


def _parse_integer(row: Parameter, value: object) -> int:
    # An int first: a float would lose the last digits of a long seed.
    try:
        number = int(value) if isinstance(value, (str, int)) else None
    except ValueError:
        number = None
    if number is None and _is_whole(value):
        number = int(float(cast("float", value)))
    if number is None or isinstance(value, bool):
        raise ValueError(f"{row.flag} {music.shown(value)} is not a whole number{_range(row)}")
    _check_range(row, number, value)
    return number


def _is_whole(value: object) -> bool:
    if isinstance(value, float):
        return value.is_integer()
    # Digits beyond the limit are no number anybody means, and costly to read.
    return isinstance(value, str) and re.fullmatch(r"\s*[+-]?\d{1,20}(\.0*)?\s*", value) is not None


def _check_range(row: Parameter, number: float, value: object) -> None:
    low = row.minimum is not None and number < row.minimum
    high = row.maximum is not None and number > row.maximum
    if low or high:
        said = music.shown(value).strip("'")
        raise ValueError(f"{row.flag} {said} is out of range{_range(row)}")


def _range(row: Parameter) -> str:
    if row.minimum is None and row.maximum is None:
        return ""
    if row.maximum is None:
        return f" (at least {row.minimum:g})"
    return f" ({row.minimum or 0:.10g} to {row.maximum:.10g})"


def _parse_switch(row: Parameter, value: object) -> bool:
    word = str(value).strip().casefold()
    if word in _TRUE | _FALSE:
        return word in _TRUE
    raise ValueError(f"{row.flag} {music.shown(value)} is not one of true, false")


def _parse_choice(row: Parameter, value: object) -> str:
    word = str(value).strip().casefold().lstrip(".")
    if word in row.choices:
        return word
    near = difflib.get_close_matches(word[:_NAME_LIMIT], row.choices, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise ValueError(f"{row.flag} {music.shown(value)} is not one of {', '.join(row.choices)}{hint}")


def _parse_text(row: Parameter, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{row.flag} {music.shown(value)} is not text")  # noqa: TRY004 - one kind of error for a mistake
    if len(value.strip()) < (row.minimum or 0):
        raise ValueError(f"{row.flag} is empty")
    if row.maximum is not None and len(value) > row.maximum:
        raise ValueError(f"{row.flag} has {len(value)} characters, more than {row.maximum:g}")
    return value


def _parse_list(row: Parameter, value: object) -> list[str]:
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, (list, tuple)):
        raise ValueError(f"{row.flag} {music.shown(value)} is not a list separated by commas")  # noqa: TRY004 - as above
    return [str(item).strip() for item in items]


def _parse_key(_: Parameter, value: object) -> Key:
    return value if isinstance(value, Key) else Key.parse(str(value))


def _parse_time_signature(_: Parameter, value: object) -> TimeSignature:
    return value if isinstance(value, TimeSignature) else TimeSignature.parse(str(value))


def _parse_language(_: Parameter, value: object) -> str:
    return music.parse_language(str(value))


_PARSERS: Mapping[str, Any] = {
    "text": _parse_text,
    "path": lambda row, value: _parse_text(row, str(value)),
    "number": _parse_number,
    "integer": _parse_integer,
    "switch": _parse_switch,
    "choice": _parse_choice,
    "list": _parse_list,
    "key": _parse_key,
    "time_signature": _parse_time_signature,
    "language": _parse_language,
}


def _row(name: str) -> BeforeValidator:
    """Return the validator that holds a field to its row of the table."""
    row = _ROWS[name]

    def parse(value: object) -> object:
        return None if value is None and row.default is None else parse_value(row, value)

    return BeforeValidator(parse)


def _parse_caption(value: object) -> str:
    caption = " ".join(str(value).split())
    if not caption:
        raise ValueError("the caption is empty; say what the music should be, such as 'lounge jazz, soft piano'")
    if len(caption) > CAPTION_LIMIT:
        raise ValueError(f"the caption has {len(caption)} characters, more than {CAPTION_LIMIT}")
    return caption


def _parse_expert(value: Mapping[str, object]) -> Mapping[str, object]:
    """Return the expert fields that were said, each of its type, every mistake at once."""
    parsed: dict[str, object] = {}
    wrong: list[str] = []
    for name, item in value.items():
        row = _EXPERT_ROWS.get(name)
        try:
            if row is None:
                raise ValueError(_unknown_field(name, list(_EXPERT_ROWS)))  # noqa: TRY301 - collected just below
            if item is not None:
                parsed[name] = parse_value(row, item)
        except ValueError as error:
            wrong.append(str(error))
    if wrong:
        raise PydanticCustomError("expert", "{text}", {"text": "\n".join(wrong)})
    return parsed


def _unknown_field(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name[:_NAME_LIMIT], known, n=1)
    return f"field {music.shown(name)} is not known" + (f"; did you mean {near[0]!r}?" if near else "")


# A frozen model with a mutable dict in it would not be frozen.
_FROZEN = (AfterValidator(lambda value: MappingProxyType(dict(value))), PlainSerializer(dict))


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


class TrackRequest(BaseModel):
    """What is wanted, complete: two engines given equal requests know equally much.

    Build it from user input with `parse`, which draws a random seed when none was given and reports every mistake
    at once; the constructor itself raises pydantic's ValidationError.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    caption: Annotated[str, BeforeValidator(_parse_caption)]
    seed: Annotated[int, _row("seed")]
    lyrics: Annotated[str, _row("lyrics")] = cast("str", _ROWS["lyrics"].default)
    duration_s: Annotated[float, _row("duration_s")] = cast("float", _ROWS["duration_s"].default)
    bpm: Annotated[int | None, _row("bpm")] = None
    key: Annotated[Key | None, _row("key"), PlainSerializer(lambda key: key and str(key))] = None
    time_signature: Annotated[TimeSignature, _row("time_signature"), PlainSerializer(str)] = TimeSignature.parse(
        str(_ROWS["time_signature"].default)
    )
    instrumental: Annotated[bool, _row("instrumental")] = False
    language: Annotated[str, _row("language")] = cast("str", _ROWS["language"].default)
    batch: Annotated[int, _row("batch")] = cast("int", _ROWS["batch"].default)
    model: Annotated[str, _row("model")] = cast("str", _ROWS["model"].default)
    guidance: Annotated[float, _row("guidance")] = cast("float", _ROWS["guidance"].default)
    thinking: Annotated[bool, _row("thinking")] = False
    format: Annotated[Literal["mp3", "wav", "flac"], _row("format")] = "mp3"
    stems: Annotated[bool, _row("stems")] = False
    midi: Annotated[bool, _row("midi")] = False
    expert: Annotated[Mapping[str, Any], BeforeValidator(_parse_expert), *_FROZEN] = Field(default_factory=_nothing)
    extra: Annotated[Mapping[str, Any], *_FROZEN] = Field(default_factory=_nothing)

    @model_validator(mode="after")
    def _no_contradictions(self) -> Self:
        wrong = [text for is_wrong, text in self._contradictions() if is_wrong]
        if wrong:
            raise PydanticCustomError("contradiction", "{text}", {"text": "\n".join(wrong)})
        return self

    def _contradictions(self) -> tuple[tuple[bool, str], ...]:
        task = self.expert.get("task_type", "text2music")
        has_source = "src_audio" in self.expert or bool(self.expert.get("audio_code_string"))
        start, end = self.expert.get("repainting_start", 0.0), self.expert.get("repainting_end", -1.0)
        return (
            (self.instrumental and bool(self.lyrics.strip()), "--instrumental contradicts --lyrics; give one of them"),
            (task != "text2music" and not has_source, f"--task-type {task} needs --src-audio FILE"),
            # Requests are kept in sidecars and in the journal.
            ("ai_token" in self.extra, "--set ai_token would write a key into files; set ACESTEP_API_KEY"),
            (0 <= end <= start, f"--repainting-end {end:g} is not after --repainting-start {start:g}"),
        )

    @classmethod
    def parse(cls, values: Mapping[str, object], *, rng: random.Random | None = None) -> Self:
        """Return the request that user input describes; None counts as not said.

        Args:
            values: field name → value, each as text or as its own type.
            rng: draws the seed when none was given; the system's randomness by default.
        Raises:
            InvalidRequestError: with every mistake at once.
        """
        said = {name: value for name, value in values.items() if value is not None}
        said.setdefault("caption", "")
        said.setdefault("seed", (rng or random.SystemRandom()).randint(0, SEED_LIMIT))
        try:
            return cls.model_validate(said)
        except ValidationError as error:
            raise InvalidRequestError(tuple(_mistakes(error))) from None

    @property
    def seeds(self) -> tuple[int, ...]:
        """One seed for each take: `seed`, `seed + 1`, …, in 32 bits."""
        return tuple((self.seed + index) % (SEED_LIMIT + 1) for index in range(self.batch))

    @property
    def is_instrumental(self) -> bool:
        """Whether nobody is to sing: asked for, or no lyrics given."""
        return self.instrumental or not self.lyrics.strip()

    def with_changes(self, changes: Mapping[str, object]) -> Self:
        """Return this request with some fields said anew.

        Raises:
            InvalidRequestError: with every mistake at once.
        """
        return self.parse(self.model_dump() | {name: value for name, value in changes.items() if value is not None})


def _mistakes(error: ValidationError) -> list[Mistake]:
    mistakes: list[Mistake] = []
    for item in error.errors(include_url=False):
        field = str(item["loc"][0]) if item["loc"] else "request"
        if item["type"] == "extra_forbidden":
            text = _unknown_field(field, list(TrackRequest.model_fields))
        else:
            text = item["msg"].removeprefix("Value error, ")
        mistakes += [Mistake(field, *_split_hint(line, field)) for line in text.split("\n")]
    return mistakes


def _split_hint(text: str, field: str) -> tuple[str, str | None]:
    """Return message and hint; the text after a semicolon is the hint, else the row's advice is."""
    message, _, hint = text.partition("; ")
    row = _ROWS.get(field)
    return message, hint or (row.advice if row else None)
