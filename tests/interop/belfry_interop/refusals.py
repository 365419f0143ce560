"""What must be refused: files of the folder that are, and altered copies of those that are not."""

from collections.abc import Iterator
from dataclasses import replace

from . import Refused, age, attachment, board, cbor, hpke, letter, receipt, reply, roster, signed
from .primitives import decode_base64
from .vectors import Report, Vectors

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_OTHER_CHANNEL = bytes(32)


def flipped(data: bytes, at: int) -> bytes:
    """A copy with one bit altered."""
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def _encodings(v: Vectors, report: Report) -> None:
    for one in v.index["cbor"]["refused"]:
        report.refused(f"CBOR: {one['what']}", lambda: cbor.decode(bytes.fromhex(one["hex"])), "CBOR")
    for text, padded in (("Zm9vYmF=", True), ("Zm9vYmE", True), ("Zm9vYmE=", False), ("Zm9v YmE", False)):
        report.refused(f"base64 {text!r}", lambda: decode_base64(text, padded), "base64")
    words = v.index["receipt"]["words"]
    english, dutch = words["en"].split(), words["nl"].split()
    for name, typed in (
        ("a word too few", english[1:]),
        ("a word of the other list", [dutch[0], *english[1:]]),
        ("a word that is in neither list", ["xylofonist", *english[1:]]),
        ("a word with an accent", [english[0][0] + "é" + english[0][1:], *english[1:]]),
    ):
        report.refused(name, lambda: receipt.from_words(" ".join(typed)), "twelve words")
    # The checksum has 4 bits, so one of 16 wrong words passes; of all 2,047 not even a fifth may.
    taken = sum(_taken([word, *english[1:]]) for word in receipt.word_list("en"))
    report.equal("wrong first words that the checksum takes: below 400", taken < 400, True)


def _taken(words: list[str]) -> bool:
    try:
        receipt.from_words(" ".join(words))
    except Refused:
        return False
    return True


def _signatures(v: Vectors, report: Report) -> None:
    data = v.read(v.index["import_confirmation"]["file"])
    kind = "belfry/v1/import-confirmation"
    text = next(one["member_key"] for one in v.index["people"] if one["number"] == 3)
    key = signed.decode_public_key(text)
    report.holds("a signature as it is", lambda: signed.check(data, kind, key))
    report.refused(
        "a signed object as another kind",
        lambda: signed.check(data, "belfry/v1/import-confirmatioN", key),
        "another kind",
    )
    other = signed.decode_public_key(v.index["channel"]["first_root_key_minisign"])
    report.refused("another key", lambda: signed.check(data, kind, other), "another key")
    block = signed.split(data, kind)[1]
    for at in range(len(data) - len(block), len(data), 7):
        report.refused(f"byte {at} of a block altered", lambda: signed.check(flipped(data, at), kind, key))
    signature = decode_base64(block.split(b"\n")[1], padded=True)[10:]
    body = signed.split(data, kind)[0]
    scalar = (int.from_bytes(signature[32:], "little") + _L).to_bytes(32, "little")
    report.refused(
        "a signature whose number is too large",
        lambda: signed.verify(key, signature[:32] + scalar, signed.prehash(body)),
        "does not hold",
    )
    for name, number in (("0", 0), ("1", 1), ("-1", _P - 1)):
        point = number.to_bytes(32, "little")
        report.refused(f"y = {name} as a key", lambda: signed.check_point(point), "small order")
    point = (_P + 1).to_bytes(32, "little")
    report.refused("y = p + 1 as a key", lambda: signed.check_point(point), "canonical")


