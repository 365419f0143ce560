"""The symmetric building blocks (4.0): HKDF, HMAC, SHA-256, two AEADs, base64 in its one form."""

import base64
import binascii
import hashlib
import hmac
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from . import Refused

TAG_LEN = 16
XCHACHA_NONCE_LEN = 24


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def hmac_sha256(key: bytes, data: bytes) -> bytes:
    return hmac.digest(key, data, "sha256")


def hkdf(key: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF-SHA-256 (RFC 5869). An empty salt is one of 32 zero bytes."""
    return hkdf_expand(hmac_sha256(salt or bytes(32), key), info, length)


def hkdf_expand(prk: bytes, info: bytes, length: int) -> bytes:
    out = block = b""
    counter = 1
    while len(out) < length:
        block = hmac_sha256(prk, block + info + bytes([counter]))
        out += block
        counter += 1
    return out[:length]


def kdf(key: bytes, label: str, length: int, salt: bytes = b"") -> bytes:
    """`KDF(key, label, n)` of 4.0."""
    return hkdf(key, salt, b"belfry/v1/" + label.encode("ascii"), length)


def open_chacha(key: bytes, nonce: bytes, sealed: bytes, aad: bytes = b"") -> bytes | None:
    """ChaCha20-Poly1305 (RFC 8439); None where it does not open."""
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, aad)
    except (InvalidTag, ValueError):
        return None


def open_xchacha(key: bytes, nonce: bytes, sealed: bytes, aad: bytes = b"") -> bytes | None:
    """XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha): ChaCha20-Poly1305 under an HChaCha20 subkey."""
    return open_chacha(hchacha20(key, nonce[:16]), bytes(4) + nonce[16:], sealed, aad)


def hchacha20(key: bytes, nonce: bytes) -> bytes:
    """HChaCha20 (draft-irtf-cfrg-xchacha, 2.2), which `cryptography` does not offer."""
    state = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574]
    state += struct.unpack("<8L", key) + struct.unpack("<4L", nonce)
    for _ in range(10):
        for a, b, c, d in (
            (0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
            (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14),
        ):  # fmt: skip
            _quarter_round(state, a, b, c, d)
    return struct.pack("<8L", *state[:4], *state[12:])


def _quarter_round(state: list[int], a: int, b: int, c: int, d: int) -> None:
    for first, second, third, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        state[first] = (state[first] + state[second]) & 0xFFFFFFFF
        mixed = state[third] ^ state[first]
        state[third] = ((mixed << turn) | (mixed >> (32 - turn))) & 0xFFFFFFFF


def decode_base64(text: str | bytes, padded: bool) -> bytes:
    """Standard base64 in its one canonical form, padded or unpadded as the place asks (4.0)."""
    raw = text.encode("ascii", "replace") if isinstance(text, str) else text
    try:
        data = base64.b64decode(raw + (b"" if padded else b"=" * (-len(raw) % 4)), validate=True)
    except binascii.Error as error:
        raise Refused("no base64") from error
    again = base64.b64encode(data)
    if (again if padded else again.rstrip(b"=")) != raw:
        raise Refused("base64 is not in its canonical form")
    return data
