"""Rosters, root changes and recipient files (4.6)."""

import datetime
import json
from dataclasses import dataclass
from typing import Any

from . import Refused, age, signed
from .primitives import decode_base64, sha256
from .receipt import channel_id

KIND = "belfry/v1/roster"
CHANGE_KIND = "belfry/v1/root-change"
RECIPIENTS_KIND = "belfry/v1/recipients"
MAX_LEN = 256 * 1024
MAX_DAYS = 92
_EPOCH_START = datetime.date(1970, 1, 1)


def day(text: Any) -> int:
    """A day of the JSON, `YYYY-MM-DD`."""
    try:
        date = datetime.date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise Refused("no day") from error
    if date.isoformat() != text:
        raise Refused("no day")
    return (date - _EPOCH_START).days


def epoch_of(number: int) -> int:
    """The key epoch of a day (4.0)."""
    date = _EPOCH_START + datetime.timedelta(days=number)
    return date.year * 12 + date.month - 1


@dataclass(frozen=True)
class Roster:
    """A roster that holds."""

    hash: bytes
    """Of the signed file."""
    fields: dict[str, Any]
    root_keys: list[bytes]
    """The first root key and those after it, by the changes."""

    @property
    def channel(self) -> bytes:
        return bytes.fromhex(self.fields["channel"])

    def member(self, number: int) -> dict[str, Any]:
        for member in _list(self.fields, "members"):
            if member["number"] == number:
                return dict(member)
        raise Refused("no such member in the roster")

    def highest_number(self) -> int:
        """The highest number that was ever given out, as far as the roster says."""
        listed = [*_list(self.fields, "members"), *_optional_list(self.fields, "former")]
        return max(_number(one, "number", 16) for one in listed)

    def with_successors(self, numbers: list[int]) -> list[int]:
        """These numbers, and those that the same people have since: who was left out under the one is
        left out under the other."""
        found = set(numbers)
        for one in sorted(_optional_list(self.fields, "former"), key=lambda one: int(one["number"])):
            if one["number"] in found and one.get("now") is not None:
                found.add(one["now"])
        return sorted(found)

    def readers(self, left_out: list[int]) -> list[int]:
        """Who reads a letter to the committee: members, never advisers, less those left out."""
        members = [one["number"] for one in self.fields["members"] if one["kind"] == "member"]
        readers = [number for number in members if number not in left_out]
        if len(readers) < self.fields["quorum"]:
            raise Refused("fewer readers than the quorum")
        return readers


def check(data: bytes, channel: bytes, today: int) -> Roster:
    """Checks form, channel, root chain, signature, rules and validity. `channel` is the whole id
    or the 16 bytes of an address."""
    if len(data) > MAX_LEN:
        raise Refused("roster is too long")
    fields = _json(signed.split(data, KIND)[0], KIND)
    if not bytes.fromhex(_hex(fields, "channel", 32)).startswith(channel):
        raise Refused("roster of another channel")
    root_keys = _root_chain(_object(fields, "root"), bytes.fromhex(fields["channel"]))
    signed.check(data, KIND, root_keys[-1])
    _rules(fields)
    if not day(fields["valid_from"]) <= today <= day(fields["valid_until"]):
        raise Refused("roster is not valid today")
    return Roster(sha256(data), fields, root_keys)


def _root_chain(root: dict[str, Any], channel: bytes) -> list[bytes]:
    keys = [signed.decode_public_key(_text(root, "first"))]
    if channel_id(keys[0]) != channel:
        raise Refused("first root key is not that of the channel")
    for number, change in enumerate(_optional_list(root, "changes"), start=1):
        raw = decode_base64(_text(change, "signed"), padded=True)
        body = signed.check(raw, CHANGE_KIND, keys[-1])
        expected = CHANGE_KIND.encode("ascii") + channel + number.to_bytes(4, "big")
        if len(body) != len(expected) + 32 or not body.startswith(expected):
            raise Refused("root change of another channel or number")
        new = body[len(expected) :]
        signed.check_point(new)
        keys.append(new)
    return keys


def check_same_chain(one: Roster, other: Roster) -> None:
    """Who sees two different root changes with one number refuses both."""
    if any(a != b for a, b in zip(one.root_keys, other.root_keys, strict=False)):
        raise Refused("two root changes with one number")


