"""Proofs of receipt (4.9): a member's signed statement that they had a text."""

import re
from dataclasses import dataclass

from . import Refused, signed
from .json_fields import day
from .primitives import sha256

KIND = "belfry/v1/proof"
_LINES = 5 + 4
_BODY = re.compile(
    rf"{KIND}\nchannel: ([0-9a-f]{{64}})\nmember: (0|[1-9][0-9]{{0,4}})\n"
    r"day: ([0-9]{4}-[0-9]{2}-[0-9]{2})\nsha256: ([0-9a-f]{64})\n"
)
_KEPT = re.compile(r"(?<=\nuntrusted comment: )salt ([0-9a-f]{64})(?=\n)")


@dataclass(frozen=True)
class Proof:
    channel: bytes
    member: int
    day: int
    sha256: bytes


def statements(joined: str) -> list[str]:
    """The statements of a reply: nine lines each."""
    lines = joined.split("\n")
    if lines.pop() or len(lines) % _LINES:
        raise Refused("proofs: not nine lines each")
    return ["\n".join([*lines[at : at + _LINES], ""]) for at in range(0, len(lines), _LINES)]


def check(statement: bytes, channel: bytes, member: int, member_key: bytes) -> Proof:
    """A statement by this member of this channel."""
    body = signed.check(statement, KIND, member_key)
    found = _BODY.fullmatch(body.decode("utf-8", "replace"))
    if not found:
        raise Refused("proof: not the five lines")
    proof = Proof(bytes.fromhex(found[1]), int(found[2]), day(found[3]), bytes.fromhex(found[4]))
    if (proof.channel, proof.member) != (channel, member):
        raise Refused("proof: of another channel or member")
    return proof


def check_text(proof: Proof, salt: bytes, text: bytes) -> None:
    if sha256(salt + text) != proof.sha256:
        raise Refused("proof: of another text, or with another salt")


def split_salt(kept: str) -> tuple[str, bytes]:
    """Statement and salt of what a reporter kept."""
    found = _KEPT.search(kept)
    if not found:
        raise Refused("proof: no salt with it")
    return kept[: found.start()] + "belfry" + kept[found.end() :], bytes.fromhex(found[1])
