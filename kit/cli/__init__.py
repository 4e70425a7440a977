"""The `kit` command."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import click

from kit.cli.chinese import Group, explain
from kit.cli.deck_files import export_deck, import_deck
from kit.cli.handouts import handout
from kit.cli.learner import progress
from kit.cli.offline import offline
from kit.cli.rooms import room
from kit.cli.screen import give, program, tell
from kit.cli.speeches import library, outline, tasks
from kit.cli.study_sets import check, new, study
from kit.errors import KitError, reason

__all__ = ["main"]


@click.group(
    cls=Group,
    invoke_without_command=True,
    help="精读一篇讲话：逐段读、看任务、做自测、印讲义。\n\n"
    "从这里开始：kit study 打开课文，kit handout 做讲义。每个命令后面加 --help，有用法和例子。",
    epilog="退出码：0 是正常；1 是有错误要改；2 是命令用法不对；按 Ctrl+C 停下是 130。",
)
@click.pass_context
def cli(context: click.Context) -> None:
    """Hold the commands together; without one, say which there are."""
    if context.invoked_subcommand is None:
        give(f"{context.get_help()}\n")


cli.add_section("我要学", study, progress)
cli.add_section("我要带学", room, handout, offline)
cli.add_section("我要改、我要做一套", check, new, export_deck, import_deck)
cli.add_section("我要查一篇讲话", outline, tasks, library)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code.

    The code is 0 when all went well, 1 when faults were found, 2 for wrong use. What the system
    refuses, wherever it does, is told here; no command ends in a traceback for it.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
            if not stream.isatty():
                stream.reconfigure(encoding="utf-8")  # what is piped or saved is UTF-8 everywhere
    code = 1
    try:
        code = cli.main(arguments, prog_name=program(), standalone_mode=False) or 0
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.ClickException as error:
        _tell(explain(error))
        context = getattr(error, "ctx", None)
        _tell(f"用法见：{context.command_path if context else program()} --help")
        code = 2
    except click.Abort:
        code = 130
    except KitError as error:
        _tell(error)
    except BrokenPipeError:
        pass  # who read the output has read enough: `kit tasks … | head`
    except (OSError, UnicodeError) as error:
        _tell(_refused(error))
    finally:
        _let_go_of_stdout()
    sys.exit(code)


def _refused(error: OSError | UnicodeError) -> KitError:
    """Return what to tell where the system refused something."""
    if isinstance(error, UnicodeError):
        return KitError("名字或内容里有不能保存为 UTF-8 的字符。", remedy="请改名或改正后再试。")
    path = error.filename if isinstance(error.filename, str) else None
    return KitError(
        f"没有做完（{reason(error)}）。",
        remedy="请检查路径、权限和磁盘空间，然后再试。",
        path=path,
    )


def _tell(sentence: object) -> None:
    """Tell what is wrong, if there is still someone to tell it to."""
    with suppress(OSError):
        tell(sentence)


def _let_go_of_stdout() -> None:
    """Drop what stdout would not take, so that leaving the process does not fail for it."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