def _rules(fields: dict[str, Any]) -> None:
    if _number(fields, "serial", 64) < 1:
        raise Refused("roster: serials begin with 1")
    if not 0 <= day(fields["valid_until"]) - day(fields["valid_from"]) <= MAX_DAYS:
        raise Refused("roster: valid for too long")
    members = _list(fields, "members")
    for member in members:
        signed.decode_public_key(_text(member, "member_key"))
        if member.get("kind") not in ("member", "adviser"):
            raise Refused("roster: entry of another kind")
        if member.get("weekday") is not None:
            signed.decode_public_key(_text(member, "board_key"))
            if not 1 <= _number(member, "weekday") <= 7:
                raise Refused("roster: no weekday")
    numbers = [_number(member, "number", 16) for member in members]
    readers = sum(member["kind"] == "member" for member in members)
    if len(set(numbers)) != len(numbers):
        raise Refused("roster: a number twice")
    former = [_number(one, "number", 16) for one in _optional_list(fields, "former")]
    if len(set(former)) != len(former) or set(former) & set(numbers):
        raise Refused("roster: a former number twice, or in use")
    for one in _optional_list(fields, "former"):
        if one.get("now") is not None and _number(one, "now", 16) <= one["number"]:
            raise Refused("roster: who got another number has a higher one")
    if fields.get("slots") not in (8, 16) or not 1 <= readers <= fields["slots"]:
        raise Refused("roster: slots do not fit")
    if not 1 <= _number(fields, "quorum") <= readers:
        raise Refused("roster: quorum does not fit")
    if not any(member.get("weekday") is not None for member in members):
        raise Refused("roster: nobody publishes")
    if not 1 <= _number(fields, "cells_per_batch") <= 64 or not 1 <= _number(fields, "cell_weeks") <= 52:
        raise Refused("roster: cells or weeks do not fit")


def check_recipients(data: bytes, roster: Roster, epoch: int) -> dict[int, str]:
    """The recipient file of an epoch: each entry's text by number, not yet read as a key."""
    listed = [one for one in _list(roster.fields, "epochs") if _number(one, "epoch") == epoch]
    if len(data) > MAX_LEN or not listed or _hex(listed[0], "sha256", 32) != sha256(data).hex():
        raise Refused("recipient file is not the one in the roster")
    fields = _json(data, RECIPIENTS_KIND)
    if _hex(fields, "channel", 32) != roster.channel.hex() or _number(fields, "epoch") != epoch:
        raise Refused("recipient file of another channel or epoch")
    recipients: dict[int, str] = {}
    for one in _list(fields, "recipients"):
        recipients.setdefault(_number(one, "member", 16), _text(one, "recipient"))
    return recipients


def recipients_of(readers: list[int], recipients: dict[int, str]) -> dict[int, bytes]:
    """The readers' public keys; one that is missing or no key refuses the whole (4.3)."""
    if missing := [number for number in readers if number not in recipients]:
        raise Refused(f"no recipient for {missing}")
    return {number: age.decode_recipient(recipients[number]) for number in readers}


def _no_field_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Refused("JSON with a field twice")
    return fields


def _json(body: bytes, kind: str) -> dict[str, Any]:
    if len(body) > MAX_LEN:
        raise Refused("JSON is too long")
    try:
        text = body.decode("utf-8")
        fields = json.loads(text, object_pairs_hook=_no_field_twice)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Refused("no JSON") from error
    if not isinstance(fields, dict) or fields.get("kind") != kind:
        raise Refused("JSON of another kind")
    if kind == KIND:
        begin = f'{{\n  "kind": "{kind}",\n  "channel": '
        if not text.startswith(begin):
            raise Refused("roster does not begin as it must")
    return fields


def _object(fields: Any, name: str) -> dict[str, Any]:
    value = fields.get(name) if isinstance(fields, dict) else None
    if not isinstance(value, dict):
        raise Refused(f"JSON: {name} is no object")
    return value


def _list(fields: dict[str, Any], name: str) -> list[Any]:
    value = fields.get(name)
    if not isinstance(value, list) or any(not isinstance(one, dict) for one in value):
        raise Refused(f"JSON: {name} is no list")
    return value


def _optional_list(fields: dict[str, Any], name: str) -> list[Any]:
    """An absent list is an empty one."""
    return _list(fields, name) if name in fields else []


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise Refused(f"JSON: {name} is no text")
    return value


def _number(fields: dict[str, Any], name: str, bits: int = 32) -> int:
    """An unsigned integer below 2^bits."""
    value = fields.get(name)
    if type(value) is not int or not 0 <= value < 1 << bits:
        raise Refused(f"JSON: {name} is no number")
    return value


def _hex(fields: dict[str, Any], name: str, length: int) -> str:
    value = _text(fields, name)
    if len(value) != 2 * length or any(digit not in "0123456789abcdef" for digit in value):
        raise Refused(f"JSON: {name} is no hexadecimal")
    return value
