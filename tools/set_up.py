#!/usr/bin/env python3
"""Makes a fresh machine able to run Agent Desk: packages into ``.venv``, and the system libraries Qt needs.

    python3 tools/set_up.py          what the program needs
    python3 tools/set_up.py --dev    and what its tests need

Standard library only. A second run with nothing changed costs a few hundredths of a second. Needs Python
3.11 with pip; Debian's python3-venv is not needed. Where it may not install system packages it prints the
command that does, and ends 1.

The syntax stays old on purpose: an old Python must get as far as the sentence that refuses it.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
STAMP = VENV / "set-up.json"

QT_PACKAGES = ["libgl1", "libegl1", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libxkbcommon0"]
DISPLAY_PACKAGES = [
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxcb-xkb1",
    "libxkbcommon-x11-0", "libx11-xcb1", "libxcb-randr0", "libxcb-sync1", "libxcb-xfixes0",
    "libxcb-render-util0", "libxcb-image0",
]  # fmt: skip
TEST_PACKAGES = ["poppler-utils"]

PROBE_OFFSCREEN = "from PySide6.QtWidgets import QApplication; QApplication([])"
# Loading the plug-in names a missing library without needing a display to connect to.
PROBE_DISPLAY = (
    "import ctypes, pathlib, PySide6.QtGui; "
    "ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / 'Qt/plugins/platforms/libqxcb.so'))"
)

SCRIPT = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

from agent_desk.__main__ import main

sys.exit(main())
"""


class SetUpError(Exception):
    """Something the user has to do; the text says what."""


def say(text: str) -> None:
    """One line of progress, at once."""
    print("set-up: " + text, flush=True)


def run(command: "list[str]", failed: str) -> None:
    """Run a command with its output shown; a failure becomes the given sentence."""
    try:
        status = subprocess.run(command, stdin=subprocess.DEVNULL).returncode
    except OSError as error:
        raise SetUpError("{}\n  {}".format(failed, error)) from error
    if status != 0:
        raise SetUpError(failed)


def succeeds(command: "list[str]") -> bool:
    """Whether a command ends 0; its output is not shown."""
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def works(code: str, environment: "dict[str, str]") -> str:
    """Run code in the new environment; returns "" when it works, else the last line it printed."""
    command = [str(PYTHON), "-c", code]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode == 0:
        return ""
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "exit status {}".format(done.returncode)


# --- packages ------------------------------------------------------------------------------------


def fingerprint(requirements: Path) -> str:
    """Changes when the pins, this script or the folder change (the scripts in .venv hold absolute paths)."""
    digest = hashlib.sha256(str(ROOT).encode("utf-8"))
    for path in sorted({requirements, ROOT / "requirements" / "runtime.txt", Path(__file__).resolve()}):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_stamp() -> "dict[str, Any]":
    """What an earlier run finished; empty when there was none or its record is damaged."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    whole = isinstance(stamp, dict) and isinstance(stamp.get("system"), list)
    return stamp if whole and PYTHON.exists() else {}


def make_environment() -> None:
    """Create ``.venv`` without pip, which works where Debian's python3-venv is missing; mend a broken one."""
    if PYTHON.exists() and not works("import encodings", dict(os.environ)):
        return
    say("创建 .venv / creating .venv")
    command = [sys.executable, "-m", "venv", "--without-pip", "--clear", str(VENV)]
    run(command, "无法创建 .venv。 Could not create .venv; is the folder writable?")


def pip_command() -> "list[str]":
    """pip, run from outside the environment; falls back to an environment with its own pip."""
    outside = [sys.executable, "-m", "pip"]
    outside += ["--python", str(PYTHON)]
    inside = [str(PYTHON), "-m", "pip"]
    if succeeds([*outside, "--version"]):
        return outside
    if succeeds([*inside, "--version"]) or succeeds([str(PYTHON), "-m", "ensurepip"]):
        return inside
    raise SetUpError(
        "此 Python 没有 pip（需 22.3 或更新）。请运行： sudo apt-get install python3-pip\n"
        "This Python has no pip (22.3 or newer). Please run: sudo apt-get install python3-pip"
    )


def install_packages(requirements: Path) -> None:
    """Install the pinned packages and link the checkout into the environment."""
    make_environment()
    say("安装 {} / installing its packages".format(requirements.relative_to(ROOT)))
    options = ["--quiet", "--quiet", "--disable-pip-version-check", "--no-input"]
    if sys.platform.startswith("linux"):
        options.append("--no-deps")  # the pins are complete here; elsewhere pip adds what is missing
    command = [*pip_command(), "install", *options, "-r", str(requirements)]
    failed = "安装失败，请检查网络后重试。\nInstalling the packages failed; check the network and try again."
    run(command, failed)
    link_checkout()


