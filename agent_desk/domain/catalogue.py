"""The catalogue of approval items (事项库): what the law asks for, item by item, as one immutable version."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from agent_desk.domain.conditions import Condition, Evaluation, Truth
from agent_desk.domain.errors import Refusal
from agent_desk.domain.facts import Profile
from agent_desk.domain.limits import Limit, Unit

NOTICE_LIMIT = Limit(5, Unit.WORKING)
"""Time to say what an application lacks (行政许可法 32), unless the item's own law gives less."""


class Stage(StrEnum):
    """The stages of an investment project, in order; the value is the official name."""

    START_UP = "企业开办"
    LAND = "立项用地规划许可"
    DESIGN = "工程建设许可"
    CONSTRUCTION = "施工许可"
    COMPLETION = "竣工验收"


class Lane(StrEnum):
    """The professional lane an item is drawn in; the value is the colour token (``lane.eia``)."""

    EIA = "eia"
    PLANNING = "planning"
    SAFETY = "safety"
    ENERGY = "energy"
    WATER = "water"
    BUILD = "build"


class LimitType(StrEnum):
    """What the statutory number means. Only MAX can make a department overdue."""

    MAX = "max"
    MIN = "min"
    INSTANT = "instant"
    APPLICANT_DUTY = "applicant_duty"
    NONE = "none"


class LimitEvidence(StrEnum):
    """How well the statutory number is founded."""

    OWN = "yes"
    """The item's own article sets it; checked against the text."""
    DEFAULT = "default"
    """No article of its own was found: the 20 working days of 行政许可法 42, by inference."""
    NONE = "n/a"
    """The law creates the item or the duty and sets no number."""
    UNVERIFIED = "no"
    """No text was at hand; the number (if any) needs checking before use."""


class ClockStart(StrEnum):
    """The event the statutory clock starts from."""

    ACCEPTANCE = "acceptance"
    RECEIPT = "receipt"
    OTHER = "other"


class ClockOwner(StrEnum):
    """Whose time the clock measures."""

    AUTHORITY = "authority"
    APPLICANT = "applicant"


class Tolerance(StrEnum):
    """Whether an application may be accepted with papers missing (容缺): all but the form, some, or none."""

    YES = "yes"
    PART = "part"
    NO = "no"


class ReviewGroup(StrEnum):
    """Items that are handled together; the value is the official name, empty for none."""

    NONE = ""
    COMBINED_ASSESSMENT = "多评合一"
    JOINT_DRAWINGS = "多图联审"
    JOINT_ACCEPTANCE = "联合验收"


class Gate(StrEnum):
    """By when the item must be done at the latest."""

    NONE = ""
    START_OF_WORK = "start_of_work"
    ACCEPTANCE = "acceptance"
    USE = "use"
    ITEM = "item"


class ExcludedTime(StrEnum):
    """Kinds of special procedure that do not count; the first eight are those of 行政许可法 45."""

    HEARING = "听证"
    TENDER = "招标"
    AUCTION = "拍卖"
    INSPECTION = "检验"
    TESTING = "检测"
    QUARANTINE = "检疫"
    APPRAISAL = "鉴定"
    EXPERT_REVIEW = "专家评审"
    COMMISSIONED = "委托中介"
    CONSULTATION = "征求意见"
    TECHNICAL = "技术评估"


@dataclass(frozen=True, slots=True)
class MaterialTemplate:
    """One paper an item asks for.

    ``tolerable``: may be handed in later under 容缺. ``conditional``: asked for only where it is needed.
    ``source`` is the citation the list comes from, empty where the list is the usual one and not checked.
    """

    name: str
    tolerable: bool = False
    conditional: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalItem:
    """One approval item.

    ``statutory``, ``promised`` and ``target`` are limits in their own units (None: there is none);
    ``target_is_default`` marks a target made by the office's default rule and not entered by hand, and
    ``promised_is_illustrative`` a promise that is not this district's own published one. ``max_extension`` is
    in the statutory unit. ``unit_is_silent``: the law says 日 without 工作日 and the day is taken as a
    calendar day. ``prerequisites`` and ``usual_after`` are groups: of every group one member must come first
    (law and habit). ``recheck`` says what has to be checked before the item is relied on; empty when nothing
    has to.
    """

    code: str
    name: str
    name_en: str
    short_name: str
    stage: Stage
    lane: Lane
    authority: str
    department: str
    limit_type: LimitType
    evidence: LimitEvidence
    clock_start: ClockStart
    clock_start_words: str
    clock_owner: ClockOwner
    basis: str
    condition: Condition
    statutory: Limit | None = None
    promised: Limit | None = None
    target: Limit | None = None
    target_is_default: bool = False
    promised_is_illustrative: bool = False
    promised_source: str = ""
    notice: Limit = NOTICE_LIMIT
    validity: Limit | None = None
    validity_basis: str = ""
    max_extension: int = 0
    unit_is_silent: bool = False
    earlier_basis: str = ""
    basis_since: date | None = None
    prerequisites: tuple[tuple[str, ...], ...] = ()
    prerequisites_basis: str = ""
    usual_after: tuple[tuple[str, ...], ...] = ()
    gate: Gate = Gate.NONE
    gate_words: str = ""
    gate_basis: str = ""
    simulated: bool = False
    tolerance: Tolerance = Tolerance.NO
    group: ReviewGroup = ReviewGroup.NONE
    excluded_time: tuple[ExcludedTime, ...] = ()
    core: bool = False
    parallel: bool = False
    recheck: str = ""
    note: str = ""
    materials: tuple[MaterialTemplate, ...] = ()

    def basis_on(self, day: date) -> str:
        """The law to cite for a case accepted on ``day``: before ``basis_since`` the earlier one."""
        if self.basis_since is not None and day < self.basis_since and self.earlier_basis:
            return self.earlier_basis
        return self.basis

    @property
    def needs_recheck(self) -> bool:
        """Whether something about the item is marked unverified."""
        return bool(self.recheck) or self.evidence is LimitEvidence.UNVERIFIED


