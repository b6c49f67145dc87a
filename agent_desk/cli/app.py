"""The command line as a whole: the group, the options every verb shares, and how a refusal is said.

Exit codes: 0 done, 1 a clear refusal on standard error, 2 wrong usage.
"""

from __future__ import annotations

import errno
import importlib
import io
import sys
from collections.abc import Sequence

import click

from agent_desk import __version__
from agent_desk.cli.start import start
from agent_desk.cli.tools import Tools
from agent_desk.cli.usage import fault_line
from agent_desk.domain.errors import Refusal
from agent_desk.i18n import tr
from agent_desk.presenters.refusals import sentence

__all__ = ["Tools", "build", "run"]


_VERBS = {
    "assist": ("assist", "assist_group"),
    "case": ("case", "case_group"),
    "db": ("db", "db_group"),
    "deadlines": ("deadlines", "deadlines_command"),
    "demo": ("demo", "demo_command"),
    "due": ("due", "due_command"),
    "gantt": ("papers", "gantt_command"),
    "holidays": ("holidays", "holidays_group"),
    "manual": ("papers", "manual_command"),
    "project": ("project", "project_group"),
    "report": ("papers", "report_command"),
    "route": ("papers", "route_command"),
}
"""Module and maker of every verb, loaded when the verb is used: the window does not wait for them."""


class _Verbs(click.Group):
    """The verbs by name; each is made over the tools when it is first asked for."""

    tools: Tools

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        module, maker = _VERBS[cmd_name]
        make = getattr(importlib.import_module(f"agent_desk.cli.{module}"), maker)
        command: click.Command = (
            make(self.tools.calendar, sentence) if cmd_name == "due" else make(self.tools)
        )
        return command


def build(tools: Tools) -> click.Group:
    """The whole command over the tools bootstrap wired."""

    @click.group(
        "agent-desk",
        cls=_Verbs,
        invoke_without_command=True,
        help=tr("代办台：重点项目绿色通道代办工作台。不带子命令时打开窗口。"),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    @click.version_option(__version__, prog_name="agent-desk")
    @click.option("--data", default=None, help=tr("数据文件或数据库地址"))
    @click.option("--today", default=None, help=tr("以哪一天为今天（回放用）"))
    @click.pass_context
    def group(context: click.Context, data: str | None, today: str | None) -> None:
        if context.invoked_subcommand is None:
            context.exit(start(tools, data, today))

    assert isinstance(group, _Verbs)
    group.tools = tools
    return group


def run(tools: Tools, arguments: Sequence[str]) -> int:
    """Run the command and return its exit code; a refusal becomes one line on standard error."""
    _print_whatever_comes()
    try:
        _refuse_unreadable(arguments)
        code = build(tools).main(list(arguments), prog_name="agent-desk", standalone_mode=False)
    except Refusal as refusal:
        click.echo(tr("错误：{sentence}", sentence=sentence(refusal)), err=True)
        return 1
    except click.ClickException as error:
        line = fault_line(error)
        if line is None:
            error.show()
        else:
            click.echo(line, err=True)
        return error.exit_code
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort:
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except OSError as error:
        # Files are guarded where they are written; what is left is a full disk behind standard output.
        if error.errno != errno.ENOSPC or error.filename is not None:
            raise
        full = Refusal("file.cannot_write", path="-", reason=error.strerror)
        click.echo(tr("错误：{sentence}", sentence=sentence(full)), err=True)
        return 1
    return code if isinstance(code, int) else 0


def _print_whatever_comes() -> None:
    """Let a name the terminal's code page does not have be printed as its escape instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _refuse_unreadable(arguments: Sequence[str]) -> None:
    """Refuse words that are not text: a lone surrogate stands for a byte the system could not read."""
    for argument in arguments:
        if any("\ud800" <= character <= "\udfff" for character in argument):
            raise Refusal("usage.not_text", text=argument.encode("ascii", "backslashreplace").decode("ascii"))
