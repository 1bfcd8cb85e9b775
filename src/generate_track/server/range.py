"""Range: which bytes of a file a request asks for (RFC 9110, section 14)."""

import re
from dataclasses import dataclass

_RANGE = re.compile(r"bytes=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ByteRange:
    """The bytes from `start` up to, not including, `end`."""

    start: int
    end: int

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return self.end - self.start

    def of(self, total: int) -> str:
        """Return it as a Content-Range of a file with so many bytes."""
        return f"bytes {self.start}-{self.end - 1}/{total}"


def parse_range(text: str | None, size: int) -> ByteRange | None:
    """Return the range that a header asks for.

    Args:
        text: the header; None, several ranges or another unit ask for the whole file, as the RFC allows.
        size: of the file, in bytes.
    Returns:
        None when the whole file is to be sent.
    Raises:
        ValueError: there are no such bytes: 416.
    """
    match = _RANGE.fullmatch((text or "").strip())
    if match is None or match[1] == match[2] == "":
        return None
    if match[1] == "":
        start, end = max(0, size - int(match[2])), size
    else:
        start, end = int(match[1]), min(size, int(match[2]) + 1 if match[2] else size)
        if match[2] and int(match[2]) < int(match[1]):
            return None
    if start >= end:
        raise ValueError(f"the file has {size} bytes")
    return ByteRange(start, end)
