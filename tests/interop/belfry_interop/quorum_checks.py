"""The letters of a channel with a quorum in a folder of vectors (4.3, "Quorum")."""

from itertools import combinations, permutations
from typing import Any

from . import checks, letter, quorum, signed
from .refusals import flipped
from .vectors import Report, Vectors


def _quorum(v: Vectors, report: Report) -> None:
    listed = v.index["quorum"]
    data = v.read(listed["file"])
    report.equal("quorum of its roster", v.roster(listed["roster"]).fields["quorum"], listed["threshold"])
    found = {number: quorum.hold(data, [secret]) for number, secret in v.secrets.items()}
    held = {number: one for number, one in found.items() if one is not None}
    told: dict[str, Any] = {
        str(number): {
            "stanza": one.stanza,
            "share": one.share.hex(),
            "member_key": one.member_key.hex(),
            "fits": one.fits,
        }
        for number, one in held.items()
    }
    report.equal("shares of a letter for two", told, listed["held"])
    ordinary = letter.unseal(data, list(v.secrets.values()))
    report.equal("a letter for two, opened as others are", ordinary, None)
    whole = v.read(v.index["letters"][0]["file"])
    report.equal("another letter has no shares", quorum.hold(whole, list(v.secrets.values())), None)
    for one, other in permutations(held, 2):
        name = f"{one} opens with the share of {other}"
        opened = report.run(
            name, lambda: quorum.open_with_shares(data, held[one], [held[other].share], v.channel)
        )
        _same(report, name, opened, listed["opened_by_2"])
        thread = bytes.fromhex(listed["opened_by_2"]["fields"]["thread_key"])
        name = f"{one} opens with the thread key"
        opened = report.run(name, lambda: quorum.open_with_thread(data, held[one], thread, v.channel))
        _same(report, name, opened, listed["opened_by_2"])
    second = quorum.open_with_shares(data, held[2], [held[1].share], v.channel)
    report.equal("as 2 opened it", checks.told_letter(second), listed["opened_by_2"])
    for a, b in combinations(held, 2):
        points = {held[one].share[0]: held[one].share[1:] for one in (a, b)}
        three = {one.share[0]: one.share[1:] for one in held.values()}
        same = quorum.combine(points) == quorum.combine(three)
        report.equal(f"{a} and {b} have the key that all have", same, True)


def _same(report: Report, name: str, opened: letter.Letter | None, expected: Any) -> None:
    """Every reader finds the same text, each under a key and a tag of their own."""
    found = checks.told_letter(opened)
    for each in ("plaintext", "cbor", "fields", "tag_holds"):
        report.equal(f"{name}: {each}", found[each], expected[each])


def _alone(v: Vectors, report: Report) -> None:
    listed = v.index["quorum"]["alone"]
    data = v.read(listed["file"])
    held = quorum.hold(data, [v.secrets[2]])
    assert held is not None
    opened = report.run(
        "a letter to one colleague", lambda: quorum.open_with_shares(data, held, [], v.channel)
    )
    report.equal("a letter to one colleague", checks.told_letter(opened), listed["opened_by_2"])
    report.equal("for the others nothing", quorum.hold(data, [v.secrets[1], v.secrets[3]]), None)


def _release(v: Vectors, report: Report) -> None:
    listed = v.index["quorum"]["release"]
    data = v.read(listed["file"])
    person = next(one for one in v.index["people"] if one["number"] == listed["from"])
    key = signed.decode_public_key(person["member_key"])
    found = report.run("release", lambda: quorum.check_release(data, v.channel, key))
    told = {
        "from": found.sender,
        "to": found.receiver,
        "letter": found.letter.hex(),
        "share": found.share.hex(),
    }
    report.equal("release", told, {name: listed[name] for name in told})


def _refused(v: Vectors, report: Report) -> None:
    data = v.read(v.index["quorum"]["file"])
    held = quorum.hold(data, [v.secrets[1]])
    other = quorum.hold(data, [v.secrets[2]])
    assert held is not None and other is not None
    for name, deed, because in (
        ("a share alone", lambda: quorum.open_with_shares(data, held, [], v.channel), "MAC"),
        (
            "an altered share",
            lambda: quorum.check_released(data, flipped(other.share, 9)),
            "commitment",
        ),
        (
            "a share at another place",
            lambda: quorum.check_released(data, held.share[:1] + other.share[1:]),
            "commitment",
        ),
        (
            "another conversation's thread key",
            lambda: quorum.open_with_thread(data, held, bytes(32), v.channel),
            "wrap does not open",
        ),
    ):
        report.refused(f"quorum: {name}", deed, because)


PARTS = (_quorum, _alone, _release, _refused)
