"""The receipt's words, the channel's address, and every key that is derived (4.2)."""

import base64
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from . import Refused
from .primitives import hmac_sha256, kdf, sha256

COMMITTEE = "committee"
REPLY_INDICES = 1024
LISTS = {"en": "english.txt", "nl": "dutch.txt"}
# ASCII that is no letter, and the no-break space. Anything else stays in its word, which is then unknown.
_SEPARATORS = "[\\x00-@[-`{-\\x7f\\xa0]+"
WORDS = Path(__file__).resolve().parents[3] / "crypto-core" / "src" / "words"


@cache
def word_list(language: str) -> tuple[str, ...]:
    words = tuple((WORDS / LISTS[language]).read_text("ascii").split())
    if len(words) != 2048:
        raise Refused("a word list has another length")
    return words


def to_words(entropy: bytes, language: str) -> str:
    """16 bytes as twelve words: 128 bits and the first 4 of their hash, 11 to a word."""
    bits = int.from_bytes(entropy, "big") << 4 | sha256(entropy)[0] >> 4
    words = word_list(language)
    return " ".join(words[bits >> shift & 2047] for shift in range(121, -1, -11))


def from_words(text: str) -> bytes:
    """The 16 bytes of twelve words as typed; all from one list, whole or by four letters."""
    typed = [word for word in re.split(_SEPARATORS, text.lower()) if word]
    for language in LISTS:
        by_name = {word[:4]: at for at, word in enumerate(word_list(language))}
        by_name |= {word: at for at, word in enumerate(word_list(language))}
        if len(typed) == 12 and all(word in by_name for word in typed):
            bits = 0
            for word in typed:
                bits = bits << 11 | by_name[word]
            entropy = (bits >> 4).to_bytes(16, "big")
            if sha256(entropy)[0] >> 4 == bits & 15:
                return entropy
    raise Refused("these are not twelve words of one list, or one of them is mistyped")


def channel_id(first_root_key: bytes) -> bytes:
    return sha256(b"belfry/v1/channel" + first_root_key)


def address(channel: bytes) -> str:
    """What stands after `https://host/#`."""
    return base64.b32encode(channel[:16]).decode("ascii").rstrip("=").lower()


def left_out_tag(key: bytes, channel: bytes, numbers: list[int]) -> bytes:
    return hmac_sha256(key, channel + b"".join(number.to_bytes(2, "big") for number in numbers))


@dataclass(frozen=True)
class MemberKeys:
    """What one member and the reporter share."""

    member_key: bytes

    @property
    def letter_tag_key(self) -> bytes:
        return kdf(self.member_key, "letter-tag", 32)

    def reply_token(self, index: int) -> bytes:
        return kdf(self.member_key, f"reply-token/{index}", 16)

    def reply_key(self, index: int) -> bytes:
        return kdf(self.member_key, f"reply-key/{index}", 32)


@dataclass(frozen=True)
class Conversation:
    """Everything under the root of one addressee."""

    root: bytes

    @property
    def conversation_id(self) -> bytes:
        return kdf(self.root, "conversation-id", 16)

    @property
    def thread_key(self) -> bytes:
        return kdf(self.root, "thread", 32)

    @property
    def left_out_key(self) -> bytes:
        return kdf(self.root, "left-out", 32)

    @property
    def proof_salt(self) -> bytes:
        return kdf(self.root, "proof-salt", 32)

    def member(self, number: int) -> MemberKeys:
        return MemberKeys(kdf(self.root, f"member/{number}", 32))

    def attachment_key(self, file_hash: bytes) -> bytes:
        return kdf(self.root, f"attachment/{file_hash.hex()}", 32)


def conversation(receipt: bytes, channel: bytes, addressee: str = COMMITTEE) -> Conversation:
    """The conversation with the committee, or with the adviser of this number."""
    return Conversation(kdf(receipt, f"conversation/{addressee}", 32, salt=channel))
