"""The first frame of an mp3 file, which tells players its exact length and what to cut off both ends.

Without it a player cannot know that the encoder put silence in front of the sound and behind it, and the track begins
24 ms late.

Source: "Mp3 Info Tag revision 1 specification", gabriel.mp3-tech.org/mp3infotag.html; ISO 11172-3, 2.4.1.3.
"""

import struct

ENCODER_DELAY_SAMPLES = 576
FRAME_SAMPLES = 1152
TAGGED_RATES_HZ = frozenset({32_000, 44_100, 48_000})  # MPEG 1; the others have frames of another layout

_SIDE_INFORMATION_BYTES = {1: 17, 2: 32}  # by channels
_ALL_FIELDS = 0b1111  # frames, bytes, table of contents, quality
_CONSTANT_BITRATE = 1
_NO_PADDING = 0b1111_1101
_VERSION = b"LAME3.100"
_CRC_POLYNOMIAL = 0xA001  # CRC-16, reflected


def frame_bytes(rate_hz: int, *, kbit_per_s: int) -> int:
    """Return the length of a frame without padding."""
    return _slots(kbit_per_s) // rate_hz


def info_frame(
    header: bytes, *, n_samples: int, n_music_bytes: int, rate_hz: int, channels: int, kbit_per_s: int
) -> bytes:
    """Return the frame that goes before the music, `frame_bytes` long.

    Args:
        header: the first four bytes of the music.
        n_samples: of the sound, per channel.
        n_music_bytes: length of all frames after this one.
        rate_hz: samples per second.
        channels: 1 or 2.
        kbit_per_s: the constant bitrate.
    """
    n_bytes = frame_bytes(rate_hz, kbit_per_s=kbit_per_s)
    # Some frames are a byte longer than others, so that they are right on average.
    n_frames = round(n_music_bytes * rate_hz / _slots(kbit_per_s))
    n_padding = max(0, n_frames * FRAME_SAMPLES - n_samples - ENCODER_DELAY_SAMPLES)
    contents = bytes(position * 256 // 100 for position in range(100))
    frame = bytes([*header[:2], header[2] & _NO_PADDING, header[3]]) + bytes(_SIDE_INFORMATION_BYTES[channels])
    frame += struct.pack(">4sIII100sI", b"Info", _ALL_FIELDS, n_frames, n_bytes + n_music_bytes, contents, 0)
    frame += struct.pack(">9sB10xB", _VERSION, _CONSTANT_BITRATE, min(kbit_per_s, 255))
    frame += (ENCODER_DELAY_SAMPLES << 12 | n_padding).to_bytes(3, "big")
    # No wishes about the mp3's gain and origin, and no checksum of the music.
    frame += struct.pack(">4xI2x", n_bytes + n_music_bytes)
    return (frame + _crc(frame).to_bytes(2, "big")).ljust(n_bytes, b"\0")


def _slots(kbit_per_s: int) -> int:
    return FRAME_SAMPLES // 8 * kbit_per_s * 1000


def _crc(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (_CRC_POLYNOMIAL if crc & 1 else 0)
    return crc
