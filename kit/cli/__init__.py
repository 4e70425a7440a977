"""The `kit` command."""

from __future__ import annotations

import sys

import click

from kit.cli.chinese import Group, explain, tell
from kit.cli.deck_files import export_deck, import_deck
from kit.cli.handouts import handout
from kit.cli.learner import progress
from kit.cli.speeches import library, outline, tasks
from kit.cli.study_sets import check, new, study
from kit.errors import KitError

__all__ = ["main"]


@click.group(cls=Group, help="精读一篇讲话：逐段读、看任务、做自测、印讲义。")
def cli() -> None:
    """Hold the commands together."""


for _command in (
    *(study, outline, tasks, check, handout, progress),
    *(new, export_deck, import_deck, library),
):
    cli.add_command(_command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code.

    The code is 0 when all went well, 1 when faults were found, 2 for wrong use.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and not stream.isatty():
            stream.reconfigure(encoding="utf-8")  # what is piped or saved is UTF-8 everywhere
    try:
        sys.exit(cli.main(arguments, prog_name="kit", standalone_mode=False) or 0)
    except click.ClickException as error:
        tell(explain(error))
        context = getattr(error, "ctx", None)
        tell(f"用法见：{context.command_path if context else 'kit'} --help")
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except KitError as error:
        tell(error)
        sys.exit(1)
