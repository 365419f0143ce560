"""Finding, opening and joining replies (4.1, 4.2, 4.5), and whom their lists leave out (4.3)."""

import hmac
from dataclasses import dataclass
from typing import Any

from . import Refused, attachment, cbor, fields, receipt
from .primitives import XCHACHA_NONCE_LEN, open_xchacha

CELL_LEN = 2048
TOKEN_LEN = 16
AAD = b"belfry/v1/reply"
MAX_NUMBER = 128

FIELDS: fields.Table = {
    0: ("version", fields.uint),
    1: ("reply_id", fields.octets(16)),
    2: ("part", fields.uint),
    3: ("parts", fields.uint),
    4: ("day", fields.uint),
    5: ("kind", fields.uint),
    6: ("text", fields.text),
    7: ("left_out", fields.uints),
    8: ("left_out_tag", fields.octets(32)),
    9: ("letter_days", fields.uints),
    10: ("files", fields.maps),
}
OPTIONAL = {8}


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
    if values["part"] == 0 and values["left_out_tag"] is None:
        raise Refused("cell: part 0 without the tag of the members left out")
    return values


def addressees(members: list[dict[str, Any]]) -> list[str]:
    """The committee, and each adviser in the roster."""
    return [receipt.COMMITTEE, *(str(one["number"]) for one in members if one["kind"] == "adviser")]


def find(
    cells: list[bytes], entropy: bytes, channel: bytes, members: list[dict[str, Any]]
) -> tuple[list[Cell], list[Broken]]:
    """All cells for this receipt, and those that carry a token but do not open.

    Every index under every root is tried for every number up to the highest, without stopping at a
    gap: former members stand in the roster no longer.
    """
    by_token: dict[bytes, list[bytes]] = {}
    for cell in cells:
        by_token.setdefault(cell[:TOKEN_LEN], []).append(cell)
    found, broken = [], []
    listed = {one["number"] for one in members}
    numbers = sorted(listed | set(range(min(max(listed), MAX_NUMBER) + 1)))
    for addressee in addressees(members):
        conversation = receipt.conversation(entropy, channel, addressee)
        for member in numbers:
            keys = conversation.member(member)
            for index in range(receipt.REPLY_INDICES):
                for cell in by_token.get(keys.reply_token(index), []):
                    try:
                        values = open_cell(cell, keys.reply_key(index), channel)
                        files = [attachment.entry(one) for one in values["files"]]
                        found.append(Cell(addressee, member, index, values, files))
                    except Refused:
                        broken.append(Broken(addressee, member, index))
    return found, broken


def join(cells: list[Cell]) -> list[Reply]:
    """Joins the parts that agree on id, count and day, of one member each."""
    groups: dict[tuple[Any, ...], dict[int, Cell]] = {}
    for cell in cells:
        v = cell.fields
        group = groups.setdefault((cell.addressee, cell.member, v["reply_id"], v["parts"], v["day"]), {})
        group.setdefault(v["part"], cell)
    return [_reply(parts) for parts in groups.values()]


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
    )


def left_out(replies: list[Reply], entropy: bytes, channel: bytes) -> tuple[set[int], set[int]]:
    """The union of all lists whose tag holds, and the members whose replies carry another."""
    union: set[int] = set()
    wrong: set[int] = set()
    for reply in replies:
        if reply.left_out_tag is None:
            continue
        key = receipt.conversation(entropy, channel, reply.addressee).left_out_key
        tag = receipt.left_out_tag(key, channel, reply.left_out)
        if hmac.compare_digest(tag, reply.left_out_tag):
            union.update(reply.left_out)
        else:
            wrong.add(reply.member)
    return union, wrong
