"""Entries of files, and their parcels (4.4)."""

from dataclasses import dataclass
from typing import Any

from . import Refused, cbor, fields
from .primitives import kdf, open_chacha, sha256

PARCEL_LEN = 1_048_576
PIECE_LEN = 1_048_560
MAX_MISSING = 64

FIELDS: fields.Table = {
    0: ("version", fields.uint(64)),
    1: ("name", fields.text),
    2: ("media_type", fields.text),
    3: ("size", fields.uint(64)),
    4: ("attachment_key", fields.octets(32)),
    5: ("hash", fields.octets(32)),
    6: ("parcels", fields.uint(32)),
}


@dataclass(frozen=True)
class Entry:
    name: str
    media_type: str
    size: int
    attachment_key: bytes
    hash: bytes
    parcels: int

    @property
    def stream_key(self) -> bytes:
        return kdf(self.attachment_key, "stream", 32)

    def parcel_id(self, index: int) -> bytes:
        return kdf(self.attachment_key, f"parcel-id/{index}", 16)


def entry(raw: Any) -> Entry:
    """An entry of a letter's or a reply's list."""
    values = fields.named(cbor.versioned(raw), FIELDS, set())
    del values["version"]
    return Entry(**values)


def open_parcel(of: Entry, index: int, parcel: bytes) -> bytes:
    """The piece of the file in parcel `index`; refuses other bytes than zeros after its end."""
    if len(parcel) != PARCEL_LEN:
        raise Refused("parcel of another length")
    last = index == of.parcels - 1
    nonce = bytes(7) + index.to_bytes(4, "big") + bytes([last])
    piece = open_chacha(of.stream_key, nonce, parcel)
    if piece is None:
        raise Refused("parcel does not open")
    length = of.size - index * PIECE_LEN if last else PIECE_LEN
    if any(piece[length:]):
        raise Refused("parcel: bytes after the file's end")
    return piece[:length]


def open_file(of: Entry, parcels: dict[bytes, bytes]) -> bytes:
    """The whole file out of parcels by id; its hash must hold."""
    if of.parcels != max(1, -(-of.size // PIECE_LEN)):
        raise Refused("attachment: number of parcels is not that of the size")
    pieces = []
    for index in range(of.parcels):
        parcel = parcels.get(of.parcel_id(index))
        if parcel is None:
            raise Refused(f"parcel {index} is missing")
        pieces.append(open_parcel(of, index, parcel))
    data = b"".join(pieces)
    if sha256(data) != of.hash:
        raise Refused("attachment: hash of the whole does not hold")
    return data
