"""The root key on paper (9.1): sheets as words or QR code, and putting them together."""

import base64
import binascii
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from . import Refused, quorum, receipt
from .primitives import sha256

SHEET_LEN = 45
_QR = "BELFRY1:"
_LINES = 10
_WORDS_PER_LINE = 4


@dataclass(frozen=True)
class Sheet:
    set: bytes
    needed: int
    x: int
    key: bytes
    """First 4 bytes of SHA-256 of the root public key."""
    share: bytes


def read(data: bytes) -> Sheet:
    """The 45 bytes of a sheet."""
    if len(data) != SHEET_LEN or data[0] != 1:
        raise Refused("no sheet of this version")
    if sha256(b"belfry/v1/root-share" + data[:41])[:4] != data[41:]:
        raise Refused("sheet: check does not hold")
    sheet = Sheet(data[1:3], data[3], data[4], data[5:9], data[9:41])
    if sheet.needed < 2 or not 1 <= sheet.x <= 16:
        raise Refused("sheet: numbers out of range")
    return sheet


def from_qr(text: str) -> bytes:
    """`BELFRY1:` and base32, in any case."""
    text = text.upper()
    if not text.startswith(_QR):
        raise Refused("no QR code of a sheet")
    try:
        return base64.b32decode(text.removeprefix(_QR))
    except binascii.Error as error:
        raise Refused("QR code: no base32") from error


def from_words(text: str) -> bytes:
    """Ten lines of four words: 36 bits and 8 of check each."""
    bits = 0
    for at, line in enumerate(_lines(text), start=1):
        value, check = line >> 8, line & 255
        expected = sha256(b"belfry/v1/root-share-line" + bytes([at]) + value.to_bytes(5, "big"))[0]
        if check != expected:
            raise Refused(f"line {at} is mistyped")
        bits = bits << 36 | value
    return bits.to_bytes(SHEET_LEN, "big")


def _lines(text: str) -> list[int]:
    indices = receipt.word_indices(text, _LINES * _WORDS_PER_LINE)
    lines = []
    for at in range(0, len(indices), _WORDS_PER_LINE):
        line = 0
        for index in indices[at : at + _WORDS_PER_LINE]:
            line = line << 11 | index
        lines.append(line)
    return lines


def put_together(sheets: list[Sheet]) -> bytes:
    """The seed of the root key; refused where the sheets do not give the key that they name."""
    first = sheets[0]
    if any((one.set, one.needed, one.key) != (first.set, first.needed, first.key) for one in sheets):
        raise Refused("sheets of different splits")
    points = {one.x: one.share for one in sheets}
    if len(points) < first.needed:
        raise Refused("not enough sheets")
    seed = quorum.combine(dict(list(points.items())[: first.needed]))
    if sha256(public_key(seed))[:4] != first.key:
        raise Refused("one of the sheets is wrong")
    return seed


def public_key(seed: bytes) -> bytes:
    return (
        Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    )
