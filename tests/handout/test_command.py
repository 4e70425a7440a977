"""`kit handout`, as a teacher types it."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import nbformat
import pytest
from nbformat.v4 import new_notebook

from kit import handout
from kit.cli import main
from kit.cli.handouts import EDITIONS, AtWork
from kit.library import ROOT_VARIABLE, StudySet

from .conftest import Write
from .sessions import cell


@pytest.fixture
def run(
    study_set: StudySet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lesson: Write
) -> object:
    """Run the command in an empty folder on the small set; return its exit code."""
    monkeypatch.setenv(ROOT_VARIABLE, str(study_set.root))
    monkeypatch.chdir(tmp_path)
    lesson("01_a", ("md", "# 01 甲\n\n## 小结"))

    def command(*arguments: str) -> int:
        with pytest.raises(SystemExit) as left:
            main(["handout", "small", "--trust", *arguments])
        return int(left.value.code or 0)

    return command


def test_each_edition_has_a_folder_of_its_own(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert run() == 0
    assert run("--for", "teacher", "--bound") == 0
    made = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html"))
    assert made == [
        "handouts/small-teacher/01_a.html",
        "handouts/small-teacher/bound.html",
        "handouts/small-teacher/index.html",
        "handouts/small/01_a.html",
        "handouts/small/index.html",
    ]


def test_a_fault_on_a_page_is_named_and_the_page_is_written(  # type: ignore[no-untyped-def]
    run, lesson: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lesson("02_b", ("md", "# 02 乙"), ("code", "import kit\nkit.self_test('07_没有')"))
    assert run() == 1
    assert "没有名为“07_没有”的试卷" in capsys.readouterr().err
    assert (tmp_path / "handouts" / "small" / "02_b.html").is_file()


def test_without_a_browser_nothing_is_written(  # type: ignore[no-untyped-def]
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert run("--pdf") == 1
    assert "没有找到 Chromium、Chrome 或 Edge" in capsys.readouterr().err
    assert not (tmp_path / "handouts").exists()


def test_a_set_from_elsewhere_is_not_run_without_an_answer(
    study_set: StudySet,
    lesson: Write,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(ROOT_VARIABLE, str(study_set.root))
    monkeypatch.chdir(tmp_path)
    lesson("01_a", ("md", "# 01 甲"), ("code", "open('ran', 'w', encoding='utf-8')"))
    with pytest.raises(SystemExit) as left:
        main(["handout", "small"])
    assert left.value.code == 1
    err = capsys.readouterr().err
    assert "学习集是程序：运行它，就是信任它的作者" in err
    assert "就加上 --trust 再运行。" in err
    assert not list(tmp_path.rglob("ran"))
    assert not (tmp_path / "handouts").exists()


def test_the_lessons_at_work_are_named() -> None:
    told: list[str] = []
    at_work = AtWork(told.append)
    at_work.begin("01_a")
    at_work.begin("02_b")
    at_work.end("01_a")
    assert told == ["01_a", "01_a、02_b", "02_b"]


def test_the_editions_of_the_help_page_are_those_there_are() -> None:
    assert tuple(handout.EDITIONS) == EDITIONS


@pytest.fixture
def with_session(run, study_set: StudySet):  # type: ignore[no-untyped-def]
    """The same command, on a set with a session that has a slide and a page for its leader."""
    cells = [
        cell("title", "slide", "# 第一次学习会", minutes=90),
        cell("plan", "skip", "## 时间表\n\n见[第一课](01_a.ipynb)。", tags=("pack",)),
    ]
    nbformat.write(new_notebook(cells=cells), study_set.notebooks / "10_session_1.ipynb")
    return run


def test_a_session_is_for_its_leader_alone(with_session, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for audience in ("learner", "paper", "teacher", "projector"):
        assert with_session("--for", audience) == 0
    folder = tmp_path / "handouts"
    made = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    assert made == [
        "small-paper/index.html",
        "small-projector/10_session_1.html",
        "small-projector/index.html",
        "small-teacher/01_a.html",
        "small-teacher/10_session_1.html",
        "small-teacher/index.html",
        "small/01_a.html",
        "small/index.html",
    ]
    index = (folder / "small-projector" / "index.html").read_text(encoding="utf-8")
    assert '<a href="10_session_1.html">第一次学习会</a>' in index
    assert "共 1 次学习会，0 道提问。" in index
    assert "01_a" not in index
    pack = (folder / "small-teacher" / "10_session_1.html").read_text(encoding="utf-8")
    assert '见<a href="01_a.html">第一课</a>。' in pack


@pytest.mark.parametrize("option", ["--bound", "--with-code", "--docx"])
def test_what_slides_cannot_do_is_said(  # type: ignore[no-untyped-def]
    with_session, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert with_session("--for", "projector", option) == 2
    assert f"不能用 {option}。" in capsys.readouterr().err


def test_a_set_without_sessions_says_how_to_make_a_slide(  # type: ignore[no-untyped-def]
    run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--for", "projector") == 1
    told = capsys.readouterr().err
    assert "这个学习集没有带幻灯片的课。请在笔记本的属性面板里，" in " ".join(told.split("\n"))


@pytest.mark.parametrize(
    ("name", "audience", "why"),
    [
        ("10_session_1", "learner", "请用 --for projector 或 --for teacher。"),
        ("01_a", "projector", "这一课没有幻灯片"),
    ],
)
def test_a_notebook_that_is_not_for_these_readers_is_refused(  # type: ignore[no-untyped-def]
    with_session,
    study_set: StudySet,
    name: str,
    audience: str,
    why: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = study_set.notebooks / f"{name}.ipynb"
    with pytest.raises(SystemExit) as left:
        main(["handout", str(path), "--trust", "--for", audience])
    assert left.value.code == 2
    assert why in capsys.readouterr().err


def test_one_file_to_send_holds_the_index_and_every_page(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert run("--bound", "--zip", "讲义.zip") == 0
    with ZipFile(tmp_path / "讲义.zip") as archive:
        names = [Path(name).name for name in archive.namelist()]
    assert names == ["index.html", "01_a.html", "bound.html", "打开方法.txt"]


def test_a_file_that_is_there_is_never_replaced_by_one_to_send(  # type: ignore[no-untyped-def]
    run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "讲义.zip").write_bytes(b"mine")
    assert run("--zip", "讲义.zip") == 2
    assert "已经有这个文件" in capsys.readouterr().err
    assert (tmp_path / "讲义.zip").read_bytes() == b"mine"
    assert run("--zip", "讲义.html") == 2
    assert not (tmp_path / "handouts").exists()


def test_nothing_is_sent_where_a_lesson_failed(  # type: ignore[no-untyped-def]
    run, lesson: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lesson("02_b", ("md", "# 02 乙"), ("code", "1 / 0"))
    assert run("--zip", "讲义.zip") == 1
    assert "没有打包" in capsys.readouterr().err
    assert not (tmp_path / "讲义.zip").exists()


def test_word_documents_stand_beside_the_pages(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert run("--docx") == 0
    folder = tmp_path / "handouts" / "small"
    assert (folder / "checklist.docx").is_file()
    (folder / "checklist.docx").write_bytes(b"filled in")
    assert run("--docx") == 1
    assert (folder / "checklist.docx").read_bytes() == b"filled in"
