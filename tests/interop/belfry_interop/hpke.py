"""HPKE base mode (RFC 9180) with X-Wing, HKDF-SHA-256 and ChaCha20-Poly1305: the receiver's side.

`cryptography` has HPKE with X-Wing, in one shot and without the exporter that boxes need (4.3); so
the key schedule stands here, on its ML-KEM-768 and X25519.
X-Wing is that of draft-connolly-cfrg-xwing-kem: a 32-byte seed is the secret key.
"""

import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from . import Refused
from .primitives import hkdf_expand, hmac_sha256, open_chacha

ENC_LEN = 1120
PUBLIC_KEY_LEN = 1216
_MLKEM_CIPHERTEXT_LEN = 1088
_MLKEM_PUBLIC_LEN = 1184
_XWING_LABEL = b"\\.//^\\"
_KEM = (0x647A).to_bytes(2, "big")
_KDF = (0x0001).to_bytes(2, "big")
_AEAD = (0x0003).to_bytes(2, "big")
_SUITE = b"HPKE" + _KEM + _KDF + _AEAD


class LowOrder(Refused):
    """An X25519 share of low order, in a key or in a stanza (4.3)."""


def _raw(key: MLKEM768PublicKey | X25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _x25519(private: X25519PrivateKey, public: bytes) -> bytes:
    try:
        return private.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError as error:  # the all-zero secret: RFC 7748, 6.1
        raise LowOrder("X25519 share of low order") from error


class SecretKey:
    """An X-Wing secret key, expanded from its 32-byte seed."""

    def __init__(self, seed: bytes) -> None:
        expanded = hashlib.shake_256(seed).digest(96)
        self._mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
        self._x25519 = X25519PrivateKey.from_private_bytes(expanded[64:])
        self._x25519_public = _raw(self._x25519.public_key())
        self.public = _raw(self._mlkem.public_key()) + self._x25519_public

    def decapsulate(self, enc: bytes) -> bytes:
        """The shared secret: SHA3-256(ss_M ‖ ss_X ‖ ct_X ‖ pk_X ‖ label)."""
        if len(enc) != ENC_LEN:
            raise Refused("enc of another length")
        share = enc[_MLKEM_CIPHERTEXT_LEN:]
        mixed = self._mlkem.decapsulate(enc[:_MLKEM_CIPHERTEXT_LEN])
        mixed += _x25519(self._x25519, share) + share + self._x25519_public
        return hashlib.sha3_256(mixed + _XWING_LABEL).digest()


def check_public_key(public: bytes) -> None:
    """Refuses what is no X-Wing public key, or one whose X25519 share has low order."""
    if len(public) != PUBLIC_KEY_LEN:
        raise Refused("public key of another length")
    try:
        MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC_LEN])
    except ValueError as error:
        raise Refused("not an ML-KEM-768 public key") from error
    check_share(public[_MLKEM_PUBLIC_LEN:])


def check_share(share: bytes) -> None:
    """Refuses an X25519 share of low order. Any clamped scalar is a multiple of 8, so such a share shows
    with each of them."""
    _x25519(X25519PrivateKey.from_private_bytes(bytes([1]) * 32), share)


@dataclass(frozen=True)
class Context:
    """What the key schedule gives: key and first nonce of the AEAD, and the exporter's secret."""

    key: bytes
    nonce: bytes
    exporter_secret: bytes

    def open(self, sealed: bytes) -> bytes | None:
        """Opens the first message, with empty AAD; None where it is for somebody else."""
        return open_chacha(self.key, self.nonce, sealed)

    def export(self, context: bytes, length: int) -> bytes:
        return _expand(self.exporter_secret, b"sec", context, length)


def receive(secret: SecretKey, enc: bytes, info: bytes) -> Context:
    """`SetupBaseR` of RFC 9180, 5.1.1."""
    shared = secret.decapsulate(enc)
    mode = b"\x00"
    hashes = _extract(b"", b"psk_id_hash", b"") + _extract(b"", b"info_hash", info)
    schedule = _extract(shared, b"secret", b"")
    return Context(
        _expand(schedule, b"key", mode + hashes, 32),
        _expand(schedule, b"base_nonce", mode + hashes, 12),
        _expand(schedule, b"exp", mode + hashes, 32),
    )


def _extract(salt: bytes, label: bytes, key: bytes) -> bytes:
    return hmac_sha256(salt or bytes(32), b"HPKE-v1" + _SUITE + label + key)


def _expand(secret: bytes, label: bytes, info: bytes, length: int) -> bytes:
    return hkdf_expand(secret, length.to_bytes(2, "big") + b"HPKE-v1" + _SUITE + label + info, length)
