"""Text for people: numbers with their units, and nothing that a terminal would obey."""

# C0 and C1 controls, and the marks that turn the reading direction: servers' words must not steer a terminal.
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSAFE: dict[int, str | None] = dict.fromkeys((*_CONTROLS, *_DIRECTIONS)) | dict.fromkeys(map(ord, "\t\n\r"), " ")

_KILO = 1000


def clean(text: str) -> str:
    """Return `text` on one line, without the characters that steer a terminal."""
    return text.translate(_UNSAFE)


def format_size(n_bytes: int) -> str:
    """Return a file size as people read it: '4.8 MB'."""
    size = float(n_bytes)
    for unit in ("B", "kB", "MB"):
        if size < _KILO:
            return f"{size:.0f} B" if unit == "B" else f"{size:.1f} {unit}"
        size /= _KILO
    return f"{size:.1f} GB"


def format_age(age_s: float) -> str:
    """Return a time span in its largest unit: '5 min'."""
    for unit, n_seconds in (("d", 86_400), ("h", 3600), ("min", 60)):
        if age_s >= n_seconds:
            return f"{age_s / n_seconds:.0f} {unit}"
    return f"{max(age_s, 0):.0f} s"


def format_span(span_s: float) -> str:
    """Return how long something takes or lasts: '45 s', '12.5 min', '3.2 h'."""
    for unit, n_seconds in (("h", 3600), ("min", 60)):
        if span_s >= n_seconds:
            return f"{span_s / n_seconds:.1f} {unit}"
    return f"{span_s:.0f} s"


def shorten(text: str, width: int) -> str:
    """Return `text`, cut to `width` characters with an ellipsis when it is longer."""
    return text if len(text) <= width else text[: width - 3] + "..."
