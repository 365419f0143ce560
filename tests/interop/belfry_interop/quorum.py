"""Letters that open only for a quorum (4.3, "Quorum")."""

from dataclasses import dataclass

from . import Refused, age, letter, signed
from .hpke import SecretKey, check_share, receive
from .primitives import decode_base64, kdf, open_chacha, sha256

KIND = "belfry/v1/share"
RELEASE_KIND = "belfry/v1/release"
SHARE_LEN = 17
ENC_LEN = 1120
_KEY_LEN = 32
_WRAP_LEN = 32
_POLYNOMIAL = 0x11B


@dataclass(frozen=True)
class Held:
    """What one member has of such a letter."""

    stanza: int
    share: bytes
    member_key: bytes
    fits: bool
    """Whether the share fits its commitment and place; otherwise its sender is at fault."""
    wrap: bytes
    enc: bytes


@dataclass(frozen=True)
class _Stanza:
    enc: bytes
    commitment: bytes
    body: bytes


def _stanzas(file: age.AgeFile) -> list[_Stanza]:
    """All stanzas of a file in which each is a share's; none of another file."""
    if any(stanza.kind != KIND for stanza in file.stanzas):
        return []
    stanzas = []
    for stanza in file.stanzas:
        if len(stanza.arguments) != 2:
            raise Refused("age: share's stanza of another form")
        enc, commitment = (decode_base64(one, padded=False) for one in stanza.arguments)
        if len(enc) != ENC_LEN or len(commitment) != 32:
            raise Refused("age: share's stanza of another form")
        if len(stanza.body) != SHARE_LEN + _KEY_LEN + _WRAP_LEN + 16:
            raise Refused("age: share's stanza of another form")
        check_share(enc[-32:])
        stanzas.append(_Stanza(enc, commitment, stanza.body))
    return stanzas


def _fits(stanza: _Stanza, share: bytes) -> bool:
    return sha256(KIND.encode("ascii") + stanza.enc + share) == stanza.commitment


def hold(data: bytes, secrets: list[SecretKey]) -> Held | None:
    """The share for one of these secrets; None if the letter is not for them, of another form, or a
    cover."""
    for index, stanza in enumerate(_stanzas(_parse(data))):
        for secret in secrets:
            inside = receive(secret, stanza.enc, KIND.encode("ascii")).open(stanza.body)
            if inside is not None:
                share = inside[:SHARE_LEN]
                fits = share[0] == index + 1 and _fits(stanza, share)
                member_key = inside[SHARE_LEN : SHARE_LEN + _KEY_LEN]
                return Held(index, share, member_key, fits, inside[-_WRAP_LEN:], stanza.enc)
    return None


def check_released(data: bytes, share: bytes) -> None:
    """A released share must fit the commitment at its place; if not, the releaser is at fault."""
    stanzas = _stanzas(_parse(data))
    if len(share) != SHARE_LEN or not 1 <= share[0] <= len(stanzas):
        raise Refused("no share of this letter")
    if not _fits(stanzas[share[0] - 1], share):
        raise Refused("share does not fit its commitment")


def open_with_shares(data: bytes, held: Held, others: list[bytes], channel: bytes) -> letter.Letter:
    """Opens with this member's share and those that colleagues released."""
    for share in others:
        check_released(data, share)
    own = [held.share] if held.fits else []
    points = {share[0]: share[1:] for share in [*others, *own]}
    return _open(data, held, combine(points), channel)


def open_with_thread(data: bytes, held: Held, thread_key: bytes, channel: bytes) -> letter.Letter:
    """Opens alone, for who has opened another letter of the conversation."""
    key = kdf(thread_key, "thread-wrap", 32, salt=sha256(held.enc))
    file_key = open_chacha(key, bytes(12), held.wrap)
    if file_key is None:
        raise Refused("wrap does not open: another conversation's, or a first letter's")
    return _open(data, held, file_key, channel)


def _open(data: bytes, held: Held, file_key: bytes, channel: bytes) -> letter.Letter:
    file = _parse(data)
    plaintext = age.open_payload(file, file_key)
    # The boxes are random: the member key comes from the stanza.
    return letter.read(len(file.stanzas), held.stanza, plaintext, channel, lambda _: held.member_key)


def _parse(data: bytes) -> age.AgeFile:
    if len(data) != letter.LETTER_LEN:
        raise Refused("letter of another length")
    return age.parse(data)


def combine(points: dict[int, bytes]) -> bytes:
    """The value at 0 of the polynomials through these points, byte by byte (Lagrange)."""
    secret = bytes(16)
    for x, values in points.items():
        factor = 1
        for other in points:
            if other != x:
                factor = _multiply(factor, _multiply(other, _inverse(other ^ x)))
        secret = bytes(s ^ _multiply(factor, y) for s, y in zip(secret, values, strict=True))
    return secret


def _multiply(one: int, other: int) -> int:
    """In GF(256) with the polynomial 0x11b."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one = one << 1 ^ (_POLYNOMIAL if one & 0x80 else 0)
        other >>= 1
    return product


def _inverse(one: int) -> int:
    """one ** 254, since one ** 255 is 1."""
    result = 1
    for _ in range(254):
        result = _multiply(result, one)
    return result


@dataclass(frozen=True)
class Release:
    """A share that a member gives to one colleague."""

    sender: int
    receiver: int
    letter: bytes
    share: bytes


def check_release(data: bytes, channel: bytes, member_key: bytes) -> Release:
    """`kind ‖ channel id ‖ u16 from ‖ u16 to ‖ letter id (16) ‖ share (17)`, signed by the member key."""
    body = signed.check(data, RELEASE_KIND, member_key)
    begin = RELEASE_KIND.encode("ascii") + channel
    rest = body[len(begin) :]
    if not body.startswith(begin) or len(rest) != 2 + 2 + 16 + SHARE_LEN:
        raise Refused("release of another channel or length")
    return Release(int.from_bytes(rest[:2], "big"), int.from_bytes(rest[2:4], "big"), rest[4:20], rest[20:])
