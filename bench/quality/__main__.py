"""Make a set of embedded tracks and print what can be measured of them, beside what was asked."""

import argparse
import tempfile
from pathlib import Path

from bench.quality.case import CASES, make_all
from bench.quality.hearing import hear
from bench.quality.sound import Sound
from bench.quality.verdict import Exhibit, heading, judge, row, summary


def main() -> None:
    """Print a row a case, and the scores at the end."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    parser.add_argument("--only", default="", help="only the cases whose caption has this in it")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the tracks in this folder")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="save spectrograms and self-similarity there")
    arguments = parser.parse_args()
    cases = tuple(case for case in CASES if arguments.only in case.caption)
    with tempfile.TemporaryDirectory() as scratch:
        print(heading(), flush=True)
        rows = []
        for made in make_all(cases, arguments.keep or Path(scratch)):
            sound = Sound.read(made.path)
            exhibit = Exhibit(made, sound, hear(sound))
            rows.append(judge(exhibit))
            print(row(rows[-1]), flush=True)
            if arguments.pictures:
                _draw(exhibit, arguments.pictures)
        print(f"mean scores of {len(rows)} tracks: {summary(rows)}" if rows else "no case has that caption")


def _draw(exhibit: Exhibit, folder: Path) -> None:
    from bench.quality.picture import draw  # noqa: PLC0415 - matplotlib is paid for when used

    made = exhibit.made
    draw(exhibit.sound, exhibit.hearing, title=made.request.caption, path=folder / f"{made.path.stem}.png")


if __name__ == "__main__":
    main()
