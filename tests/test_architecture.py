"""The house rules that can be checked: layers, homes of libraries, sizes, pins, and that the checks bite."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "agent_desk"
MODULE_LINES, CLASS_LINES, FUNCTION_LINES = 400, 300, 60

# Migrations are history: written once, never tidied.
MODULES = sorted(
    path
    for path in PACKAGE.rglob("*.py")
    if "_data" not in path.parts and "versions" not in path.parts
)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _lint_imports(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Check the contracts in ``folder``, a checkout or a copy, in its own process (modules are cached)."""
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); "
        "from importlinter.cli import lint_imports_command; lint_imports_command()"
    )
    command = [sys.executable, "-c", code, str(folder), "--no-cache"]
    command += ["--config", str(folder / "pyproject.toml")]
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "200"}
    environment.pop("PYTHONPATH", None)
    return subprocess.run(
        [*command, *options], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_contracts_hold() -> None:
    done = _lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


# --- the contracts bite ----------------------------------------------------------------------------


ALLOWED = {
    "__main__.py": "import agent_desk.bootstrap",
    "bootstrap.py": "from agent_desk import calendars, cli, exchange, rendering, solver, storage, ui",
    "ui/window.py": "import PySide6.QtWidgets, shiboken6, agent_desk.presenters",
    "cli/deadlines.py": "import click, agent_desk.presenters",
    "presenters/today.py": "import agent_desk.services",
    "storage/engine.py": "import sqlalchemy, alembic, sqlite3, agent_desk.services",
    "rendering/pages.py": "import reportlab, pypdfium2, openpyxl, agent_desk.services",
    "exchange/books.py": "import openpyxl, agent_desk.domain",
    "calendars/published.py": "import holidays, agent_desk.domain",
    "services/manual.py": "import agent_desk.domain, agent_desk.i18n",
    "i18n.py": "import agent_desk.assets",
}


@pytest.fixture(scope="module")
def small_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every package of the real tree, emptied, with imports of every allowed kind, and the real contracts."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", folder)
    house = folder / "agent_desk"
    for package in sorted({path.parent for path in PACKAGE.glob("*/__init__.py")} | {PACKAGE}):
        target = house / package.relative_to(PACKAGE)
        target.mkdir()
        (target / "__init__.py").touch()
    for module in ("__main__", "bootstrap", "i18n", "assets"):
        (house / f"{module}.py").touch()
    for module, line in ALLOWED.items():
        (house / module).write_text(line + "\n", encoding="utf-8")
    return folder


BREAKS = [
    ("layers", "domain/__init__.py", "import agent_desk.services"),
    ("layers", "services/__init__.py", "import agent_desk.presenters"),
    ("layers", "presenters/__init__.py", "import agent_desk.storage"),
    ("layers", "presenters/__init__.py", "def late():\n    import agent_desk.ui"),
    ("layers", "storage/__init__.py", "import agent_desk.rendering"),
    ("layers", "cli/__init__.py", "import agent_desk.ui"),
    ("layers", "ui/__init__.py", "import agent_desk.bootstrap"),
    ("layers", "newcomer/__init__.py", "import agent_desk.i18n"),
    ("adapters-behind-bootstrap", "ui/__init__.py", "import agent_desk.storage"),
    ("adapters-behind-bootstrap", "cli/__init__.py", "import agent_desk.calendars"),
    ("pure-domain", "domain/__init__.py", "import agent_desk.assets"),
    ("no-sibling-cycles", "services/one.py", "import agent_desk.services.two"),
    ("home-of-qt", "presenters/__init__.py", "from PySide6.QtCore import QObject"),
    ("home-of-qt", "newcomer/__init__.py", "import PySide6"),
    ("home-of-sql", "services/__init__.py", "import sqlalchemy"),
    ("home-of-sql", "rendering/__init__.py", "from sqlalchemy import orm"),
    ("home-of-workbooks", "storage/__init__.py", "import openpyxl"),
    ("home-of-pdf", "ui/__init__.py", "import reportlab.pdfgen.canvas"),
    ("home-of-solver", "services/__init__.py", "from ortools.sat.python import cp_model"),
    ("home-of-keyring", "storage/__init__.py", "import keyring"),
    ("home-of-command-line", "presenters/__init__.py", "import click"),
    ("home-of-holidays", "domain/__init__.py", "import holidays"),
]


