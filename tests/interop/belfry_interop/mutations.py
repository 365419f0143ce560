"""Altered bytes: both implementations take the same of them and refuse the same.

Folders that were made anew have them; what the Rust code said of each stands in the index.
"""

from collections.abc import Callable
from typing import Any

from . import Refused, board, cbor, letter, records, roster, signed
from .primitives import sha256
from .vectors import Report, Vectors


def _agree(v: Vectors, report: Report, name: str, deed: Callable[[dict[str, Any]], Any]) -> None:
    listed = v.index.get("mutations", {}).get(name, [])
    counts = {True: 0, False: 0}
    for one in listed:
        try:
            deed(one)
        except Refused as reason:
            taken, why = False, str(reason)
        else:
            taken, why = True, "taken"
        counts[taken] += 1
        if taken != one["taken"]:
            shown = one.get("at") or one["hex"]
            report.equal(f"{name} {shown}, here: {why}", taken, one["taken"])
    if listed:
        print(f"        {name}: {counts[True]} taken, {counts[False]} refused")
        report.equal(f"{name}: some are taken and some refused", all(counts.values()), True)


def _cbor(v: Vectors, report: Report) -> None:
    _agree(v, report, "cbor", lambda one: cbor.decode(bytes.fromhex(one["hex"])))


def _contents(v: Vectors, report: Report) -> None:
    _agree(v, report, "contents", lambda one: letter.named(bytes.fromhex(one["hex"])))


def _rosters(v: Vectors, report: Report) -> None:
    _agree(
        v,
        report,
        "rosters",
        lambda one: roster.check_undated(one["signed"].encode("utf-8"), v.channel),
    )


def _records(v: Vectors, report: Report) -> None:
    def check(one: dict[str, Any]) -> None:
        data = bytes.fromhex(one["hex"])
        found = records.read_framed(data, records.BUNDLE, v.channel)
        told = {
            "records": [[kind, sha256(payload).hex()] for kind, payload in found.records],
            "missing": found.missing,
            "ended": found.ended,
        }
        expected = {name: one.get(name) for name in told}
        if told != expected:
            report.equal(f"records of {one['hex']}", told, expected)

    _agree(v, report, "records", check)


def _headers(v: Vectors, report: Report) -> None:
    of = v.roster(2)

    def check(one: dict[str, Any]) -> None:
        # On the last of all days: as with rosters, the Rust code leaves the day to whoever calls it.
        board.check_header(bytes.fromhex(one["hex"]), of, v.channel, today=1 << 32)

    _agree(v, report, "headers", check)


def _publications(v: Vectors, report: Report) -> None:
    def check(one: dict[str, Any]) -> None:
        data = bytes.fromhex(one["hex"])
        records.read_publication(data, data[21:53])

    _agree(v, report, "publications", check)


def _confirmations(v: Vectors, report: Report) -> None:
    member = v.index["import_confirmation"]["member"]
    text = next(one["member_key"] for one in v.index["people"] if one["number"] == member)
    key = signed.decode_public_key(text)

    def check(one: dict[str, Any]) -> None:
        records.check_confirmation(bytes.fromhex(one["hex"]), v.channel, key)

    _agree(v, report, "confirmations", check)


PARTS = (_cbor, _contents, _rosters, _records, _headers, _publications, _confirmations)