def _rosters(v: Vectors, report: Report) -> None:
    for listed in v.index["refused_rosters"]:
        name = f"{listed['file']}: {listed['why']}"
        report.refused(name, lambda: roster.check(v.read(listed["file"]), v.channel, v.today))
    data = v.read(next(one["file"] for one in v.index["rosters"] if one["serial"] == 2))
    first = v.roster(2)
    last = roster.day(first.fields["valid_until"])
    for name, day in (("expired", last + 1), ("not valid yet", roster.day(first.fields["valid_from"]) - 1)):
        report.refused(f"a roster, {name}", lambda: roster.check(data, v.channel, day), "not valid today")
    report.refused(
        "a roster of another channel",
        lambda: roster.check(data, _OTHER_CHANNEL, v.today),
        "another channel",
    )
    for at in range(0, len(data), 101):
        report.refused(
            f"roster with byte {at} altered", lambda: roster.check(flipped(data, at), v.channel, v.today)
        )
    forked = replace(first, root_keys=[first.root_keys[0], bytes(32)])
    report.refused("two root changes", lambda: roster.check_same_chain(first, forked), "two root changes")
    report.refused("leaving everybody out", lambda: first.readers([1, 2, 3]), "fewer readers than the quorum")
    listed = v.index["recipients"][0]
    data = v.read(listed["file"])
    for name, file, epoch in (
        ("altered", flipped(data, 40), listed["epoch"]),
        ("of another epoch", data, listed["epoch"] + 1),
    ):
        report.refused(
            f"a recipient file {name}", lambda: roster.check_recipients(file, first, epoch), "not the one"
        )
    texts = roster.check_recipients(data, first, listed["epoch"])
    report.refused("a reader without a recipient", lambda: roster.recipients_of([1, 9], texts), "[9]")
    mistyped = {1: texts[1][:-1] + ("q" if texts[1][-1] != "q" else "p")}
    report.refused("a mistyped recipient", lambda: roster.recipients_of([1], mistyped), "checksum")


def _letters(v: Vectors, report: Report) -> None:
    data = v.read(v.index["letters"][0]["file"])
    secrets = [v.secrets[1]]

    def refuse(name: str, altered: bytes, because: str) -> None:
        report.refused(name, lambda: letter.open_letter(altered, secrets, v.channel), because)

    parsed = age.parse(data)
    stanza = age.open_stanza(parsed, secrets, letter.BOX_CONTEXT)
    assert stanza is not None
    other = (stanza.index + 1) % len(parsed.stanzas)
    argument = len(age.VERSION_LINE) + 1557 * other + len("-> mlkem768x25519 ")
    refuse("a letter with another's stanza altered", _other_character(data, argument + 9), "MAC")
    mac = len(parsed.header) + 5
    refuse("a letter with its MAC altered", _other_character(data, mac), "MAC")
    refuse("a letter with its payload altered", flipped(data, len(data) - 1), "payload")
    refuse("a letter that is cut off", data[:-1], "another length")
    refuse("a letter of another version", data.replace(b"org/v1", b"org/v2", 1), "version 1")
    report.refused(
        "a letter for another channel",
        lambda: letter.open_letter(data, secrets, _OTHER_CHANNEL),
        "another channel",
    )
    report.refused(
        "a letter with 8 slots where the roster says 16",
        lambda: letter.open_letter(data, secrets, v.channel, slots=16),
        "slots",
    )


def _other_character(data: bytes, at: int) -> bytes:
    """A copy with another base64 character, which stays base64 where it is not the last."""
    return data[:at] + (b"A" if data[at : at + 1] != b"A" else b"B") + data[at + 1 :]


def _low_order(v: Vectors, report: Report) -> None:
    enc = decode_base64(
        age.parse(v.read(v.index["letters"][0]["file"])).stanzas[0].arguments[0], padded=False
    )
    for number in low_order_shares():
        share = number.to_bytes(32, "little")
        report.refused(
            f"a stanza with the share {share.hex()[:8]}…",
            lambda: hpke.receive(v.secrets[1], enc[:-32] + share, age.HYBRID_INFO),
            "low order",
        )
        report.refused(
            f"a recipient with the share {share.hex()[:8]}…",
            lambda: hpke.check_public_key(v.secrets[1].public[:-32] + share),
            "low order",
        )


def low_order_shares() -> Iterator[int]:
    """The points of low order of Curve25519, those in another encoding included."""
    eight = 325606250916557431795983626356110631294008115727848805560023387167927233504
    sixteen = 39382357235489614581723060781553021112529911719440698176882885853963445705823
    yield from (0, 1, eight, sixteen, _P - 1, _P, _P + 1)


