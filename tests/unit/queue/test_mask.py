import pytest

from generate_track.queue.mask import mask


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://10.0.0.5:8001 cannot be reached: refused", "the engine's server cannot be reached: refused"),
        ("see https://user:word@gpu.example/v1?key=1, then", "see the engine's server, then"),
        ("connect to 10.0.0.5:8001 failed", "connect to the engine's server failed"),
        ("no space left: '/tmp/job-1/take-1.wav'", "no space left: 'a file'"),
        (r"no space left: 'C:\scratch\take-1.wav'", "no space left: 'a file'"),
        ("heard: lounge jazz, 4/4 and/or 6/8, 90 bpm", "heard: lounge jazz, 4/4 and/or 6/8, 90 bpm"),
        ("version 1.5.2 of the model", "version 1.5.2 of the model"),
    ],
)
def test_a_text_is_told_without_servers_and_files(text: str, shown: str) -> None:
    assert mask(text) == shown
