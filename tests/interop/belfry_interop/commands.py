"""Single files: a letter with a member's secret key, a board with a receipt's words.

The secret comes on standard input, never as an argument.
"""

import base64
import json
import sys
from pathlib import Path
from typing import Any

from . import Refused, age, board, letter, receipt, reply, roster

USAGE = """usage: python -m belfry_interop FOLDER
       python -m belfry_interop letter LETTER ADDRESS < secret key
       python -m belfry_interop reply BOARD ROSTER ADDRESS YYYY-MM-DD < the twelve words

FOLDER holds test vectors; ADDRESS is the channel's id, 64 hexadecimal digits, or for `reply` also what
stands after # in its address."""


def channel_of(text: str) -> bytes:
    """The channel's id, or its first 16 bytes as an address has them."""
    try:
        if len(text) == 64:
            return bytes.fromhex(text)
        return base64.b32decode(text.removeprefix("#").upper() + "======")
    except ValueError as error:
        raise Refused("no address of a channel") from error


def open_letter(path: str, address: str) -> None:
    secrets = [age.decode_secret(line) for line in sys.stdin.read().split()]
    found = letter.open_letter(Path(path).read_bytes(), secrets, channel_of(address))
    if found is None:
        print("not for this reader, or a cover")
    elif isinstance(found, letter.ForeignText):
        print(found.text)
    else:
        _print({"tag_holds": found.tag_holds, **found.fields})


def find_replies(board_path: str, roster_path: str, address: str, today: str) -> None:
    """Checks roster and board, then looks for replies to the receipt."""
    channel, day = channel_of(address), roster.day(today)
    of = roster.check(Path(roster_path).read_bytes(), channel, day)
    _, cells = board.check_board(Path(board_path).read_bytes(), of, channel, day)
    entropy = receipt.from_words(sys.stdin.read())
    found, broken = reply.find(cells, entropy, of)
    replies = reply.join(found)
    union, wrong = reply.left_out(replies, entropy, of)
    _print(
        {
            "replies": [vars(one) for one in replies],
            "cells that do not open": [vars(one) for one in broken],
            "left out": union,
            "members whose list does not hold": wrong,
        }
    )


def _print(value: Any) -> None:
    def other(one: Any) -> Any:
        return one.hex() if isinstance(one, bytes) else vars(one)

    print(json.dumps(value, indent=2, ensure_ascii=False, default=other))
