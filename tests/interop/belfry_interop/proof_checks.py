"""The folder `proofs` of a folder of vectors: a reply with proofs of receipt (4.9)."""

import json
from typing import Any

from . import proof, receipt, reply, signed
from .primitives import sha256
from .refusals import flipped
from .vectors import Report, Vectors


def _proofs(v: Vectors, report: Report) -> None:
    folder = v.folder / "proofs"
    index: dict[str, Any] = json.loads((folder / "index.json").read_text("utf-8"))
    for name, digest in index["files"].items():
        report.equal(f"hash of proofs/{name}", sha256((folder / name).read_bytes()).hex(), digest)
    channel, entropy = bytes.fromhex(index["channel"]["id"]), bytes.fromhex(index["receipt"]["bytes"])
    member = index["member"]["number"]
    key = signed.decode_public_key(index["member"]["member_key"])
    of = receipt.conversation(entropy, channel)
    keys = of.member(member)

    listed = index["reply"]
    data = (folder / listed["file"]).read_bytes()
    cells = []
    for index_of_part, at in enumerate(range(0, len(data), reply.CELL_LEN), start=listed["index"]):
        cell = data[at : at + reply.CELL_LEN]
        report.equal("proofs: token", cell[: reply.TOKEN_LEN], keys.reply_token(index_of_part))
        values = reply.open_cell(cell, keys.reply_key(index_of_part), channel)
        cells.append(reply.Cell(receipt.COMMITTEE, member, index_of_part, values, []))
    (found,) = reply.join(cells)
    report.equal("proofs: reply", (found.reply_id.hex(), found.text), (listed["reply_id"], listed["text"]))

    statements = proof.statements(found.proofs)
    report.equal("proofs: statements", statements, [one["statement"] for one in index["proofs"]])
    for one in index["proofs"]:
        _statement(report, one, (folder / one["kept"]).read_text("utf-8"), of.proof_salt, (channel, member, key))


def _statement(
    report: Report, one: dict[str, Any], kept: str, salt: bytes, by: tuple[bytes, int, bytes]
) -> None:
    channel, member, key = by
    text, statement = one["text"].encode(), one["statement"].encode()
    name = f"proof of {one['text']!r}"
    stated = report.run(name, lambda: proof.check(statement, channel, member, key))
    report.equal(f"{name}: day", stated.day, one["day"])
    report.holds(f"{name}: its text", lambda: proof.check_text(stated, salt, text))
    report.equal(f"{name}: kept", proof.split_salt(kept), (one["statement"], salt))
    report.refused(f"{name}: without the salt", lambda: proof.split_salt(one["statement"]), "no salt")
    report.refused(f"{name}: more text", lambda: proof.check_text(stated, salt, text + b"\n"), "another text")
    report.refused(f"{name}: another salt", lambda: proof.check_text(stated, flipped(salt, 0), text), "salt")
    report.refused(f"{name}: another member", lambda: proof.check(statement, channel, member + 1, key), "member")
    other = flipped(channel, 0)
    report.refused(f"{name}: another channel", lambda: proof.check(statement, other, member, key), "channel")
    for at in range(len(statement)):
        report.refused(
            f"{name} with byte {at} altered",
            lambda: proof.check(flipped(statement, at), channel, member, key),
        )


PARTS = (_proofs,)
