"""`kit export` and `kit import`: whole sets out, and files of others in."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from kit.cli.deck_files import FORMS
from kit.decks import FORMATS
from kit.library import ROOT_VARIABLE, study_set
from kit.quiz import read_paper, read_papers
from kit.speech import load_speech
from tests.cli.conftest import Run

SET = "zhanjiang2021"
TEXT = ["json", "jupyterquiz", "gift", "moodle", "anki-text"]
QUIZ = [
    {
        "question": "工作站驻在哪里？",
        "type": "multiple_choice",
        "answers": [
            {"answer": "各镇（街）", "correct": True, "feedback": "对，在第五要。"},
            {"answer": "各县", "correct": False, "feedback": "说的是参会的检察院。"},
        ],
    },
    {"question": "画一画", "type": "drawing", "answers": []},
]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the built-in set that a test may add papers to."""
    source = study_set(SET).root
    for folder in ("seeds", "quizzes"):
        shutil.copytree(source / folder / SET, tmp_path / folder / SET)
    monkeypatch.setenv(ROOT_VARIABLE, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_json_goes_to_the_screen_and_has_every_question(run: Run) -> None:
    code, out, err = run("export", SET, "--to", "json")
    chosen = study_set(SET)
    papers = read_papers(chosen, load_speech(chosen))
    assert (code, err) == (0, "")
    assert [each["id"] for each in json.loads(out)["questions"]] == [
        question.id for paper in papers for question in paper.questions
    ]


@pytest.mark.parametrize("form", TEXT)
def test_a_file_has_what_the_screen_would_have(run: Run, tmp_path: Path, form: str) -> None:
    path = tmp_path / "new" / "deck"
    code, out, _ = run("export", SET, "--to", form)
    assert code == 0
    code, said, _ = run("export", SET, "--to", form, "--out", str(path))
    assert code == 0
    assert path.read_bytes().decode("utf-8") == out
    assert "写好了" in said
    assert "道题" in said


def test_moodle_is_xml_as_it_comes(run: Run) -> None:
    code, out, err = run("export", SET, "--to", "moodle")
    assert (code, err) == (0, "")
    assert ET.fromstring(out.encode("utf-8")).tag == "quiz"


def test_an_anki_package_gets_a_file_of_the_sets_name(run: Run, root: Path) -> None:
    pytest.importorskip("genanki", reason="genanki is not installed")
    code, out, err = run("export", SET, "--to", "anki")
    assert (code, err) == (0, "")
    assert (root / f"{SET}.apkg").read_bytes().startswith(b"PK")
    assert f"{SET}.apkg" in out


@pytest.mark.parametrize("name", ["jupyterquiz", "gift"])
def test_what_a_format_cannot_hold_is_named_in_chinese_and_is_no_failure(
    run: Run, name: str
) -> None:
    code, _, err = run("export", SET, "--to", name)
    assert code == 0
    assert "放不下不止一个空的填空题，" in err
    assert "道没有导出：" in err
    assert re.search(r"\b[a-z]{2}\d{2}\b", err)
    assert ("配对题" in err) == (name == "jupyterquiz")


def test_faulty_questions_are_not_left_out_in_silence(run: Run, root: Path) -> None:
    path = root / "quizzes" / SET / "04_livelihood_brand.md"
    with path.open("a", encoding="utf-8") as file:
        file.write("\n## ms99 这道题没有答案。\n\n> 解析：没有。\n")
    code, out, err = run("export", SET, "--to", "json")
    assert code == 0
    assert '"ms99"' not in out
    assert f"kit check {SET}" in err


@pytest.mark.parametrize("form", ["json", "gift", "jupyterquiz", "moodle", "anki-text"])
def test_what_is_exported_is_a_paper_again(run: Run, root: Path, form: str) -> None:
    deck, paper = root / "deck", root / "quizzes" / SET / "10_again.md"
    run("export", SET, "--to", form, "--out", str(deck))
    code, out, err = run("import", str(deck), "--to", str(paper))
    parts = {"gift": "分类", "moodle": "分类", "anki-text": "牌组"}
    left_out = (
        f"略去了{parts[form]}，7 个：" if form in parts else ""
    )  # one paper has no parts as a deck has
    assert code == 0
    assert err.startswith(left_out)
    assert err.count("\n") == bool(left_out)
    assert "写好了" in out
    chosen = study_set(SET)
    read = read_paper(paper, load_speech(chosen))
    assert read.faults == ()
    number = {"json": 1, "gift": 0.9, "jupyterquiz": 0.5, "moodle": 1}.get(form, 1)
    whole = sum(len(each.questions) for each in read_papers(chosen, load_speech(chosen))[:-1])
    assert len(read.questions) >= whole * number


def test_what_is_imported_into_a_set_repeats_no_id_of_its_other_papers(
    run: Run, root: Path
) -> None:
    deck, paper = root / "deck", root / "quizzes" / SET / "10_again.md"
    run("export", SET, "--to", "json", "--out", str(deck))
    run("import", str(deck), "--to", str(paper))
    chosen = study_set(SET)
    speech = load_speech(chosen)
    others = {each.id for old in read_papers(chosen, speech)[:-1] for each in old.questions}
    assert not others & {each.id for each in read_paper(paper, speech).questions}


def test_what_is_imported_into_a_set_repeats_no_id_of_a_faulty_question(
    run: Run, root: Path
) -> None:
    deck, paper = root / "deck.json", root / "quizzes" / SET / "10_again.md"
    (root / "quizzes" / SET / "09_own.md").write_text(
        "# 卷\n\n## zz01 还没有写完的题\n", encoding="utf-8"
    )
    question = {"id": "zz01", "question": "问什么？", "type": "multiple_choice"}
    question["answers"] = [{"answer": "甲", "correct": True}, {"answer": "乙", "correct": False}]  # type: ignore[assignment]
    deck.write_text(json.dumps([question]), encoding="utf-8")
    run("import", str(deck), "--to", str(paper))
    assert "## zz01" not in paper.read_text(encoding="utf-8")
    assert "## a01" in paper.read_text(encoding="utf-8")


def test_a_file_of_others_becomes_a_paper_and_what_is_to_be_added_is_listed(
    run: Run, root: Path
) -> None:
    source, paper = root / "quiz.json", root / "quizzes" / SET / "11_more_questions.md"
    source.write_text(json.dumps(QUIZ), encoding="utf-8")
    code, out, err = run("import", str(source), "--to", str(paper))
    assert code == 1
    assert "1 道题" in out
    assert "另有 1 道没有导入" in out
    assert "没有导入：“drawing”类的题目，1 道：第 2 题。" in err
    assert f"{paper.as_posix()}:3: mq01 没有依据。" in err
    assert paper.read_text(encoding="utf-8") == (
        "# 11_more_questions\n\n## mq01 工作站驻在哪里？\n\n"
        "- [x] 各镇（街）\n- [ ] 各县\n  > 说的是参会的检察院。\n\n> 解析：对，在第五要。\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("export", SET), "缺少参数 --to"),
        (("export", SET, "--to", "word"), "应为 json、jupyterquiz"),
        (("export", "none", "--to", "json"), "没有名为“none”的学习集"),
        (("import", "quiz.json"), "缺少参数 --to"),
        (("import", "quiz.json", "--to", "paper.txt"), "以 .md 结尾"),
        (("import", "none.json", "--to", "paper.md"), "没有这个文件"),
        (("import", "quiz.json", "--to", "here.md"), "已经有这个文件"),
    ],
)
def test_wrong_use_is_told_in_chinese_and_exits_2(
    run: Run, root: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    (root / "here.md").write_text("# 卷\n", encoding="utf-8")
    (root / "quiz.json").write_text(json.dumps(QUIZ), encoding="utf-8")
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert sentence in err
    assert (root / "here.md").read_text(encoding="utf-8") == "# 卷\n"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"[]", "没有一道"),
        (b'[{"type": "drawing", "question": "?", "answers": []}]', "文件里只有：“drawing”类的题目"),
        (b"{", "不是合格的 JSON"),
        (b'{"questions": [%s]}' % (b"9" * 5000), "不是合格的 JSON"),
        (b'{"questions": [{"id": "q01", "kind": "recall", "stem": "\\ud800"}]}', "不成字的字符"),
        (b'[{"type": "drawing", "id": "\\ud800"}]', "不成字的字符"),
        (b"\xff\xfe", "只有空白"),
        (b"%PDF-1.7", "这是 PDF 文件"),
        (b"", "文件是空的"),
        (b"<!DOCTYPE html><p>{=a}</p>", "这是网页"),
        (b"nothing", "认不出这个文件的格式"),
    ],
)
def test_a_file_without_questions_is_told_and_nothing_is_written(
    run: Run, root: Path, data: bytes, sentence: str
) -> None:
    (root / "deck").write_bytes(data)
    code, out, err = run("import", "deck", "--to", "paper.md")
    assert (code, out) == (1, "")
    assert err.startswith("deck：")
    assert sentence in err
    assert not (root / "paper.md").exists()


