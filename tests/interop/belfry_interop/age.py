"""age v1 files (C2SP age) and the text forms of hybrid keys."""

from dataclasses import dataclass

from . import Refused
from .hpke import ENC_LEN, SecretKey, check_public_key, check_share, receive
from .primitives import decode_base64, hkdf, hmac_sha256, open_chacha

VERSION_LINE = b"age-encryption.org/v1\n"
HYBRID = "mlkem768x25519"
HYBRID_INFO = b"age-encryption.org/mlkem768x25519"
FILE_KEY_LEN = 16
_NONCE_LEN = 16
_CHUNK_LEN = 65_536
_BODY_COLUMNS = 64
_MAX_STANZAS = 64
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


@dataclass(frozen=True)
class Stanza:
    kind: str
    arguments: list[str]
    body: bytes


@dataclass(frozen=True)
class AgeFile:
    stanzas: list[Stanza]
    header: bytes
    """What the header's MAC covers: everything up to and with the three hyphens."""
    mac: bytes
    payload: bytes


def parse(data: bytes) -> AgeFile:
    if not data.startswith(VERSION_LINE):
        raise Refused("age: no file of version 1")
    at = len(VERSION_LINE)
    stanzas = []
    while data[at : at + 3] == b"-> ":
        stanza, at = _stanza(data, at)
        stanzas.append(stanza)
    line, end = _line(data, at)
    if len(stanzas) > _MAX_STANZAS:
        raise Refused("age: too many stanzas")
    if not line.startswith("--- ") or not stanzas:
        raise Refused("age: header does not end as it must")
    mac = decode_base64(line[4:], padded=False)
    if len(mac) != 32:
        raise Refused("age: header MAC of another length")
    return AgeFile(stanzas, data[: at + 3], mac, data[end:])


def _line(data: bytes, at: int) -> tuple[str, int]:
    end = data.find(b"\n", at)
    if end < 0:
        raise Refused("age: header is cut off")
    try:
        return data[at:end].decode("ascii"), end + 1
    except UnicodeDecodeError as error:
        raise Refused("age: header is not ASCII") from error


def _stanza(data: bytes, at: int) -> tuple[Stanza, int]:
    line, at = _line(data, at)
    words = line.split(" ")[1:]
    if not words or any(not word or not all("!" <= c <= "~" for c in word) for word in words):
        raise Refused("age: stanza with a broken argument")
    body = ""
    while True:
        line, at = _line(data, at)
        if len(line) > _BODY_COLUMNS:
            raise Refused("age: stanza with a long line")
        body += line
        if len(line) < _BODY_COLUMNS:
            return Stanza(words[0], words[1:], decode_base64(body, padded=False)), at


@dataclass(frozen=True)
class OpenedStanza:
    """Which stanza one of the secrets opens, and what it gives."""

    index: int
    file_key: bytes
    box_key: bytes


def open_stanza(file: AgeFile, secrets: list[SecretKey], box_context: bytes) -> OpenedStanza | None:
    """Tries each secret on each hybrid stanza; the first that opens counts. One that is malformed spoils
    the file for everybody, so all are read before any is tried. Other stanzas are passed over."""
    encs = {at: _enc(one) for at, one in enumerate(file.stanzas) if one.kind == HYBRID}
    for index, enc in encs.items():
        for secret in secrets:
            context = receive(secret, enc, HYBRID_INFO)
            file_key = context.open(file.stanzas[index].body)
            if file_key is not None:
                return OpenedStanza(index, file_key, context.export(box_context, 32))
    return None


def _enc(stanza: Stanza) -> bytes:
    if len(stanza.arguments) != 1 or len(stanza.body) != FILE_KEY_LEN + 16:
        raise Refused("age: hybrid stanza of another form")
    enc = decode_base64(stanza.arguments[0], padded=False)
    if len(enc) != ENC_LEN:
        raise Refused("age: hybrid stanza of another form")
    check_share(enc[-32:])
    return enc


def open_payload(file: AgeFile, file_key: bytes) -> bytes:
    """Checks the header's MAC and opens the one chunk of the payload."""
    if hmac_sha256(hkdf(file_key, b"", b"header", 32), file.header) != file.mac:
        raise Refused("age: header MAC does not hold")
    nonce, chunk = file.payload[:_NONCE_LEN], file.payload[_NONCE_LEN:]
    if not 16 <= len(chunk) <= _CHUNK_LEN + 16:
        raise Refused("age: payload is not one chunk")
    plaintext = open_chacha(hkdf(file_key, nonce, b"payload", 32), bytes(11) + b"\x01", chunk)
    if plaintext is None:
        raise Refused("age: payload does not open")
    return plaintext


def decode_secret(text: str) -> SecretKey:
    """`AGE-SECRET-KEY-PQ-1…`: Bech32, upper case, of the 32-byte seed."""
    if text != text.upper():
        raise Refused("secret key is not in upper case")
    seed = _bech32(text.lower(), "age-secret-key-pq-")
    if len(seed) != 32:
        raise Refused("secret key of another length")
    return SecretKey(seed)


def decode_recipient(text: str) -> bytes:
    """`age1pq1…`: Bech32, lower case, of the 1,216-byte public key."""
    public = _bech32(text, "age1pq")
    check_public_key(public)
    return public


def _bech32(text: str, prefix: str) -> bytes:
    """Bech32 (BIP-173) without its limit of 90 characters."""
    name, _, rest = text.rpartition("1")
    if name != prefix or len(rest) < 6 or any(c not in _BECH32 for c in rest):
        raise Refused("no Bech32 of this kind")
    values = [_BECH32.index(c) for c in rest]
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    if _polymod(expanded + values) != 1:
        raise Refused("Bech32: checksum is wrong")
    bits = "".join(f"{value:05b}" for value in values[:-6])
    whole = len(bits) // 8 * 8
    if len(bits) - whole > 4 or "1" in bits[whole:]:
        raise Refused("Bech32: bits left over")
    return int(bits[:whole] or "0", 2).to_bytes(whole // 8, "big")


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> bit & 1 else 0
    return check
