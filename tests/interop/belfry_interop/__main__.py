"""`python -m belfry_interop FOLDER` checks a folder of test vectors; see `commands` for single files."""

import sys
from pathlib import Path

from . import (
    Refused,
    checks,
    commands,
    courier_checks,
    member_checks,
    mutations,
    name_checks,
    proof_checks,
    quorum_checks,
    refusals,
)
from .vectors import Report, Vectors


def check_folder(folder: str) -> int:
    report = Report()
    vectors = Vectors(Path(folder))
    for part in (
        *checks.PARTS,
        *quorum_checks.PARTS,
        *member_checks.PARTS,
        *name_checks.PARTS,
        *proof_checks.PARTS,
        *courier_checks.PARTS,
        *refusals.PARTS,
        *mutations.PARTS,
    ):
        report.part(part, vectors)
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed or not report.passed else 0


def main(arguments: list[str]) -> int:
    try:
        match arguments:
            case ["letter", path, address]:
                commands.open_letter(path, address)
            case ["reply", board, roster, address, today]:
                commands.find_replies(board, roster, address, today)
            case [folder] if not folder.startswith("-"):
                return check_folder(folder)
            case _:
                print(commands.USAGE, file=sys.stderr)
                return 2
    except (Refused, OSError) as error:
        print(f"refused: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
