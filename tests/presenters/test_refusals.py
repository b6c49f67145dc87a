"""Every refusal the code can raise has a sentence, and the sentence asks for nothing the refusal does not carry."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import agent_desk
from agent_desk.domain.errors import Refusal
from agent_desk.presenters.refusal_texts import TEXTS
from agent_desk.presenters.refusals import sentence

PACKAGE = Path(agent_desk.__file__).parent


def raised() -> Iterator[tuple[str, frozenset[str] | None, str]]:
    """Code, parameter names (None where they are passed on) and place of every literal refusal."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id not in ("Refusal", "StaleChange") or not node.args:
                continue
            code = node.args[0]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                names = [keyword.arg for keyword in node.keywords]
                known = None if None in names else frozenset(name for name in names if name)
                yield code.value, known, f"{path.relative_to(PACKAGE)}:{node.lineno}"


def fields(text: str) -> frozenset[str]:
    return frozenset(name for _lit, name, _spec, _conv in string.Formatter().parse(text) if name)


def test_every_refusal_has_a_sentence() -> None:
    missing = [f"{place}: {code}" for code, _names, place in raised() if code not in TEXTS]
    assert not missing


def test_no_sentence_asks_for_what_the_refusal_does_not_carry() -> None:
    wrong = [
        f"{place}: {code} lacks {sorted(fields(TEXTS[code]) - names)}"
        for code, names, place in raised()
        if code in TEXTS and names is not None and not fields(TEXTS[code]) <= names
    ]
    assert not wrong


def test_values_are_shown_as_people_write_them() -> None:
    late = Refusal("event.in_future", on=date(2026, 11, 23), today=date(2026, 11, 22))
    assert sentence(late) == "发生日期 2026-11-23 晚于今天（2026-11-22），请填已经发生的日期。"
    outer = Refusal("file.cannot_write", path="a.pdf", reason=late)
    assert "2026-11-23" in sentence(outer)


def test_a_code_without_a_sentence_shows_itself() -> None:
    assert "no.such" in sentence(Refusal("no.such", x=1))
