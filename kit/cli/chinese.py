"""click in Chinese: help pages, and what was wrong with the use of a command."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import click

from kit.cli.screen import as_called
from kit.errors import RequestError


class _Formatter(click.HelpFormatter):
    """Help pages no wider than the screen: a Chinese character takes two columns of it."""

    def write_heading(self, heading: str) -> None:
        """Write a heading with a full-width colon."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        margin = " " * self.current_indent
        paragraphs = (_lines(each, self.width - len(margin)) for each in text.split("\n\n"))
        self.write("\n".join("".join(f"{margin}{line}\n" for line in each) for each in paragraphs))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write names, and beside each what it means."""
        from rich.cells import cell_len, set_cell_size

        rows, margin = list(rows), " " * self.current_indent
        wide = min(max(cell_len(name) for name, _ in rows), col_max) + col_spacing
        for name, text in rows:
            meaning = f"\n{margin}{'':{wide}}".join(_lines(text, self.width - len(margin) - wide))
            beside = cell_len(name) + col_spacing <= wide
            lead = set_cell_size(name, wide) if beside else f"{name}\n{margin}{'':{wide}}"
            self.write(f"{margin}{lead}{meaning}\n")


def _lines(text: str, width: int) -> list[str]:
    """Return a text in lines of so many columns; no mark that closes begins one."""
    from rich.cells import cell_len

    lines = [""]
    for piece in _PIECE.findall(as_called(text)):
        if cell_len(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


_PIECE = re.compile(r"[“（《]*(?:[!-~]+|[^!-~\s])[，。；：、？”）》]*\s*")
"""What stays on one line: a Chinese character or a Latin word, with the marks around it."""


class _Context(click.Context):
    formatter_class = _Formatter


class _Chinese(click.Command):
    """A command whose help page is in Chinese throughout."""

    context_class = _Context

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = [_PIECES.get(piece, piece) for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, without what click itself adds, and a group's commands after them."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        found = ((option.get_help_record(ctx), option.help or "") for option in options)
        records = [(record[0], meaning) for record, meaning in found if record]
        if records:
            with formatter.section("选项"):
                formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option with a Chinese explanation."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份说明。"
        return option


class Command(_Chinese):
    """A command with a Chinese help page, of which what cannot be had is wrong use.

    ``examples`` are pairs of a command line and what it is for; they close the help page.
    """

    def __init__(self, *args: Any, examples: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = tuple(examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        if self.examples:
            with formatter.section("例子"):
                for line, purpose in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{as_called(line)}\n")
                    formatter.write(f"{'':>{formatter.current_indent + 4}}{purpose}\n")

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command.

        Raises:
            WrongUse: something was asked for that cannot be had.
        """
        try:
            return super().invoke(ctx)
        except RequestError as error:
            raise WrongUse(str(error), ctx) from None


class Group(_Chinese, click.Group):
    """A group of commands with a Chinese help page, sorted by who needs them."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections: dict[str, list[str]] = {}

    def add_section(self, heading: str, *commands: click.Command) -> None:
        """Add commands under a heading of the help page."""
        for command in commands:
            self.add_command(command)
        self.sections[heading] = [str(command.name) for command in commands]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each section under its heading."""
        widest = max(map(len, self.commands), default=0)
        for heading, names in self.sections.items():
            with formatter.section(heading):
                formatter.write_dl(
                    [
                        (name.ljust(widest), self.commands[name].get_short_help_str(limit=120))
                        for name in names
                    ]
                )

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they were added."""
        return list(self.commands)


class OneOf(click.Choice[str]):
    """One of several names."""

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return the names."""
        return "|".join(map(str, self.choices))


_PIECES = {
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "[COMMAND] [ARGS]...": "[命令] [参数]...",
}


class WrongUse(click.UsageError):
    """Wrong use that the kit itself noticed; its message is Chinese already."""


def explain(error: click.ClickException) -> str:
    """Return what was wrong with the use of a command, as one Chinese sentence."""
    if isinstance(error, WrongUse):
        return error.message
    if isinstance(error, click.NoSuchOption):
        return f"没有“{error.option_name}”这个选项。"
    if isinstance(error, click.MissingParameter):
        return f"缺少参数 {shown_name(error.param)}。"
    if isinstance(error, click.BadOptionUsage):
        return f"选项“{error.option_name}”缺少取值，或者不该有取值。"
    if isinstance(error, click.BadParameter):
        return f"参数 {shown_name(error.param)} 的取值不对{_choices(error.param)}。"
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return "没有这个命令。" if isinstance(error.ctx.command, Group) else "参数太多。"
    return "命令的写法不对。"


def shown_name(parameter: Any) -> str:
    """Return an option as it is typed, an argument by its Chinese name."""
    if isinstance(parameter, click.Option):
        return next((name for name in parameter.opts if name.startswith("--")), parameter.opts[0])
    return str(parameter.human_readable_name).strip("[].") if parameter is not None else ""


def _choices(parameter: Any) -> str:
    kind = getattr(parameter, "type", None)
    if isinstance(kind, click.DateTime):
        return "，应写成 2027-03-01 的样子"
    if isinstance(kind, click.IntRange):
        upper = f"到 {kind.max} " if kind.max else "以上"
        return f"，应为 {kind.min} {upper}的整数"
    choices = getattr(kind, "choices", ())
    return f"，应为 {'、'.join(map(str, choices))} 之一" if choices else ""
