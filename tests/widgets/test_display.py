"""What ends a cell is shown as HTML, and a fault is a sentence."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

import kit
from kit.page import DATA_MIME
from kit.widgets.display import install


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    shell = InteractiveShell.instance()
    install()
    install()  # twice changes nothing
    yield shell
    InteractiveShell.clear_instance()


def test_the_first_cell_loads_what_reads_the_speech_and_no_more() -> None:
    code = (
        "import sys\n"
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "InteractiveShell.instance().run_cell('import kit; kit.load()', silent=True)\n"
        "assert 'kit.widgets.display' in sys.modules\n"
        "readers = ('kit.speech.documents', 'kit.speech.declared', 'kit.speech.corrections')\n"
        "later = ('kit.page', 'kit.quiz', 'kit.progress', 'kit.widgets.quiz_widget')\n"
        "assert not {*readers, *later} & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("cell", "mark", "kind"),
    [
        ("speech['一']", "kit-passage", "passage"),
        ("speech", "kit-passage", "passage"),
        ("kit.task_table(speech['一'])", "kit-table", "table"),
        ("kit.chart.by_part(speech)", "kit-figure", "figure"),
        ("kit.back_to_top()", "回到本课开头", "top"),
        ("kit.self_test('nothing')", "kit-notice", "notice"),
    ],
)
def test_what_ends_a_cell_is_shown_in_both_forms(
    shell: InteractiveShell, cell: str, mark: str, kind: str
) -> None:
    shell.user_ns |= {"kit": kit, "speech": kit.load("zhanjiang2021")}
    data, _ = shell.display_formatter.format(eval(cell, shell.user_ns))
    assert mark in data["text/html"]
    assert data[DATA_MIME]["kind"] == kind


def test_a_fault_is_a_sentence_without_a_traceback(shell: InteractiveShell) -> None:
    shell.user_ns["kit"] = kit
    with capture_output() as captured:
        shell.run_cell("kit.load('nothing')")
    assert "Traceback" not in captured.stdout + captured.stderr
    (notice,) = captured.outputs
    assert "没有名为“nothing”的学习集。" in notice.data["text/html"]
