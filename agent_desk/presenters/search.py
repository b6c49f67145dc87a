"""The search over everything: projects, items, people and pages, by characters, pinyin or initials. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from agent_desk.i18n import N_, language, tr
from agent_desk.services.desk import Desk
from agent_desk.services.pinyin_index import Hit, PinyinIndex


class Found(StrEnum):
    """What kind of thing was found."""

    PROJECT = "project"
    ITEM = "item"
    PERSON = "person"
    PAGE = "page"


_KIND_WORDS = {
    Found.PROJECT: N_("项目"),
    Found.ITEM: N_("事项"),
    Found.PERSON: N_("人员"),
    Found.PAGE: N_("页面"),
}
_LIMITS = {Found.PROJECT: 5, Found.ITEM: 3, Found.PERSON: 2, Found.PAGE: 2}


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One line of the answer; ``page`` and ``arguments`` say what opening it shows."""

    kind: Found
    title: str
    detail: str
    page: str
    arguments: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind_text(self) -> str:
        """The kind in words."""
        return tr(_KIND_WORDS[self.kind])

    @property
    def accessible(self) -> str:
        """The line read aloud."""
        return tr("，").join(part for part in (self.kind_text, self.title, self.detail) if part)


@dataclass(frozen=True, slots=True)
class SearchPages:
    """The page that shows a thing of each kind, and the pages themselves as (key, title)."""

    project: str = "project"
    item: str = "catalogue"
    person: str = "team"
    named: tuple[tuple[str, str], ...] = ()


class SearchPresenter:
    """Finds as one types. Names are read once; ``forget`` makes the next search read them anew."""

    def __init__(self, desk: Desk, pages: Callable[[], SearchPages]) -> None:
        self._desk = desk
        self._pages = pages
        self._index: dict[Found, PinyinIndex] = {}
        self._hits: dict[tuple[Found, str], SearchHit] = {}

    def forget(self) -> None:
        """The names may have changed."""
        self._index.clear()

    def find(self, text: str) -> tuple[SearchHit, ...]:
        """The best hits of every kind; kinds in which the whole text is a name come first."""
        if not text.strip():
            return ()
        if not self._index:
            self._read()
        found = [(kind, self._index[kind].find(text, _LIMITS[kind])) for kind in Found]
        found.sort(key=lambda entry: not any(hit.exact for hit in entry[1]))
        hits = [self._hit(kind, hit) for kind, hits_of in found for hit in hits_of]
        return tuple({(hit.page, *hit.arguments.values()): hit for hit in hits}.values())

    def _hit(self, kind: Found, hit: Hit) -> SearchHit:
        return self._hits[kind, hit.key]

    def _read(self) -> None:
        self._hits.clear()
        for kind, entries in (
            (Found.PROJECT, self._projects()),
            (Found.ITEM, self._items()),
            (Found.PERSON, self._people()),
            (Found.PAGE, self._named_pages()),
        ):
            names = []
            for number, (name, hit) in enumerate(entries):
                # One thing may be found under several names, so the key is the name's number.
                key = str(number)
                self._hits[kind, key] = hit
                names.append((key, name))
            self._index[kind] = PinyinIndex(names)

    def _projects(self) -> Sequence[tuple[str, SearchHit]]:
        with self._desk.office.store.reading() as uow:
            projects = uow.projects.all()
        found = []
        for project in projects:
            hit = SearchHit(
                Found.PROJECT, project.name, project.code, self._pages().project, {"project_id": project.id}
            )
            names = dict.fromkeys(name for name in (project.name, project.short_name, project.code) if name)
            found += [(name, hit) for name in names]
        return found

    def _items(self) -> Sequence[tuple[str, SearchHit]]:
        found = []
        for item in self._desk.office.rules.catalogue.items:
            title = item.name_en if language() == "en" else item.name
            hit = SearchHit(Found.ITEM, title, item.department, self._pages().item, {"item_code": item.code})
            names = dict.fromkeys(name for name in (item.name, item.short_name, title) if name)
            found += [(name, hit) for name in names]
        return found

    def _people(self) -> Sequence[tuple[str, SearchHit]]:
        with self._desk.office.store.reading() as uow:
            members = [member for member in uow.members.all() if member.active]
        return [
            (m.name, SearchHit(Found.PERSON, m.name, m.branch, self._pages().person, {"member_id": m.id}))
            for m in members
        ]

    def _named_pages(self) -> Sequence[tuple[str, SearchHit]]:
        return [(title, SearchHit(Found.PAGE, title, "", key)) for key, title in self._pages().named]
