"""The quick entry on one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desk.domain.assistance import AssistanceKind, Channel
from agent_desk.services.assistance_line import EntryLine, Fault, LineField, read_line


def faults(line: EntryLine) -> list[tuple[LineField, Fault]]:
    return [(problem.field, problem.fault) for problem in line.problems]


@pytest.mark.parametrize(
    ("text", "kind", "whom", "matter", "minutes", "channel", "rating"),
    [
        ("db jsbz 规划证补章 45 sm 5", AssistanceKind.PROXY, "jsbz", "规划证补章", 45, Channel.VISIT, 5),
        ("bb 澄川 填表 30", AssistanceKind.HELP, "澄川", "填表", 30, None, None),
        ("协办 cc 踏勘 陪同 60分 电话", AssistanceKind.JOINT, "cc", "踏勘 陪同", 60, Channel.PHONE, None),
        ("3 cc 踏勘 60 4", AssistanceKind.JOINT, "cc", "踏勘", 60, None, 4),
        ("DB cc 讲解 90min XS", AssistanceKind.PROXY, "cc", "讲解", 90, Channel.ONLINE, None),
        ("db cc 第 2 次补正 15 ck", AssistanceKind.PROXY, "cc", "第 2 次补正", 15, Channel.COUNTER, None),
        ("ｄｂ　cc　送件　４５", AssistanceKind.PROXY, "cc", "送件", 45, None, None),
    ],
)
def test_lines_that_say_everything(
    text: str,
    kind: AssistanceKind,
    whom: str,
    matter: str,
    minutes: int,
    channel: Channel | None,
    rating: int | None,
) -> None:
    assert read_line(text) == EntryLine(kind, whom, matter, minutes, channel, rating)
    assert read_line(text).complete


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["kind", "beneficiary", "matter", "minutes"]),
        ("db", ["beneficiary", "matter", "minutes"]),
        ("db cc", ["matter", "minutes"]),
        ("db cc 送件", ["minutes"]),
        ("db cc 45", ["matter"]),
        ("db cc 送件 sm 5", ["minutes"]),
    ],
)
def test_each_missing_part_is_named(text: str, expected: list[str]) -> None:
    assert faults(read_line(text)) == [(LineField(name), Fault.MISSING) for name in expected]


def test_what_makes_no_sense_is_named_with_its_text() -> None:
    line = read_line("xx cc 送件 0 sm 7")
    assert faults(line) == [
        (LineField.KIND, Fault.UNKNOWN),
        (LineField.MINUTES, Fault.OUT_OF_RANGE),
        (LineField.RATING, Fault.OUT_OF_RANGE),
    ]
    assert [problem.text for problem in line.problems] == ["xx", "0", "7"]


def test_a_day_has_no_more_than_1440_minutes() -> None:
    assert read_line("db cc 送件 1440").complete
    assert faults(read_line("db cc 送件 1441")) == [(LineField.MINUTES, Fault.OUT_OF_RANGE)]


def test_a_word_for_a_channel_inside_the_matter_stays_there() -> None:
    line = read_line("db cc 联系 电话 20 dh")
    assert (line.matter, line.channel, line.minutes) == ("联系 电话", Channel.PHONE, 20)


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    line = read_line(text)
    assert line.complete == (not line.problems)
    if line.complete:
        assert line.kind is not None and line.minutes is not None and line.matter and line.beneficiary
