"""Writes ``requirements/runtime.txt`` and ``requirements/dev.txt`` from the pins in ``pyproject.toml``.

    .venv/bin/python tools/pin.py            write both files
    .venv/bin/python tools/pin.py --check    write nothing; exit 1 if they are stale

The transitive packages and their versions are read from the environment this runs in, so change the pins in
``pyproject.toml``, install them, try the program, then run this. No hashes and no index addresses: the
files must work with pip and uv and whatever package index an office has.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Written by tools/pin.py from pyproject.toml; do not edit by hand.\n"
LINUX = 'sys_platform == "linux"'
# Parts of the pinned set that only Linux needs (the Secret Service side of keyring).
LINUX_ONLY = frozenset({"secretstorage", "jeepney", "cryptography", "cffi", "pycparser"})


def direct_pins() -> tuple[list[Requirement], list[Requirement]]:
    """The direct requirements of the program and of its development, as ``pyproject.toml`` states them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime = [Requirement(text) for text in project["dependencies"]]
    return runtime, [Requirement(text) for text in project["optional-dependencies"]["dev"]]


def closure(requirements: list[Requirement]) -> dict[str, Distribution]:
    """Every distribution the requirements need here, by canonical name, found through installed metadata."""
    found: dict[str, Distribution] = {}
    waiting = [(canonicalize_name(item.name), frozenset(item.extras)) for item in requirements]
    while waiting:
        name, extras = waiting.pop()
        if name in found and not extras:
            continue
        found[name] = distribution(name)
        for text in found[name].requires or ():
            needed = Requirement(text)
            if _applies(needed.marker, extras):
                waiting.append((canonicalize_name(needed.name), frozenset(needed.extras)))
    return found


def _applies(marker: Marker | None, extras: frozenset[str]) -> bool:
    if marker is None:
        return True
    return any(marker.evaluate({"extra": extra}) for extra in extras or {""})


def pin_lines(distributions: dict[str, Distribution]) -> str:
    """One ``name==version`` line per distribution, sorted by name."""
    lines = []
    for name in sorted(distributions):
        marker = f" ; {LINUX}" if name in LINUX_ONLY else ""
        lines.append(f"{name}=={distributions[name].version}{marker}\n")
    return "".join(lines)


def wanted_files() -> dict[Path, str]:
    """Path and full text of both requirement files; raises ValueError if the environment breaks a pin."""
    runtime, dev = direct_pins()
    for pin in runtime + dev:
        installed = distribution(pin.name).version
        if not pin.specifier.contains(installed, prereleases=True):
            raise ValueError(f"{pin} is pinned, but {installed} is installed here")
    program = closure(runtime)
    extra = {name: found for name, found in closure(dev).items() if name not in program}
    folder = ROOT / "requirements"
    return {
        folder / "runtime.txt": HEADER + pin_lines(program),
        folder / "dev.txt": HEADER + "-r runtime.txt\n" + pin_lines(extra),
    }


def main() -> int:
    """Write or check the files; returns the exit status."""
    parser = argparse.ArgumentParser(description="Write the pinned requirement files.")
    parser.add_argument("--check", action="store_true", help="only compare; exit 1 if a file is stale")
    check = parser.parse_args().check
    stale = False
    for path, text in wanted_files().items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale = True
        if not check:
            path.write_text(text, encoding="utf-8")
        print(("stale: " if check else "wrote ") + str(path.relative_to(ROOT)))
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
