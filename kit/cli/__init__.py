"""The `kit` command."""

from __future__ import annotations

import sys

import click

from kit.cli.chinese import Group, explain
from kit.cli.collecting import library
from kit.cli.exporting import export_deck, import_deck
from kit.cli.handing_out import handout
from kit.cli.making import new
from kit.cli.progress import progress
from kit.cli.reading import outline, tasks
from kit.cli.studying import check, study
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
        click.echo(explain(error), err=True)
        context = getattr(error, "ctx", None)
        click.echo(f"用法见：{context.command_path if context else 'kit'} --help", err=True)
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except KitError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
