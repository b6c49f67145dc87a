"""``agent-desk assist``: an act of help logged and listed."""

from __future__ import annotations

from tests.cli.conftest import Shell


def test_logged_and_listed(shell: Shell) -> None:
    assert shell("assist", "add", "help", "顾女士", "食品经营许可咨询", 25, "--rating", 5, "--channel", "phone").code == 0
    (entry,) = shell("assist", "list", "--json").json()
    assert (entry["kind"], entry["minutes"], entry["rating"], entry["channel"]) == ("help", 25, 5, "phone")
    assert entry["on"] == "2026-11-22"
    assert "顾女士" in shell("assist", "list").out


def test_only_the_days_asked_for(shell: Shell) -> None:
    shell("assist", "add", "proxy", "甲", "乙", 5, "--on", "2026-09-01")
    assert shell("assist", "list", "--json").json() == []
    assert len(shell("assist", "list", "--from", "2026-09-01", "--to", "2026-09-01", "--json").json()) == 1


def test_faults_are_refused_and_not_logged(shell: Shell) -> None:
    for arguments, code in (
        (("help", "甲", "乙", 5, "--by", "没有这个人"), "member.not_found"),
        (("help", "甲", "乙", 5, "--on", "2026-12-01"), "assistance.in_future"),
        (("help", "甲", " ", 5), "assistance.no_matter"),
        (("help", "甲", "乙", 5, "--project", "没有"), "project.not_found"),
        (("help", "甲", "乙", 5000), "assistance.minutes"),
    ):
        ran = shell("assist", "add", *arguments)
        assert ran.refusal is not None and ran.refusal.code == code
    assert shell("assist", "add", "nothing", "甲", "乙", 5).code == 2
    assert shell("assist", "list", "--json").json() == []
