"""The set-up script: what it says and does on machines this one is not."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / "tools" / "set_up.py"


@pytest.fixture
def set_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The script as a module that writes its record into ``tmp_path`` and runs nothing."""
    spec = importlib.util.spec_from_file_location("set_up_under_test", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    python = tmp_path / "python"
    python.touch()
    module.commands = []
    monkeypatch.setattr(module, "STAMP", tmp_path / "set-up.json")
    monkeypatch.setattr(module, "PYTHON", python)
    monkeypatch.setattr(module, "run", lambda command, failed: module.commands.append(command))
    monkeypatch.setattr(module, "install_packages", lambda path: module.commands.append(path.name))
    monkeypatch.setattr(module, "works", lambda code, environment: "")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DEBIAN_FRONTEND", "noninteractive")
    return module


def test_a_second_run_does_nothing(set_up: ModuleType) -> None:
    set_up.set_up(dev=False)
    assert set_up.commands == ["runtime.txt"]
    set_up.set_up(dev=False)
    assert set_up.commands == ["runtime.txt"]


def test_tools_of_development_are_added_and_kept(set_up: ModuleType) -> None:
    set_up.set_up(dev=False)
    set_up.set_up(dev=True)
    set_up.set_up(dev=False)
    assert set_up.commands == ["runtime.txt", "dev.txt"]


def test_changed_pins_are_installed(set_up: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up.set_up(dev=False)
    monkeypatch.setattr(set_up, "fingerprint", lambda requirements: "changed")
    set_up.set_up(dev=False)
    assert set_up.commands == ["runtime.txt", "runtime.txt"]


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"packages": 1}', "\x00"])
def test_a_damaged_record_is_like_none(set_up: ModuleType, damage: str) -> None:
    set_up.STAMP.write_text(damage, encoding="utf-8")
    set_up.set_up(dev=False)
    assert set_up.commands == ["runtime.txt"]


@pytest.fixture
def bare_machine(set_up: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Debian without Qt's libraries and poppler, until they are installed."""

    def installed() -> bool:
        return any("install" in command for command in set_up.commands)

    def which(name: str) -> str | None:
        return "/usr/bin/" + name if name != "pdftotext" or installed() else None

    def works(code: str, environment: dict[str, str]) -> str:
        return "" if installed() else "libGL.so.1: cannot open shared object file"

    monkeypatch.setattr(set_up.sys, "platform", "linux")
    monkeypatch.setattr(set_up.shutil, "which", which)
    monkeypatch.setattr(set_up, "works", works)
    return set_up


def test_root_installs_what_is_missing(bare_machine: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    bare_machine.prepare_system(dev=True, display=False)
    update, install = bare_machine.commands
    assert update == ["apt-get", "update", "-qq"]
    assert install[0] == "apt-get"
    assert {"install", "-y", "libgl1", "libegl1", "poppler-utils"} <= set(install)
    assert "libxcb-cursor0" not in install


def test_a_display_needs_more(bare_machine: ModuleType) -> None:
    assert "libxcb-cursor0" in bare_machine.missing_system_packages(dev=False, display=True)


def test_others_are_told_the_command(bare_machine: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(bare_machine.SetUpError, match=r"sudo apt-get install -y .*libgl1 libegl1"):
        bare_machine.prepare_system(dev=False, display=False)
    assert bare_machine.commands == []


def test_without_apt_they_are_named(bare_machine: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare_machine.shutil, "which", lambda name: None)
    with pytest.raises(bare_machine.SetUpError, match="libgl1"):
        bare_machine.prepare_system(dev=False, display=False)


def test_an_old_python_is_told_so(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(set_up.sys, "version_info", (3, 9, 2))
    assert set_up.main() == 1
    assert "3.11" in capsys.readouterr().err


def test_the_installed_command_survives_a_folder_with_a_space(
    set_up: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a b"
    (folder / "agent_desk").mkdir(parents=True)
    (folder / "agent_desk" / "__init__.py").touch()
    (folder / "agent_desk" / "__main__.py").write_text(
        "import sys\ndef main():\n    print(sys.argv[1:])\n    return 3\n", encoding="utf-8"
    )
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "env")], check=True)
    monkeypatch.setattr(set_up, "ROOT", folder)
    monkeypatch.setattr(set_up, "BIN", folder / "env" / "bin")
    monkeypatch.setattr(set_up, "PYTHON", folder / "env" / "bin" / "python")
    set_up.link_checkout()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(folder / "env" / "bin" / "agent-desk"), "due", "x y"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (3, "['due', 'x y']"), done.stderr
