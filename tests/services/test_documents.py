"""The neutral document: what texts may hold, and what a table says about itself."""

from __future__ import annotations

from datetime import date

import pytest

from agent_desk.services.documents import Cell, Column, TableData, plain


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("普通文字 abc", "普通文字 abc"),
        ("<img src=/etc/passwd>", "<img src=/etc/passwd>"),
        ("=1+1", "=1+1"),
        ("王𠅤", "王𠅤"),
        ("a\r\nb\rc\td", "a\nb\nc\td"),
        ("a\x00b\x1bc\x7fd", "abcd"),
        ("a\ud800b", "ab"),
        ("a\ufffe\U0001ffffb", "ab"),
    ],
)
def test_plain_keeps_what_people_write_and_drops_what_files_cannot_hold(given: str, kept: str) -> None:
    assert plain(given) == kept


def test_a_provisional_date_inside_a_joined_cell_is_noticed() -> None:
    day = Cell("date", date(2027, 1, 14), provisional=True)
    joined = Cell("parts", (day, Cell("text", "联合验收")), text=" ")
    table = TableData((Column("下一节点", "parts"),), ((joined,),))
    assert table.has_provisional
    assert not TableData((Column("日期", "date"),), ((Cell("date", date(2026, 1, 1)),),)).has_provisional
