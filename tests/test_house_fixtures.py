"""The fixtures of conftest.py that forbid noise and left-overs really forbid them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parent.parent

# name: (a test module, whether it must fail)
CASES = {
    "a logged warning": (
        "import logging\ndef test_it():\n    logging.getLogger('x').warning('noise')\n",
        True,
    ),
    "an expected warning": (
        "import logging, pytest\n@pytest.mark.logs_warnings\n"
        "def test_it():\n    logging.getLogger('x').warning('noise')\n",
        False,
    ),
    "a thread": (
        "import threading\nstop = threading.Event()\n"
        "def test_it():\n    threading.Thread(target=stop.wait, daemon=True).start()\n",
        True,
    ),
    "a QThread": (
        "from PySide6.QtCore import QThread\nkept = []\n"
        "def test_it(qapp):\n    kept.append(QThread())\n    kept[0].start()\n"
        "def teardown_module():\n    kept[0].quit()\n    kept[0].wait()\n",
        True,
    ),
    "a busy pool": (
        "import threading\nfrom PySide6.QtCore import QThreadPool\nstop = threading.Event()\n"
        "def test_it(qapp):\n    QThreadPool.globalInstance().start(stop.wait)\n"
        "def teardown_module():\n    stop.set()\n    QThreadPool.globalInstance().waitForDone()\n",
        True,
    ),
    "a finished pool": (
        "from PySide6.QtCore import QThreadPool\n"
        "def test_it(qapp):\n    pool = QThreadPool()\n    pool.start(lambda: None)\n"
        "    pool.waitForDone()\n",
        False,
    ),
    "a Qt warning": (
        "from PySide6.QtCore import qWarning\ndef test_it(qapp):\n    qWarning('noise')\n",
        True,
    ),
    "a Python warning": ("import warnings\ndef test_it():\n    warnings.warn('noise')\n", True),
    "English": (
        "from agent_desk import i18n\n"
        "def test_it():\n    assert i18n.language() == 'zh'\n    i18n._language = 'en'\n"
        "def test_next():\n    assert i18n.language() == 'zh'\n",
        False,
    ),
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bool]:
    """Whether each case failed, from one run of pytest under the real configuration."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "tests")
    for name, (text, _) in CASES.items():
        (folder / "tests" / f"test_{name.replace(' ', '_')}.py").write_text(text, encoding="utf-8")
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junit-xml={report}"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for inherited in ("PYTEST_CURRENT_TEST", "PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER"):
        environment.pop(inherited, None)
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert report.exists(), done.stdout + done.stderr
    failed = dict.fromkeys(CASES, False)
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        name = case.attrib["classname"].removeprefix("tests.test_").replace("_", " ")
        failed[name] |= case.find("failure") is not None or case.find("error") is not None
    assert failed.keys() == CASES.keys()
    return failed


@pytest.mark.parametrize("name", CASES)
def test_house_fixtures(name: str, outcomes: dict[str, bool]) -> None:
    _, must_fail = CASES[name]
    assert outcomes[name] is must_fail
