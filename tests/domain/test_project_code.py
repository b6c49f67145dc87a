"""Known and unknown forms of project codes; none is refused."""

from __future__ import annotations

import pytest

from agent_desk.domain.project_code import read_project_code


@pytest.mark.parametrize(
    ("raw", "text", "known"),
    [
        ("2611-330402-04-01-482917", "2611-330402-04-01-482917", True),
        ("2017-330104-52-03-087708-000", "2017-330104-52-03-087708-000", True),
        (" 2611－330402－04－01－482917 ", "2611-330402-04-01-482917", True),
        ("2611—330402—04—01—482917", "2611-330402-04-01-482917", True),
        ("NH-2026-017", "NH-2026-017", False),
        ("2611-330402-04-01-48291", "2611-330402-04-01-48291", False),
        ("2611-330402-04-01-482917-01", "2611-330402-04-01-482917-01", False),
        ("", "", False),
    ],
)
def test_forms(raw: str, text: str, known: bool) -> None:
    code = read_project_code(raw)
    assert (code.text, code.known) == (text, known)
    assert code.district == ("" if not known else text.split("-")[1])
