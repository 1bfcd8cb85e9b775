"""Fields of a preset's tracks: the words of the command line, and TrackRequest's own names where they differ."""

from collections.abc import Mapping

from generate_track.parameter import EXPERT_PARAMETERS, PARAMETERS, Parameter

CAPTION = "caption"
EXPERT = "expert"
EXTRA = "extra"


def word_of(row: Parameter) -> str:
    """Return the command line's word for a row, as presets write it: `time_sig` for `--time-sig`."""
    return row.flag.removeprefix("--").replace("-", "_")


# Every word that a preset may use → the request's field. Expert fields stand beside the others, or under `expert`.
MUSIC: Mapping[str, str] = {word_of(row): row.name for row in PARAMETERS} | {row.name: row.name for row in PARAMETERS}
EXPERTS: Mapping[str, Parameter] = {row.name: row for row in EXPERT_PARAMETERS}
ROWS: Mapping[str, Parameter] = {row.name: row for row in PARAMETERS}
# What a row means in a preset, where that is not what it means on a command line.
_HELP = {
    "lyrics": "Lyrics with [verse], [chorus], [bridge] tags; @FILE for those in a file beside the preset.",
    "seed": "Seed; follows from the preset's name and the id when not given. Take n of a batch has seed + n - 1.",
}
WORDS = (CAPTION, *MUSIC, *EXPERTS, EXPERT, EXTRA)


def help_of(row: Parameter) -> str:
    """Return what a row means in a preset."""
    return _HELP.get(row.name, row.help)


def plain(word: str) -> str:
    """Return a word as the table has it: `Time-Sig` is `time_sig`."""
    return word.strip().casefold().replace("-", "_")
