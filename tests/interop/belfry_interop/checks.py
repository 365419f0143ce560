"""What must open and hold: each part of a folder of vectors against what its index says."""

from itertools import pairwise
from typing import Any

from . import attachment, board, cbor, letter, receipt, reply, roster, signed
from .primitives import sha256
from .vectors import Report, Vectors


def _channel_and_receipt(v: Vectors, report: Report) -> None:
    listed, words = v.index["channel"], v.index["receipt"]
    key = signed.decode_public_key(listed["first_root_key_minisign"])
    report.equal("minisign's text of the first root key", key.hex(), listed["first_root_key"])
    report.equal("channel id", receipt.channel_id(key).hex(), listed["id"])
    report.equal("address", receipt.address(v.channel), listed["address"])
    for language in receipt.LISTS:
        shown = receipt.to_words(v.channel[:16], language)
        report.equal(f"channel's words, {language}", shown, listed["words"][language])
        shown = receipt.to_words(v.receipt, language)
        report.equal(f"receipt's words, {language}", shown, words["words"][language])
    for typed in [*words["words"].values(), *words["also_typed"]]:
        found = report.run(f"words {typed}", lambda: receipt.from_words(typed))
        report.equal(f"receipt from {typed}", found, v.receipt)


def _keys(v: Vectors, report: Report) -> None:
    for addressee, listed in v.index["keys"].items():
        of = receipt.conversation(v.receipt, v.channel, addressee)
        for name in ("root", "conversation_id", "thread_key", "left_out_key", "proof_salt"):
            report.equal(f"{name}, {addressee}", getattr(of, name).hex(), listed[name])
        found = of.attachment_key(bytes(32)).hex()
        report.equal(f"attachment_key, {addressee}", found, listed["attachment_key_of_zeros"])
        for number, member in listed["members"].items():
            keys = of.member(int(number))
            report.equal(f"member_key[{number}]", keys.member_key.hex(), member["member_key"])
            report.equal(f"letter_tag_key[{number}]", keys.letter_tag_key.hex(), member["letter_tag_key"])
            for index, one in member["replies"].items():
                both = {
                    "reply_token": keys.reply_token(int(index)).hex(),
                    "reply_key": keys.reply_key(int(index)).hex(),
                }
                report.equal(f"reply {index} of {number}", both, one)
    committee = receipt.conversation(v.receipt, v.channel)
    for one in v.index["left_out"]:
        tag = receipt.left_out_tag(committee.left_out_key, v.channel, one["members"])
        report.equal(f"left_out_tag for {one['members']}", tag.hex(), one["tag"])


def _cbor(v: Vectors, report: Report) -> None:
    for one in v.index["cbor"]["taken"]:
        found = report.run(f"CBOR: {one['what']}", lambda: cbor.decode(bytes.fromhex(one["hex"])))
        report.equal(f"CBOR: {one['what']}", found is not None, True)


def _rosters(v: Vectors, report: Report) -> None:
    rosters = []
    for listed in v.index["rosters"]:
        name = listed["file"]
        data = v.read(name)
        found = report.run(name, lambda: roster.check(data, v.channel, v.today))
        by_address = report.run(name, lambda: roster.check(data, v.channel[:16], v.today))
        if found is None or by_address is None:
            continue
        rosters.append(found)
        told = {
            "serial": found.fields["serial"],
            "hash": found.hash.hex(),
            "slots": found.fields["slots"],
            "quorum": found.fields["quorum"],
            "root_key": found.root_keys[-1].hex(),
            "readers": found.readers([]),
            "highest_number": found.highest_number(),
            "with_successors_of_6": found.with_successors([6]),
        }
        report.equal(name, told, {key: listed[key] for key in told})
    for before, after in pairwise(rosters):
        name = f"roster {after.fields['serial']} keeps the roots of the one before"
        report.holds(name, lambda: roster.check_keeps_roots(before, after))
    for listed in v.index["recipients"]:
        of = v.roster(listed["roster"])
        data = v.read(listed["file"])
        name = listed["file"]
        texts = report.run(name, lambda: roster.check_recipients(data, of, listed["epoch"]))
        keys = report.run(name, lambda: roster.recipients_of(sorted(texts), texts))
        people = v.index["people"]
        report.equal(f"{name}: texts", texts, {one["number"]: one["recipient"] for one in people})
        public = {number: secret.public for number, secret in v.secrets.items()}
        report.equal(f"{name}: the secrets' public halves", keys, public)
        report.equal(f"{name}: epoch of today", roster.epoch_of(v.today), listed["epoch"])


def _letters(v: Vectors, report: Report) -> None:
    for listed in v.index["letters"]:
        data = v.read(listed["file"])
        for number, expected in listed["readers"].items():
            name = f"{listed['file']} for {number}: {listed['what']}"
            secrets = [v.secrets[int(number)]]
            if expected and "refused" in expected:
                report.refused(name, lambda: letter.open_letter(data, secrets, v.channel))
                continue
            found = report.run(name, lambda: letter.open_letter(data, secrets, v.channel))
            report.equal(name, told_letter(found), expected)
            if isinstance(found, letter.Letter) and found.member_key:
                _belongs(v, report, name, found, int(number))


