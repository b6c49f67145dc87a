"""Plain tables and JSON for the terminal."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence

import click


def as_json(data: object) -> None:
    """Print data as JSON; dates are ISO texts."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table whose columns line up although Chinese characters are two cells wide."""
    texts = [[_one_line(str(value)) if value is not None else "" for value in row] for row in (head, *rows)]
    widths = [max(_cells(row[column]) for row in texts) for column in range(len(head))]
    for row in texts:
        padded = (text + " " * (width - _cells(text)) for text, width in zip(row, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


def _one_line(text: str) -> str:
    """A line break or a control character in a note would break the table, or ring the terminal's bell."""
    return "".join(" " if unicodedata.category(ch) == "Cc" else ch for ch in text)


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)
