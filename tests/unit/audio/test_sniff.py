import pytest

from generate_track.audio.sniff import AUDIO_KINDS, sniff


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"ID3\x04\x00", "mp3"),
        (b"\xff\xfb\xe4\x44", "mp3"),
        (b"\xff\xf3\x18\xc4", "mp3"),
        (b"\xff\xf1\x50\x80", "aac"),
        (b"\xff\xf9\x50\x80", "aac"),
        (b"ADIF", "aac"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "wav"),
        (b"RF64\xff\xff\xff\xffWAVEds64", "wav"),
        (b"fLaC\x00", "flac"),
        (b"OggS\x00", "ogg"),
        (b"\x00\x00\x00\x20ftypM4A ", "m4a"),
        (b"FORM\x00\x00\x00\x00AIFF", "aiff"),
        (b"\x1a\x45\xdf\xa3", "webm"),
    ],
)
def test_audio_is_known_by_its_first_bytes(head: bytes, kind: str) -> None:
    assert sniff(head) == kind
    assert kind in AUDIO_KINDS


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"<!DOCTYPE html>", "html"),
        (b"\xef\xbb\xbf\n <html>", "html"),
        (b'{"detail": "Not Found"}', "json"),
        (b"[1]", "json"),
        (b'"no"', "json"),
        (b"Internal Server Error", "text"),
        ("Ошибка".encode() + b".", "text"),
    ],
)
def test_an_error_page_is_known_as_text(head: bytes, kind: str) -> None:
    assert sniff(head) == kind
    assert kind not in AUDIO_KINDS


@pytest.mark.parametrize("head", [b"", b"  \n", b"\x00\x01\x02\x03", b"\xff\xff\xff", b"\x80\x81\x82"])
def test_bytes_that_say_nothing_are_no_kind(head: bytes) -> None:
    assert sniff(head) is None
