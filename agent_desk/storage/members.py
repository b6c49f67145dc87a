"""Members of the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from agent_desk.domain.people import Member, Role
from agent_desk.storage.schema import members
from agent_desk.storage.statements import one, save_versioned

_SELECT = select(
    members.c.id,
    members.c.name,
    members.c.role,
    members.c.branch,
    members.c.phone,
    members.c.hue,
    members.c.active,
    members.c.version,
)


def _values(member: Member) -> dict[str, object]:
    return {
        "name": member.name,
        "role": member.role.value,
        "branch": member.branch,
        "phone": member.phone,
        "hue": member.hue,
        "active": member.active,
    }


def _member(row: Row[Any]) -> Member:
    member_id, name, role, branch, phone, hue, active, version = row
    return Member(member_id, name, Role(role), branch, phone, hue, active, version)


class SqlMembers:
    """The people of the office, by name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, member: Member) -> None:
        """Store a new member."""
        row = {"id": member.id, **_values(member), "version": member.version}
        self._connection.execute(insert(members), row)

    def get(self, member_id: str) -> Member:
        """The member; refuses ``record.missing``."""
        rows = self._connection.execute(_SELECT.where(members.c.id == member_id)).all()
        return _member(one(rows, "member", member_id))

    def all(self) -> Sequence[Member]:
        """Everybody, inactive members included, ordered by id."""
        return [_member(row) for row in self._connection.execute(_SELECT.order_by(members.c.id))]

    def save(self, member: Member) -> Member:
        """Write a change; the member with its new version. StaleChange if it was changed meanwhile."""
        version = save_versioned(
            self._connection, members, "member", member.id, member.version, _values(member)
        )
        return replace(member, version=version)
