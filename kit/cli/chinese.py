"""What all commands share: click in Chinese, what a command line names, and the screen."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kit.course import Course
from kit.errors import RequestError, printable, reason
from kit.files import read_data
from kit.library import LEARNER_VARIABLE, StudySet, data_folder, study_set

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, ProgressColumn
    from rich.text import Text


class _Formatter(click.HelpFormatter):
    def write_heading(self, heading: str) -> None:
        """Write a heading with a full-width colon."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")


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
        """Write the options, and a group's commands after them."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
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
                    formatter.write(f"{'':>{formatter.current_indent}}{line}\n")
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


class Needed(click.Option):
    """An option that must be given; its help page has no English in it."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and its help, without click's own word for *required*."""
        record = super().get_help_record(ctx)
        return record and (record[0], self.help or "")


class OneOf(click.Choice[str]):
    """One of several names."""

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return the names."""
        return "|".join(map(str, self.choices))


class File(click.Path):
    """A file, or a folder; one to be written to is not the other.

    A path that no file can have is refused here, so that no command meets one.
    """

    def __init__(self, name: str = "文件", *, file: bool = True, folder: bool = True) -> None:
        super().__init__(file_okay=file, dir_okay=folder, path_type=Path)
        self.name = name  # on the help page

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path.

        Raises:
            WrongUse: it is empty, too long, goes round in a circle, or is not of the sort wanted.
        """
        if not os.fspath(value):
            raise WrongUse(f"{_name(param)} 是空的。请写上路径。", ctx)
        try:
            kind = os.stat(value).st_mode
        except OSError as error:
            if error.errno in _NO_FILE_S:
                raise WrongUse(f"{value}：{reason(error)}。请检查路径。", ctx) from None
            kind = 0
        except ValueError:  # a null character, or what the file system cannot encode
            raise WrongUse(f"{value}：路径里有不能用的字符。请检查路径。", ctx) from None
        if stat.S_ISDIR(kind) and not self.dir_okay:
            raise WrongUse(f"{value}：这是文件夹，不是文件。请检查路径。", ctx)
        if stat.S_ISREG(kind) and not self.file_okay:
            raise WrongUse(f"{value}：这是文件，不是文件夹。请检查路径。", ctx)
        return super().convert(value, param, ctx)


_NO_FILE_S = (errno.ENAMETOOLONG, errno.ELOOP)
"""Why the system refuses a path that no file can have."""


one_set = click.argument("name", metavar="[学习集]", required=False)
"""The argument that names a study set, or none."""


def _as_learner(
    context: click.Context, _parameter: click.Parameter, name: str | None
) -> str | None:
    """Have the process work for one of the learners of this account."""
    if name is not None:
        os.environ[LEARNER_VARIABLE] = name
        try:
            data_folder()
        except RequestError as error:  # it is no name
            raise WrongUse(str(error), context) from None
    return name


for_learner = click.option(
    "--learner",
    metavar="名字",
    help="几个人合用一个账号时，各用各的副本、作答和笔记；不写，就看环境变量 KIT_LEARNER。",
    callback=_as_learner,
    expose_value=False,
)
"""The option that names one of several learners of one account."""

_PIECES = {
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "[COMMAND] [ARGS]...": "[命令] [参数]...",
}


class WrongUse(click.UsageError):
    """Wrong use that the kit itself noticed; its message is Chinese already."""


def chosen_course(name: str | None) -> Course:
    """Return the course of the study set that a command line names.

    Raises:
        RequestError: there is no such set.
    """
    return Course(chosen_set(name))


def chosen_set(name: str | None) -> StudySet:
    """Return the study set that a command line names, without what `kit new` left half done.

    Raises:
        RequestError: there is no such set.
        KitError: what was left half done cannot be undone.
    """
    from kit.lab.unfinished import undo_unfinished

    chosen = study_set(name)
    if undo_unfinished(chosen.root):
        tell("上一次 kit new 没有做完就停了，已恢复成那一次之前的样子；请再运行一遍 kit new。")
        return study_set(name)
    return chosen


def chosen_data(path: Path) -> bytes:
    """Return the bytes of a file that a command line names.

    Raises:
        WrongUse: there is no such file.
        KitError: it cannot be read.
    """
    expect(path)
    return read_data(path, path.as_posix(), may_be_pipe=True)


def expect(path: Path) -> None:
    """Hold that there is a file, or folder, that a command line names.

    Raises:
        WrongUse: there is none.
    """
    if not os.path.exists(path):
        raise WrongUse(f"{path}：没有这个文件或文件夹。请检查路径。")


def console(*, stderr: bool = False) -> Console:
    """Return a console that prints texts letter by letter: nothing in them is markup or control."""
    return _safe_console()(stderr=stderr, highlight=False, markup=False, emoji=False)


@cache
def _safe_console() -> type[Console]:
    """Return the class of such consoles; rich is loaded when one is first wanted."""
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment

    class SafeConsole(Console):
        def render_str(self, text: str, **options: Any) -> Text:
            """Write it out before widths are reckoned."""
            return super().render_str(printable(text), **options)

        def render(
            self, renderable: RenderableType, options: ConsoleOptions | None = None
        ) -> Iterable[Segment]:
            """Write out what a terminal would obey; colours and the like are no text."""
            for piece in super().render(renderable, options):
                yield piece if piece.control else piece._replace(text=printable(piece.text))

    return SafeConsole


def progress_bar(*more: ProgressColumn) -> Progress:
    """Return a bar on stderr that goes away at the end: what is done, a bar, how many of how many.

    ``more`` are columns after those.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    text = TextColumn("{task.description}", markup=False)
    columns = (text, BarColumn(), MofNCompleteColumn(), *more)
    return Progress(*columns, transient=True, console=console(stderr=True))


def say(text: object, *, end: str = "\n") -> None:
    """Print a result on stdout. This, `tell` and `console` are the only ways to the screen."""
    click.echo(printable(str(text)) + end, nl=False)


def tell(sentence: object) -> None:
    """Print what is wrong, or has to be put right, on stderr."""
    click.echo(printable(str(sentence)), err=True)


def explain(error: click.ClickException) -> str:
    """Return what was wrong with the use of a command, as one Chinese sentence."""
    if isinstance(error, WrongUse):
        return error.message
    if isinstance(error, click.NoSuchOption):
        return f"没有“{error.option_name}”这个选项。"
    if isinstance(error, click.MissingParameter):
        return f"缺少参数 {_name(error.param)}。"
    if isinstance(error, click.BadOptionUsage):
        return f"选项“{error.option_name}”缺少取值，或者不该有取值。"
    if isinstance(error, click.BadParameter):
        return f"参数 {_name(error.param)} 的取值不对{_choices(error.param)}。"
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return "没有这个命令。" if isinstance(error.ctx.command, Group) else "参数太多。"
    return "命令的写法不对。"


def _name(parameter: Any) -> str:
    """Return an option as it is typed, an argument by its Chinese name."""
    if isinstance(parameter, click.Option):
        return next((name for name in parameter.opts if name.startswith("--")), parameter.opts[0])
    return str(parameter.human_readable_name).strip("[].") if parameter is not None else ""


def _choices(parameter: Any) -> str:
    if isinstance(getattr(parameter, "type", None), click.DateTime):
        return "，应写成 2027-03-01 的样子"
    choices = getattr(getattr(parameter, "type", None), "choices", ())
    return f"，应为 {'、'.join(map(str, choices))} 之一" if choices else ""