def _belongs(v: Vectors, report: Report, name: str, found: letter.Letter, number: int) -> None:
    """What the letter carries is what the receipt's words give."""
    fields = found.fields
    of = receipt.conversation(v.receipt, v.channel, fields["addressee"])
    tag = receipt.left_out_tag(of.left_out_key, v.channel, fields["left_out"])
    told = (found.member_key, fields["conversation_id"], fields["left_out_tag"])
    derived = (of.member(number).member_key, of.conversation_id, tag)
    report.equal(f"{name}: by the receipt", told, derived)


def told_letter(found: letter.Letter | letter.ForeignText | None) -> Any:
    """A letter as the index tells it."""
    if found is None:
        return None
    if isinstance(found, letter.ForeignText):
        return {"text": found.text, "plaintext": sha256(found.plaintext).hex()}
    fields = {key: _hex(value) for key, value in found.fields.items() if key != "version"}
    fields["left_out"] = {"members": fields["left_out"], "tag": fields.pop("left_out_tag")}
    fields["attachments"] = [_entry(one) for one in found.attachments]
    return {
        "stanza": found.stanza,
        "member_key": _hex(found.member_key),
        "tag_holds": found.tag_holds,
        "plaintext": sha256(found.plaintext).hex(),
        "cbor": sha256(found.cbor).hex(),
        "fields": fields,
    }


def _hex(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def _entry(of: attachment.Entry) -> dict[str, Any]:
    return {key: _hex(value) for key, value in vars(of).items()}


def _attachments(v: Vectors, report: Report) -> None:
    committee = receipt.conversation(v.receipt, v.channel)
    for listed in v.index["attachments"]:
        raw = {key: value for key, value in listed["entry"].items()}
        for key in ("attachment_key", "hash"):
            raw[key] = bytes.fromhex(raw[key])
        of = attachment.Entry(**raw)
        name = f"file {of.name}"
        report.equal(f"{name}: key", committee.attachment_key(of.hash), of.attachment_key)
        ids = [of.parcel_id(index).hex() for index in range(of.parcels)]
        report.equal(f"{name}: ids", ids, [one["id"] for one in listed["parcels"]])
        parcels = {bytes.fromhex(one["id"]): v.read(one["file"]) for one in listed["parcels"]}
        data = report.run(name, lambda: attachment.open_file(of, parcels))
        report.equal(name, data and (len(data), data[:16].hex()), (of.size, listed["begins"]))


def _boards(v: Vectors, report: Report) -> None:
    headers = []
    for listed in v.index["boards"]:
        of = v.roster(listed["roster"])
        if "header" in listed:
            name = listed["header"]
            head = v.read(name)
            header = report.run(name, lambda: board.check_header(head, of, v.channel, v.today))
        else:
            name = listed["file"]
            data = v.read(name)
            both = report.run(name, lambda: board.check_board(data, of, v.channel[:16], v.today))
            header = both and both[0]
        if header is None:
            continue
        headers.append(header)
        told = {
            "hash": header.hash.hex(),
            "serial": header.serial,
            "day": header.day,
            "signer": header.signer,
            "batches": [list(one) for one in header.batches],
        }
        report.equal(name, told, listed["expected"])
    report.holds("the first board", lambda: board.check_first(headers[0]))
    for before, after in pairwise(headers):
        name = f"board {after.serial} follows {before.serial}"
        report.holds(name, lambda: board.check_follows(before, after))


def _replies(v: Vectors, report: Report) -> None:
    expected = v.index["replies"]
    listed = next(one for one in v.index["boards"] if one["expected"]["serial"] == expected["board"])
    of = v.roster(listed["roster"])
    _, cells = board.check_board(v.read(listed["file"]), of, v.channel, v.today)
    found, broken = reply.find(cells, v.receipt, of)
    report.equal("cells that do not open", [vars(one) for one in broken], expected["do_not_open"])
    replies = reply.join(found)
    report.equal("number of replies", len(replies), len(expected["found"]))
    told = {one.reply_id.hex(): _reply(v, one) for one in replies}
    for one in expected["found"]:
        name = f"reply of {one['member']}, {one['addressee']}"
        report.equal(name, told.get(one["reply_id"]), one)
    union, wrong = reply.left_out(replies, v.receipt, of)
    report.equal("who is left out", union, expected["left_out"])
    report.equal("members whose list does not hold", wrong, expected["lists_that_do_not_hold"])


def _reply(v: Vectors, of: reply.Reply) -> dict[str, Any]:
    key = receipt.conversation(v.receipt, v.channel, of.addressee).left_out_key
    told = {name: _hex(value) for name, value in vars(of).items()}
    tag = told.pop("left_out_tag")
    told["left_out_holds"] = receipt.left_out_tag(key, v.channel, of.left_out).hex() == tag
    told["left_out"] = {"members": of.left_out, "tag": tag}
    told["files"] = [_entry(one) for one in of.files]
    if not of.proofs:
        del told["proofs"]
    return told


PARTS = (
    Vectors.check_files,
    _channel_and_receipt,
    _keys,
    _cbor,
    _rosters,
    _letters,
    _attachments,
    _boards,
    _replies,
)
