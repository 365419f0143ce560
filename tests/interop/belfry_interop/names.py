"""The reporter's own name, held apart in a letter, and a share of it that a member gives (4.3)."""

from dataclasses import dataclass

from . import Refused, quorum, signed
from .primitives import XCHACHA_NONCE_LEN, kdf, open_xchacha, sha256

BOX_KIND = b"belfry/v1/name-box"
COMMITMENT_KIND = b"belfry/v1/name-commitment"
SHARE_KIND = "belfry/v1/name-share"
SHARE_LEN = 33
_NAME_LEN = 2 + 300
_SEALED_NAME_LEN = _NAME_LEN + 16
_SEALED_SHARE_LEN = SHARE_LEN + 16
_ENTRY_LEN = 2 + 32 + _SEALED_SHARE_LEN


@dataclass(frozen=True)
class Entry:
    """What a box has for one member."""

    place: int
    commitment: bytes
    sealed: bytes


@dataclass(frozen=True)
class Box:
    """A name held apart in the letter with this id."""

    threshold: int
    nonce: bytes
    name: bytes
    entries: dict[int, Entry]
    letter: bytes
    channel: bytes

    @property
    def _bound(self) -> bytes:
        return BOX_KIND + self.channel + self.letter + bytes([self.threshold])

    def share(self, member: int, member_key: bytes) -> bytes:
        """The share of this member."""
        if member not in self.entries:
            raise Refused("no share for this member")
        key = kdf(member_key, "name-key", 32, salt=self.letter)
        bound = self._bound + member.to_bytes(2, "big")
        share = open_xchacha(key, self.nonce, self.entries[member].sealed, bound)
        if share is None:
            raise Refused("share does not open")
        self.check(member, share)
        return share

    def check(self, member: int, share: bytes) -> None:
        """Whether a share is the one that the box commits to for this member."""
        entry = self.entries[member]
        covered = COMMITMENT_KIND + self.channel + self.letter + member.to_bytes(2, "big") + share
        if share[0] != entry.place or sha256(covered) != entry.commitment:
            raise Refused("share does not fit its commitment")

    def open(self, shares: list[bytes]) -> str:
        """The name, by shares that fit."""
        points = {share[0]: share[1:] for share in shares}
        if len(points) < self.threshold:
            raise Refused("not enough shares")
        padded = open_xchacha(quorum.combine(points), self.nonce, self.name, self._bound)
        if padded is None:
            raise Refused("shares do not open the name")
        length = int.from_bytes(padded[:2], "big")
        if not 1 <= length <= 300 or any(padded[2 + length :]):
            raise Refused("name of another form")
        try:
            return padded[2 : 2 + length].decode("utf-8")
        except UnicodeDecodeError as error:
            raise Refused("name is no UTF-8") from error


def parse(data: bytes, letter: bytes, channel: bytes) -> Box:
    head = 1 + XCHACHA_NONCE_LEN + _SEALED_NAME_LEN
    entries = data[head:]
    if len(data) <= head or len(entries) % _ENTRY_LEN:
        raise Refused("box of another length")
    found: dict[int, Entry] = {}
    for place, at in enumerate(range(0, len(entries), _ENTRY_LEN), start=1):
        entry = entries[at : at + _ENTRY_LEN]
        member = int.from_bytes(entry[:2], "big")
        if member <= max(found, default=-1):
            raise Refused("members are not in ascending order")
        found[member] = Entry(place, entry[2:34], entry[34:])
    threshold = data[0]
    if threshold > len(found) or threshold < min(2, len(found)) or len(found) > 255:
        raise Refused("threshold of another form")
    return Box(threshold, data[1:25], data[25:head], found, letter, channel)


@dataclass(frozen=True)
class Given:
    """A share that a member gives to one colleague, and the deed that says why."""

    sender: int
    receiver: int
    letter: bytes
    deed: bytes
    share: bytes


def check_given(data: bytes, channel: bytes, member_key: bytes) -> Given:
    body = signed.check(data, SHARE_KIND, member_key)
    begin = SHARE_KIND.encode("ascii") + channel
    rest = body[len(begin) :]
    if not body.startswith(begin) or len(rest) != 2 + 2 + 16 + 16 + SHARE_LEN:
        raise Refused("share of another channel or length")
    numbers = int.from_bytes(rest[:2], "big"), int.from_bytes(rest[2:4], "big")
    return Given(*numbers, rest[4:20], rest[20:36], rest[36:])
