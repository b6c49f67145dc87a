"""The wheel, built the long way round (sdist first, as package tools do), holds every file it needs.

A file that is in the checkout and missing in the sdist is missing in every installation, without a word.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from configparser import ConfigParser
from pathlib import Path

import pytest

import agent_desk

ROOT = Path(agent_desk.__file__).resolve().parent.parent
DATA = ("reports", "resources")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from an sdist of this checkout, without a network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def _files(folder: Path) -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.parametrize("name", DATA)
def test_data_files_are_all_there_and_equal(unpacked: Path, name: str) -> None:
    here = _files(ROOT / name)
    packed = _files(unpacked / "agent_desk" / "_data" / name)
    assert here, f"{name}/ is empty"
    assert sorted(packed) == sorted(here)
    assert [file for file in here if here[file].read_bytes() != packed[file].read_bytes()] == []


def test_modules_are_all_there(unpacked: Path) -> None:
    here = {name for name in _files(ROOT / "agent_desk") if not name.startswith("_data/")}
    packed = {name for name in _files(unpacked / "agent_desk") if not name.startswith("_data/")}
    assert packed == here


def test_nothing_lands_beside_the_package(unpacked: Path) -> None:
    top = {path.name for path in unpacked.iterdir()}
    assert top == {"agent_desk", f"agent_desk-{agent_desk.__version__}.dist-info"}


def test_the_command_is_declared(unpacked: Path) -> None:
    entry_points = ConfigParser()
    entry_points.read(unpacked / f"agent_desk-{agent_desk.__version__}.dist-info" / "entry_points.txt")
    assert entry_points["console_scripts"]["agent-desk"] == "agent_desk.__main__:main"


def test_licences_travel_along(unpacked: Path) -> None:
    folder = unpacked / f"agent_desk-{agent_desk.__version__}.dist-info" / "licenses"
    names = {path.name for path in folder.rglob("*") if path.is_file()}
    assert {"LICENSE", "THIRD_PARTY.md", "OFL.txt", "LICENSE.lucide-ISC.txt"} <= names


def test_an_installed_program_finds_its_data(unpacked: Path, tmp_path: Path) -> None:
    code = (
        "from agent_desk import assets\n"
        "print(assets.__file__)\n"
        "print(assets.resource('fonts', 'NotoSansSC-Regular.ttf').stat().st_size)\n"
        "print(assets.report_definitions().is_dir())\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    module, size, reports = done.stdout.splitlines()
    assert Path(module).is_relative_to(unpacked)
    assert int(size) == (ROOT / "resources" / "fonts" / "NotoSansSC-Regular.ttf").stat().st_size
    assert reports == "True"
