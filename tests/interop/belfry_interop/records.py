"""What passes between courier, reader and server: bundle, outbox, publication, import
confirmation (4.7, 8), and the bytes of a stamp (5)."""

from dataclasses import dataclass
from itertools import pairwise

from . import Refused, signed
from .primitives import sha256

BUNDLE = b"belfry/v1/bundle"
OUTBOX = b"belfry/v1/outbox"
PUBLICATION = b"belfry/v1/publication"
CONFIRMATION = "belfry/v1/import-confirmation"
MAX_PAYLOAD = 32 * 1024 * 1024
MAX_RECIPIENT_FILES = 24
ID_LEN = 16
_CHECK_LEN = 16
_HEAD_LEN = 20


class Cursor:
    """Takes bytes from the front; refuses where there are too few."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, length: int) -> bytes:
        if length > len(self.data) - self.at:
            raise Refused("cut off")
        self.at += length
        return self.data[self.at - length : self.at]

    def number(self, length: int) -> int:
        return int.from_bytes(self.take(length), "big")

    def end(self) -> None:
        if self.at != len(self.data):
            raise Refused("bytes left over")


@dataclass(frozen=True)
class Framed:
    """The records that are whole, how many before the last head are missing, and whether the end record
    came: otherwise an unknown number is missing at the end."""

    records: list[tuple[int, bytes]]
    missing: int
    ended: bool


def read_framed(data: bytes, kind: bytes, channel: bytes) -> Framed:
    """`kind ‖ channel id ‖ check ‖ record …`; a hurt record costs that record alone."""
    cursor = Cursor(data)
    begin = cursor.take(len(kind) + 32)
    if begin != kind + channel or cursor.take(_CHECK_LEN) != sha256(begin)[:_CHECK_LEN]:
        raise Refused("file of another kind or channel")
    records: list[tuple[int, bytes]] = []
    at, expected, missing = cursor.at, 0, 0
    while at < len(data):
        head = _head(data, at)
        if head is None or head[1] < expected:
            # Not a head: the next one that is whole is looked for, byte by byte.
            at = _next(data, at + 1)
            continue
        kind_number, number, length = head
        missing += number - expected
        expected = number + 1
        end = at + _HEAD_LEN + length
        if end + _CHECK_LEN > len(data):
            break
        whole, at = data[at:end], end + _CHECK_LEN
        if data[end:at] != sha256(whole)[:_CHECK_LEN]:
            # Where the head is whole, its length holds, and nothing inside is taken for a record.
            missing += 1
        elif kind_number == 0:
            return Framed(records, missing, True)
        else:
            records.append((kind_number, whole[_HEAD_LEN:]))
    return Framed(records, missing, False)


def _head(data: bytes, at: int) -> tuple[int, int, int] | None:
    head = data[at : at + _HEAD_LEN]
    if len(head) < _HEAD_LEN or head[:3] != b"rec" or head[12:] != sha256(head[:12])[:8]:
        return None
    length = int.from_bytes(head[8:12], "big")
    return None if length > MAX_PAYLOAD else (head[3], int.from_bytes(head[4:8], "big"), length)


def _next(data: bytes, at: int) -> int:
    found = data.find(b"rec", at)
    return len(data) if found < 0 else found


@dataclass(frozen=True)
class Week:
    week: int
    closed: bool
    letters: list[bytes]
    parcels: list[bytes]


def read_week(payload: bytes) -> Week:
    """Record 4: all that the server holds of a storage week."""
    cursor = Cursor(payload)
    week, closed = cursor.number(4), cursor.number(1)
    lists = []
    for _ in range(2):
        ids = [cursor.take(ID_LEN) for _ in range(cursor.number(4))]
        if any(a >= b for a, b in pairwise(ids)):
            raise Refused("ids of a week do not ascend")
        lists.append(ids)
    cursor.end()
    if closed > 1:
        raise Refused("week is neither open nor closed")
    return Week(week, closed == 1, *lists)


@dataclass(frozen=True)
class Publication:
    roster: bytes | None
    recipients: list[tuple[int, bytes]]
    board: bytes


def read_publication(data: bytes, channel: bytes) -> Publication:
    cursor = Cursor(data)
    if cursor.take(len(PUBLICATION) + 32) != PUBLICATION + channel:
        raise Refused("no publication of this channel")
    roster = cursor.take(cursor.number(4))
    count = cursor.number(2)
    if count > MAX_RECIPIENT_FILES:
        raise Refused("publication with too many recipient files")
    files = [(cursor.number(4), cursor.take(cursor.number(4))) for _ in range(count)]
    board = cursor.take(cursor.number(4))
    cursor.end()
    return Publication(roster or None, files, board)


@dataclass(frozen=True)
class Confirmation:
    member: int
    week: int
    count: int
    ids_hash: bytes


def check_confirmation(data: bytes, channel: bytes, member_key: bytes) -> Confirmation:
    """An import confirmation under the member's key."""
    cursor = Cursor(signed.check(data, CONFIRMATION, member_key))
    begin = CONFIRMATION.encode("ascii") + channel
    if cursor.take(len(begin)) != begin:
        raise Refused("import confirmation of another channel")
    confirmation = Confirmation(cursor.number(2), cursor.number(4), cursor.number(4), cursor.take(32))
    cursor.end()
    return confirmation


@dataclass(frozen=True)
class Stamp:
    hours: int
    nonce: bytes
    solution: bytes


def read_stamp(text: str) -> Stamp:
    """72 hexadecimal digits: `u32 hours ‖ nonce (16) ‖ solution (16)`."""
    if len(text) != 72 or any(digit not in "0123456789abcdef" for digit in text):
        raise Refused("no stamp")
    cursor = Cursor(bytes.fromhex(text))
    return Stamp(cursor.number(4), cursor.take(16), cursor.take(16))


def stamp_seed(header_hash: bytes, hours: int) -> bytes:
    return sha256(b"belfry/v1/stamp" + header_hash + hours.to_bytes(4, "big"))


def stamp_challenge(seed: bytes, identifier: bytes, body: bytes, nonce: bytes) -> bytes:
    return seed + identifier + sha256(body) + nonce


def stamp_effort_holds(challenge: bytes, solution: bytes, effort: int) -> bool:
    """The second half of a stamp's check; that the solution solves Equi-X is the first."""
    return int.from_bytes(sha256(challenge + solution)[:4], "big") * effort < 1 << 32
