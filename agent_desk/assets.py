"""Finds ``reports/`` and ``resources/`` in a checkout, an installed wheel and a frozen build.

The checkout wins: an editable install also copies the folders into the package, and that copy goes stale.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


class AssetsMissing(RuntimeError):
    """The installation is damaged: neither a checkout nor packaged data was found."""


@cache
def _data_root() -> Path:
    package = Path(__file__).resolve().parent
    checkout = package.parent
    if all((checkout / name).exists() for name in ("pyproject.toml", "reports", "resources")):
        return checkout
    packaged = package / "_data"
    if (packaged / "resources").is_dir():
        return packaged
    raise AssetsMissing(f"no reports/ and resources/ beside {package}; reinstall agent-desk")


def resource(*parts: str) -> Path:
    """Path of a file or folder under ``resources/``, e.g. ``resource("fonts", "NotoSansSC-Regular.ttf")``."""
    return _data_root().joinpath("resources", *parts)


def report_definitions() -> Path:
    """The folder of the shipped report definitions (``reports/*.toml``)."""
    return _data_root() / "reports"