def test_a_paper_too_large_to_be_read_again_is_told(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.quiz.paper.LARGEST", 9)
    (root / "deck").write_text("甲乙丙丁戊己？{T}", encoding="utf-8")
    code, _, err = run("import", "deck", "--to", "paper.md")
    assert (code, err) == (
        1,
        "paper.md:1: 文件太大，不像试卷。试卷请不超过 1 MB；题多时请分成几卷。\n",
    )


def test_a_folder_that_cannot_be_written_is_told(run: Run, root: Path) -> None:
    (root / "file").write_text("", encoding="utf-8")
    code, _, err = run("export", SET, "--to", "json", "--out", str(root / "file" / "deck"))
    assert code == 1
    assert "写不了这个文件" in err


def test_the_formats_of_the_help_page_are_those_there_are() -> None:
    assert tuple(FORMATS) == FORMS


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="of Unix")
@pytest.mark.parametrize("redirected", [False, True], ids=["to a pipe", "to a file"])
def test_out_may_be_standard_output(tmp_path: Path, redirected: bool) -> None:
    command = [sys.executable, "-m", "kit", "export", SET, "--to", "json"]
    command += ["--out", "/dev/stdout"]
    output = tmp_path / "output"
    with output.open("wb") as file:
        where = file if redirected else subprocess.PIPE
        ended = subprocess.run(command, stdout=where, stderr=subprocess.PIPE, check=True)
    written = output.read_bytes() if redirected else ended.stdout
    assert json.loads(written)
    assert "写好了" in ended.stderr.decode("utf-8")
