"""Casting: who sits in each chair of the band, given what the caption asks for and forbids."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generate_track.compose.guest import GUESTS
from generate_track.compose.instrument import INSTRUMENTS, Role
from generate_track.compose.lexicon.era import ERAS
from generate_track.compose.lexicon.sound import SOUNDS
from generate_track.compose.percussion import PERCUSSION, percussionist, plays
from generate_track.compose.piece import Piece
from generate_track.compose.style import Chair, ChordChair, MelodyChair

_ASKED_ENTERS_AT = 0.3  # a sound that was asked for is not kept for the chorus
_ASKED_GAIN_DB = 2.5
_ASKED_FLOOR_DB, _ASKED_CEILING_DB = -5.0, 3.0
_ASKED_FILL_GAIN_DB, _ASKED_FILL_FLOOR_DB = 4.0, -2.5  # of who otherwise only fills in
_YIELD_DB = -1.5  # of those who fill in beside one that was asked for
_BEHIND_DB = -1.5  # "in the background" is still there
_BEHIND_FLOOR_DB = -12.0
_NEEDED: frozenset[Role] = frozenset({"drums", "bass", "chords", "lead"})  # may share an instrument with another
HARMONY: tuple[Role, ...] = ("chords", "pad", "arpeggio")  # who can carry the chords, best first
_FILLING: frozenset[Role] = frozenset({*HARMONY, "counter"})
# Who keeps the harmony alive when everyone else is forbidden.
_LAST_RESORT = ("grand_piano", "strings", "warm_pad", "vibraphone", "choir", "harp", "organ", "marimba", "supersaw")


@dataclass(frozen=True, slots=True)
class Seat:
    """A chair and the instrument in it, and whether the caption asked for that."""

    chair: Chair
    instrument: str
    is_asked: bool = False


def cast(piece: Piece) -> tuple[Seat, ...]:
    """Return the band of a piece: all that was asked for, nothing that was forbidden, at least one player of chords."""
    asked = _seat_asked(piece)
    seats = dict(asked)
    if piece.brief.only and asked:
        _seat_hands(piece, seats)
    else:
        _fill_chairs(piece, seats)
    _ensure(piece, seats)
    _ground(seats)
    _make_way(piece, seats)
    order = {chair.name: index for index, chair in enumerate(piece.style.chairs)}
    return tuple(sorted(seats.values(), key=lambda seat: order.get(seat.chair.name, len(order))))


def _band(piece: Piece) -> tuple[Chair, ...]:
    """Return the chairs of the style, less those that have a tune where none is wanted; words are always sung."""
    is_tuneless = piece.brief.is_tuneless and not piece.is_sung
    return tuple(chair for chair in piece.style.chairs if not (is_tuneless and isinstance(chair, MelodyChair)))


def _ground(seats: dict[str, Seat]) -> None:
    """Give the chords their roots where no bass plays them."""
    if any(seat.chair.role == "bass" for seat in seats.values()):
        return
    for name, seat in seats.items():
        if isinstance(seat.chair, ChordChair):
            seats[name] = replace(seat, chair=replace(seat.chair, is_rootless=False))


def _make_way(piece: Piece, seats: dict[str, Seat]) -> None:
    """Let those who only fill in play softer beside a player who was asked for, and not for the background."""
    front = {name for word in piece.brief.sounds if word not in piece.brief.soft for name in SOUNDS[word]}
    fills = {name: seat for name, seat in seats.items() if seat.chair.role in _FILLING}
    if any(seat.is_asked and seat.instrument in front for seat in fills.values()):
        for name, seat in fills.items():
            if not seat.is_asked:
                seats[name] = replace(seat, chair=replace(seat.chair, level_db=seat.chair.level_db + _YIELD_DB))


def _seat_hands(piece: Piece, seats: dict[str, Seat]) -> None:
    """Give a soloist who can play chords the bass and all chairs that are its own: a pianist has two hands."""
    name = next(iter(seats.values())).instrument
    if not INSTRUMENTS[name].is_mono:
        own = [chair for chair in _band(piece) if name in chair.instruments or chair.role == "bass"]
        seats |= {chair.name: Seat(chair, name) for chair in own if chair.name not in seats}


def _seat_asked(piece: Piece) -> dict[str, Seat]:
    """Seat each sound asked for: in its own chair, in one whose work it can do, or as a guest."""
    seats: dict[str, Seat] = {}
    brief = piece.brief
    for word in sorted(brief.sounds, key=lambda word: word != brief.lead):
        options = [name for name in SOUNDS[word] if name not in brief.forbidden]
        if word not in PERCUSSION and any(seat.instrument in options for seat in seats.values()):
            continue
        seat = _special_chair(piece, word, options=options) or _own_chair(piece, options, seats)
        seat = seat or _fitting_chair(piece, options, seats) or _guest(options, seats)
        chair = _behind(seat.chair) if word in brief.soft else _in_front(seat.chair)
        seats[chair.name] = replace(seat, chair=chair, is_asked=True)
    return seats


def _special_chair(piece: Piece, word: str, *, options: list[str]) -> Seat | None:
    """Return the seat of who plays percussion beside the kit, or of who has the tune."""
    if word in PERCUSSION:
        own = next((chair for chair in _band(piece) if plays(chair, word)), None)
        return Seat(own or percussionist(word), next(iter(options)))
    return _lead_chair(piece, options) if word == piece.brief.lead else None


def _lead_chair(piece: Piece, options: list[str]) -> Seat | None:
    """Return the seat of who has the tune."""
    name = next((name for name in options if "lead" in INSTRUMENTS[name].roles), None)
    chair = next((chair for chair in _band(piece) if chair.role == "lead"), GUESTS["lead"])
    return Seat(chair, name) if name else None


def _own_chair(piece: Piece, options: list[str], seats: dict[str, Seat]) -> Seat | None:
    free = [
        chair for chair in _band(piece) if chair.name not in seats and not set(options).isdisjoint(chair.instruments)
    ]
    # What can have the tune and has a chair for it is heard best there.
    for chair in sorted(free, key=lambda chair: chair.role != "lead" or not _is_soloist(options)):
        known = [name for name in chair.instruments if name in options]
        return Seat(chair, piece.rng("cast", chair.name).choice(_of_era(piece, known)))
    return None


def _is_soloist(options: list[str]) -> bool:
    return all(INSTRUMENTS[name].roles[0] == "lead" for name in options)


def _fitting_chair(piece: Piece, options: list[str], seats: dict[str, Seat]) -> Seat | None:
    for role in INSTRUMENTS[options[0]].roles:
        for chair in _band(piece):
            if chair.role == role and chair.name not in seats and not _is_bowl(chair):
                return Seat(chair, options[0])
    return None


def _is_bowl(chair: Chair) -> bool:
    # A chair whose only instrument strikes one low note now and then suits nobody else.
    return chair.instruments == ("singing_bowl",)


def _guest(options: list[str], seats: dict[str, Seat]) -> Seat:
    role = next((r for r in INSTRUMENTS[options[0]].roles if GUESTS[r].name not in seats), None)
    chair = GUESTS[role or INSTRUMENTS[options[0]].roles[0]]
    name, number = chair.name, 3
    while name in seats:
        name, number = f"{chair.name.split(' ')[0]} {number}", number + 1
    return Seat(replace(chair, name=name), options[0])


def _in_front(chair: Chair) -> Chair:
    is_filling = chair.role in _FILLING
    gain_db, floor_db = (_ASKED_FILL_GAIN_DB, _ASKED_FILL_FLOOR_DB) if is_filling else (_ASKED_GAIN_DB, _ASKED_FLOOR_DB)
    level_db = min(_ASKED_CEILING_DB, max(floor_db, chair.level_db + gain_db))
    return replace(chair, enters_at=min(chair.enters_at, _ASKED_ENTERS_AT), level_db=level_db)


def _behind(chair: Chair) -> Chair:
    level_db = max(_BEHIND_FLOOR_DB, chair.level_db + _BEHIND_DB)
    return replace(chair, enters_at=min(chair.enters_at, _ASKED_ENTERS_AT), level_db=level_db)


def _of_era(piece: Piece, names: list[str]) -> list[str]:
    """Return those of `names` that are of the caption's time, or all where none is."""
    prefers = ERAS[piece.brief.era].prefers if piece.brief.era else ()
    return [name for name in names if name in prefers] or names


