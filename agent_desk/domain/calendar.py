"""Which days are worked: the State Council's yearly notices over Monday to Friday, made fast to count on.

Sources: 行政许可法 82 (working days), 全国年节及纪念日放假办法 (the festivals), the yearly notice of the
State Council's General Office (days off and make-up days). A year without a published notice uses its
statutory festival days only. Bridge days and days given in lieu are *not* guessed (a choice): the date then
comes early rather than late, and every count that touches such a year is provisional.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from agent_desk.domain.errors import Refusal

FIRST_YEAR = 2004
LAST_YEAR = 2045

FIXED_FESTIVALS: Mapping[tuple[int, int], str] = {
    (1, 1): "元旦",
    (5, 1): "劳动节",
    (5, 2): "劳动节",
    (10, 1): "国庆节",
    (10, 2): "国庆节",
    (10, 3): "国庆节",
}
"""(month, day) of the festivals that need no lunar table, as revised with effect from 2025."""

_ONE_DAY = timedelta(days=1)
_BEFORE = -1_000_000
"""The count of a day before the calendar: whatever is added to it, it never becomes an index."""
_SATURDAY = 5


class DayKind(StrEnum):
    """What a day is. WORKDAY and MAKEUP are worked, WEEKEND and HOLIDAY are not."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKEUP = "makeup"


@dataclass(frozen=True, slots=True)
class YearNotice:
    """The days of one year's notice, each with the festival it belongs to (may be empty).

    Days may lie in the neighbouring December or January; the notice of the later year wins where two overlap.
    ``published`` is False for a year of which only the statutory festival days are known.
    Refusal ``notice.day_both_ways``: the same day off and worked.
    """

    year: int
    days_off: Mapping[date, str]
    make_up: Mapping[date, str] = field(default_factory=dict)
    published: bool = True
    source: str = ""

    def __post_init__(self) -> None:
        both = self.days_off.keys() & self.make_up.keys()
        if both:
            raise Refusal("notice.day_both_ways", year=self.year, day=min(both).isoformat())