def link_checkout() -> None:
    """Put the checkout on the environment's path and write its ``agent-desk`` command.

    An editable install would copy 40 MB of fonts into the environment, where they go stale, and needs the
    build back end; a path file does the same work.
    """
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    done = subprocess.run([str(PYTHON), "-c", code], stdout=subprocess.PIPE, check=True)
    site = Path(done.stdout.decode().strip())
    (site / "agent_desk_checkout.pth").write_text(str(ROOT) + "\n", encoding="utf-8")
    if WINDOWS:
        text = '@"{}" -P -m agent_desk %*\r\n'.format(PYTHON)
        (BIN / "agent-desk.cmd").write_text(text, encoding="utf-8")
    else:
        script = BIN / "agent-desk"
        script.write_text(SCRIPT.format(python=PYTHON), encoding="utf-8")
        script.chmod(0o755)


# --- system libraries ----------------------------------------------------------------------------


def missing_system_packages(dev: bool, display: bool) -> "list[str]":
    """Debian packages this machine lacks, found by trying, not by asking a package manager."""
    if not sys.platform.startswith("linux"):
        return []
    missing = []
    reason = works(PROBE_OFFSCREEN, dict(os.environ, QT_QPA_PLATFORM="offscreen"))
    if reason:
        say("Qt 缺少系统库 / Qt lacks a system library: " + reason)
        missing += QT_PACKAGES
    if display and (reason or works(PROBE_DISPLAY, dict(os.environ))):
        missing += DISPLAY_PACKAGES
    if dev and shutil.which("pdftotext") is None:
        missing += TEST_PACKAGES
    return missing


def install_system_packages(packages: "list[str]") -> None:
    """Install by apt-get as root; otherwise say exactly what to run."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        raise SetUpError(
            "缺少系统库，请用本机的软件包工具安装（Debian 包名如下）。\n"
            "System libraries are missing; install what your system calls these Debian packages:\n  "
            + " ".join(packages)
        )
    sentence = (
        "缺少系统库，请运行以下命令后重试。\n"
        "System libraries are missing. Please run this, then try again:\n"
        "  sudo apt-get update && sudo " + " ".join(command)
    )
    if os.geteuid() != 0:
        raise SetUpError(sentence)
    say("安装系统库 / installing system libraries: " + " ".join(packages))
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run(["apt-get", "update", "-qq"], sentence)
    run(["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", *command[1:]], sentence)


def prepare_system(dev: bool, display: bool) -> None:
    """Make sure that Qt starts, and that the tests find their tools."""
    packages = missing_system_packages(dev, display)
    if not packages:
        return
    install_system_packages(packages)
    still = missing_system_packages(dev, display)
    if still:
        raise SetUpError(
            "已安装，但仍不能启动，请查看上面的输出。\n"
            "Installed, yet something still does not start; see the output above. Wanted: " + " ".join(still)
        )


# --- the whole -----------------------------------------------------------------------------------


def set_up(dev: bool) -> None:
    """Do what is not done yet and record each half as it is done."""
    stamp = read_stamp()
    # An environment that once had the tools of development keeps them up to date.
    kind = "dev" if dev or stamp.get("dev") else "runtime"
    requirements = ROOT / "requirements" / (kind + ".txt")
    packages = fingerprint(requirements)
    if stamp.get("packages") != packages:
        install_packages(requirements)
        stamp = {"packages": packages, "dev": kind == "dev", "system": []}
        STAMP.write_text(json.dumps(stamp), encoding="utf-8")
    display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    asked = {"qt"} | ({"tests"} if dev else set()) | ({"display"} if display else set())
    if not asked <= set(stamp["system"]):
        prepare_system(dev, display)
        stamp["system"] = sorted(asked | set(stamp["system"]))
        STAMP.write_text(json.dumps(stamp), encoding="utf-8")
        say("就绪 / ready: " + str(VENV))


def main() -> int:
    """Returns the exit status: 0 ready, 1 something is left for the user to do."""
    if sys.version_info < (3, 11):
        version = sys.version.split()[0]
        print("set-up: 需要 Python 3.11 或更新版本，当前为 {}。".format(version), file=sys.stderr)
        print("set-up: Python 3.11 or newer is needed; this is {}.".format(version), file=sys.stderr)
        print("  make PYTHON=python3.11 …", file=sys.stderr)
        return 1
    parser = argparse.ArgumentParser(description="Set up Agent Desk in .venv.")
    parser.add_argument("--dev", action="store_true", help="also what the tests and checks need")
    try:
        set_up(parser.parse_args().dev)
    except SetUpError as error:
        print("set-up: {}".format(error), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
