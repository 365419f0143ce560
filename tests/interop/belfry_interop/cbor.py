"""Deterministic CBOR (RFC 8949, 4.2.1) as 4.0 narrows it; everything else is refused."""

from typing import Any

from . import Refused

MAX_LEVELS = 8
VERSION = 1
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}
_SIMPLE = {20: False, 21: True, 22: None}


def decode(data: bytes) -> dict[int, Any]:
    """One map of this version, and nothing after it."""
    value, end = _item(data, 0, 1)
    if end != len(data):
        raise Refused("CBOR: bytes after the map")
    return versioned(value)


def versioned(value: Any) -> dict[int, Any]:
    """Refuses what is no map with unsigned integer keys and version 1 under key 0."""
    if not isinstance(value, dict) or any(type(key) is not int or key < 0 for key in value):
        raise Refused("CBOR: no map with unsigned integer keys")
    if type(value.get(0)) is not int:
        raise Refused("CBOR: a map without a version")
    if value[0] != VERSION:
        raise Refused("CBOR: unknown version")
    return value


def _take(data: bytes, at: int, length: int) -> bytes:
    if length > len(data) - at:
        raise Refused("CBOR: cut off")
    return data[at : at + length]


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Major type, argument in its shortest form, and where the head ends."""
    first = _take(data, at, 1)[0]
    major, short = first >> 5, first & 31
    at += 1
    if short < 24:
        return major, short, at
    if short not in _WIDTHS:
        raise Refused("CBOR: indefinite length or reserved head")
    width = _WIDTHS[short]
    argument = int.from_bytes(_take(data, at, width), "big")
    if argument < (24 if width == 1 else 1 << (4 * width)):
        raise Refused("CBOR: number is not in its shortest form")
    return major, argument, at + width


def _item(data: bytes, at: int, level: int) -> tuple[Any, int]:
    """The item at `at`, and where it ends. The outermost map is on level 1, what is in it on 2."""
    if level > MAX_LEVELS:
        raise Refused("CBOR: nested too deeply")
    major, argument, at = _head(data, at)
    if major == 0:
        return argument, at
    if major == 1:
        return -1 - argument, at
    if major in (2, 3):
        raw = _take(data, at, argument)
        return (raw if major == 2 else _text(raw)), at + argument
    if major == 4:
        return _array(data, at, argument, level)
    if major == 5:
        return _map(data, at, argument, level)
    if major == 7 and argument in _SIMPLE and data[at - 1] < 0xF8:
        return _SIMPLE[argument], at
    raise Refused("CBOR: tag, float or simple value")


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("CBOR: text is not UTF-8") from error


def _array(data: bytes, at: int, count: int, level: int) -> tuple[list[Any], int]:
    values = []
    for _ in range(count):
        value, at = _item(data, at, level + 1)
        values.append(value)
    return values, at


def _map(data: bytes, at: int, count: int, level: int) -> tuple[dict[Any, Any], int]:
    """Keys ascend in the bytewise order of their encodings. In fields that this version does not
    know they may be of any type; such a key stands here as its encoding where Python needs that."""
    values: dict[Any, Any] = {}
    last = b""
    for _ in range(count):
        key, end = _item(data, at, level + 1)
        encoded = data[at:end]
        if encoded <= last:
            raise Refused("CBOR: keys do not ascend")
        last = encoded
        plain = type(key) in (int, str)
        values[key if plain else encoded], at = _item(data, end, level + 1)
    return values, at
