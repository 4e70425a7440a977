"""Word documents: question papers, the checklist, a session's pack, for offices to change and file.

python-docx is imported on first use; it is an extra. A document is made from records and from a
notebook's Markdown, never from HTML, and one that lies there is never replaced by another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from kit.course import Course
from kit.errors import KitError, install
from kit.files import read_bytes, write_whole
from kit.handout.body import ExecutedLesson
from kit.page import DATA_MIME, SelfTestData, flattened, read_record

__all__ = ["Documents", "refuse_without_word", "write_documents"]

CHECKLIST = "checklist.docx"


@dataclass(frozen=True, slots=True)
class Documents:
    """What became of a set's Word documents: those written, and why others were not."""

    paths: tuple[Path, ...]
    errors: tuple[KitError, ...]


def refuse_without_word() -> None:
    """Do nothing where Word documents can be written.

    Raises:
        KitError: the extra is not installed.
    """
    if find_spec("docx") is None:
        raise KitError(
            "写 Word 文档要用到还没有安装的组件。",
            remedy=f"{install('docx')}；不加 --docx，网页讲义照常生成。",
        )


def write_documents(
    course: Course, lessons: Sequence[ExecutedLesson], to: Path, *, answered: bool, whole: bool
) -> Documents:
    """Write the Word documents of lessons that have been run into a folder.

    A document that somebody has changed stays as it is, and is told among the errors.

    Args:
        course: the set.
        lessons: as they were run for an edition.
        to: the folder.
        answered: whether papers have their key, and sessions their leader's pack: the teacher's.
        whole: whether these are all lessons of the set; the checklist goes with them.

    Raises:
        KitError: the extra is not installed, or the speech cannot be read.
    """
    refuse_without_word()
    paths: list[Path] = []
    errors: list[KitError] = []
    for name, data in _documents(course, lessons, answered=answered, whole=whole):
        path = to / name
        try:
            _write_new(path, data)
        except KitError as error:
            errors.append(error)
        else:
            paths.append(path)
    return Documents(tuple(paths), tuple(errors))


def _documents(
    course: Course, lessons: Sequence[ExecutedLesson], *, answered: bool, whole: bool
) -> Iterator[tuple[str, bytes]]:
    """Yield each document's file name and content."""
    from kit.office.exam_paper import exam_document
    from kit.office.session_pack import given_out_document, is_session, pack_document
    from kit.office.task_list import checklist_document

    for lesson in lessons:
        if is_session(lesson):
            pages = (
                (f"{lesson.name}.docx", pack_document(lesson)),
                (f"{lesson.name}_to_print.docx", given_out_document(lesson)),
            )
            yield from ((name, data) for name, data in pages if data and answered)
        elif tests := tuple(_tests(lesson)):
            yield f"{lesson.name}.docx", exam_document(lesson.title, tests, answered=answered)
    if whole:
        yield CHECKLIST, checklist_document(course.speech, course.work_lines)


def _tests(lesson: ExecutedLesson) -> Iterator[SelfTestData]:
    """Yield the self-tests that the cells of a lesson show."""
    for cell in lesson.notebook["cells"]:
        for output in cell.get("outputs", ()):
            data = output.get("data", {}).get(DATA_MIME)
            if data is not None:
                records = flattened(read_record(data))
                yield from (record for record in records if isinstance(record, SelfTestData))


def _write_new(path: Path, data: bytes) -> None:
    """Write a file, unless another of this name lies there."""
    if path.exists() and read_bytes(path) != data:
        raise KitError(
            "已经有这份 Word 文档，内容和这次的不同，没有动它。",
            remedy="请先把它移走或另存，再运行一遍；也可以用 --to 放到别的文件夹。",
            path=path,
        )
    write_whole(path, data)
