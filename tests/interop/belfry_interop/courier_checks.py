"""Bundle, outbox, publication, import confirmation and stamps of a folder of vectors."""

from . import records, signed
from .board import read_header
from .primitives import sha256
from .vectors import Report, Vectors


def _bundle(v: Vectors, report: Report) -> None:
    listed = v.index["bundle"]
    data = v.read(listed["file"])
    framed = report.run("bundle", lambda: records.read_framed(data, records.BUNDLE, v.channel))
    report.equal("bundle: kinds", [kind for kind, _ in framed.records], listed["kinds"])
    report.equal("bundle: whole", (framed.missing, framed.ended), (0, True))
    by_kind = dict(framed.records)
    report.equal("bundle: roster", sha256(by_kind[2]).hex(), listed["roster"])
    epoch, file = int.from_bytes(by_kind[3][:4], "big"), by_kind[3][4:]
    told = {"epoch": epoch, "hash": sha256(file).hex()}
    report.equal("bundle: recipients", told, listed["recipients"])
    week = report.run("bundle: week", lambda: records.read_week(by_kind[4]))
    told = {
        "week": week.week,
        "closed": week.closed,
        "letters": [one.hex() for one in week.letters],
        "parcels": [one.hex() for one in week.parcels],
    }
    report.equal("bundle: week", told, listed["week"])
    letter = by_kind[5]
    told = {
        "week": int.from_bytes(letter[:4], "big"),
        "id": letter[4:20].hex(),
        "hash": sha256(letter[20:]).hex(),
    }
    report.equal("bundle: letter", told, listed["letter"])
    report.equal("bundle: confirmation", sha256(by_kind[7]).hex(), listed["confirmation"])
    # The third record is hurt in its payload: it alone is missing. So is one whose head is hurt.
    for offset in (0, 25):
        at = data.index(by_kind[4]) - 20 + offset
        hurt = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        framed = records.read_framed(hurt, records.BUNDLE, v.channel)
        kinds = [kind for kind, _ in framed.records]
        found = (kinds, framed.missing, framed.ended)
        report.equal(f"bundle hurt at {offset} of a record", found, ([2, 3, 5, 7], 1, True))
    cut = records.read_framed(data[:-5], records.BUNDLE, v.channel)
    report.equal("bundle cut off", cut.ended, False)


def _outbox(v: Vectors, report: Report) -> None:
    listed = v.index["outbox"]
    data = v.read(listed["file"])
    framed = report.run("outbox", lambda: records.read_framed(data, records.OUTBOX, v.channel))
    report.equal("outbox: kinds", [kind for kind, _ in framed.records], listed["kinds"])
    payload = dict(framed.records)[16]
    found = report.run("publication", lambda: records.read_publication(payload, v.channel))
    told = {
        "roster": sha256(found.roster).hex() if found.roster else None,
        "recipients": [{"epoch": epoch, "hash": sha256(file).hex()} for epoch, file in found.recipients],
        "board": sha256(found.board).hex(),
    }
    report.equal("publication", told, listed["publication"])


def _confirmation(v: Vectors, report: Report) -> None:
    listed = v.index["import_confirmation"]
    data = v.read(listed["file"])
    member = next(one for one in v.index["people"] if one["number"] == listed["member"])
    key = signed.decode_public_key(member["member_key"])
    found = report.run("import confirmation", lambda: records.check_confirmation(data, v.channel, key))
    ids = b"".join(bytes.fromhex(one) for one in listed["letters"])
    expected = records.Confirmation(listed["member"], listed["week"], listed["count"], sha256(ids))
    report.equal("import confirmation", found, expected)
    altered = data[:60] + bytes([data[60] ^ 1]) + data[61:]
    report.refused(
        "an altered import confirmation",
        lambda: records.check_confirmation(altered, v.channel, key),
        "signature does not hold",
    )


def _stamps(v: Vectors, report: Report) -> None:
    """All but Equi-X itself, whose definition is not this page's."""
    board = next(one for one in v.index["boards"] if "file" in one)
    header = read_header(v.read(board["file"])).hash
    for listed in v.index["stamps"]:
        name = f"stamp of effort {listed['effort']}"
        report.equal(f"{name}: header hash", header.hex(), listed["header_hash"])
        stamp = report.run(name, lambda: records.read_stamp(listed["stamp"]))
        told = (stamp.hours, stamp.nonce.hex(), stamp.solution.hex())
        report.equal(name, told, (listed["hours"], listed["nonce"], listed["solution"]))
        seed = records.stamp_seed(header, stamp.hours)
        report.equal(f"{name}: seed", seed.hex(), listed["seed"])
        body, identifier = v.read(listed["body"]), bytes.fromhex(listed["id"])
        challenge = records.stamp_challenge(seed, identifier, body, stamp.nonce)
        enough = records.stamp_effort_holds(challenge, stamp.solution, listed["effort"])
        report.equal(f"{name}: effort", enough, True)
        report.equal(f"{name}: challenge", challenge.hex(), listed["challenge"])


PARTS = (_bundle, _outbox, _confirmation, _stamps)
