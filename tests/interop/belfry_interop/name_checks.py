"""The folder `names` of a folder of vectors: a name held apart in a letter, and a share that is given (4.3)."""

import json
from itertools import combinations
from typing import Any

from . import names, receipt, signed
from .primitives import sha256
from .refusals import flipped
from .vectors import Report, Vectors


def _names(v: Vectors, report: Report) -> None:
    folder = v.folder / "names"
    index: dict[str, Any] = json.loads((folder / "index.json").read_text("utf-8"))
    for name, digest in index["files"].items():
        report.equal(f"hash of names/{name}", sha256((folder / name).read_bytes()).hex(), digest)
    channel, entropy = bytes.fromhex(index["channel"]["id"]), bytes.fromhex(index["receipt"]["bytes"])
    of = receipt.conversation(entropy, channel)
    listed = index["box"]
    data, letter = (folder / listed["file"]).read_bytes(), bytes.fromhex(listed["letter"])
    box = report.run("name box", lambda: names.parse(data, letter, channel))
    report.equal("name box: threshold", box.threshold, listed["threshold"])

    shares = []
    for one in index["shares"]:
        member = one["member"]
        key = of.member(member).member_key
        share = report.run(f"share of {member}", lambda: box.share(member, key))
        report.equal(f"share of {member}", share.hex(), one["share"])
        report.refused(f"share of {member} by another key", lambda: box.share(member, flipped(key, 0)), "open")
        report.refused(f"share of {member} altered", lambda: box.check(member, flipped(share, 9)), "commitment")
        shares.append(share)
    for pair in combinations(shares, listed["threshold"]):
        report.equal("name", report.run("name", lambda: box.open(list(pair))), listed["name"])
    report.refused("name by one share", lambda: box.open(shares[:1]), "not enough")
    elsewhere = names.parse(data, flipped(letter, 0), channel)
    report.refused("name in another letter", lambda: elsewhere.open(shares), "do not open")
    for at in range(len(data)):
        report.refused(f"name box with byte {at} altered", lambda: _all(flipped(data, at), letter, channel, of))

    listed = index["given"]
    given_data, key = (folder / listed["file"]).read_bytes(), signed.decode_public_key(listed["member_key"])
    given = report.run("share given", lambda: names.check_given(given_data, channel, key))
    told = (given.sender, given.receiver, given.letter.hex(), given.deed.hex())
    report.equal("share given", told, tuple(listed[name] for name in ("from", "to", "letter", "deed")))
    report.holds("share given fits", lambda: box.check(given.sender, given.share))
    for at in range(len(given_data)):
        report.refused(
            f"share given with byte {at} altered",
            lambda: names.check_given(flipped(given_data, at), channel, key),
        )


def _all(data: bytes, letter: bytes, channel: bytes, of: receipt.Conversation) -> None:
    """Reads all that a box has, so that whatever is altered is met."""
    box = names.parse(data, letter, channel)
    box.open([box.share(member, of.member(member).member_key) for member in box.entries])


PARTS = (_names,)
