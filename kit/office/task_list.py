"""The tasks of a speech → a checklist in Word, to be filled in, stamped and filed."""

from __future__ import annotations

from kit.office.word_blocks import add_table
from kit.office.word_styles import new_document, packed, write
from kit.speech import Speech
from kit.speech.work_lines import TASK_COLUMNS, WorkLines, task_rows

_WIDTHS = (3.0, 2.9, 8.2, 2.7, 2.2, 2.9, 1.8, 1.8)
_ROW = 0.9


def checklist_document(speech: Speech, work: WorkLines) -> bytes:
    """Return the checklist as a Word file on its side, its heading on each sheet."""
    title = f"任务清单：{speech.source.title}"
    document = new_document(title, landscape=True)
    write(document.add_paragraph(style="Title"), title)
    add_table(document, TASK_COLUMNS, task_rows(work), _WIDTHS, least=_ROW, small=True)
    grouped = "按条线分组是编者归纳" if work.edited else "按讲话的各部分分组"
    note = f"{grouped}；任务用讲话的原话；原文写明的责任单位和时限已经填上。"
    write(document.add_paragraph(), note, small=True)
    return packed(document)
