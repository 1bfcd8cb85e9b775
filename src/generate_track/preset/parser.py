"""From a document to a preset, with every mistake of every track at once, each with its place."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from generate_track.errors import InvalidRequestError, Mistake
from generate_track.library.name import RESERVED, SLUG_LIMIT, take_path
from generate_track.music import nearest
from generate_track.preset import lyrics
from generate_track.preset.document import Document, Place
from generate_track.preset.field import CAPTION, EXPERT, EXPERTS, EXTRA, MUSIC, WORDS, plain
from generate_track.preset.preset import Item, Preset, seed_of
from generate_track.preset.wording import ID, in_our_words, kind_of, offer
from generate_track.request import TrackRequest

_TOP = ("name", "description", "defaults", "tracks")
_SCHEMA = "$schema"  # for editors
_ANY_CAPTION = "music"

Values = dict[str, object]


def parse(document: Document, *, folder: Path | None = None) -> Preset:
    """Return the preset that a document describes.

    Args:
        document: its values and where they stand.
        folder: where files that the preset names are looked for.
    Raises:
        InvalidRequestError: with every mistake of every track.
    """
    parser = _Parser(document, folder)
    preset = parser.preset()
    if parser.mistakes:
        raise InvalidRequestError(tuple(parser.mistakes))
    return preset


@dataclass(frozen=True, slots=True)
class _Said:
    """What a mapping says of a request: the request's fields, and where each stands."""

    values: Values = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


