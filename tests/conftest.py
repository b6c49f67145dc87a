"""What every test gets: no display, own folders, Chinese, no tolerance for noise or left-over threads."""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt

import pytest
from hypothesis import HealthCheck, settings

from agent_desk import i18n

# Three depths of property tests; HYPOTHESIS_PROFILE chooses, CI=true means "ci".
settings.register_profile("quick", max_examples=50, deadline=None)
settings.register_profile(
    "ci",
    max_examples=100,
    deadline=None,
    derandomize=True,  # the same commit gives the same verdict
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "thorough", max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "quick"))

# Where a program may put things by itself, on Linux and on Windows.
_USER_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA")
_THREAD_PATIENCE = 1.0  # seconds a thread gets to end once its work is done


@pytest.fixture(scope="session", autouse=True)
def _cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One cache for the whole run: fontconfig would read every font anew in an empty one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def user_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and data of the program go to a new folder, never to the person's who runs the tests."""
    folder = tmp_path_factory.mktemp("user")
    for name in _USER_FOLDERS:
        monkeypatch.setenv(name, str(folder / name.lower()))
    return folder


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    """Every test starts in Chinese, whatever an earlier one chose."""
    i18n.use_language("zh")
    yield
    i18n.use_language("zh")


@pytest.fixture(autouse=True)
def _no_logged_warning(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A test that makes the program log a warning fails, unless it is marked ``logs_warnings``."""
    yield
    if request.node.get_closest_marker("logs_warnings"):
        return
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    loud = [record for record in records if record.levelno >= logging.WARNING]
    noise = [f"{record.name}: {record.getMessage()}" for record in loud]
    if noise:
        pytest.fail("logged: " + "; ".join(noise), pytrace=False)


@pytest.fixture(autouse=True)
def _no_thread_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that leaves a thread, a running QThread or a busy thread pool behind fails."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        thread.join(_THREAD_PATIENCE)
    names = [thread.name for thread in left if thread.is_alive()]
    if "qapp" in request.fixturenames:
        names += _busy_qt_threads()
    if names:
        pytest.fail("threads left behind: " + ", ".join(names), pytrace=False)


def _busy_qt_threads() -> list[str]:
    """QThreads still running and pools still working, among the objects Python knows of."""
    if "PySide6.QtCore" not in sys.modules:
        return []
    import shiboken6
    from PySide6.QtCore import QThread, QThreadPool

    patience = int(_THREAD_PATIENCE * 1000)
    busy = []
    main_thread = QThread.currentThread()
    for thing in gc.get_objects():
        if not isinstance(thing, QThread | QThreadPool) or not shiboken6.isValid(thing):
            continue
        if isinstance(thing, QThreadPool):
            if not thing.waitForDone(patience):
                busy.append("a busy QThreadPool")
        elif thing is not main_thread and thing.isRunning() and not thing.wait(patience):
            busy.append(f"QThread {thing.objectName()!r}")
    if not QThreadPool.globalInstance().waitForDone(patience):
        busy.append("the global QThreadPool")
    return busy
