"""One project as a TOML file. Every fault names the file, the line where it can be found, and the field."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from agent_desk.domain.errors import Refusal
from agent_desk.domain.facts import FactValue, Profile, parse_fact
from agent_desk.domain.people import Member, Seat, TeamSeat
from agent_desk.domain.project_code import read_project_code
from agent_desk.exchange.project_values import (
    FIELD_LABELS,
    LAND_DAY,
    TEXT_FIELDS,
    clean_text,
    draft_of,
    read_day,
    read_text,
)
from agent_desk.exchange.table_files import read_bytes
from agent_desk.i18n import tr
from agent_desk.services.intake import ProjectDraft
from agent_desk.services.office import Office

_LARGEST = 2**20
_INVESTMENT = "total_investment"
_FACTS, _TEAM = "facts", "team"
_TOP_KEYS = (*FIELD_LABELS, _INVESTMENT, _FACTS, _TEAM)
_TEAM_KEYS = ("role", "name")
_SEATS = {
    "组长": Seat.LEAD,
    "主办": Seat.LEAD,
    "代办员": Seat.DEPUTY,
    "副组长": Seat.DEPUTY,
    "协办": Seat.DEPUTY,
    "镇街协办员": Seat.STREET_HELPER,
    "部门联系人": Seat.DEPARTMENT_CONTACT,
    "代班": Seat.STAND_IN,
}
_OFFERED_ROLES = "组长、代办员、镇街协办员、部门联系人、代班"
_LINE = re.compile(r"at line (\d+)")
_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"""\s*["']?([^"'=\s]+)["']?\s*=""")
_TOO_FAR = 0.5


@dataclass(frozen=True, slots=True)
class FileDraft:
    """What a file says about a project. ``warnings`` are told to the user and hinder nothing."""

    draft: ProjectDraft
    warnings: tuple[Refusal, ...] = ()


def read_project(path: Path, office: Office) -> FileDraft:
    """Read a project file; names of people are looked up among the office's members.

    Refusals beside those of ``read_bytes``: ``project_file.not_utf8``, ``.not_toml``, ``.no_such_day``,
    ``.unknown_key``, ``.belongs_in_facts``, ``.given_twice``, ``.missing``, ``.not_a_table``,
    ``.unknown_role``, and ``project_file.bad_field`` whose ``reason`` is the refusal of the value itself.
    """
    text = _text(path, read_bytes(path, _LARGEST))
    with office.store.reading() as uow:
        members = tuple(uow.members.all())
    return _ProjectReader(path.name, text, _parsed(path.name, text), office, members).read()


def _text(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = _where(path.name, data.count(b"\n", 0, error.start) + 1)
        raise Refusal("project_file.not_utf8", where=where) from error


def _parsed(file: str, text: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        found = _LINE.search(str(error))
        # An error at the end of the document has no line of its own.
        line = int(found[1]) if found else len(text.splitlines())
        code = "no_such_day" if "Invalid date" in str(error) else "not_toml"
        raise Refusal(f"project_file.{code}", where=_where(file, line)) from error


def _where(file: str, line: int | None) -> str:
    return tr("{file} 第 {line} 行", file=file, line=line) if line else file


def _nearest(key: str, known: Iterable[str]) -> str:
    found = difflib.get_close_matches(key, list(known), 1, _TOO_FAR)
    return found[0] if found else ""


class _ProjectReader:
    """Reads one parsed file, keeping the text at hand to name lines."""

    def __init__(
        self, file: str, text: str, top: Mapping[str, object], office: Office, members: Sequence[Member]
    ) -> None:
        self._file = file
        self._lines = _line_index(text)
        self._top = top
        self._definitions = office.rules.facts
        self._members = members
        self._warnings: list[Refusal] = []

    def read(self) -> FileDraft:
        """The whole file; the first fault ends it."""
        self._refuse_unknown_keys()
        texts = {}
        for key in TEXT_FIELDS:
            with self._field("", key):
                texts[key] = read_text(key, self._top.get(key))
        if not texts["name"]:
            raise Refusal("project_file.missing", where=self._file, field="name", label=FIELD_LABELS["name"])
        code = read_project_code(texts["code"])
        texts["code"] = code.text
        if code.text and not code.known:
            self._warnings.append(Refusal("import.code_form", project_code=code.text))
        with self._field("", LAND_DAY):
            given = self._top.get(LAND_DAY)
            if isinstance(given, (int, float)):  # the day number of a spreadsheet means nothing here
                raise Refusal("fact.not_a_date", label=FIELD_LABELS[LAND_DAY], value=str(given))
            land_day = read_day(LAND_DAY, given)
        profile = self._profile()
        draft = draft_of(texts, land_day, profile, self._team())
        return FileDraft(draft, tuple(self._warnings))

    @contextmanager
    def _field(self, table: str, key: str) -> Iterator[None]:
        """Turns the refusal of a value into one that names file, line and field."""
        try:
            yield
        except Refusal as error:
            where = self._where(table, key)
            raise Refusal("project_file.bad_field", where=where, field=key, reason=error) from error

    def _where(self, table: str, key: str) -> str:
        return _where(self._file, self._lines.get((table, key)))

    def _refuse_unknown_keys(self) -> None:
        for key in self._top:
            if key in _TOP_KEYS:
                continue
            if key in self._definitions:
                raise Refusal("project_file.belongs_in_facts", where=self._where("", key), key=key)
            raise self._unknown("", key, _TOP_KEYS)

    def _unknown(self, table: str, key: str, known: Iterable[str]) -> Refusal:
        where, nearest = self._where(table, key), _nearest(key, known)
        if not nearest:
            by_label = {fact.label: fact.key for fact in self._definitions.values()} if table == _FACTS else {}
            nearest = by_label.get(_nearest(key, by_label), "")
        if nearest:
            return Refusal("project_file.unknown_key", where=where, key=key, nearest=nearest)
        if table == _FACTS:
            return Refusal("project_file.unknown_fact", where=where, key=key)
        return Refusal("project_file.strange_key", where=where, key=key, known="、".join(known))

    def _profile(self) -> Profile:
        given = self._top.get(_FACTS, {})
        if not isinstance(given, dict):
            raise Refusal("project_file.not_a_table", where=self._where("", _FACTS), field=_FACTS)
        values: dict[str, FactValue | None] = {}
        for key, raw in given.items():
            definition = self._definitions.get(key)
            if definition is None:
                raise self._unknown(_FACTS, key, self._definitions)
            with self._field(_FACTS, key):
                values[key] = parse_fact(definition, raw)
        if _INVESTMENT in self._top:
            if _INVESTMENT in given:
                raise Refusal(
                    "project_file.given_twice", where=self._where(_FACTS, _INVESTMENT), field=_INVESTMENT
                )
            with self._field("", _INVESTMENT):
                values[_INVESTMENT] = parse_fact(self._definitions[_INVESTMENT], self._top[_INVESTMENT])
        return Profile(values)

    def _team(self) -> tuple[TeamSeat, ...]:
        given = self._top.get(_TEAM, [])
        if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
            raise Refusal("project_file.not_a_team", where=self._where("", _TEAM))
        found = (self._seat(f"{_TEAM}[{number}]", each) for number, each in enumerate(given))
        return tuple(dict.fromkeys(seat for seat in found if seat is not None))

    def _seat(self, table: str, given: Mapping[str, object]) -> TeamSeat | None:
        for key in given:
            if key not in _TEAM_KEYS:
                raise self._unknown(table, key, _TEAM_KEYS)
        texts: list[str] = []
        for key in _TEAM_KEYS:
            value = given.get(key)
            if not isinstance(value, str) or not value.strip():
                where = self._where(table, key if key in given else "")
                raise Refusal("project_file.missing", where=where, field=f"{_TEAM}.{key}", label=key)
            texts.append(clean_text(value))
        role, name = texts
        seat = _SEATS.get(role) or next((seat for seat in Seat if seat.value == role), None)
        if seat is None:
            where = self._where(table, "role")
            raise Refusal("project_file.unknown_role", where=where, role=role, roles=_OFFERED_ROLES)
        same = [member for member in self._members if member.name == name and member.active]
        if len(same) == 1:
            return TeamSeat(same[0].id, seat)
        code = "import.member_ambiguous" if same else "import.member_unknown"
        self._warnings.append(Refusal(code, name=name, role=role))
        return None


def _line_index(text: str) -> dict[tuple[str, str], int]:
    """The line of every key by table and key; of the table itself under the key "". Tables of a list are
    numbered from 0 as ``team[0]``."""
    found: dict[tuple[str, str], int] = {}
    table, counts = "", dict[str, int]()
    for number, line in enumerate(text.splitlines(), 1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header is not None:
            table = header[2]
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = f"{table}[{counts[table]}]"
            found.setdefault((table, ""), number)
            found.setdefault(("", header[2]), number)
        elif key is not None:
            found.setdefault((table, key[1]), number)
    return found
