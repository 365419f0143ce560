"""Rosters, root changes and recipient files (4.6)."""

from dataclasses import dataclass
from typing import Any

from . import Refused, age, signed
from . import json_fields as of_json
from .json_fields import day, epoch_of
from .primitives import decode_base64, sha256
from .receipt import channel_id

__all__ = ["Roster", "check", "check_recipients", "check_same_chain", "day", "epoch_of", "recipients_of"]

KIND = "belfry/v1/roster"
CHANGE_KIND = "belfry/v1/root-change"
RECIPIENTS_KIND = "belfry/v1/recipients"
MAX_DAYS = 92
_BEGINNING = f'{{\n  "kind": "{KIND}",\n  "channel": '.encode("ascii")


@dataclass(frozen=True)
class Roster:
    """A roster that holds."""

    hash: bytes
    """Of the signed file."""
    channel: bytes
    fields: dict[str, Any]
    root_keys: list[bytes]
    """The first root key and those after it, by the changes."""

    def member(self, number: int) -> dict[str, Any]:
        for member in of_json.objects(self.fields, "members"):
            if member["number"] == number:
                return dict(member)
        raise Refused("no such member in the roster")

    def highest_number(self) -> int:
        """The highest number that was ever given out, as far as the roster says."""
        listed = [*self.fields["members"], *self.fields.get("former", [])]
        return max(int(one["number"]) for one in listed)

    def with_successors(self, numbers: list[int]) -> list[int]:
        """These numbers, and those that the same people have since: who was left out under the one is
        left out under the other."""
        found = set(numbers)
        for one in sorted(self.fields.get("former", []), key=lambda one: int(one["number"])):
            if one["number"] in found and of_json.has(one, "now"):
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
    roster = check_undated(data, channel)
    if not day(roster.fields["valid_from"]) <= today <= day(roster.fields["valid_until"]):
        raise Refused("roster is not valid today")
    return roster


def check_undated(data: bytes, channel: bytes) -> Roster:
    """As `check`, whenever it is valid."""
    if len(data) > of_json.MAX_LEN:
        raise Refused("roster is too long")
    body = signed.split(data, KIND)[0]
    fields = of_json.parse(body, KIND)
    if not body.startswith(_BEGINNING):
        raise Refused("roster does not begin as it must")
    found = of_json.hexadecimal(fields, "channel", 32)
    if not found.startswith(channel):
        raise Refused("roster of another channel")
    root_keys = _root_chain(of_json.an_object(fields, "root"), found)
    signed.check(data, KIND, root_keys[-1])
    _rules(fields)
    return Roster(sha256(data), found, fields, root_keys)


def _root_chain(root: dict[str, Any], channel: bytes) -> list[bytes]:
    keys = [signed.decode_public_key(of_json.text(root, "first"))]
    if channel_id(keys[0]) != channel:
        raise Refused("first root key is not that of the channel")
    for number, change in enumerate(of_json.optional_objects(root, "changes"), start=1):
        raw = decode_base64(of_json.text(change, "signed"), padded=True)
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
    if of_json.number(fields, "serial", 64) < 1:
        raise Refused("roster: serials begin with 1")
    days = day(of_json.text(fields, "valid_until")) - day(of_json.text(fields, "valid_from"))
    if not 0 <= days <= MAX_DAYS:
        raise Refused("roster: valid for too long")
    for name in ("name", "text", "outside"):
        of_json.texts(fields, name)
    for service in of_json.objects(fields, "services"):
        of_json.number(service, "number", 16)
        of_json.texts(service, "name")
    for epoch in of_json.objects(fields, "epochs"):
        of_json.number(epoch, "epoch")
        of_json.hexadecimal(epoch, "sha256", 32)
    members = of_json.objects(fields, "members")
    publishers = [_member(member) for member in members].count(True)
    numbers = [member["number"] for member in members]
    if len(set(numbers)) != len(numbers):
        raise Refused("roster: a number twice")
    _former(fields, set(numbers))
    readers = [member["kind"] for member in members].count("member")
    if of_json.number(fields, "slots") not in (8, 16) or not 1 <= readers <= fields["slots"]:
        raise Refused("roster: slots do not fit")
    if not 1 <= of_json.number(fields, "quorum") <= readers:
        raise Refused("roster: quorum does not fit")
    if not publishers:
        raise Refused("roster: nobody publishes")
    if not 1 <= of_json.number(fields, "cells_per_batch") <= 64:
        raise Refused("roster: cells do not fit")
    if not 1 <= of_json.number(fields, "cell_weeks") <= 52:
        raise Refused("roster: weeks do not fit")


def _member(member: dict[str, Any]) -> bool:
    """Checks an entry; whether it is a publisher's."""
    of_json.number(member, "number", 16)
    of_json.text(member, "name")
    of_json.texts(member, "role")
    signed.decode_public_key(of_json.text(member, "member_key"))
    if member.get("kind") not in ("member", "adviser"):
        raise Refused("roster: entry of another kind")
    for name in ("location", "board_key"):
        if of_json.has(member, name):
            of_json.text(member, name)
    if not of_json.has(member, "weekday"):
        return False
    signed.decode_public_key(of_json.text(member, "board_key"))
    if not 1 <= of_json.number(member, "weekday") <= 7:
        raise Refused("roster: no weekday")
    return True


def _former(fields: dict[str, Any], in_use: set[int]) -> None:
    former = of_json.optional_objects(fields, "former")
    numbers = {of_json.number(one, "number", 16) for one in former}
    if len(numbers) != len(former) or numbers & in_use:
        raise Refused("roster: a former number twice, or in use")
    for one in former:
        if of_json.has(one, "now") and of_json.number(one, "now", 16) <= one["number"]:
            raise Refused("roster: who got another number has a higher one")


def check_recipients(data: bytes, roster: Roster, epoch: int) -> dict[int, str]:
    """The recipient file of an epoch: each entry's text by number, not yet read as a key."""
    listed = [one for one in roster.fields["epochs"] if one["epoch"] == epoch]
    if not listed or of_json.hexadecimal(listed[0], "sha256", 32) != sha256(data):
        raise Refused("recipient file is not the one in the roster")
    fields = of_json.parse(data, RECIPIENTS_KIND)
    found = of_json.hexadecimal(fields, "channel", 32), of_json.number(fields, "epoch")
    if found != (roster.channel, epoch):
        raise Refused("recipient file of another channel or epoch")
    recipients: dict[int, str] = {}
    for one in of_json.objects(fields, "recipients"):
        recipients.setdefault(of_json.number(one, "member", 16), of_json.text(one, "recipient"))
    return recipients


def recipients_of(readers: list[int], recipients: dict[int, str]) -> dict[int, bytes]:
    """The readers' public keys; one that is missing or no key refuses the whole (4.3)."""
    if missing := [number for number in readers if number not in recipients]:
        raise Refused(f"no recipient for {missing}")
    return {number: age.decode_recipient(recipients[number]) for number in readers}
