"""The board: its signed header, the chain of headers, and the cells (4.5)."""

from dataclasses import dataclass

from . import Refused, signed
from .primitives import sha256
from .roster import Roster

KIND = "belfry/v1/board-header"
CELL_LEN = 2048
MIN_CELLS = 128
MAX_CELLS = 2048
_BATCH_LEN = 6
_FIXED_LEN = 176


@dataclass(frozen=True)
class Header:
    hash: bytes
    """Of the body: what "header hash" means everywhere."""
    channel: bytes
    serial: int
    day: int
    roster_serial: int
    roster_hash: bytes
    cells_hash: bytes
    previous: bytes
    signer: int
    files: int
    batches: list[tuple[int, int]]
    """Day and number of cells of each."""
    signed_len: int


def read_header(data: bytes) -> Header:
    """Reads the header at the beginning; its signature is not checked yet."""
    begin = KIND.encode("ascii")
    if len(data) < _FIXED_LEN or not data.startswith(begin):
        raise Refused("no board header")
    at = len(begin)

    def take(length: int) -> bytes:
        nonlocal at
        at += length
        return data[at - length : at]

    def number(length: int) -> int:
        return int.from_bytes(take(length), "big")

    values = (take(32), number(8), number(4), number(8), take(32), take(32), take(32), number(2), number(2))
    count = number(2)
    end = _FIXED_LEN + count * _BATCH_LEN
    if len(data) < end + signed.BLOCK_LEN + len(KIND):
        raise Refused("board header is cut off")
    batches = [(number(4), number(2)) for _ in range(count)]
    if len(batches) > MAX_CELLS or sum(cells for _, cells in batches) > MAX_CELLS:
        raise Refused("board with too many cells")
    return Header(sha256(data[:end]), *values, batches, end + signed.BLOCK_LEN + len(KIND))


def check_header(data: bytes, roster: Roster, channel: bytes, today: int) -> Header:
    """Checks a head under a roster: signature, channel, roster, day (6, steps 2 and 3)."""
    header = read_header(data)
    if len(data) != header.signed_len:
        raise Refused("bytes after the board header")
    if not header.channel.startswith(channel):
        raise Refused("board of another channel")
    if header.day > today + 1:
        raise Refused("board from the future")
    if (header.roster_serial, header.roster_hash) != (roster.fields["serial"], roster.hash):
        raise Refused("board names another roster")
    if header.files != 1:
        raise Refused("board is split into several files")
    key = signed.decode_public_key(roster.member(header.signer).get("board_key") or "")
    signed.check(data, KIND, key)
    return header


def check_board(data: bytes, roster: Roster, channel: bytes, today: int) -> tuple[Header, list[bytes]]:
    """Checks the whole file; gives the header and all cells of the batches."""
    end = read_header(data).signed_len
    header = check_header(data[:end], roster, channel, today)
    cells = data[end:]
    if sha256(cells) != header.cells_hash:
        raise Refused("cells are not those of the header")
    used = sum(count for _, count in header.batches)
    size = MIN_CELLS
    while size < used:
        size *= 2
    if len(cells) != size * CELL_LEN:
        raise Refused("board of another length")
    if any(cells[used * CELL_LEN :]):
        raise Refused("cells after the last batch are not zeros")
    return header, [cells[at * CELL_LEN : (at + 1) * CELL_LEN] for at in range(used)]


def check_first(header: Header) -> None:
    """Rule 5: what the first header must say."""
    if header.serial != 1 or header.previous != bytes(32):
        raise Refused("not a channel's first board")


def check_follows(before: Header, after: Header) -> None:
    """Rule 5."""
    if after.serial != before.serial + 1 or after.previous != before.hash:
        raise Refused("board does not follow the one before")
    if after.day < before.day or after.roster_serial < before.roster_serial:
        raise Refused("board goes back")
    if after.channel != before.channel:
        raise Refused("board of another channel")
