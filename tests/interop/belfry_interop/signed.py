"""Signed objects (7): minisign's public keys and signature block, checked strictly."""

from hashlib import blake2b

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from . import Refused
from .primitives import decode_base64, sha256

BLOCK_LEN = 234
_KEY_LEN = 32
_ID_LEN = 8
_P = 2**255 - 19
_SQRT_MINUS_ONE = pow(2, (_P - 1) // 4, _P)
_D = -121665 * pow(121666, -1, _P) % _P


def decode_public_key(text: str) -> bytes:
    """minisign's base64 of `"Ed" ‖ key id (8) ‖ key (32)`, 56 characters; gives the key."""
    raw = decode_base64(text, padded=True)
    if len(raw) != 2 + _ID_LEN + _KEY_LEN or raw[:2] != b"Ed":
        raise Refused("no minisign public key")
    key = raw[2 + _ID_LEN :]
    if raw[2 : 2 + _ID_LEN] != key_id(key):
        raise Refused("key id is not that of the key")
    check_point(key)
    return key


def key_id(key: bytes) -> bytes:
    return sha256(key)[:_ID_LEN]


def check(data: bytes, kind: str, key: bytes) -> bytes:
    """The body of a signed object of this kind by this key."""
    body, block = split(data, kind)
    lines = block.decode("ascii", "replace").split("\n")
    if len(lines) != 5 or lines[4]:
        raise Refused("signature block is not four lines")
    if lines[0] != "untrusted comment: belfry" or lines[2] != f"trusted comment: {kind}":
        raise Refused("signed object of another kind")
    first = decode_base64(lines[1], padded=True)
    if len(first) != 2 + _ID_LEN + 64 or first[:2] != b"ED":
        raise Refused("no prehashed minisign signature")
    if first[2 : 2 + _ID_LEN] != key_id(key):
        raise Refused("signed with another key")
    signature = first[2 + _ID_LEN :]
    verify(key, signature, prehash(body))
    verify(key, decode_base64(lines[3], padded=True), signature + kind.encode("ascii"))
    return body


def split(data: bytes, kind: str) -> tuple[bytes, bytes]:
    """Body and block, cut by the block's length, which is fixed for each kind."""
    length = BLOCK_LEN + len(kind)
    if len(data) < length:
        raise Refused("shorter than a signature block")
    return data[:-length], data[-length:]


def prehash(body: bytes) -> bytes:
    """What minisign's first signature is over."""
    return blake2b(body).digest()


def verify(key: bytes, signature: bytes, message: bytes) -> None:
    """Ed25519, strictly: key and R canonical and of large order, S below the group's order."""
    if len(signature) != 64:
        raise Refused("signature of another length")
    check_point(key)
    check_point(signature[:32])
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature as error:
        raise Refused("signature does not hold") from error


def check_point(encoded: bytes) -> None:
    """Refuses an encoding that is not canonical, no point, or a point of small order (RFC 8032)."""
    number = int.from_bytes(encoded, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    if y >= _P:
        raise Refused("Ed25519 point is not in its canonical form")
    x2 = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(x2, (_P + 3) // 8, _P)
    if (x * x - x2) % _P:
        x = x * _SQRT_MINUS_ONE % _P
    if (x * x - x2) % _P or (x == 0 and sign):
        raise Refused("no point of Ed25519")
    point = (x, y)
    for _ in range(3):
        point = _double(*point)
    if point == (0, 1):
        raise Refused("Ed25519 point of small order")


def _double(x: int, y: int) -> tuple[int, int]:
    """Twice a point; the sign of x does not matter to whether eight times it is the neutral one."""
    product = _D * x * x * y * y
    return (
        2 * x * y * pow(1 + product, -1, _P) % _P,
        (y * y + x * x) * pow(1 - product, -1, _P) % _P,
    )
