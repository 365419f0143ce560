"""Opening letters (4.3)."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import Refused, age, attachment, cbor, fields
from .hpke import SecretKey
from .primitives import hmac_sha256, open_chacha
from .receipt import COMMITTEE, MemberKeys

LETTER_LEN = 65_536
BOX_CONTEXT = b"belfry/v1/member-box"
BOX_LEN = 48
TAG_LEN = 16
SLOTS = (8, 16)

FIELDS: fields.Table = {
    0: ("version", fields.uint(64)),
    1: ("channel_id", fields.octets(32)),
    2: ("roster_serial", fields.uint(64)),
    3: ("roster_hash", fields.octets(32)),
    4: ("board_serial", fields.uint(64)),
    5: ("day", fields.uint(32)),
    6: ("letter_id", fields.octets(16)),
    7: ("addressee", fields.text),
    8: ("service", fields.uint(16)),
    9: ("conversation_id", fields.octets(16)),
    10: ("thread_key", fields.octets(32)),
    11: ("kind", fields.text),
    12: ("body", fields.text),
    13: ("attachments", fields.maps()),
    14: ("left_out", fields.uints(16)),
    15: ("left_out_tag", fields.octets(32)),
    16: ("proof_salt", fields.octets(32)),
    17: ("object", fields.any_octets),
}
OPTIONAL = {16, 17}


@dataclass(frozen=True)
class Letter:
    """A letter as one of its readers finds it."""

    stanza: int
    plaintext: bytes
    member_key: bytes | None
    """None where the box does not open: a letter without a way back."""
    tag_holds: bool
    cbor: bytes
    fields: dict[str, Any]
    attachments: list[attachment.Entry]
    """As the letter lists them; whether a number of parcels is that of the size shows on opening."""


@dataclass(frozen=True)
class ForeignText:
    """A text sealed with another age tool: a letter without a way back."""

    plaintext: bytes
    text: str
    """Without the spaces, tabs, line ends and zeros at its end."""


def unseal(data: bytes, secrets: list[SecretKey]) -> tuple[int, age.OpenedStanza, bytes] | None:
    """Steps 1 and 2: number of stanzas, the one that opened, and the plaintext."""
    if len(data) != LETTER_LEN:
        raise Refused("letter of another length")
    file = age.parse(data)
    opened = age.open_stanza(file, secrets, BOX_CONTEXT)
    if opened is None:
        return None
    return len(file.stanzas), opened, age.open_payload(file, opened.file_key)


def open_letter(
    data: bytes, secrets: list[SecretKey], channel: bytes, slots: int | None = None
) -> Letter | ForeignText | None:
    """None: not for this reader, or a cover. `slots` is the S of the roster that the letter names,
    where that is known."""
    unsealed = unseal(data, secrets)
    if unsealed is None:
        return None
    stanzas, opened, plaintext = unsealed
    if plaintext[:1] != b"\x00":
        return _foreign(plaintext)
    if stanzas not in SLOTS or (slots is not None and stanzas != slots):
        raise Refused("letter with another number of slots")
    return read(stanzas, opened.index, plaintext, channel, lambda box: _member_key(opened, box))


def _member_key(opened: age.OpenedStanza, box: bytes) -> bytes | None:
    return open_chacha(opened.box_key, bytes(12), box, bytes([opened.index]))


def read(
    slots: int,
    index: int,
    plaintext: bytes,
    channel: bytes,
    member_key_of: Callable[[bytes], bytes | None],
) -> Letter:
    """`u32 n ‖ CBOR (n) ‖ S boxes ‖ S tags ‖ zeros`, for the reader whose stanza is `index`."""
    if slots not in SLOTS:
        raise Refused("letter with another number of slots")
    length = int.from_bytes(plaintext[:4], "big")
    boxes_at = 4 + length
    tags_at = boxes_at + slots * BOX_LEN
    end = tags_at + slots * TAG_LEN
    if end > len(plaintext) or any(plaintext[end:]):
        raise Refused("letter: lengths do not fit, or bytes after the tags")
    content = plaintext[4:boxes_at]
    values = named(content)
    if values["channel_id"] != channel:
        raise Refused("letter for another channel")
    box_at = boxes_at + index * BOX_LEN
    member_key = member_key_of(plaintext[box_at : box_at + BOX_LEN])
    tag_at = tags_at + index * TAG_LEN
    tag = plaintext[tag_at : tag_at + TAG_LEN]
    return Letter(
        index,
        plaintext,
        member_key,
        member_key is not None and _tag_holds(member_key, plaintext[:tags_at], tag),
        content,
        values,
        [attachment.entry(one) for one in values["attachments"]],
    )


def _tag_holds(member_key: bytes, covered: bytes, tag: bytes) -> bool:
    expected = hmac_sha256(MemberKeys(member_key).letter_tag_key, covered)[:TAG_LEN]
    return hmac.compare_digest(expected, tag)


def _foreign(plaintext: bytes) -> ForeignText:
    try:
        text = plaintext.decode("utf-8").rstrip("\0 \t\r\n")
    except UnicodeDecodeError as error:
        raise Refused("neither a letter nor a text") from error
    if "\0" in text:
        raise Refused("neither a letter nor a text")
    return ForeignText(plaintext, text)


def named(content: bytes) -> dict[str, Any]:
    values = fields.named(cbor.decode(content), FIELDS, OPTIONAL)
    if not fields.ascending(values["left_out"]):
        raise Refused("letter: members left out do not ascend")
    if not _is_addressee(values["addressee"]):
        raise Refused("letter: no addressee")
    return values


def _is_addressee(text: str) -> bool:
    """`committee`, or an adviser's number as numbers are written."""
    if text == COMMITTEE:
        return True
    return text.isascii() and text.isdecimal() and str(int(text)) == text and int(text) < 1 << 16
