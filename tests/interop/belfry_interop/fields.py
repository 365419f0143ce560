"""Tables of CBOR fields: a key, a name and a type for each, as the page prints them."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from . import Refused

Check = Callable[[Any], bool]
Table = dict[int, tuple[str, Check]]


def uint(bits: int) -> Check:
    """An unsigned integer below 2^bits."""
    return lambda value: type(value) is int and 0 <= value < 1 << bits


def text(value: Any) -> bool:
    return isinstance(value, str)


def octets(length: int) -> Check:
    return lambda value: isinstance(value, bytes) and len(value) == length


def any_octets(value: Any) -> bool:
    return isinstance(value, bytes)


def uints(bits: int) -> Check:
    """An array of unsigned integers; absent, an empty one (4.0)."""
    return _Array(uint(bits))


def maps() -> Check:
    """An array of maps; absent, an empty one."""
    return _Array(lambda value: isinstance(value, dict))


class _Array:
    """A check that `named` knows as that of an array."""

    def __init__(self, each: Check) -> None:
        self._each = each

    def __call__(self, value: Any) -> bool:
        return isinstance(value, list) and all(self._each(one) for one in value)


def named(values: dict[int, Any], table: Table, optional: set[int]) -> dict[str, Any]:
    """The fields by name. Absent arrays are empty ones (4.0), other absent optional fields None."""
    fields: dict[str, Any] = {}
    for key, (name, check) in table.items():
        if key not in values:
            is_array = isinstance(check, _Array)
            if not is_array and key not in optional:
                raise Refused(f"CBOR: field {key} ({name}) is missing")
            fields[name] = [] if is_array else None
        elif not check(values[key]):
            raise Refused(f"CBOR: field {key} ({name}) is of another type or length")
        else:
            fields[name] = values[key]
    return fields


def ascending(numbers: list[int]) -> bool:
    return all(one < two for one, two in pairwise(numbers))
