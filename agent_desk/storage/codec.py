"""Values between Python and a column: structured text, moments, limits, optional references."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from agent_desk.domain.facts import FactValue, Profile
from agent_desk.domain.limits import Limit, Unit

_DATE, _MOMENT, _DECIMAL = "$date", "$moment", "$decimal"
_NO_TEXTS: Mapping[str, str] = MappingProxyType({})


def _tagged(value: object) -> object:
    # A datetime is a date as well, so it is asked first.
    if isinstance(value, datetime):
        return {_MOMENT: value.isoformat()}
    if isinstance(value, date):
        return {_DATE: value.isoformat()}
    if isinstance(value, Decimal):
        return {_DECIMAL: str(value)}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"cannot be stored: {type(value).__name__}")


def _untagged(found: dict[str, object]) -> object:
    if len(found) != 1:
        return found
    ((tag, value),) = found.items()
    if not isinstance(value, str):
        return found
    if tag == _DATE:
        return date.fromisoformat(value)
    if tag == _MOMENT:
        return datetime.fromisoformat(value)
    if tag == _DECIMAL:
        return Decimal(value)
    return found


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), default=_tagged
)
_DECODER = json.JSONDecoder(object_hook=_untagged)


def dump(value: object) -> str:
    """Plain data as compact JSON; dates, moments and Decimals keep their type. Tuples come back as lists."""
    return _ENCODER.encode(value)


def load(text: str) -> object:
    """What ``dump`` wrote."""
    return _DECODER.decode(text)


def dump_optional(value: Mapping[str, object] | None) -> str | None:
    """A mapping or nothing."""
    return None if value is None else _ENCODER.encode(value)


def load_mapping(text: str) -> dict[str, object]:
    """A stored mapping; ValueError if something else stands there."""
    found = _DECODER.decode(text)
    if not isinstance(found, dict):
        raise ValueError(f"not a mapping: {text[:40]}")
    return found


def load_optional(text: str | None) -> Mapping[str, object] | None:
    """What ``dump_optional`` wrote."""
    return None if text is None else load_mapping(text)


def dump_texts(texts: Mapping[str, str]) -> str:
    """The details of an event; most have none."""
    return _ENCODER.encode(dict(texts)) if texts else ""


def load_texts(text: str) -> Mapping[str, str]:
    """What ``dump_texts`` wrote, as a mapping nobody can change."""
    if not text:
        return _NO_TEXTS
    return MappingProxyType({key: str(value) for key, value in load_mapping(text).items()})


def dump_profile(profile: Profile) -> str:
    """The known facts with their types."""
    return _ENCODER.encode(dict(profile))


def load_profile(text: str) -> Profile:
    """What ``dump_profile`` wrote."""
    facts: dict[str, FactValue | None] = {}
    for key, value in load_mapping(text).items():
        if not isinstance(value, (bool, int, str, Decimal, date)):
            raise ValueError(f"not a fact: {key}")
        facts[key] = value
    return Profile(facts)


def dump_pauses(pauses: tuple[tuple[date, date | None], ...]) -> str:
    """Excluded days as ``from/to`` pairs, ``to`` empty while open, parted by blanks (ISO 8601 intervals)."""
    return " ".join(f"{start.isoformat()}/{end.isoformat() if end else ''}" for start, end in pauses)


def load_pauses(text: str) -> tuple[tuple[date, date | None], ...]:
    """What ``dump_pauses`` wrote."""
    if not text:
        return ()
    pairs = (part.split("/") for part in text.split(" "))
    return tuple(
        (date.fromisoformat(start), date.fromisoformat(end) if end else None) for start, end in pairs
    )


def to_utc(moment: datetime) -> datetime:
    """An aware moment as UTC without its zone, as stored. A naive one is a bug: nobody knows when it was."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be stored")
    return moment.astimezone(UTC).replace(tzinfo=None)


def from_utc(moment: datetime) -> datetime:
    """A stored moment, aware again, in UTC."""
    return moment.replace(tzinfo=UTC)


@lru_cache(maxsize=4096)
def limit(amount: int, unit: str) -> Limit:
    """A limit from its two columns. Limits repeat endlessly and never change: one object serves all rows."""
    return Limit(amount, Unit(unit))


def optional_limit(amount: int | None, unit: str | None) -> Limit | None:
    """A limit that may be absent."""
    return None if amount is None or unit is None else limit(amount, unit)
