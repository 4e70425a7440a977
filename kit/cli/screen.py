"""The screen: what is printed, harmless and in the words of whoever called `kit`."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kit.errors import printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, ProgressColumn
    from rich.text import Text


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
    screen = console(stderr=True)
    return Progress(*columns, transient=True, console=screen, disable=not screen.is_terminal)


def say(sentence: object) -> None:
    """Print what was done on stdout.

    This, `tell`, `give` and `console` are the only ways to the screen.
    """
    give(f"{as_called(str(sentence))}\n")


def tell(sentence: object) -> None:
    """Print what is wrong, or has to be put right, on stderr."""
    click.echo(printable(as_called(str(sentence))), err=True)


def give(data: str) -> None:
    """Print what was asked for on stdout, as it is."""
    click.echo(printable(data), nl=False)


def as_called(text: str) -> str:
    """Return a sentence in which every command can be typed as `kit` itself was typed.

    Sentences are written with `kit` alone, as the manual says it.
    """
    return _COMMAND.sub(lambda _: program(), text)


def program() -> str:
    """Return how `kit` was called: by its name where the shell finds it, else by its path."""
    path = sys.argv[0]
    if Path(path).name != "kit":
        return "kit"
    found = shutil.which("kit")
    if found and os.path.realpath(os.path.dirname(found)) == os.path.realpath(Path(path).parent):
        return "kit"
    if Path(path).is_relative_to(Path.cwd()):
        path = str(Path(path).relative_to(Path.cwd()))
    return f'"{path}"' if " " in path else path


_COMMAND = re.compile(r"(?m)(?:^|(?<=[^\x00-\x7f])|(?<=[^\x00-\x7f] ))kit(?= (?:[a-z]{3}|--))")
