"""Says in one line what is wrong with the way a command was written; click itself says it in several, in English."""

from __future__ import annotations

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

from agent_desk.i18n import tr


def fault_line(error: click.ClickException) -> str | None:
    """The whole line for a fault of usage; None where click shows the help of the command itself."""
    if isinstance(error, NoArgsIsHelpError):
        return None
    context = error.ctx if isinstance(error, click.UsageError) else None
    line = tr("错误：{sentence}", sentence=_fault(error).rstrip("。."))
    if context is None:
        return line
    return line + tr("（用法见 {command} --help）", command=context.command_path)


def _fault(error: click.ClickException) -> str:
    if isinstance(error, NoSuchCommand):
        return tr("没有命令 {command}", command=error.command_name)
    if isinstance(error, click.NoSuchOption):
        return tr("没有选项 {option}", option=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return tr("选项 {option} 后面要写一个值", option=error.option_name)
    if isinstance(error, click.MissingParameter):
        return tr("缺少 {name}，请补上", name=_name(error))
    if isinstance(error, click.BadParameter):
        name, value, advice = _name(error), _value(error), _advice(error)
        if value:
            return tr("{name} 不能是“{value}”，{advice}", name=name, value=value, advice=advice)
        return tr("{name} 不对，{advice}", name=name, advice=advice)
    return error.format_message()


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    if isinstance(error.param, click.Option):
        return "/".join(error.param.opts)
    return str(error.param.name).upper()


def _value(error: click.BadParameter) -> str:
    """What was given; click keeps it only inside its sentence."""
    value, verb, _rest = error.message.partition(" is not ")
    return value.strip("'\"") if verb else ""


def _advice(error: click.BadParameter) -> str:
    """What the value should be, from the declared type of the parameter."""
    wanted = error.param.type if error.param is not None else None
    if isinstance(wanted, click.Choice):
        return tr("请从 {choices} 中选", choices="、".join(str(choice) for choice in wanted.choices))
    if isinstance(wanted, click.IntRange) and wanted.min is not None and wanted.max is not None:
        return tr("请填 {first} 至 {last} 的整数", first=wanted.min, last=wanted.max)
    if isinstance(wanted, click.IntRange) and wanted.min is not None:
        return tr("请填不小于 {first} 的整数", first=wanted.min)
    if isinstance(wanted, type(click.INT)):
        return tr("请填整数")
    if isinstance(wanted, (click.File, click.Path)):
        return tr("文件打不开，请核对路径和权限")
    return error.message
