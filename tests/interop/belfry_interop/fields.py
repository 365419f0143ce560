"""Tables of CBOR fields: a key, a name and a type for each, as the page prints them."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from . import Refused

Check = Callable[[Any], bool]
Table = dict[int, tuple[str, Check]]


def uint(value: Any) -> bool:
    return type(value) is int and value >= 0


def text(value: Any) -> bool:
    return isinstance(value, str)


def octets(length: int) -> Check:
    return lambda value: isinstance(value, bytes) and len(value) == length


def uints(value: Any) -> bool:
    return isinstance(value, list) and all(uint(one) for one in value)


def maps(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def named(values: dict[int, Any], table: Table, optional: set[int]) -> dict[str, Any]:
    """The fields by name. Absent arrays are empty ones (4.0), other absent optional fields None."""
    fields: dict[str, Any] = {}
    for key, (name, check) in table.items():
        if key not in values:
            if check not in (uints, maps) and key not in optional:
                raise Refused(f"CBOR: field {key} ({name}) is missing")
            fields[name] = [] if check in (uints, maps) else None
        elif not check(values[key]):
            raise Refused(f"CBOR: field {key} ({name}) is of another type or length")
        else:
            fields[name] = values[key]
    return fields


def ascending(numbers: list[int]) -> bool:
    return all(one < two for one, two in pairwise(numbers))
