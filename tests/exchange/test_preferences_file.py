"""The file of this desk's preferences."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desk.domain.errors import Refusal
from agent_desk.exchange.preferences_file import PreferencesFile
from agent_desk.services.preferences import Preferences


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert PreferencesFile(tmp_path / "none" / "p.toml").load() == Preferences()


def test_what_is_saved_is_loaded_and_the_folder_is_made(tmp_path: Path) -> None:
    file = PreferencesFile(tmp_path / "设置 1" / "p.toml")
    kept = Preferences("dark", "compact", "en", "m-1", False)
    file.save(kept)
    assert file.load() == kept
    assert [path.name for path in (tmp_path / "设置 1").iterdir()] == ["p.toml"], "nothing unfinished is left"


@given(st.text(max_size=40))
def test_every_text_survives(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    if any(0xD800 <= ord(sign) <= 0xDFFF for sign in text):
        return
    file = PreferencesFile(tmp_path_factory.getbasetemp() / "one.toml")
    file.save(Preferences(member_id=text))
    assert file.load().member_id == text


@pytest.mark.logs_warnings
@pytest.mark.parametrize(
    "data", [b"theme = ", b"\xff\xfe\x00", b"=", b"x" * 70_000], ids=["cut", "bytes", "sign", "long"]
)
def test_a_damaged_file_gives_the_defaults_and_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, data: bytes
) -> None:
    path = tmp_path / "p.toml"
    path.write_bytes(data)
    assert PreferencesFile(path).load() == Preferences()
    assert str(path) in caplog.text


@pytest.mark.logs_warnings
def test_a_value_that_makes_no_sense_is_replaced_and_the_others_hold(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "p.toml"
    path.write_text(
        'theme = "pink"\ndensity = "roomy"\nmember_id = 7\nhonour_roll = "no"\n', encoding="utf-8"
    )
    assert PreferencesFile(path).load() == Preferences(density="roomy")
    assert len(caplog.records) == 3


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_bytes(b'\xef\xbb\xbftheme = "dark"\r\n')
    assert PreferencesFile(path).load().theme == "dark"


def test_where_it_cannot_be_written_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        PreferencesFile(tmp_path / "file" / "p.toml").save(Preferences())
    assert caught.value.code == "file.cannot_write"
