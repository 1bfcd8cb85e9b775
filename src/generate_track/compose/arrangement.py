"""The arrangement: who rests in which section, and who comes in halfway, so that a return is never quite a repeat."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generate_track.compose.casting import HARMONY, Seat
from generate_track.compose.form import Passage
from generate_track.compose.instrument import Role
from generate_track.compose.piece import Piece


@dataclass(frozen=True, slots=True)
class Texture:
    """How full a section is.

    Args:
        resting: roles that do not play.
        late: roles that come in halfway.
    """

    resting: frozenset[Role] = frozenset()
    late: frozenset[Role] = frozenset()


def _texture(*resting: Role, late: tuple[Role, ...] = ()) -> Texture:
    return Texture(frozenset(resting), frozenset(late))


_FULL = (_texture(),)
_INTROS = (
    _texture("drums", "bass", "arpeggio"),
    _texture("bass", "pad", late=("drums",)),
    _texture("arpeggio", "counter", late=("bass",)),
    _texture("pad", "counter"),
)
_FIRST = (_texture("counter", late=("pad", "arpeggio")), _texture("arpeggio", late=("pad",)), _texture("pad"))
_RETURN = (_texture(), _texture(late=("arpeggio",)), _texture("pad"), _texture(late=("counter",)))
_THIN = (_texture("drums"), _texture("arpeggio", "counter"), _texture("bass", late=("drums",)), _texture("pad"))

# Section → textures of its first statement, of its later ones, and of every third, when a long track has to breathe.
TEXTURES: Mapping[str, tuple[tuple[Texture, ...], tuple[Texture, ...], tuple[Texture, ...]]] = {
    "intro": (_INTROS, _INTROS, _INTROS),
    "verse": (_FIRST, _RETURN, _THIN),
    "prechorus": (_FULL, _RETURN, _RETURN),
    "chorus": ((_texture(late=("counter",)), _texture()), _FULL, _FULL),
    "bridge": (_THIN, _THIN, _RETURN),
    "instrumental": (_RETURN, _THIN, _RETURN),
    "solo": ((_texture("counter"), _texture("pad")), _RETURN, _THIN),
    "break": ((_texture("drums"), _texture("drums", "bass")), _THIN, _THIN),
    "build": (_FULL, _FULL, _FULL),
    "drop": (_FULL, _FULL, _FULL),
    "outro": ((_texture("counter", "arpeggio"), _texture("pad"), _texture("drums", "counter")), _FULL, _FULL),
}
_EVERY = 3
_SMALLEST_BAND = 3  # players: nobody rests in a smaller one


def arrange(piece: Piece, seats: Sequence[Seat]) -> Piece:
    """Return the piece with its rests and late entries; who was asked for neither rests nor waits."""
    if len(seats) < _SMALLEST_BAND or len(piece.passages) == 1:
        return piece
    rests: set[tuple[str, int]] = set()
    late: set[tuple[str, int]] = set()
    for passage, texture in _textures(piece):
        rests |= {(name, passage.index) for name in _names(seats, texture.resting)}
        late |= {(name, passage.index) for name in _names(seats, texture.late)}
    return replace(piece, rests=frozenset(rests), late=frozenset(late - rests))


def _textures(piece: Piece) -> Iterator[tuple[Passage, Texture]]:
    seen: dict[str, int] = {}
    for passage in piece.passages:
        label = passage.section.label
        number = seen[label] = seen.get(label, 0) + 1
        first, later, breathing = TEXTURES[label]
        options = first if number == 1 else breathing if number % _EVERY == 0 else later
        # The last peak is what all the others were kept small for.
        yield passage, _FULL[0] if passage.is_arrival else piece.rng("texture", label, number).choice(options)


def _names(seats: Sequence[Seat], roles: frozenset[Role]) -> Iterator[str]:
    """Yield the chairs of `roles` that may rest: none that was asked for, nor the first player of harmony."""
    keeper = min((seat for seat in seats if seat.chair.role in HARMONY), key=_rank, default=None)
    for seat in seats:
        if seat.chair.role in roles and not seat.is_asked and seat is not keeper:
            yield seat.chair.name


def _rank(seat: Seat) -> tuple[int, float]:
    # Chords carry the harmony best, then a pad, then an arpeggio; among equals who plays the longest.
    return HARMONY.index(seat.chair.role), seat.chair.enters_at
