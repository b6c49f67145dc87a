"""The command line as a whole: the group, the options every verb shares, and how a refusal is said.

Exit codes: 0 done, 1 a clear refusal on standard error, 2 wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from agent_desk import __version__
from agent_desk.cli.assist import assist_group
from agent_desk.cli.case import case_group
from agent_desk.cli.db import db_group
from agent_desk.cli.deadlines import deadlines_command
from agent_desk.cli.demo import demo_command
from agent_desk.cli.due import due_command
from agent_desk.cli.holidays import holidays_group
from agent_desk.cli.papers import gantt_command, manual_command, report_command, route_command
from agent_desk.cli.project import project_group
from agent_desk.cli.start import start
from agent_desk.cli.tools import Tools
from agent_desk.domain.errors import Refusal
from agent_desk.i18n import tr
from agent_desk.presenters.refusals import sentence

__all__ = ["Tools", "build", "run"]


def build(tools: Tools) -> click.Group:
    """The whole command over the tools bootstrap wired."""

    @click.group(
        "agent-desk",
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

    for command in (
        demo_command(tools),
        project_group(tools),
        due_command(tools.calendar, sentence),
        deadlines_command(tools),
        case_group(tools),
        manual_command(tools),
        route_command(tools),
        gantt_command(tools),
        report_command(tools),
        assist_group(tools),
        holidays_group(tools),
        db_group(tools),
    ):
        group.add_command(command)
    return group


def run(tools: Tools, arguments: Sequence[str]) -> int:
    """Run the command and return its exit code; a refusal becomes one line on standard error."""
    try:
        code = build(tools).main(list(arguments), prog_name="agent-desk", standalone_mode=False)
    except Refusal as refusal:
        print(tr("错误：{sentence}", sentence=sentence(refusal)), file=sys.stderr)
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort:
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    return code if isinstance(code, int) else 0
