"""The folder `members` of a folder of vectors: a page of the journal (4.8), a root key on paper (9.1)."""

import json
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

from . import cbor, fields, journal_page, paper, signed
from .primitives import sha256
from .refusals import flipped
from .vectors import Report, Vectors


def _open(v: Vectors) -> tuple[Path, dict[str, Any]]:
    folder = v.folder / "members"
    index: dict[str, Any] = json.loads((folder / "index.json").read_text("utf-8"))
    return folder, index


def _page(v: Vectors, report: Report) -> None:
    folder, index = _open(v)
    for name, digest in index["files"].items():
        report.equal(f"hash of members/{name}", sha256((folder / name).read_bytes()).hex(), digest)
    listed = index["page"]
    data = (folder / listed["file"]).read_bytes()
    channel = bytes.fromhex(index["channel"]["id"])
    key = signed.decode_public_key(index["member"]["member_key"])
    page = report.run("journal page", lambda: journal_page.check(data, channel, key))
    header = page.header
    told = {
        "hash": header.hash.hex(),
        "chain": header.chain.hex(),
        "number": header.number,
        "day": header.day,
        "clock": header.clock,
        "previous": header.previous.hex(),
    }
    report.equal("journal page: header", told, {name: listed[name] for name in told})
    report.equal("journal page: member", header.member, index["member"]["number"])
    report.equal("journal page: heads", len(page.heads), len(listed["heads"]))
    for head, expected in zip(page.heads, listed["heads"], strict=False):
        head_key = signed.decode_public_key(expected["member_key"])
        found = report.run("a head", lambda: journal_page.check_header(head, channel, head_key))
        report.equal("a head's member", found.member, expected["member"])
    for name, entries in (
        ("of_letter", page.of_letter(bytes.fromhex(listed["letter"]))),
        ("common", page.common()),
    ):
        expected = [
            fields.named(cbor.decode(bytes.fromhex(one)), journal_page.FIELDS, journal_page.OPTIONAL)
            for one in listed[name]
        ]
        report.equal(f"journal page: entries {name}", entries, expected)
    report.equal("journal page: of another letter", page.of_letter(bytes(32)), [])
    for at in range(0, len(data), 1999):
        report.refused(
            f"journal page with byte {at} altered",
            lambda: journal_page.check(flipped(data, at), channel, key),
        )


def _paper(v: Vectors, report: Report) -> None:
    listed = _open(v)[1]["root_on_paper"]
    seed = bytes.fromhex(listed["seed"])
    report.equal("root public key", paper.public_key(seed).hex(), listed["public_key"])
    sheets = []
    for one in listed["sheets"]:
        name = f"sheet {one['x']}"
        for kind in ("en", "nl"):
            found = report.run(name, lambda: paper.from_words(" ".join(one[kind])))
            report.equal(f"{name}: words, {kind}", found.hex(), one["hex"])
        report.equal(f"{name}: QR code", paper.from_qr(one["code"].lower()).hex(), one["hex"])
        sheets.append(paper.read(bytes.fromhex(one["hex"])))
    report.equal("sheets: numbers", [one.x for one in sheets], [one["x"] for one in listed["sheets"]])
    for pair in permutations(sheets, listed["needed"]):
        numbers = [one.x for one in pair]
        found = report.run(f"sheets {numbers}", lambda: paper.put_together(list(pair)))
        report.equal(f"sheets {numbers}", found, seed)
    for a, b in combinations(sheets, 2):
        wrong = paper.Sheet(a.set, a.needed, a.x, a.key, flipped(a.share, 5))
        report.refused(
            f"sheets {a.x} (altered) and {b.x}", lambda: paper.put_together([wrong, b]), "is wrong"
        )
    report.refused("a sheet alone", lambda: paper.put_together([sheets[0], sheets[0]]), "not enough")
    raw = bytes.fromhex(listed["sheets"][0]["hex"])
    report.refused("an altered sheet", lambda: paper.read(flipped(raw, 20)), "check")
    lines = listed["sheets"][0]["en"]
    swapped = " ".join([lines[1], lines[0], *lines[2:]])
    report.refused("sheets: two lines swapped", lambda: paper.from_words(swapped), "line")


PARTS = (_page, _paper)
