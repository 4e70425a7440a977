"""How a lesson's cell shows what it names: passages and charts as HTML, a fault as one sentence."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any

from kit.charts.faces import lend_font
from kit.errors import KitError
from kit.speech import Passage, Speech

if TYPE_CHECKING:
    from kit.charts import ChartAxes
    from kit.page import Record


class Shown:
    """Something that a cell shows: a record, for JupyterLab as HTML, for a handout as data."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return _bundle(self.record)


def notice(error: KitError) -> Shown:
    """Return what a learner sees of a fault: one sentence with place and remedy."""
    from kit.page import Notice

    return Shown(Notice(str(error)))


def install() -> None:
    """Teach the running IPython, if there is one, to show what the kit's names return.

    A passage, a table or a chart that ends a cell is shown as HTML, and a fault in a study set as
    a sentence instead of a traceback. Figures that a cell draws itself have Chinese. Doing it twice
    changes nothing.
    """
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    if shell is None or shell.display_formatter is None:
        return
    formatter = shell.display_formatter.mimebundle_formatter
    formatter.for_type(Passage, _passage)
    formatter.for_type(Speech, lambda speech: _passage(speech.whole()))
    formatter.for_type_by_name("kit.page.cell_data", "Table", _bundle)
    formatter.for_type_by_name("kit.page.passage_records", "Glossary", _bundle)
    formatter.for_type_by_name("kit.charts.axes", "ChartAxes", _figure)
    lend_font()
    shell.set_custom_exc((KitError,), _show_fault)  # type: ignore[no-untyped-call]


def _bundle(record: Record) -> dict[str, Any]:
    """Return a record as a cell shows it; what renders it is loaded with the first one."""
    from kit.page import bundle

    return bundle(record)


def _passage(passage: Passage) -> dict[str, Any]:
    from kit.page import passage_data

    return _bundle(passage_data(passage))


def _figure(ax: ChartAxes) -> dict[str, Any]:
    from kit.page import figure_data

    return _bundle(figure_data(ax))


def _show_fault(
    shell: Any,
    kind: type[BaseException],
    error: KitError,
    traceback: TracebackType | None,
    tb_offset: int | None = None,
) -> list[str]:
    """Show a fault as a sentence; IPython asks for the lines of a traceback and gets none."""
    from IPython.display import display

    display(notice(error))  # type: ignore[no-untyped-call]
    return []
