"""Pages of the journals that members send each other (4.8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from . import Refused, cbor, fields, signed
from .primitives import XCHACHA_NONCE_LEN, hmac_sha256, kdf, open_xchacha, sha256
from .records import Cursor

KIND = "belfry/v1/journal-page"
PAGE_LEN = 31_232
HEADER_LEN = 416
HEADS = 15
ENTRIES = 48
ENTRY_LEN = 512

FIELDS: fields.Table = {
    0: ("version", fields.uint(64)),
    1: ("kind", fields.uint(64)),
    2: ("place", fields.uint(64)),
    3: ("day", fields.uint(32)),
    4: ("letter", fields.octets(16)),
    5: ("members", fields.uints(16)),
    6: ("answer", fields.octets(16)),
    7: ("mark_or_epoch", fields.uint(64)),
}
OPTIONAL = {4, 6, 7}


@dataclass(frozen=True)
class Header:
    member: int
    chain: bytes
    number: int
    day: int
    clock: int
    previous: bytes
    salt: bytes
    contents: bytes
    hash: bytes
    """Of the body, without its signature block."""


@dataclass(frozen=True)
class Page:
    header: Header
    heads: list[bytes]
    """Signed headers of other members; their signatures are not checked yet."""
    entries: list[bytes]
    channel: bytes

    def of_letter(self, plaintext_hash: bytes) -> list[dict[str, Any]]:
        """The entries about a letter, for who can read it."""
        return list(self._under(kdf(plaintext_hash, "journal/letter", 32)))

    def common(self) -> list[dict[str, Any]]:
        """The entries about no letter."""
        return list(self._under(kdf(self.header.salt, "journal/common", 32)))

    def _under(self, key: bytes) -> Iterator[dict[str, Any]]:
        by_nonce = {entry[:XCHACHA_NONCE_LEN]: entry for entry in self.entries}
        of = self.header
        aad = self.channel + of.member.to_bytes(2, "big") + of.chain + of.number.to_bytes(4, "big")
        for count in range(ENTRIES):
            nonce = hmac_sha256(key, of.salt + bytes([count]))[:XCHACHA_NONCE_LEN]
            if nonce not in by_nonce:
                return
            plaintext = open_xchacha(key, nonce, by_nonce[nonce][XCHACHA_NONCE_LEN:], aad)
            if plaintext is None:
                raise Refused("page: an entry does not open")
            end = 2 + int.from_bytes(plaintext[:2], "big")
            if end > len(plaintext) or any(plaintext[end:]):
                raise Refused("page: an entry is not filled up with zeros")
            yield fields.named(cbor.decode(plaintext[2:end]), FIELDS, OPTIONAL)


def check_header(data: bytes, channel: bytes, member_key: bytes) -> Header:
    """A signed header by the member whom it names."""
    body = signed.check(data, KIND, member_key)
    cursor = Cursor(body)
    begin = KIND.encode("ascii") + channel
    if cursor.take(len(begin)) != begin:
        raise Refused("page of another channel")
    header = Header(
        cursor.number(2),
        cursor.take(8),
        cursor.number(4),
        cursor.number(4),
        cursor.number(8),
        cursor.take(32),
        cursor.take(16),
        cursor.take(32),
        sha256(body),
    )
    cursor.end()
    return header


def check(data: bytes, channel: bytes, member_key: bytes) -> Page:
    """A whole page."""
    if len(data) != PAGE_LEN:
        raise Refused("page of another length")
    header = check_header(data[:HEADER_LEN], channel, member_key)
    contents = data[HEADER_LEN:]
    if sha256(contents) != header.contents:
        raise Refused("page: heads and entries are not those of the header")
    entries_at = HEADS * HEADER_LEN
    heads = [contents[at : at + HEADER_LEN] for at in range(0, entries_at, HEADER_LEN)]
    entries = [contents[at : at + ENTRY_LEN] for at in range(entries_at, len(contents), ENTRY_LEN)]
    return Page(header, [head for head in heads if any(head)], entries, channel)