def test_an_unbroken_house_passes(small_house: Path) -> None:
    done = _lint_imports(small_house)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("contract", "module", "line"), BREAKS)
def test_breaking_a_contract_is_caught(
    small_house: Path, tmp_path: Path, contract: str, module: str, line: str
) -> None:
    shutil.copytree(small_house, tmp_path / "copy")
    folder = tmp_path / "copy" / "agent_desk"
    (folder / module).parent.mkdir(exist_ok=True)
    (folder / module).write_text(line + "\n", encoding="utf-8")
    if contract == "no-sibling-cycles":
        (folder / "services" / "two.py").write_text("import agent_desk.services.one\n", encoding="utf-8")
    done = _lint_imports(tmp_path / "copy", "--contract", contract)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout


def test_every_contract_has_been_broken() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert {contract["id"] for contract in contracts["contracts"]} == {contract for contract, _, _ in BREAKS}


# --- what a linter of imports does not see ----------------------------------------------------------


HEAVY = ("PySide6", "sqlalchemy", "openpyxl", "reportlab", "click", "holidays")


@pytest.mark.parametrize(
    ("package", "banned"),
    [
        ("agent_desk.domain", (*HEAVY, "numpy")),
        ("agent_desk.services", HEAVY),
        ("agent_desk.presenters", HEAVY),
        ("agent_desk.cli", ("PySide6",)),
    ],
)
def test_nothing_heavier_is_loaded(package: str, banned: tuple[str, ...]) -> None:
    code = (
        "import importlib, pkgutil, sys\n"
        "package = importlib.import_module(sys.argv[1])\n"
        "for found in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "    importlib.import_module(found.name)\n"
        "print(*sorted(set(sys.argv[2:]) & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", code, package, *banned]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("path", [path for path in MODULES if "domain" in path.parts], ids=_name)
def test_domain_imports_only_the_standard_library(path: Path) -> None:
    allowed = sys.stdlib_module_names | {"agent_desk"}
    foreign = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or "."]
        foreign += [name for name in names if name.partition(".")[0] not in allowed]
        foreign += [name for name in names if name.startswith("agent_desk") and ".domain" not in name]
    assert foreign == []


# --- sizes -----------------------------------------------------------------------------------------


def _oversized(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            limit = CLASS_LINES
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            limit = FUNCTION_LINES
        else:
            continue
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > limit:
            yield f"{node.name} (line {node.lineno}) has {lines} lines, the limit is {limit}"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_sizes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MODULE_LINES
    assert list(_oversized(ast.parse(text))) == []


def test_the_size_check_sees_a_long_function() -> None:
    body = "    x = 1\n" * FUNCTION_LINES
    assert list(_oversized(ast.parse("def long():\n" + body)))
    assert not list(_oversized(ast.parse("def fits():\n" + body[: -len("    x = 1\n")])))


# --- pins and addresses ------------------------------------------------------------------------------

# An index address or an option that sets one: the machine's own configuration says where packages come from.
INDEX_ADDRESS = re.compile(
    r"https?://\S+/simple\b|(?:--|\b)(?:extra-)?index-url\b|--find-links\b|--trusted-host\b", re.IGNORECASE
)


def _project_files() -> list[Path]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_no_package_index_is_named() -> None:
    named = []
    for path in _project_files():
        if path == Path(__file__).resolve() or path.suffix in {".ttf", ".png", ".mo", ".xlsx", ".pdf"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        named += [f"{_name(path)}: {found.group()}" for found in INDEX_ADDRESS.finditer(text)]
    assert named == []


@pytest.mark.parametrize("text", ["--index-url x", "pip --extra-index-url x", "http" + "://host/simple/six"])
def test_the_address_check_sees_an_address(text: str) -> None:
    assert INDEX_ADDRESS.search(text)


def test_requirement_files_follow_the_pins() -> None:
    command = [sys.executable, str(ROOT / "tools" / "pin.py"), "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_requirement_is_pinned_exactly() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            exact = re.fullmatch(r"#.*|-r runtime\.txt|[a-z0-9-]+==[\w.]+( ; .+)?", line)
            assert exact, f"{path.name}: {line}"
