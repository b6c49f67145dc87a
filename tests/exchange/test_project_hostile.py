"""Files that are not what they claim to be: each one named refusal, quickly, and never anything else."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from agent_desk.domain.errors import Refusal
from agent_desk.exchange import table_files
from agent_desk.exchange.project_lists import read_project_list
from agent_desk.services.office import Office
from tests.office import make_office

EXAMPLE = Path(__file__).parents[2] / "examples" / "project-list.xlsx"
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = "xl/worksheets/sheet1.xml"
LINES = "项目名称,项目代码,总投资（万元）\n云栖𠮷基地,NH-1,8600\n"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = make_office(tmp_path_factory.mktemp("office") / "office.db")
    yield office
    office.store.close()


def refused(path: Path, office: Office) -> str:
    with pytest.raises(Refusal) as caught:
        read_project_list(path, office)
    return caught.value.code


def rewritten(target: Path, change: Callable[[str, bytes], bytes], leave_out: str = "") -> Path:
    with zipfile.ZipFile(EXAMPLE) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as box:
        for name in source.namelist():
            if name != leave_out:
                box.writestr(name, change(name, source.read(name)))
    return target


def with_sheet(target: Path, xml: bytes) -> Path:
    return rewritten(target, lambda name, data: xml if name == SHEET else data)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xlsx", b"", "file.not_workbook"),
        ("a.xlsx", "项目名称,项目代码".encode(), "file.not_workbook"),
        ("a.xlsx", b"PK\x03\x04 and then nothing of a zip", "file.not_workbook"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file.old_workbook"),
        ("a.xls", b"<html><table><tr><td>x</td></tr></table></html>", "file.not_workbook"),
        ("a.pdf", b"%PDF-1.7", "file.not_workbook"),
        ("a.csv", bytes(range(128, 256)) * 3, "file.unknown_encoding"),
        ("a.csv", b"\xff\xfea", "file.unknown_encoding"),
        ("a.csv", b"a,b\0\n", "file.not_a_table"),
        ("a.csv", b'"' + b"x" * 200_000, "file.not_a_table"),
        ("a.csv", b"", "import.no_heading"),
        ("a.csv", "姓名,年龄\n甲,3\n".encode(), "import.no_heading"),
        ("a.csv", "项目名称,项目代码\n".encode(), "import.no_rows"),
    ],
)
def test_other_files(tmp_path: Path, office: Office, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert refused(path, office) == code


def test_missing_files_and_folders(tmp_path: Path, office: Office) -> None:
    assert refused(tmp_path / "没有.xlsx", office) == "file.missing"
    assert refused(tmp_path, office) == "file.is_folder"


def test_large_file(tmp_path: Path, office: Office) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as stream:
        stream.truncate(table_files.LARGEST_FILE + 1)
    assert refused(path, office) == "file.too_large"


def test_other_zip_files(tmp_path: Path, office: Office) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as box:
        box.writestr("[Content_Types].xml", "<x/>")
        box.writestr("word/document.xml", "<x/>")
    assert refused(path, office) == "file.not_workbook"
    assert refused(rewritten(path, lambda _name, data: data, "xl/workbook.xml"), office) == "file.not_workbook"


def test_locked_workbook(tmp_path: Path, office: Office) -> None:
    data = bytearray(EXAMPLE.read_bytes())
    start = data.rfind(b"PK\x01\x02")
    data[start + 8] |= 1
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert refused(path, office) == "file.locked_workbook"


def test_bomb_is_refused_before_it_unpacks(tmp_path: Path, office: Office) -> None:
    rows = b'<row><c t="str"><v>a</v></c></row>' * 1_500_000
    path = with_sheet(tmp_path / "a.xlsx", f"<worksheet {SPACE}><sheetData>".encode() + rows + b"</sheetData></worksheet>")
    assert path.stat().st_size < 2**19
    start = time.process_time()
    assert refused(path, office) == "file.bomb"
    assert time.process_time() - start < 1


def test_entities_are_not_expanded(tmp_path: Path, office: Office) -> None:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
    )
    cell = '<row r="1"><c r="A1" t="str"><v>&j;</v></c></row>'
    xml = f"<!DOCTYPE l [{entities}]><worksheet {SPACE}><sheetData>{cell}</sheetData></worksheet>"
    assert refused(with_sheet(tmp_path / "a.xlsx", xml.encode()), office) == "file.not_workbook"


def test_a_sheet_that_lies_about_its_size(tmp_path: Path, office: Office) -> None:
    cells = "".join(f'<c r="{ref}" t="str"><v>{text}</v></c>' for ref, text in (("A1", "项目名称"), ("B1", "项目代码")))
    far = '<row r="1048576"><c r="XFD1048576" t="str"><v>z</v></c></row>'
    row = '<row r="2"><c r="A2" t="str"><v>甲</v></c></row>'
    xml = (
        f'<worksheet {SPACE}><dimension ref="A1:XFD1048576"/><sheetData><row r="1">{cells}</row>{row}{far}'
        "</sheetData></worksheet>"
    )
    start = time.process_time()
    found = read_project_list(with_sheet(tmp_path / "a.xlsx", xml.encode()), office)
    assert [r.draft.name for r in found.rows] == ["甲"]
    assert time.process_time() - start < 2


def test_too_many_rows(tmp_path: Path, office: Office) -> None:
    path = tmp_path / "a.csv"
    path.write_text("项目名称,建设单位\n" + "甲,乙\n" * (table_files.MOST_ROWS + 1), "utf-8")
    assert refused(path, office) == "file.too_many_rows"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_in_every_encoding(tmp_path: Path, office: Office, encoding: str, separator: str) -> None:
    path = tmp_path / "清单 甲.csv"
    path.write_bytes(LINES.replace(",", separator).encode(encoding))
    row = read_project_list(path, office).rows[0]
    assert (row.sheet, row.row, row.draft.name) == ("清单 甲", 2, "云栖𠮷基地")
    assert row.draft.profile["total_investment"] == 8_600_000_000


def test_csv_wrappings_and_quoted_breaks(tmp_path: Path, office: Office) -> None:
    path = tmp_path / "a.csv"
    path.write_text('项目名称,项目代码,联系电话,建设单位\n"甲\n乙",="007",\'+86 1,x\n', "utf-8")
    draft = read_project_list(path, office).rows[0].draft
    assert (draft.name, draft.code, draft.phone) == ("甲乙", "007", "+86 1")


def test_mutated_workbooks_are_read_or_refused(tmp_path: Path, office: Office) -> None:
    """Anything but a Refusal fails here. Parts are changed inside the zip, and the zip itself is."""
    dice = random.Random(20261122)
    plain = EXAMPLE.read_bytes()
    with zipfile.ZipFile(EXAMPLE) as box:
        names = [name for name in box.namelist() if name.endswith((".xml", ".rels"))]
    path = tmp_path / "a.xlsx"
    refusals = 0
    for _ in range(120):
        if dice.random() < 0.3:
            data = bytearray(plain)
            for _ in range(dice.randint(1, 8)):
                data[dice.randrange(len(data))] = dice.randrange(256)
            path.write_bytes(data)
        else:
            hit = dice.choice(names)
            rewritten(path, lambda name, data, hit=hit: mutated(data, dice) if name == hit else data)  # type: ignore[misc]
        try:
            read_project_list(path, office)
        except Refusal:
            refusals += 1
    assert refusals > 10


def mutated(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    end = min(len(data), start + dice.randint(1, 40))
    kinds = (data[:start], data[:start] + data[end:], data[:end] + data[start:], data[:start] + b"<>&\0\xff" + data[end:])
    return dice.choice(kinds)


def test_nothing_is_left_open(tmp_path: Path, office: Office) -> None:
    """A Windows program could not move the file otherwise."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(EXAMPLE.read_bytes())
    read_project_list(path, office)
    path.rename(tmp_path / "b.xlsx")
    book = openpyxl.Workbook()
    book.save(io.BytesIO())