class WorkCalendar:
    """Answers in constant time for the days from 1 January `first_year` to 31 December `last_year`.

    Any day outside is refused with ``calendar.out_of_range``. Of two notices for one year the later in the
    sequence counts. Instances do not change; `with_notices` gives a new one.
    """

    __slots__ = (
        "_base",
        "_count_upto",
        "_days_by_count",
        "_first_unpublished",
        "_kinds",
        "_notices",
        "_off_until",
        "_reasons",
        "_unpublished",
        "first_day",
        "last_day",
    )

    def __init__(
        self, notices: Iterable[YearNotice], first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR
    ) -> None:
        self.first_day = date(first_year, 1, 1)
        self.last_day = date(last_year, 12, 31)
        self._base = self.first_day.toordinal()
        self._notices = {notice.year: notice for notice in notices}
        self._unpublished = tuple(
            year for year in range(first_year, last_year + 1) if not self._is_published(year)
        )
        self._first_unpublished = self._unpublished[0] if self._unpublished else last_year + 1
        self._kinds, self._reasons = self._lay_notices()
        self._count_upto, self._days_by_count, self._off_until = self._build_counts()

    def _is_published(self, year: int) -> bool:
        notice = self._notices.get(year)
        return notice is not None and notice.published

    def _lay_notices(self) -> tuple[list[DayKind], dict[date, str]]:
        length = self.last_day.toordinal() - self._base + 1
        weekday = self.first_day.weekday()
        week = [DayKind.WEEKEND if (weekday + n) % 7 >= _SATURDAY else DayKind.WORKDAY for n in range(7)]
        kinds = (week * (length // 7 + 1))[:length]
        reasons: dict[date, str] = {}
        for year in range(self.first_day.year - 1, self.last_day.year + 2):
            notice = self._notices.get(year) or _festivals_only(year)
            for kind, days in ((DayKind.HOLIDAY, notice.days_off), (DayKind.MAKEUP, notice.make_up)):
                for day, name in days.items():
                    if self.first_day <= day <= self.last_day:
                        kinds[day.toordinal() - self._base] = kind
                        reasons[day] = name
        return kinds, reasons

    def _build_counts(self) -> tuple[list[int], list[date], list[date]]:
        count = 0
        # Indexed by the day's ordinal itself, which saves a quarter of the time of every addition (for 6 MB).
        count_upto = [_BEFORE] * self._base
        days_by_count = [self.first_day - _ONE_DAY]
        off_until: list[date] = []
        for index, kind in enumerate(self._kinds):
            if kind is DayKind.WORKDAY or kind is DayKind.MAKEUP:
                count += 1
                day = date.fromordinal(self._base + index)
                days_by_count.append(day)
                off_until.extend([day] * (index + 1 - len(off_until)))
            count_upto.append(count)
        return count_upto, days_by_count, off_until

    # -- reading one day ---------------------------------------------------------------------------------

    def _index(self, day: date) -> int:
        index = day.toordinal() - self._base
        if not 0 <= index < len(self._kinds):
            raise self._out_of_range()
        return index

    def _out_of_range(self) -> Refusal:
        return Refusal(
            "calendar.out_of_range", first=self.first_day.isoformat(), last=self.last_day.isoformat()
        )

    def require(self, day: date) -> None:
        """Refuse a day the calendar does not reach."""
        if not self.first_day <= day <= self.last_day:
            raise self._out_of_range()

    def kind(self, day: date) -> DayKind:
        """What kind of day it is."""
        return self._kinds[self._index(day)]

    def reason(self, day: date) -> str:
        """The festival that makes the day a holiday or a make-up day, or an empty text."""
        self._index(day)
        return self._reasons.get(day, "")

    def is_working(self, day: date) -> bool:
        """Whether offices work that day (make-up days included)."""
        return self.kind(day) in (DayKind.WORKDAY, DayKind.MAKEUP)

    def is_provisional(self, day: date) -> bool:
        """Whether the day lies in a year whose notice has not been published."""
        self._index(day)
        return day.year in self._unpublished

    def first_day_not_off(self, day: date) -> date:
        """The day itself if it is worked, else the first worked day after it."""
        try:
            return self._off_until[self._index(day)]
        except IndexError:
            raise self._out_of_range() from None

    # -- counting ----------------------------------------------------------------------------------------

    def add_working(self, start: date, n: int) -> date:
        """The `n`-th working day after `start` (`start` itself never counts); `start` for n = 0."""
        if n <= 0:
            if n:
                raise ValueError(f"cannot count {n} working days")
            return start
        try:
            return self._days_by_count[self._count_upto[start.toordinal()] + n]
        except IndexError:
            raise self._out_of_range() from None

    def working_days_between(self, after: date, upto: date) -> int:
        """Working days after `after` up to and with `upto`; negative when the two are swapped."""
        try:
            before = self._count_upto[after.toordinal()]
            count = self._count_upto[upto.toordinal()]
        except IndexError:
            raise self._out_of_range() from None
        if before < 0 or count < 0:
            raise self._out_of_range()
        return count - before

    # -- notices -----------------------------------------------------------------------------------------

    def touches_provisional(self, after: date, upto: date) -> bool:
        """Whether any day after `after` up to and with `upto` lies in a year without a notice."""
        last = upto.year
        if last < self._first_unpublished or after >= upto:
            return False
        place = bisect_left(self._unpublished, (after + _ONE_DAY).year)
        return place < len(self._unpublished) and self._unpublished[place] <= last

    def provisional_years(self, after: date, upto: date) -> tuple[int, ...]:
        """The years without a notice among the days after `after` up to and with `upto`, ascending."""
        if after >= upto:
            return ()
        first = (after + _ONE_DAY).year
        return tuple(year for year in self._unpublished if first <= year <= upto.year)

    @property
    def notices(self) -> tuple[YearNotice, ...]:
        """The notices this calendar was built from, by year, later ones having replaced earlier ones."""
        return tuple(self._notices[year] for year in sorted(self._notices))

    def with_notices(self, extra: Sequence[YearNotice]) -> WorkCalendar:
        """A calendar in which `extra` replaces the notices of the same years."""
        return WorkCalendar((*self.notices, *extra), self.first_day.year, self.last_day.year)


def _festivals_only(year: int) -> YearNotice:
    days = {date(year, month, day): name for (month, day), name in FIXED_FESTIVALS.items()}
    return YearNotice(year, days, published=False)
