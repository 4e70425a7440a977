"""A set's Word documents in a folder, and what all of them have in common."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.oxml.ns import qn

from kit.course import Course
from kit.errors import KitError
from kit.handout.body import ExecutedLesson
from kit.office import refuse_without_word, write_documents

from .conftest import every_text, opened


def written(
    course: Course, lessons: list[ExecutedLesson], to: Path, *, answered: bool = True
) -> list[str]:
    documents = write_documents(course, lessons, to, answered=answered, whole=True)
    assert documents.errors == ()
    return [path.name for path in documents.paths]


def test_a_teacher_has_papers_packs_and_the_checklist(
    course: Course, test_lesson: ExecutedLesson, session: ExecutedLesson, tmp_path: Path
) -> None:
    assert written(course, [test_lesson, session], tmp_path) == [
        "01_a.docx",
        "10_session_1.docx",
        "10_session_1_to_print.docx",
        "checklist.docx",
    ]


def test_others_have_no_pack_and_no_answer(
    course: Course, test_lesson: ExecutedLesson, session: ExecutedLesson, tmp_path: Path
) -> None:
    names = written(course, [test_lesson, session], tmp_path, answered=False)
    assert names == ["01_a.docx", "checklist.docx"]
    text = "\n".join(every_text(opened((tmp_path / "01_a.docx").read_bytes())))
    assert "正确答案" not in text


def test_the_same_documents_are_the_same_bytes_and_a_changed_one_is_never_replaced(
    course: Course, test_lesson: ExecutedLesson, tmp_path: Path
) -> None:
    written(course, [test_lesson], tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    written(course, [test_lesson], tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    (tmp_path / "01_a.docx").write_bytes(b"stamped")
    documents = write_documents(course, [test_lesson], tmp_path, answered=True, whole=True)
    (error,) = documents.errors
    assert "没有动它" in str(error)
    assert "01_a.docx" in str(error)
    assert (tmp_path / "01_a.docx").read_bytes() == b"stamped"
    assert [path.name for path in documents.paths] == ["checklist.docx"]


def test_a_document_is_chinese_throughout(
    course: Course, test_lesson: ExecutedLesson, session: ExecutedLesson, tmp_path: Path
) -> None:
    for name in written(course, [test_lesson, session], tmp_path):
        document = opened((tmp_path / name).read_bytes())
        about = document.core_properties
        assert about.title
        assert about.language == "zh-CN"
        for style, typeface in {"Normal": "宋体", "Heading 1": "黑体", "Quote": "仿宋"}.items():
            fonts = document.styles[style].element.rPr.rFonts
            assert fonts.get(qn("w:eastAsia")) == typeface
            assert not [each for each in fonts.attrib if "Theme" in each]
        runs = [run for each in document.paragraphs for run in each.runs if "“" in run.text]
        assert all(run._r.rPr.rFonts.get(qn("w:hint")) == "eastAsia" for run in runs)
        foot = document.sections[0].footer.paragraphs[0]._p
        fields = [each.get(qn("w:instr")) for each in foot.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]
        sides = {document.sections[0].page_width, document.sections[0].page_height}
        assert {round(side.mm) for side in sides if side} == {210, 297}


def test_without_the_extra_a_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_without_word()
    monkeypatch.setattr("kit.office.find_spec", lambda _: None)
    with pytest.raises(KitError, match=r"pip install \"speech-study-kit\[docx\]\""):
        refuse_without_word()
