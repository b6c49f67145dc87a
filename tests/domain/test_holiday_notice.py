"""The holiday notice: real texts of twenty-one years day by day against two libraries, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar
import pytest

from agent_desk.calendars.published import load_calendar
from agent_desk.domain.calendar import WorkCalendar, YearNotice
from agent_desk.domain.errors import Refusal
from agent_desk.domain.holiday_notice import CheckKind, ParsedNotice, laid_over, parse_notice
from tests.domain.notice_texts import NOTICES, whole_notice

YEARS = sorted(NOTICES)


@pytest.fixture(scope="module")
def shipped() -> WorkCalendar:
    return load_calendar()


def days_of(year: int) -> Iterator[date]:
    """The days of the year and those of the December before it that its notice arranges."""
    first = date(year - 1, 12, 25)
    return (first + timedelta(days=n) for n in range((date(year, 12, 25) - first).days))


def refused(text: str, year: int | None = 2026) -> Refusal:
    with pytest.raises(Refusal) as caught:
        parse_notice(text, year)
    return caught.value


def off(parsed: ParsedNotice) -> list[str]:
    return [day.strftime("%m-%d") for day in parsed.days_off]


def worked(parsed: ParsedNotice) -> list[str]:
    return [day.strftime("%m-%d") for day in parsed.make_up]


# -- the real notices ------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
def test_each_real_notice_gives_exactly_the_official_days(year: int, shipped: WorkCalendar) -> None:
    parsed = parse_notice(whole_notice(year))
    assert (parsed.year, parsed.number, parsed.complete) == (year, f"国办发明电〔{year - 1}〕7号", True)
    calendar = WorkCalendar([laid_over(parsed, None)])
    assert [day for day in days_of(year) if calendar.is_working(day) != shipped.is_working(day)] == []
    # Of 31 December 2005 the second library is wrong; see the test of the shipped notices.
    other = [day for day in days_of(year) if calendar.is_working(day) != chinese_calendar.is_workday(day)]
    assert other == ([date(2005, 12, 31)] if year == 2006 else [])


@pytest.mark.parametrize("year", YEARS)
def test_the_bare_paragraphs_on_one_line_read_the_same(year: int) -> None:
    bare = parse_notice(NOTICES[year].replace("\n", ""), year)
    whole = parse_notice(whole_notice(year))
    assert (bare.days_off, bare.make_up) == (whole.days_off, whole.make_up)


@pytest.mark.parametrize("year", YEARS)
def test_every_wrong_day_of_the_week_is_refused_with_its_sentence(year: int) -> None:
    text = whole_notice(year)
    for found in re.finditer(r"(?:星期|周)([一二三四五六日])(?!年)", text):
        wrong = "日一二三四五六"["一二三四五六日".index(found[1])]
        refusal = refused(text[: found.start(1)] + wrong + text[found.end(1) :], None)
        assert refusal.code == "notice.weekday"
        assert str(refusal.params["said"]).endswith(wrong)
        assert str(refusal.params["found"]).endswith(found[1])
        assert wrong in str(refusal.params["sentence"])


@pytest.mark.parametrize("year", YEARS)
def test_every_wrong_total_is_refused(year: int) -> None:
    text = whole_notice(year)
    totals = list(re.finditer(r"(?:共|放假)([\d三])天", text))
    assert totals
    for found in totals:
        right = int(found[1].replace("三", "3"))
        refusal = refused(f"{text[: found.start(1)]}{right + 1}{text[found.end(1) :]}", None)
        assert (refusal.code, refusal.params["said"], refusal.params["found"]) == ("notice.total", right + 1, right)
        assert f"{right + 1}天" in str(refusal.params["sentence"])


@pytest.mark.parametrize("year", YEARS)
def test_line_breaks_and_full_width_signs_change_nothing(year: int) -> None:
    text = NOTICES[year]
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in text)
    wrapped = re.sub(r"([^\n。：])(?=[^\n]{3})", "\\1\n", text)
    dashes = re.sub("(?<=[日）])至", "～", text.replace("—", "－－"))
    narrow = text.replace("（", "(").replace("）", ")").replace("\n", "\r\n\r\n")
    same = parse_notice(text, year)
    for other in (wide, wrapped, dashes, narrow):
        parsed = parse_notice(other, year)
        assert (parsed.days_off.keys(), parsed.make_up.keys()) == (same.days_off.keys(), same.make_up.keys())


# -- single phrasings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "text", "days_off", "make_up"),
    [
        (2018, "1月1日放假，与周末连休。", ["01-01"], []),
        (2024, "6月10日放假，与周末连休，共3天。", ["06-10"], []),
        (2014, "清明节：4月5日放假，4月7日（星期一）补休，共3天。", ["04-05", "04-07"], []),
        (2025, "1月1日（周三）放假1天，不调休。", ["01-01"], []),
        (2027, "2月17－19、22日放假，2月21号（星期天）上班", ["02-17", "02-18", "02-19", "02-22"], ["02-21"]),
        (2010, "6月14日至16日放假调休，共三天。6月12日、13日（星期六、日）上班。", ["06-14", "06-15", "06-16"], ["06-12", "06-13"]),
        (2015, "5月1日至3日（星期五至星期日）放假公休，共3天。", ["05-01", "05-02", "05-03"], []),
        (2026, "10月1日至3日放假。1月4日（周日）与1月2日（周五）互换。", ["01-02", "10-01", "10-02", "10-03"], ["01-04"]),
        (2026, "放假时间为5月1日至5日，共5天。", ["05-01", "05-02", "05-03", "05-04", "05-05"], []),
        (2027, "4月30日（周五）放假，4月25日（周日）调休上班。", ["04-30"], ["04-25"]),
        (2027, "1月31日（周日）、2月20日（周六）为工作日，2月5日放假。", ["02-05"], ["01-31", "02-20"]),
        (2027, "元旦\n1月1日至2日放假，共2天\n春节\n2月5日放假，共1天\n1月31日上班", ["01-01", "01-02", "02-05"], ["01-31"]),
        (2027, "4月5日（星期一）放假，与周末（4月3日、4日）连休，共3天。", ["04-03", "04-04", "04-05"], []),
        (2026, "五月一日至三日放假，共三天。", ["05-01", "05-02", "05-03"], []),
        (2008, "9月27日（星期六）公休日调至9月29日（星期一）。", ["09-29"], ["09-27"]),
        (2026, "5月1日至5日放假。5月6日（星期三）起正常上班。", ["05-01", "05-02", "05-03", "05-04", "05-05"], []),
    ],
)  # fmt: skip
def test_phrasings(year: int, text: str, days_off: list[str], make_up: list[str]) -> None:
    parsed = parse_notice(text, year)
    assert (off(parsed), worked(parsed)) == (days_off, make_up)


def test_each_line_says_what_was_understood_and_checked() -> None:
    parsed = parse_notice(whole_notice(2024))
    spring = [line for line in parsed.lines if line.festival == "春节"]
    assert [line.sentence[:12] for line in spring] == ["二、春节：2月10日至1", "2月4日（星期日）、2月", "鼓励各单位结合带薪年休假"]
    assert (len(spring[0].days_off), len(spring[1].make_up)) == (8, 2)
    assert {check.kind for check in spring[1].checks} == {CheckKind.WEEKDAYS, CheckKind.WEEKENDS}
    assert [(c.kind, c.said, c.found) for c in spring[0].checks] == [(CheckKind.TOTAL, 8, 8)]
    assert (spring[2].days_off, [check.kind for check in spring[2].checks]) == ((), [CheckKind.ADVICE])
    assert date(2024, 2, 9) not in parsed.days_off


def test_days_carry_their_festival_with_and_without_headings() -> None:
    parsed = parse_notice(whole_notice(2019))
    assert parsed.days_off[date(2019, 5, 4)] == "劳动节"
    assert parsed.make_up[date(2018, 12, 29)] == "元旦"
    assert parse_notice("4月4日放假。", 2016).days_off == {date(2016, 4, 4): "清明节"}
    assert set(parse_notice(NOTICES[2020], 2020).days_off.values()) == {
        "元旦", "春节", "清明节", "劳动节", "端午节", "国庆节、中秋节",
    }  # fmt: skip


def test_the_year_comes_from_the_title_the_dates_or_the_caller() -> None:
    assert parse_notice("关于2027年部分节假日安排的通知\n1月1日放假。").year == 2027
    assert parse_notice("2018年12月30日至2019年1月1日放假。").year == 2019
    assert refused("1月1日放假。", None).code == "notice.no_year"
    assert refused("现将2025年元旦放假安排通知如下：\n1月1日放假。", 2026).code == "notice.other_year"


def test_an_extension_needs_the_holiday_it_extends(shipped: WorkCalendar) -> None:
    text = "关于延长2020年春节假期的通知：延长2020年春节假期至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班。"
    assert refused(text, None).code == "notice.extends_nothing"
    before = parse_notice(NOTICES[2020].rpartition("\n")[0], 2020)
    known = laid_over(before, None)
    parsed = parse_notice(text, known=[known])
    assert off(parsed) == ["01-31", "02-01", "02-02"]
    calendar = WorkCalendar([laid_over(parsed, known)])
    assert [day for day in days_of(2020) if calendar.is_working(day) != shipped.is_working(day)] == []


def test_an_amendment_lies_over_the_year_and_an_excerpt_publishes_nothing() -> None:
    known = YearNotice(2019, {date(2019, 5, 1): "劳动节", date(2019, 6, 7): "端午节"})
    parsed = parse_notice("2019年5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。")
    assert not parsed.complete
    both = laid_over(parsed, known)
    assert both.published and date(2019, 6, 7) in both.days_off and date(2019, 5, 4) in both.days_off
    bare = YearNotice(2027, {date(2027, 1, 1): "元旦"}, published=False)
    assert not laid_over(parse_notice("2027年5月1日至3日放假。"), bare).published


# -- refusals --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("notice.weekday", "1月4日（星期六）上班。"),
        ("notice.weekday", "10月1日（周四）至7日（周四）放假。"),
        ("notice.weekday", "2月21日星期日上班。"),
        ("notice.total", "10月1日至7日放假调休，共8天。"),
        ("notice.total", "1月1日放假2天。"),
        ("notice.total", "6月19日放假，与周末连休，共4天。"),
        ("notice.total", "5月9日（星期六）、10日（星期日）三个公休日调至5月4日、5日、6日。"),
        ("notice.total", "5月9日（星期六）公休日调至5月4日、5日。"),
        ("notice.off_and_worked", "10月1日至7日放假。10月3日（星期六）上班。"),
        ("notice.not_weekend", "10月1日至7日放假，10月8日上班。"),
        ("notice.not_weekend", "1月1日至3日放假，1月2日照常公休。"),
        ("notice.impossible_date", "2月30日放假。"),
        ("notice.impossible_date", "13月1日放假。"),
        ("notice.bad_range", "10月7日至1日放假。"),
        ("notice.bad_range", "1月1日至10月7日放假。"),
        ("notice.outside_range", "10月1日至7日放假，共7天。其中10月8日为法定节假日。"),
        ("notice.other_year", "2024年10月1日至7日放假。"),
        ("notice.not_understood", "10月1日至7日另行研究。"),
        ("notice.not_understood", "1月1日至春节放假。"),
        ("notice.not_understood", "8日放假。"),
        ("notice.not_understood", "2月28日（周六）调休。"),
        ("notice.not_understood", "10月1日（星期四、五、六）放假。"),
        ("notice.nothing_understood", "祝各位节日快乐，平安出行。"),
        ("notice.nothing_understood", ""),
        ("notice.too_long", "休" * 100_001),
    ],
)  # fmt: skip
def test_contradictions_are_refused(code: str, text: str) -> None:
    refusal = refused(text)
    assert refusal.code == code
    if code not in ("notice.nothing_understood", "notice.too_long"):
        assert str(refusal.params["sentence"]) in text


def test_one_bad_sentence_refuses_the_whole_notice() -> None:
    text = whole_notice(2026).replace("9月20日（周日）、", "9月20日（周日），9月21日前后，")
    refusal = refused(text, None)
    assert refusal.code == "notice.not_weekend"
    assert str(refusal.params["sentence"]).startswith("9月20日（周日），9月21日")


@pytest.mark.parametrize(
    "frame",
    [
        "{}\n国务院办公厅\n2025年11月4日\n（此件公开发布）",
        "{}\n国务院办公厅\n二○二五年十一月四日",
        "{}\n2025-11-04 15:30",
        "索引号：000014349/2025-00106\n发文机关：国务院办公厅\n成文日期：2025年11月04日\n"
        "标题：国务院办公厅关于2026年部分节假日安排的通知\n发文字号：国办发明电〔2025〕7号\n发布日期：2025年11月04日\n{}",
        "根据2024年11月10日公布的决定，有关事项如下：\n{}",
    ],
)
def test_dates_of_the_frame_are_not_days_of_the_notice(frame: str) -> None:
    text = frame.format("一、元旦：1月1日至3日放假，共3天。")
    assert off(parse_notice(text, 2026)) == ["01-01", "01-02", "01-03"]
