"""What can be measured of embedded tracks, beside what was asked: `python -m bench.quality`."""
