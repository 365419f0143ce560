"""A folder of test vectors: `index.json`, the files, and the list of checks with their outcome."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import Refused, age, roster
from .hpke import SecretKey
from .primitives import sha256


class Report:
    """Prints each check and counts those that failed."""

    def __init__(self) -> None:
        self.passed = 0
        self.failed = 0

    def equal(self, name: str, found: Any, expected: Any) -> None:
        self._say(name, found == expected, f"found {found!r}, expected {expected!r}")

    def refused(self, name: str, deed: Callable[[], Any], because: str = "") -> None:
        """The deed must be refused, for a reason with these words in it."""
        try:
            deed()
        except Refused as reason:
            self._say(f"{name} is refused: {reason}", because in str(reason), f"not {because!r}")
        else:
            self._say(f"{name} is refused", False, "it was taken")

    def holds(self, name: str, deed: Callable[[], Any]) -> None:
        """The deed must not be refused."""
        try:
            deed()
        except Refused as reason:
            self._say(name, False, f"refused: {reason}")
        else:
            self._say(name, True, "")

    def part(self, deed: Callable[["Vectors", "Report"], None], vectors: "Vectors") -> None:
        """A part of the checks. Where one of them stops in the middle, which follows from a failure
        before it or is one itself, the other parts go on."""
        try:
            deed(vectors, self)
        except (Refused, LookupError, TypeError, AttributeError, ValueError) as error:
            name = deed.__name__.strip("_").replace("_", " ")
            self._say(f"checks of {name}", False, f"stopped: {error!r}")

    def run(self, name: str, deed: Callable[[], Any]) -> Any:
        """What the deed gives, to be looked at further; None, and a failure, where it is refused."""
        try:
            return deed()
        except Refused as reason:
            self._say(name, False, f"refused: {reason}")
            return None

    def _say(self, name: str, well: bool, why: str) -> None:
        self.passed += well
        self.failed += not well
        print(f"ok      {name}" if well else f"FAILED  {name}: {why}")


class Vectors:
    """The index, and everything in it that other checks build on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index: dict[str, Any] = json.loads((folder / "index.json").read_text("utf-8"))
        self.today = roster.day(self.index["today"])
        self.channel = bytes.fromhex(self.index["channel"]["id"])
        self.receipt = bytes.fromhex(self.index["receipt"]["bytes"])
        self.secrets: dict[int, SecretKey] = {
            one["number"]: age.decode_secret(one["secret"]) for one in self.index["people"]
        }

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def roster(self, serial: int) -> roster.Roster:
        listed = next(one for one in self.index["rosters"] if one["serial"] == serial)
        return roster.check(self.read(listed["file"]), self.channel, self.today)

    def check_files(self, report: Report) -> None:
        """Every file of the folder is the one of the index."""
        for name, digest in self.index["files"].items():
            report.equal(f"hash of {name}", sha256(self.read(name)).hex(), digest)
