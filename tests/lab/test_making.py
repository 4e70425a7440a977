"""What JupyterLab prints, exports and makes by buttons, as its server gives it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from kit.course import open_course
from kit.errors import KitError
from kit.lab.jupyter.export_menu import EXPORTERS
from kit.lab.jupyter.making_service import make
from kit.library import DEFAULT_SET
from kit.progress import DATABASE_VARIABLE, Store
from kit.progress.attempts import attempt_from


@pytest.fixture(autouse=True)
def records(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep records in a database of the test's own."""
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{tmp_path / 'records.db'}")


def test_the_menu_offers_pages_and_pdf_and_nothing_else() -> None:
    assert list(EXPORTERS) == [
        "学习讲义",
        "学习讲义（试卷）",
        "学习讲义（教师版）",
        "学习讲义（PDF）",
    ]


def test_each_name_of_the_menu_has_its_exporter() -> None:
    from nbconvert.exporters.base import get_exporter

    made = [get_exporter(path)() for path in EXPORTERS.values()]  # type: ignore[no-untyped-call]
    assert [each.audience for each in made] == ["learner", "paper", "teacher", "learner"]
    assert [each.export_from_notebook for each in made] == list(EXPORTERS)
    assert [each.file_extension for each in made] == [".html", ".html", ".html", ".pdf"]


def test_mistakes_are_a_page_and_without_any_there_is_a_sentence() -> None:
    course = open_course(DEFAULT_SET)
    with pytest.raises(KitError, match="还没有作答"):
        make("mistakes", course)
    question = next(each for each in course.questions if each.kind == "single")
    wrong = next(n for n, option in enumerate(question.options) if not option.correct)
    report = {"id": question.id, "response": wrong}
    with Store() as store:
        store.add([attempt_from(report, course.questions, study_set=course.key)])
    name, content = make("mistakes", course)
    assert name.endswith("错题.html")
    assert f'data-id="{question.id}"' in content.decode()


def test_what_is_sent_to_colleagues_has_all_lessons_and_how_to_open_them() -> None:
    name, content = make("zip", open_course(DEFAULT_SET))
    assert name.endswith("学习讲义.zip")
    names = [Path(each).name for each in zipfile.ZipFile(BytesIO(content)).namelist()]
    assert {"index.html", "00_index.html", "08_self_test.html", "打开方法.txt"} <= set(names)


def test_a_test_paper_is_one_page_without_an_answer() -> None:
    name, content = make("paper", open_course(DEFAULT_SET))
    assert name.endswith("试卷.html")
    assert "解析：" not in content.decode()
