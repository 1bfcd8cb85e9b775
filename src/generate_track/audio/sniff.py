"""What a file is by its first bytes, whatever its name says."""

import string
from dataclasses import dataclass
from typing import Literal

Kind = Literal["mp3", "wav", "flac", "ogg", "m4a", "aac", "aiff", "webm", "html", "json", "text"]

HEAD_BYTES = 64
AUDIO_KINDS: frozenset[Kind] = frozenset({"mp3", "wav", "flac", "ogg", "m4a", "aac", "aiff", "webm"})

_PRINTABLE = frozenset(string.printable.encode())


@dataclass(frozen=True, slots=True)
class _Signature:
    """Bytes that a kind has at an offset; where `mask` is given, only its bits count."""

    kind: Kind
    offset: int
    value: bytes
    mask: bytes | None = None

    def fits(self, head: bytes) -> bool:
        found = head[self.offset : self.offset + len(self.value)]
        if self.mask is not None:
            found = bytes(byte & bits for byte, bits in zip(found, self.mask, strict=False))
        return found == self.value


# The order counts: an ADTS frame differs from an MPEG layer III frame only in the layer's two bits.
_SIGNATURES = (
    _Signature("mp3", 0, b"ID3"),
    _Signature("wav", 8, b"WAVE"),
    _Signature("flac", 0, b"fLaC"),
    _Signature("ogg", 0, b"OggS"),
    _Signature("m4a", 4, b"ftyp"),
    _Signature("aiff", 0, b"FORM"),
    _Signature("webm", 0, b"\x1a\x45\xdf\xa3"),
    _Signature("aac", 0, b"\xff\xf0", mask=b"\xff\xf6"),
    _Signature("aac", 0, b"ADIF"),
    _Signature("mp3", 0, b"\xff\xe2", mask=b"\xff\xe6"),
)
_TEXT_STARTS: tuple[tuple[bytes, Kind], ...] = ((b"<", "html"), (b"{", "json"), (b"[", "json"), (b'"', "json"))


def sniff(head: bytes) -> Kind | None:
    """Return what a file is, or None when its first bytes say nothing.

    Args:
        head: the file's first bytes; `HEAD_BYTES` of them are enough.
    """
    for signature in _SIGNATURES:
        if signature.fits(head):
            return signature.kind
    return _sniff_text(head)


def _sniff_text(head: bytes) -> Kind | None:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text or not _is_text(text):
        return None
    return next((kind for start, kind in _TEXT_STARTS if text.startswith(start)), "text")


def _is_text(head: bytes) -> bool:
    """Whether there are no control bytes; what is beyond ASCII may be any language's letters."""
    return all(byte in _PRINTABLE or byte >= 0x80 for byte in head) and any(byte in _PRINTABLE for byte in head)  # noqa: PLR2004 - the end of ASCII
