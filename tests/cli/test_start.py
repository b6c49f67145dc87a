"""The whole command as a user starts it: without a display the main job is done, and refusals are one line."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypdf
import pytest
import python_calamine

from agent_desk import bootstrap


@pytest.fixture
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder of a user without a display."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", bootstrap.DATA_VARIABLE, bootstrap.LANGUAGE_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_a_display_the_four_papers_are_left_in_out(
    somewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap.main(["--today", "2026-11-22"]) == 0
    said = capsys.readouterr().out
    assert "没有图形显示" in said and "演示办公室" in said
    out = somewhere / "out"
    manual = pypdf.PdfReader(out / "manual.pdf")
    name = (manual.pages[0].extract_text() or "").splitlines()[0]
    text = subprocess.run(["pdftotext", out / "manual.pdf", "-"], check=True, capture_output=True, text=True).stdout
    assert name in text and "服务手册" in text
    assert (out / "gantt.png").read_bytes().startswith(b"\x89PNG")
    fonts = {
        font["/BaseFont"]
        for page in pypdf.PdfReader(out / "brief.pdf").pages
        for font in (ref.get_object() for ref in page["/Resources"]["/Font"].values())
    }
    assert fonts and all("+" in name for name in fonts), "every font is an embedded subset"
    sheets = python_calamine.load_workbook(out / "brief.xlsx")
    assert sheets.sheet_names
    assert '"status": "optimal"' in (out / "route.json").read_text(encoding="utf-8")


def test_the_demonstration_office_is_kept_apart_and_not_built_twice(
    somewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap.main(["--today", "2026-11-22"]) == 0
    capsys.readouterr()
    assert bootstrap.main(["--today", "2026-11-22"]) == 0
    assert "还没有数据" not in capsys.readouterr().out
    assert not bootstrap.default_data().exists()
    assert bootstrap.default_data().with_name("demo.db").exists()


def test_an_office_opened_but_never_filled_is_no_data_yet(
    somewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bootstrap.open_desk(None).office.store.close()
    assert bootstrap.default_data().exists()
    assert bootstrap.main(["--today", "2026-11-22"]) == 0
    assert "演示办公室" in capsys.readouterr().out


def test_a_named_new_office_is_empty_and_says_what_to_do(somewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["--data", str(somewhere / "新办公室.db")]) == 1
    assert capsys.readouterr().err.strip() == "错误：还没有项目，请先新建或导入项目。"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["deadlines", "--data", "没有.db"], 1, "数据库不存在"),
        (["due", "2026-02-30", "5"], 1, "没有“2026-02-30”这一天"),
        (["due", "2026-11-20", "5", "--data", "没有.db"], 1, "数据库不存在"),
        (["due", "2026-11-20", "5", "--unit", "weeks"], 2, "weeks"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_bad_input_is_one_line_and_never_a_traceback(
    somewhere: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    assert bootstrap.main(arguments) == code
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err


def test_an_installed_command_speaks_english_when_asked(
    somewhere: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(bootstrap.LANGUAGE_VARIABLE, "en")
    assert bootstrap.main(["due", "2026-02-30", "5"]) == 1
    assert capsys.readouterr().err.startswith("Error: ")
