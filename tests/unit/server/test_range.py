import pytest

from generate_track.server.range import ByteRange, parse_range

SIZE = 1000


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("bytes=0-99", 0, 100),
        ("bytes=900-", 900, 1000),
        ("bytes=-100", 900, 1000),
        ("bytes=-5000", 0, 1000),
        ("bytes=990-5000", 990, 1000),
        ("Bytes= 0 - 0 ", 0, 1),
    ],
)
def test_a_range_names_its_bytes(text: str, start: int, end: int) -> None:
    found = parse_range(text, SIZE)
    assert found == ByteRange(start, end)
    assert found.of(SIZE) == f"bytes {start}-{end - 1}/1000"
    assert found.size == end - start


@pytest.mark.parametrize("text", [None, "", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,5-6", "items=0-1", "nonsense"])
def test_what_is_no_single_range_is_the_whole_file(text: str | None) -> None:
    assert parse_range(text, SIZE) is None


@pytest.mark.parametrize("text", ["bytes=1000-", "bytes=5000-6000", "bytes=-0"])
def test_bytes_that_are_not_there_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="the file has 1000 bytes"):
        parse_range(text, SIZE)
