"""Fields of the protocol's JSON (4.6): each by its type, everything else refused."""

import datetime
import json
from typing import Any

from . import Refused

MAX_LEN = 256 * 1024
_EPOCH_START = datetime.date(1970, 1, 1)


def parse(body: bytes, kind: str) -> dict[str, Any]:
    """One object whose `kind` is this one."""
    if len(body) > MAX_LEN:
        raise Refused("JSON is too long")
    try:
        fields = json.loads(body.decode("utf-8"), object_pairs_hook=_no_field_twice)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Refused("no JSON") from error
    if not isinstance(fields, dict) or fields.get("kind") != kind:
        raise Refused("JSON of another kind")
    return fields


def _no_field_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Refused("JSON with a field twice")
    return fields


def day(text: Any) -> int:
    """Days since 1970-01-01 of a day as JSON has it, `YYYY-MM-DD`."""
    try:
        date = datetime.date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise Refused("no day") from error
    if date.isoformat() != text or date < _EPOCH_START:
        raise Refused("no day")
    return (date - _EPOCH_START).days


def epoch_of(number: int) -> int:
    """The key epoch of a day (4.0)."""
    date = _EPOCH_START + datetime.timedelta(days=number)
    return date.year * 12 + date.month - 1


def an_object(fields: dict[str, Any], name: str) -> dict[str, Any]:
    value = fields.get(name)
    if not isinstance(value, dict):
        raise Refused(f"JSON: {name} is no object")
    return value


def objects(fields: dict[str, Any], name: str) -> list[Any]:
    value = fields.get(name)
    if not isinstance(value, list) or any(not isinstance(one, dict) for one in value):
        raise Refused(f"JSON: {name} is no list")
    return value


def optional_objects(fields: dict[str, Any], name: str) -> list[Any]:
    """An absent list is an empty one."""
    return objects(fields, name) if name in fields else []


def has(fields: dict[str, Any], name: str) -> bool:
    """Whether an optional field is there: null is as good as absent."""
    return fields.get(name) is not None


def text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise Refused(f"JSON: {name} is no text")
    return value


def texts(fields: dict[str, Any], name: str) -> dict[str, str]:
    """A text per language."""
    value = an_object(fields, name)
    return {language: text(value, language) for language in value}


def number(fields: dict[str, Any], name: str, bits: int = 32) -> int:
    """An unsigned integer below 2^bits."""
    value = fields.get(name)
    if type(value) is not int or not 0 <= value < 1 << bits:
        raise Refused(f"JSON: {name} is no number")
    return value


def hexadecimal(fields: dict[str, Any], name: str, length: int) -> bytes:
    value = text(fields, name)
    if len(value) != 2 * length or any(digit not in "0123456789abcdef" for digit in value):
        raise Refused(f"JSON: {name} is no hexadecimal")
    return bytes.fromhex(value)
