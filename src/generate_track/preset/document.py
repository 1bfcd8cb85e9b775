"""Document: the text of a preset as plain values, each with the line that it stands on.

YAML is read as its words, not as YAML 1.1 would have them: `language: no` is Norwegian, `id: 010` has three digits and
`time_sig: 3:4` is no number of seconds. What a word means is for the request to say, which takes text for everything.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from generate_track.errors import InvalidRequestError, Mistake

if TYPE_CHECKING:
    from yaml import MappingNode, Node, ScalarNode

BYTES_LIMIT = 1_000_000
VALUES_LIMIT = 100_000  # aliases of aliases can make gigabytes of a few lines
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_MERGE = "tag:yaml.org,2002:merge"

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What a preset's text says.

    Args:
        value: mappings, lists and scalars; of YAML every scalar is text or None.
        source: what the text is called in messages.
        lines: place → line, from 1; empty for JSON.
        mistakes: what is wrong with the text, though it can be read.
    """

    value: object
    source: str
    lines: Mapping[Place, int] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()

    def where(self, place: Place) -> str:
        """Return how a message names a place: the source, and the line of the place or of what holds it."""
        line = next((self.lines[place[:n]] for n in range(len(place), -1, -1) if place[:n] in self.lines), None)
        return self.source if line is None else f"{self.source}:{line}"


def read(path: Path) -> Document:
    """Return the preset in a file, JSON or YAML by its suffix.

    Raises:
        InvalidRequestError: it cannot be read, is too large, or is not what its suffix says.
    """
    source = str(path)
    try:
        if path.stat().st_size > BYTES_LIMIT:
            raise _refused(f"{source} has more than {BYTES_LIMIT // 1000} kB", "a preset is a list of tracks")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(f"{source} is not UTF-8 text (byte {error.start})", "save the file as UTF-8") from None
    except OSError as error:
        raise _refused(f"{source} cannot be read: {(error.strerror or str(error)).lower()}") from None
    return parse(text, source=source, is_json=path.suffix.lower() == ".json")


def parse(text: str, *, source: str, is_json: bool = False) -> Document:
    """Return the document in a text.

    Raises:
        InvalidRequestError: the text is neither.
    """
    try:
        document = (_parse_json if is_json else _parse_yaml)(text, source)
        json.dumps(document.value, ensure_ascii=False).encode()
    except RecursionError:
        raise _refused(f"{source} is nested too deeply") from None
    except UnicodeEncodeError:
        raise _refused(f"{source} holds half of a character (a lone surrogate)", "write the character itself") from None
    return document


def _refused(message: str, hint: str | None = None) -> InvalidRequestError:
    return InvalidRequestError((Mistake("preset", message, hint),))


def _parse_json(text: str, source: str) -> Document:
    mistakes: list[Mistake] = []

    def take(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                mistakes.append(Mistake(key, f"{source}: {key!r} is given twice in one object", "keep one of them"))
            seen.add(key)
        return dict(pairs)

    def refuse(word: str) -> None:
        raise _refused(f"{source}: {word} is not a number that JSON has")

    try:
        value = json.loads(text, object_pairs_hook=take, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise _refused(f"{source}:{error.lineno}: not JSON: {error.msg.lower()}", "a preset may be YAML too") from None
    except ValueError as error:  # Python's own limit on the digits of an integer
        raise _refused(f"{source}: {error}") from None
    return Document(value, source, mistakes=tuple(mistakes))


def _parse_yaml(text: str, source: str) -> Document:
    # Imported when used: only those who have a preset in YAML pay for it.
    import yaml  # noqa: PLC0415

    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        hint = "indent with spaces" if "'\\t'" in str(error.problem) else _CHECK_QUOTES
        told = f"{error.context}, {error.problem}" if str(error.problem).startswith("but ") else error.problem
        raise _refused(f"{source}{line}: not YAML: {told}", hint) from None
    except yaml.YAMLError as error:
        raise _refused(f"{source}: not YAML: {str(error).splitlines()[0]}") from None
    if node is None:
        raise _refused(f"{source} is empty")
    return _Reading(source).document(node)


_CHECK_QUOTES = "text that holds ': ' or begins with one of [ { & * ! % @ ` stands in quotes"


class _Reading:
    """From YAML's nodes to plain values."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lines: dict[Place, int] = {}
        self._mistakes: list[Mistake] = []
        self._n_values = 0
        self._open: list[int] = []

    def document(self, node: "Node") -> Document:
        value = self._value(node, ())
        return Document(value, self._source, self._lines, tuple(self._mistakes))

    def _value(self, node: "Node", place: Place) -> object:
        line = self._lines.setdefault(place, node.start_mark.line + 1)
        self._n_values += 1
        if self._n_values > VALUES_LIMIT:
            raise _refused(f"{self._source} grows to more than {VALUES_LIMIT} values", "use fewer aliases")
        if id(node) in self._open:
            raise _refused(f"{self._source}:{line}: an alias stands inside what it is an alias of")
        self._open.append(id(node))
        value = self._READERS[_kind(node)](self, node, place)
        self._open.pop()
        return value

    def _scalar(self, node: "ScalarNode", _: Place) -> str | None:
        is_plain = node.style is None
        return None if is_plain and node.value in _NOTHING else node.value

    def _list(self, node: "Node", place: Place) -> list[object]:
        return [self._value(item, (*place, index)) for index, item in enumerate(node.value)]

    def _mapping(self, node: "MappingNode", place: Place) -> dict[str, object]:
        own: dict[str, object] = {}
        merged: dict[str, object] = {}
        for key_node, value_node in node.value:
            if key_node.tag == _MERGE:
                merged |= self._merged(value_node, place)
                continue
            line = key_node.start_mark.line + 1
            if _kind(key_node) != "scalar":
                raise _refused(f"{self._source}:{line}: a key is no text", _CHECK_QUOTES)
            key = key_node.value
            if key in own:
                message = f"{self._source}:{line}: {key!r} is given twice in one mapping"
                self._mistakes.append(Mistake(key, message, "keep one of them"))
            self._lines[*place, key] = line
            own[key] = self._value(value_node, (*place, key))
        return merged | own

    def _merged(self, node: "Node", place: Place) -> dict[str, object]:
        """Return what `<<` brings in: a mapping, or several of which the first one counts most."""
        merged: dict[str, object] = {}
        for mapping in reversed(list(_items(node))):
            value = self._value(mapping, place)
            if not isinstance(value, dict):
                raise _refused(f"{self._source}:{node.start_mark.line + 1}: << wants a mapping", "such as << : *base")
            merged |= value
        return merged

    _READERS: Mapping[str, Callable[..., object]] = {"scalar": _scalar, "sequence": _list, "mapping": _mapping}


def _items(node: "Node") -> Iterator["Node"]:
    yield from node.value if _kind(node) == "sequence" else (node,)


def _kind(node: "Node") -> str:
    return cast("Any", node).id