class _Parser:
    def __init__(self, document: Document, folder: Path | None) -> None:
        self.mistakes = list(document.mistakes)
        self._document = document
        self._folder = folder

    def preset(self) -> Preset:
        top = self._top()
        name = self._name(top.get("name"), ("name",))
        defaults, wrong = self._defaults(self._mapping(top.get("defaults"), ("defaults",)))
        tracks = self._tracks(top)
        items: list[Item] = []
        for index, track in enumerate(tracks):
            mapping = self._mapping(track, ("tracks", index))
            item = self._item(mapping, index, name=name, defaults=defaults, wrong=wrong) if mapping else None
            items += [item] if item else []
        self._require_unique(items)
        return Preset(name, self._description(top.get("description")), tuple(items))

    def _wrong(self, place: Place, message: str, hint: str | None = None) -> None:
        path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")
        told = f"{self._document.where(place)}: {self._track(place)}{in_our_words(message)}"
        self.mistakes.append(Mistake(path or "preset", told, in_our_words(hint) if hint else None))

    def _track(self, place: Place) -> str:
        """Return how a message names the part of the preset that a place is in."""
        if place[:1] != ("tracks",) or len(place) == 1:
            return "defaults: " if place[:1] == ("defaults",) else ""
        number = cast("int", place[1])
        track = cast("list[object]", cast("Values", self._document.value)["tracks"])[number]
        name = track.get("id") if isinstance(track, dict) else None
        return f"track {number + 1} ({name}): " if isinstance(name, str) else f"track {number + 1}: "

    def _top(self) -> Values:
        top = self._mapping(self._document.value, ())
        for key in top:
            if key not in {*_TOP, _SCHEMA}:
                self._unknown(key, (key,), known=_TOP)
        return top

    def _mapping(self, value: object, place: Place) -> Values:
        if not isinstance(value, dict) and (value is not None or place[:1] == ("tracks",)):
            self._wrong(place, f"{kind_of(value)} stands where a mapping is wanted", "such as caption: lounge jazz")
        return cast("Values", value) if isinstance(value, dict) else {}

    def _tracks(self, top: Values) -> list[object]:
        tracks = top.get("tracks")
        if not isinstance(tracks, list) or not tracks:
            self._wrong(("tracks",), "there is no list of tracks", "tracks: has a list, each with an id and a caption")
            return []
        return tracks

    def _unknown(self, word: str, place: Place, *, known: tuple[str, ...]) -> None:
        near = nearest(plain(word), list(known))
        self._wrong(place, f"field {word!r} is not known", f"did you mean {near!r}?" if near else None)

    def _name(self, value: object, place: Place) -> str:
        """Return a name that can be a file's on every system."""
        is_name = isinstance(value, (str, int)) and not isinstance(value, bool)
        text = str(value).strip() if is_name else ""
        word = place[-1]
        if not text:
            self._wrong(place, f"{word} is missing", f"{word} names the {'folder' if len(place) == 1 else 'file'}")
        elif not ID.fullmatch(text) or RESERVED.fullmatch(text) or len(text) > SLUG_LIMIT:
            rule = f"letters, digits, - and _ only, at most {SLUG_LIMIT}, and no name that Windows keeps"
            self._wrong(place, f"{word} {text!r} cannot be a file's name on every system ({rule})", offer(text))
        return text

    def _description(self, value: object) -> str:
        if isinstance(value, (list, dict)):
            self._wrong(("description",), f"description is {kind_of(value)}, not text")
        return str(value or "")

    def _defaults(self, mapping: Values) -> tuple[_Said, frozenset[str]]:
        """Return the defaults, and what is wrong with them: it is not to be told once more for each track."""
        said = self._said(mapping, ("defaults",))
        try:
            TrackRequest.parse({CAPTION: _ANY_CAPTION, "seed": 0} | said.values)
        except InvalidRequestError as error:
            for mistake in error.mistakes:
                self._wrong(_place_of(mistake, said) or ("defaults",), mistake.message, mistake.hint)
            return said, frozenset(mistake.message for mistake in error.mistakes)
        return said, frozenset()

    def _item(self, mapping: Values, index: int, *, name: str, defaults: _Said, wrong: frozenset[str]) -> Item | None:
        place: Place = ("tracks", index)
        item_id = self._name(mapping.get("id"), (*place, "id"))
        said = self._said({key: value for key, value in mapping.items() if key != "id"}, place)
        inner = {key: _both(defaults.values, said.values, key) for key in (EXPERT, EXTRA)}
        values = {**defaults.values, **said.values, **inner}
        has_own_seed = values.get("seed") is not None
        try:
            request = TrackRequest.parse({"seed": seed_of(name, item_id)} | values)
        except InvalidRequestError as error:
            for mistake in error.mistakes:
                own = _place_of(mistake, said)
                if own or mistake.message not in wrong:
                    self._wrong(own or place, mistake.message, mistake.hint)
            return None
        return Item(item_id, request, has_own_seed)

    def _said(self, mapping: Values, place: Place) -> _Said:
        """Return a mapping's fields under the request's names; None counts as not said."""
        said = _Said({EXPERT: {}, EXTRA: {}})
        for key, value in mapping.items():
            word, at = plain(key), (*place, key)
            if word not in WORDS:
                self._unknown(key, at, known=WORDS)
            elif value is not None:
                self._take(word, value, place=at, said=said)
        return said

    def _take(self, word: str, value: object, *, place: Place, said: _Said) -> None:
        if word == EXTRA:
            extra = self._mapping(value, place)
            # YAML is read as text; here, where no table tells of types, a word is what it is in JSON.
            cast("Values", said.values[EXTRA]).update(_typed(extra) if self._document.lines else extra)
        elif word == EXPERT:
            for key, item in self._mapping(value, place).items():
                self._take_expert(plain(key), item, place=(*place, key), said=said)
        elif word in EXPERTS:
            self._take_expert(word, value, place=place, said=said)
        else:
            self._take_music(MUSIC.get(word, word), value, place=place, said=said)

    def _take_music(self, name: str, value: object, *, place: Place, said: _Said) -> None:
        if name in said.values:
            first = said.places[name][-1]
            self._wrong(place, f"{first!r} and {place[-1]!r} are the same, and both are given", "keep one of them")
        elif isinstance(value, (list, dict)) or (name == CAPTION and not isinstance(value, str)):
            hint = "text that begins with [ or { stands in quotes, or in lines of its own after |"
            self._wrong(
                place, f"{name} is {kind_of(value)}, not text", hint if isinstance(value, (list, dict)) else None
            )
            if name == CAPTION:
                said.values[name] = _ANY_CAPTION  # so that it is not told as missing too
        else:
            said.places[name] = place
            said.values[name] = self._lyrics(value, place) if name == "lyrics" else value

    def _take_expert(self, name: str, value: object, *, place: Place, said: _Said) -> None:
        if name not in EXPERTS:
            self._unknown(name, place, known=tuple(EXPERTS))
            return
        if EXPERTS[name].kind == "path" and value is not None:
            path = (self._folder or Path()) / Path(str(value)).expanduser()
            if not path.is_file():
                self._wrong(place, f"{name} {str(value)!r} is not a file")
            value = str(path)
        said.places[name] = place
        cast("Values", said.values[EXPERT])[name] = value

    def _lyrics(self, value: object, place: Place) -> object:
        try:
            return lyrics.read(value, folder=self._folder)
        except InvalidRequestError as error:
            self._wrong(place, error.mistakes[0].message, error.mistakes[0].hint)
            return ""

    def _require_unique(self, items: list[Item]) -> None:
        """Refuse ids that would name the same file, also where upper and lower case are the same."""
        owners: dict[str, Item] = {}
        for item in items:
            for name in _file_stems(item):
                other = owners.setdefault(name.casefold(), item)
                if other is not item:
                    self.mistakes.append(_twice(self._document, item.id, other.id))


def _file_stems(item: Item) -> Iterator[str]:
    """Yield the names, without suffix, of the files that a track becomes."""
    batch = item.request.batch
    yield from (take_path(Path(item.id), index, batch=batch).name for index in range(batch))


def _place_of(mistake: Mistake, said: _Said) -> Place | None:
    """Return where a mapping says what is wrong, or None when it does not say it."""
    is_expert = mistake.field == EXPERT
    names = [name for name, row in EXPERTS.items() if f"{row.flag} " in mistake.message] if is_expert else []
    return next((said.places[name] for name in (*names, mistake.field) if name in said.places), None)


def _typed(value: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    match value:
        case dict():
            return {key: _typed(item) for key, item in value.items()}
        case list():
            return [_typed(item) for item in value]
        case str():
            try:
                return json.loads(value, parse_constant=str)
            except ValueError:
                return value
    return value


def _twice(document: Document, item_id: str, other: str) -> Mistake:
    message = f"{document.source}: the ids {other!r} and {item_id!r} name the same file"
    return Mistake("tracks", message, "give each track an id of its own; takes of a batch are numbered -1, -2, …")


def _both(defaults: Mapping[str, object], said: Mapping[str, object], key: str) -> Values:
    return {**cast("Values", defaults[key]), **cast("Values", said[key])}