@dataclass(frozen=True, slots=True)
class Applicability:
    """Whether an item applies to a project (UNKNOWN: to be confirmed), and why."""

    item: ApprovalItem
    evaluation: Evaluation

    @property
    def truth(self) -> Truth:
        """The outcome alone."""
        return self.evaluation.truth


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One version of the catalogue, in force from a day; ``derivations`` answer yes/no facts from others.

    Refuses inconsistent items: ``catalogue.duplicate_code``, ``catalogue.unknown_reference`` (``item`` refers
    to ``reference``) and ``catalogue.circular`` (``circle`` spells the prerequisites out, item by item).
    """

    version: str
    effective_from: date
    items: tuple[ApprovalItem, ...]
    title: str = ""
    derivations: Mapping[str, Condition] = field(default_factory=lambda: MappingProxyType({}))
    _by_code: Mapping[str, ApprovalItem] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_code: dict[str, ApprovalItem] = {}
        for item in self.items:
            if item.code in by_code:
                raise Refusal("catalogue.duplicate_code", item=item.code)
            by_code[item.code] = item
        for item in self.items:
            for reference in _codes_in(item.prerequisites + item.usual_after):
                if reference not in by_code:
                    raise Refusal("catalogue.unknown_reference", item=item.code, reference=reference)
        circle = _circle(by_code)
        if circle:
            raise Refusal("catalogue.circular", circle=" → ".join(circle))
        object.__setattr__(self, "_by_code", MappingProxyType(by_code))

    def __iter__(self) -> Iterator[ApprovalItem]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def find(self, code: str) -> ApprovalItem | None:
        """The item with that code, if the catalogue has it."""
        return self._by_code.get(code)

    def item(self, code: str) -> ApprovalItem:
        """The item with that code; refuses with ``catalogue.no_such_item``."""
        found = self._by_code.get(code)
        if found is None:
            raise Refusal("catalogue.no_such_item", item=code, version=self.version)
        return found

    def applicable(self, profile: Profile) -> tuple[Applicability, ...]:
        """Every item of the catalogue in its order, with whether it applies to the profile."""
        return tuple(
            Applicability(item, item.condition.evaluate(profile, self.derivations)) for item in self.items
        )

    def prerequisites_of(
        self, item: ApprovalItem, applicable_codes: Collection[str]
    ) -> tuple[tuple[str, ...], ...]:
        """The legal gates that concern a project: of every group one member must be done first.

        Members that do not apply to the project are left out; a group without any is satisfied and left out.
        """
        return _restricted(item.prerequisites, applicable_codes)

    def usual_after_of(
        self, item: ApprovalItem, applicable_codes: Collection[str]
    ) -> tuple[tuple[str, ...], ...]:
        """The customary order in the same form; a preference and never a gate."""
        return _restricted(item.usual_after, applicable_codes)

    def due_before(self, gate: Gate, applicable_codes: Collection[str]) -> tuple[ApprovalItem, ...]:
        """The applicable items that must be done before a gate, e.g. before the actual start of work."""
        return tuple(item for item in self.items if item.gate is gate and item.code in applicable_codes)


def default_target(
    promised: Limit | None, statutory: Limit | None, promised_share: int, statutory_share: int
) -> Limit | None:
    """The office's default green-channel target in every-day days.

    A share in per cent of the promised limit, else of the statutory one, rounded up and at least 1 day; what
    is done at once stays at once. Months have no such default.
    """
    base, share = (promised, promised_share) if promised is not None else (statutory, statutory_share)
    if base is None or base.unit is Unit.CALENDAR_MONTH:
        return None
    if base.amount == 0:
        return Limit(0, Unit.EVERY_DAY)
    return Limit(max(1, -(-base.amount * share // 100)), Unit.EVERY_DAY)


def _codes_in(groups: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    for group in groups:
        yield from group


def _restricted(
    groups: tuple[tuple[str, ...], ...], applicable_codes: Collection[str]
) -> tuple[tuple[str, ...], ...]:
    kept = (tuple(code for code in group if code in applicable_codes) for group in groups)
    return tuple(group for group in kept if group)


def _circle(items: Mapping[str, ApprovalItem]) -> list[str]:
    """The codes of a circle of prerequisites, first one repeated at the end; empty when there is none."""
    finished: set[str] = set()
    for start in items:
        path: list[str] = []
        pending: list[tuple[str, Iterator[str]]] = []
        if start not in finished:
            path, pending = [start], [(start, _codes_in(items[start].prerequisites))]
        while pending:
            code, onward = pending[-1]
            following = next((before for before in onward if before not in finished), None)
            if following is None:
                finished.add(code)
                pending.pop()
                path.pop()
            elif following in path:
                return [*path[path.index(following) :], following]
            else:
                path.append(following)
                pending.append((following, _codes_in(items[following].prerequisites)))
    return []
