"""Finding, opening and joining replies (4.1, 4.2, 4.5), and whom their lists leave out (4.3)."""

import hmac
from dataclasses import dataclass
from typing import Any

from . import Refused, attachment, cbor, fields, receipt
from .primitives import XCHACHA_NONCE_LEN, open_xchacha
from .roster import Roster

CELL_LEN = 2048
TOKEN_LEN = 16
AAD = b"belfry/v1/reply"
MAX_NUMBER = 128

FIELDS: fields.Table = {
    0: ("version", fields.uint(64)),
    1: ("reply_id", fields.octets(16)),
    2: ("part", fields.uint(8)),
    3: ("parts", fields.uint(8)),
    4: ("day", fields.uint(32)),
    5: ("kind", fields.uint(8)),
    6: ("text", fields.text),
    7: ("left_out", fields.uints(16)),
    8: ("left_out_tag", fields.octets(32)),
    9: ("letter_days", fields.uints(32)),
    10: ("files", fields.maps()),
    11: ("proofs", fields.text),
}
OPTIONAL = {8, 11}


@dataclass(frozen=True)
class Cell:
    """A cell that opened, and under whose key."""

    addressee: str
    member: int
    index: int
    fields: dict[str, Any]
    files: list[attachment.Entry]


@dataclass(frozen=True)
class Broken:
    """A cell that carries a token and does not open, or cannot be read."""

    addressee: str
    member: int
    index: int


@dataclass(frozen=True)
class Reply:
    """The parts of one reply, joined."""

    addressee: str
    member: int
    indices: list[int]
    reply_id: bytes
    kind: int
    day: int
    text: str
    missing: list[int]
    left_out: list[int]
    left_out_tag: bytes | None
    letter_days: list[int]
    files: list[attachment.Entry]
    proofs: str
    """Statements of receipt (4.9), one after the other."""


def open_cell(cell: bytes, key: bytes, channel: bytes) -> dict[str, Any]:
    """`token ‖ nonce ‖ XChaCha20-Poly1305 of (u16 n ‖ CBOR ‖ zeros)`."""
    if len(cell) != CELL_LEN:
        raise Refused("cell of another length")
    token, sealed = cell[:TOKEN_LEN], cell[TOKEN_LEN + XCHACHA_NONCE_LEN :]
    nonce = cell[TOKEN_LEN : TOKEN_LEN + XCHACHA_NONCE_LEN]
    plaintext = open_xchacha(key, nonce, sealed, AAD + channel + token)
    if plaintext is None:
        raise Refused("cell does not open")
    end = 2 + int.from_bytes(plaintext[:2], "big")
    if end > len(plaintext) or any(plaintext[end:]):
        raise Refused("cell: length does not fit, or bytes after the CBOR")
    values = fields.named(cbor.decode(plaintext[2:end]), FIELDS, OPTIONAL)
    if not 1 <= values["parts"] <= 255 or values["part"] >= values["parts"]:
        raise Refused("cell: part and number of parts do not fit")
    return values


def roots(of: Roster) -> list[tuple[str, int]]:
    """Addressee and member of every conversation that is looked into: each number under the committee's
    root, and under an adviser's root that adviser alone. Numbers that the roster does not list count
    too, up to the highest that was given out: former members, who may have been advisers."""
    kinds = {one["number"]: one["kind"] for one in of.fields["members"]}
    numbers = sorted(kinds.keys() | set(range(min(of.highest_number(), MAX_NUMBER) + 1)))
    advisers = [number for number in numbers if kinds.get(number) != "member"]
    return [
        *((receipt.COMMITTEE, number) for number in numbers),
        *((str(number), number) for number in advisers),
    ]


def find(cells: list[bytes], entropy: bytes, of: Roster) -> tuple[list[Cell], list[Broken]]:
    """All cells for this receipt, and those that carry a token but do not open.

    Every index is tried, without stopping at a gap. Of cells with one token the last counts.
    """
    by_token = {cell[:TOKEN_LEN]: cell for cell in cells}
    found, broken = [], []
    for addressee, member in roots(of):
        keys = receipt.conversation(entropy, of.channel, addressee).member(member)
        for index in range(receipt.REPLY_INDICES):
            cell = by_token.get(keys.reply_token(index))
            if cell is None:
                continue
            try:
                values = open_cell(cell, keys.reply_key(index), of.channel)
                files = [attachment.entry(one) for one in values["files"]]
                found.append(Cell(addressee, member, index, values, files))
            except Refused:
                broken.append(Broken(addressee, member, index))
    return found, broken


def join(cells: list[Cell]) -> list[Reply]:
    """Joins the parts of one member's reply that agree on id, count and day; each id once.

    Where a reply was sealed anew into another number of parts, a whole one goes before one of which parts
    are missing, then the newer.
    """
    groups: dict[tuple[Any, ...], list[Cell]] = {}
    for cell in sorted(cells, key=lambda one: one.index):
        v = cell.fields
        group = (cell.addressee, cell.member, v["reply_id"], v["parts"], v["day"])
        groups.setdefault(group, []).append(cell)
    best: dict[tuple[Any, ...], Reply] = {}
    for group, parts in groups.items():
        reply = _reply(_chosen(parts))
        before = best.get(group[:3])
        if before is None or _rank(reply) > _rank(before):
            best[group[:3]] = reply
    return list(best.values())


def _chosen(group: list[Cell]) -> dict[int, Cell]:
    """The newest sealing that is whole: part p lies under its first index plus p. Where none is whole, of
    each part the one under the highest index."""
    sealings: dict[int, dict[int, Cell]] = {}
    for cell in group:
        part = cell.fields["part"]
        sealings.setdefault(cell.index - part, {})[part] = cell
    whole = [begin for begin, parts in sealings.items() if len(parts) == group[0].fields["parts"]]
    return sealings[max(whole)] if whole else {cell.fields["part"]: cell for cell in group}


def _rank(reply: Reply) -> tuple[bool, int]:
    return (not reply.missing, max(reply.indices))


def _reply(parts: dict[int, Cell]) -> Reply:
    there = [parts[part] for part in sorted(parts)]
    first = there[0].fields
    whole = parts[0].fields if 0 in parts else None
    return Reply(
        there[0].addressee,
        there[0].member,
        [one.index for one in there],
        first["reply_id"],
        first["kind"],
        first["day"],
        "".join(one.fields["text"] for one in there),
        [part for part in range(first["parts"]) if part not in parts],
        whole["left_out"] if whole else [],
        whole["left_out_tag"] if whole else None,
        whole["letter_days"] if whole else [],
        [file for one in there for file in one.files],
        (whole["proofs"] if whole else None) or "",
    )


def left_out(replies: list[Reply], entropy: bytes, of: Roster) -> tuple[list[int], list[int]]:
    """The union of all lists whose tag holds, with the numbers that the same people have since; and the
    members whose replies carry another list. A list that names nobody says nothing."""
    union: set[int] = set()
    wrong: set[int] = set()
    for reply in replies:
        if not reply.left_out:
            continue
        key = receipt.conversation(entropy, of.channel, reply.addressee).left_out_key
        tag = receipt.left_out_tag(key, of.channel, reply.left_out)
        if reply.left_out_tag and hmac.compare_digest(tag, reply.left_out_tag):
            union.update(reply.left_out)
        else:
            wrong.add(reply.member)
    return of.with_successors(sorted(union)), sorted(wrong)