def _fill_chairs(piece: Piece, seats: dict[str, Seat]) -> None:
    for chair in _band(piece):
        rng = piece.rng("cast", chair.name)
        is_needed = rng.random() < chair.chance
        if chair.name in seats or not is_needed:
            continue
        name = _choose(piece, chair, taken={seat.instrument for seat in seats.values()})
        if name is not None:
            seats[chair.name] = Seat(chair, name)


def _choose(piece: Piece, chair: Chair, *, taken: set[str]) -> str | None:
    instruments = piece.style.vocal_leads if chair.role == "lead" and piece.is_sung else chair.instruments
    allowed = [name for name in instruments if name not in piece.brief.forbidden]
    fresh = [name for name in allowed if name not in taken]
    choices = fresh or (allowed if chair.role in _NEEDED else [])
    return piece.rng("instrument", chair.name).choice(_of_era(piece, choices)) if choices else None


def _ensure(piece: Piece, seats: dict[str, Seat]) -> None:
    """Make sure that somebody plays chords, and that words have a voice and their breaks a soloist."""
    if not any(seat.chair.role in HARMONY for seat in seats.values()):
        _add(piece, seats, "chords", pool=_LAST_RESORT)
    if piece.is_sung and not _has_melody(seats, "lead"):
        _add(piece, seats, "lead", pool=piece.style.vocal_leads)
    if piece.is_sung and not _has_melody(seats, "counter"):
        _add(piece, seats, "counter", pool=GUESTS["counter"].instruments)


def _add(piece: Piece, seats: dict[str, Seat], role: Role, *, pool: Sequence[str]) -> None:
    """Seat a guest, who may be anyone of that role when the whole pool is forbidden."""
    anyone = [name for name, instrument in INSTRUMENTS.items() if role in instrument.roles]
    allowed = [name for name in (*pool, *anyone) if name not in piece.brief.forbidden]
    chair = GUESTS[role]
    if allowed:
        seats[chair.name] = Seat(chair, allowed[0])


def _has_melody(seats: dict[str, Seat], role: Role) -> bool:
    return any(seat.chair.role == role and isinstance(seat.chair, MelodyChair) for seat in seats.values())