def _boards(v: Vectors, report: Report) -> None:
    for listed in v.index["refused_boards"]:
        of = v.roster(listed["roster"])
        head = v.read(listed["header"])
        report.refused(listed["why"], lambda: board.check_header(head, of, v.channel, v.today), "another key")
    listed = next(one for one in v.index["boards"] if "file" in one)
    of, data = v.roster(listed["roster"]), v.read(listed["file"])
    header, cells = board.check_board(data, of, v.channel, v.today)
    last = header.signed_len + len(cells) * board.CELL_LEN
    for name, file, because in (
        ("a cell altered", flipped(data, header.signed_len), "not those of the header"),
        ("bytes after the last batch", flipped(data, last), "not those of the header"),
        ("a cell too few", data[: -board.CELL_LEN], "not those of the header"),
    ):
        report.refused(
            f"a board with {name}", lambda: board.check_board(file, of, v.channel, v.today), because
        )
    for at in range(0, header.signed_len, 13):
        report.refused(
            f"a board with byte {at} of its header altered",
            lambda: board.check_board(flipped(data, at), of, v.channel, v.today),
        )
    for name, roster_of, channel, today, because in (
        ("under another roster", v.roster(3), v.channel, v.today, "another roster"),
        ("of another channel", of, _OTHER_CHANNEL, v.today, "another channel"),
        ("of the day after tomorrow", of, v.channel, header.day - 2, "from the future"),
    ):
        report.refused(f"a board {name}", lambda: board.check_board(data, roster_of, channel, today), because)
    for name, after in (
        ("a serial too many", replace(header, serial=header.serial + 2)),
        ("another board before it", replace(header, serial=header.serial + 1, previous=bytes(32))),
        ("a day before", replace(header, serial=header.serial + 1, previous=header.hash, day=header.day - 1)),
    ):
        report.refused(f"a board with {name}", lambda: board.check_follows(header, after), "board")


def _cells(v: Vectors, report: Report) -> None:
    listed = next(one for one in v.index["boards"] if "file" in one)
    _, cells = board.check_board(v.read(listed["file"]), v.roster(listed["roster"]), v.channel, v.today)
    expected = v.index["replies"]["found"][0]
    keys = receipt.conversation(v.receipt, v.channel).member(expected["member"])
    index = expected["indices"][0]
    cell = next(one for one in cells if one.startswith(keys.reply_token(index)))
    key = keys.reply_key(index)
    report.holds("a cell as it is", lambda: reply.open_cell(cell, key, v.channel))
    for name, altered, of, channel in (
        ("with its token altered", flipped(cell, 0), key, v.channel),
        ("with its nonce altered", flipped(cell, 20), key, v.channel),
        ("with its last byte altered", flipped(cell, 2047), key, v.channel),
        ("under the key of another index", cell, keys.reply_key(index + 1), v.channel),
        ("for another channel", cell, key, _OTHER_CHANNEL),
    ):
        report.refused(f"a cell {name}", lambda: reply.open_cell(altered, of, channel), "does not open")


def _parcels(v: Vectors, report: Report) -> None:
    listed = v.index["attachments"][-1]
    raw = dict(listed["entry"])
    for key in ("attachment_key", "hash"):
        raw[key] = bytes.fromhex(raw[key])
    of = attachment.Entry(**raw)
    parcel = v.read(listed["parcels"][0]["file"])
    for name, entry, index, altered, because in (
        ("altered", of, 0, flipped(parcel, 99), "does not open"),
        ("in another place", of, 1, parcel, "does not open"),
        ("cut off", of, 0, parcel[:-1], "another length"),
        (
            "that is not the last",
            replace(of, parcels=of.parcels + 1),
            of.parcels - 1,
            parcel,
            "does not open",
        ),
    ):
        report.refused(f"a parcel {name}", lambda: attachment.open_parcel(entry, index, altered), because)
    first = v.index["attachments"][0]
    whole = v.read(first["parcels"][0]["file"])
    short = replace(of, attachment_key=bytes.fromhex(first["entry"]["attachment_key"]), size=3, parcels=1)
    report.refused(
        "a parcel with bytes after the file's end",
        lambda: attachment.open_parcel(short, 0, whole),
        "after the file's end",
    )
    report.refused("a missing parcel", lambda: attachment.open_file(of, {}), "missing")
    report.refused(
        "a number of parcels that is not that of the size",
        lambda: attachment.open_file(replace(of, parcels=9), {}),
        "not that of the size",
    )


PARTS = (_encodings, _signatures, _rosters, _letters, _low_order, _boards, _cells, _parcels)
