"""`kit check` names every fault at once, with its place and its remedy."""

from __future__ import annotations

import json
import os
from pathlib import Path
from time import process_time

import pytest

from kit.lab import check_set, in_place, prepare, update
from kit.library import StudySet, study_set
from tests.small_set import PAPER, code_cell, lesson, text_cell


def faults(chosen: StudySet) -> list[str]:
    return [str(each) for each in check_set(chosen) if each.severity == "fault"]


def test_a_set_without_a_fault_gives_none(small_set: StudySet) -> None:
    assert faults(small_set) == []


def test_the_built_in_set_has_neither_fault_nor_warning() -> None:
    assert [str(each) for each in check_set(study_set("zhanjiang2021"))] == []


def test_every_fault_is_named_at_once(small_set: StudySet) -> None:
    small_set.speech_file.write_bytes(small_set.speech_file.read_bytes() + b"\n")
    paper = small_set.quizzes / "01_work.md"
    paper.write_text(PAPER.replace("- [x] 乙", "- [ ] 乙"), encoding="utf-8")
    (small_set.notebooks / "01_a.ipynb").write_text("{", encoding="utf-8")
    found = faults(small_set)
    assert any(each.startswith("seeds/small/speech.txt:1: ") for each in found)
    assert any(each.startswith("quizzes/small/01_work.md:3: ") for each in found)
    assert any(each.startswith("notebooks/small/01_a.ipynb:1: ") for each in found)


def test_a_missing_source_file_is_named(small_set: StudySet) -> None:
    small_set.source_file.unlink()
    assert any("source.toml:1: 找不到" in each for each in faults(small_set))


def test_a_term_that_the_speech_does_not_use_is_named_with_its_line(small_set: StudySet) -> None:
    small_set.terms_file.write_text(
        '[[term]]\nname = "甲乙丙丁"\nexplanation = "说明。"\norigin = "background"\n',
        encoding="utf-8",
    )
    assert any(each.startswith("seeds/small/terms.toml:2: ") for each in faults(small_set))


def test_a_task_that_no_line_of_work_names_is_named(small_set: StudySet) -> None:
    small_set.lines_file.write_text(
        '[[line]]\nname = "甲"\ntasks = ["一一是1", "一一是9"]\n', encoding="utf-8"
    )
    found = [each for each in faults(small_set) if "lines.toml" in each]
    assert [each.partition(" ")[0] for each in found] == [
        "seeds/small/lines.toml:1:",
        "seeds/small/lines.toml:3:",
    ]


def test_every_faulty_term_is_named(small_set: StudySet) -> None:
    small_set.terms_file.write_text(
        '[[term]]\nname = "甲"\nexplanation = "说明。"\norigin = "书"\n'
        '[[term]]\nname = "乙"\norigin = "background"\n'
        '[[term]]\nname = "丙"\nexplanation = "说明。"\norigin = "background"\naliases = 1\n',
        encoding="utf-8",
    )
    found = faults(small_set)
    assert [sum(f"术语“{name}”" in each for each in found) for name in "甲乙丙"] == [1, 1, 1]
    lines = [each.split(":")[1] for each in found if each.startswith("seeds/small/terms.toml:")]
    assert {"4", "5", "12"} <= set(lines)


def test_a_correction_that_fits_nothing_is_named_with_its_line(small_set: StudySet) -> None:
    text = small_set.source_file.read_text(encoding="utf-8")
    table = "\n[[outline]]\nline = 999\ntext = true\n"
    small_set.source_file.write_text(text + table, encoding="utf-8")
    assert any("source.toml:1: [[outline]] 的 line = 999" in each for each in faults(small_set))


def test_what_was_set_aside_for_a_person_is_no_fault(small_set: StudySet) -> None:
    aside = small_set.quizzes / "01_work_old.md"
    aside.write_text(PAPER.replace("推进乙", "推进壬"), encoding="utf-8")
    (small_set.notebooks / "01_work_old_2.ipynb").write_text("{", encoding="utf-8")
    assert faults(small_set) == []
    named = {each.path for each in check_set(small_set)}
    assert named >= {"quizzes/small/01_work_old.md", "notebooks/small/01_work_old_2.ipynb"}


def test_lessons_that_know_a_set_by_its_old_name_say_what_to_do(small_set: StudySet) -> None:
    cells = lesson(text_cell("title", "# 题目"), code_cell("a", '# 讲话\nkit.load("before")'))
    (small_set.notebooks / "01_a.ipynb").write_text(cells, encoding="utf-8")
    (found,) = (each for each in faults(small_set) if "before" in each)
    assert "学习集若改过名，请把这里改成“small”。" in found


TITLE = text_cell("title", "# 题目")


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        ([text_cell("a", "没有标题")], "没有一级标题"),
        ([TITLE, text_cell("title", "重复")], "缺失、重复或不合格"),
        ([TITLE, text_cell("中文", "甲")], "缺失、重复或不合格"),
        ([TITLE, code_cell("a", "# 甲\n1", execution_count=1)], "存有运行结果"),
        ([TITLE, code_cell("a", "# 甲\n1", outputs=[{"output_type": "stream"}])], "存有运行结果"),
        ([TITLE, code_cell("a", "1 + 1")], "首行不是中文说明"),
        ([TITLE, code_cell("a", "# 甲\n1", metadata={})], "没有隐藏"),
        ([TITLE, code_cell("a", "# 甲\n1 +")], "写法有误"),
        ([TITLE, code_cell("a", '# 甲\nspeech["九"]')], "没有“九”这一部分"),
        ([TITLE, code_cell("a", '# 甲\nkit.self_test("09")')], "没有名为“09”的试卷"),
        ([TITLE, code_cell("a", '# 甲\nkit.ask("zz99")')], "没有题号为“zz99”的题目"),
        ([TITLE, code_cell("a", '# 甲\nkit.load("nowhere")')], "没有名为“nowhere”的学习集"),
        ([TITLE, text_cell("a", "[下一课](09_none.ipynb)")], "指向的文件不存在"),
        ([TITLE, text_cell("a", "[网](https://example.org)")], "链接到网上"),
    ],
)
def test_a_fault_of_a_lesson_is_named(small_set: StudySet, cells: list[dict], what: str) -> None:
    path = small_set.notebooks / "01_a.ipynb"
    path.write_text(lesson(*cells), encoding="utf-8")
    found = [each for each in faults(small_set) if each.startswith("notebooks/small/01_a.ipynb:")]
    assert len(found) == 1
    assert what in found[0]


def test_the_line_of_a_fault_is_that_of_its_cell(small_set: StudySet) -> None:
    path = small_set.notebooks / "01_a.ipynb"
    path.write_text(lesson(TITLE, code_cell("bad", "1 + 1")), encoding="utf-8")
    (found,) = faults(small_set)
    line = int(found.split(":")[1])
    assert '"bad"' in path.read_text(encoding="utf-8").splitlines()[line - 1]


def test_links_that_are_never_closed_are_looked_for_once(small_set: StudySet) -> None:
    text = "# 甲\n" + "](" * 30_000 + "](a#" * 30_000 + "[下一课](09_none.ipynb)"
    (small_set.notebooks / "01_a.ipynb").write_text(lesson(text_cell("a", text)), encoding="utf-8")
    began = process_time()
    (found,) = faults(small_set)
    assert "09_none.ipynb" in found
    assert process_time() - began < 5


@pytest.mark.parametrize("data", [b"", b"[]", b'{"cells": 3}', b'{"cells": [1]}', b"\xff"])
def test_a_file_that_is_no_notebook_is_named_once(small_set: StudySet, data: bytes) -> None:
    (small_set.notebooks / "01_a.ipynb").write_bytes(data)
    assert len(faults(small_set)) == 1


def test_a_set_without_lessons_says_so(small_set: StudySet) -> None:
    small_set.index.unlink()
    assert any("没有课文" in each for each in faults(small_set))


def test_lessons_are_stored_as_json_that_is_easy_to_compare(small_set: StudySet) -> None:
    for path in study_set("zhanjiang2021").lessons():
        text = Path(path).read_text(encoding="utf-8")
        assert (
            text
            == json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        )


NOTEBOOK = {"nbformat": 4, "metadata": {}, "cells": []}


@pytest.mark.parametrize(
    "said",
    [
        {**NOTEBOOK, "cells": [{"cell_type": "markdown", "id": "a", "source": 5}]},
        {**NOTEBOOK, "cells": [{"cell_type": "code", "id": "a", "source": "", "metadata": None}]},
        {**NOTEBOOK, "cells": [{"cell_type": "code", "id": 1, "source": ""}]},
        {**NOTEBOOK, "cells": [{"cell_type": "picture", "id": "a", "source": ""}]},
        {**NOTEBOOK, "metadata": None},
        {"metadata": {}, "cells": []},
        [],
    ],
)
def test_a_notebook_of_another_form_is_named_and_stops_nothing(
    small_set: StudySet, said: object
) -> None:
    (small_set.notebooks / "00_odd.ipynb").write_text(json.dumps(said), encoding="utf-8")
    (small_set.quizzes / "01_work.md").write_text("# 空\n", encoding="utf-8")
    found = faults(small_set)
    assert any(each.startswith("notebooks/small/00_odd.ipynb:1: 不是合格") for each in found)
    assert any(each.startswith("quizzes/small/01_work.md:") for each in found)


DEEP = b'{"nbformat": 4, "cells": [], "metadata": {"x": ' + b"[" * 900 + b"]" * 900 + b"}}"


@pytest.mark.parametrize("data", [b"[" * 200_000, b'{"cells": ' + b"9" * 6000 + b"}", DEEP])
def test_a_notebook_beyond_reason_is_named(small_set: StudySet, data: bytes) -> None:
    (small_set.notebooks / "00_odd.ipynb").write_bytes(data)
    assert any("00_odd.ipynb:1: 不是合格" in each for each in faults(small_set))


def test_a_folder_in_a_lesson_s_place_is_named(small_set: StudySet) -> None:
    (small_set.notebooks / "00_odd.ipynb").mkdir()
    assert any("00_odd.ipynb:1: 文件读不出来" in each for each in faults(small_set))


@pytest.mark.parametrize(
    "toml",
    ["term = [5]", '[[term]]\nname = "甲"\nexplanation = "乙"\naliases = 5', "x = " + "[" * 9**5],
)
def test_a_glossary_of_another_form_is_named(small_set: StudySet, toml: str) -> None:
    small_set.terms_file.write_text(toml, encoding="utf-8")
    assert any(each.startswith("seeds/small/terms.toml:") for each in faults(small_set))


def test_a_faulty_glossary_does_not_hide_a_faulty_paper(small_set: StudySet) -> None:
    small_set.terms_file.write_text("term = [5]", encoding="utf-8")
    paper = small_set.quizzes / "01_work.md"
    paper.write_text(PAPER.replace("- [x] 乙", "- [ ] 乙"), encoding="utf-8")
    found = faults(small_set)
    assert any(each.startswith("seeds/small/terms.toml:1: ") for each in found)
    assert any(each.startswith("quizzes/small/01_work.md:3: ") for each in found)


def doubts(chosen: StudySet) -> list[str]:
    return [str(each) for each in check_set(chosen) if each.severity == "warning"]


@pytest.mark.parametrize(
    "code",
    [
        "import os",
        "import kit, os",
        "import kit as speech",
        "from kit import *",
        "eval('1')",
        "open('a', 'w')",
        "kit.self_test(open('a'))",
        "kit.files.write_whole(path, 'x')",
        "kit.library.os.system('ls')",
        "kit.__loader__.load_module('os')",
        "speech['一'].__init__()",
        "speech.root.rmdir()",
        "speech = __import__('os')",
        "speech = kit.load(open('a').read())",
        f"{'-' * 2000}1",
        "kit = speech",
        "kit.chart.verbs(speech).figure.savefig('a')",
        "[open(each) for each in 'ab']",
        "def run(): pass",
        "for each in 'ab': print(each)",
    ],
)
def test_a_cell_that_does_more_than_show_is_doubted(small_set: StudySet, code: str) -> None:
    path = small_set.notebooks / "01_a.ipynb"
    path.write_text(lesson(TITLE, code_cell("a", f"# 甲\n{code}")), encoding="utf-8")
    assert any("单元“a”的代码不只是展示课文。" in each for each in doubts(small_set))


@pytest.mark.parametrize(
    "code",
    [
        'import kit\n\nspeech = kit.load("small")',
        'exam = "2022-03-01"\nkit.review(exam=exam)',
        'speech["一"].paragraph(1)',
        'kit.chart.structure(speech["一"])',
        "kit.mock_test(25, minutes=-25)",
    ],
)
def test_a_cell_that_shows_is_not_doubted(small_set: StudySet, code: str) -> None:
    path = small_set.notebooks / "01_a.ipynb"
    path.write_text(lesson(TITLE, code_cell("a", f"# 甲\n{code}")), encoding="utf-8")
    assert not any("不只是展示课文" in each for each in doubts(small_set))


def test_a_module_beside_the_lessons_is_named(small_set: StudySet) -> None:
    (small_set.notebooks / "json.py").write_text("1\n", encoding="utf-8")
    assert (
        "notebooks/small/json.py:1: 提醒：课文旁边有 Python 文件。课文不会载入它，请移走。"
        in doubts(small_set)
    )


BROUGHT = (
    *("seeds/small/words.txt", "seeds/small/stopwords.txt", "seeds/small/terms.toml"),
    *("seeds/small/source.toml", "quizzes/small/02_more.md", "notebooks/small/02_more.ipynb"),
)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of Unix")
@pytest.mark.parametrize("name", BROUGHT)
def test_a_pipe_that_a_set_brings_is_named_and_not_waited_for(
    small_set: StudySet, name: str, tmp_path: Path
) -> None:
    path = small_set.root / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    assert [fault for fault in check_set(small_set) if fault.path == name]
    copy = update(small_set, root=tmp_path / "learner")
    prepare(small_set, in_place(small_set), trusted=False, state=tmp_path / "state")
    assert copy.lessons


@pytest.mark.parametrize("name", BROUGHT)
def test_a_monstrous_file_that_a_set_brings_is_named_and_not_read(
    small_set: StudySet, name: str, tmp_path: Path
) -> None:
    with (small_set.root / name).open("wb") as file:
        file.truncate(20_000_000_000)  # a hole: the disk holds nothing of it
    found = [fault for fault in check_set(small_set) if fault.path == name]
    assert [fault for fault in found if "文件太大" in fault.what]
    assert update(small_set, root=tmp_path / "learner").lessons


def test_a_line_of_the_dictionary_without_effect_is_named(small_set: StudySet) -> None:
    small_set.words_file.write_text(
        "\n“四个意识” 100000 n\n深入开展 巡查\n弗里德·泰勒\n从未出现\n抓好生产 100000 n\n",
        encoding="utf-8",
    )
    found = [each for each in doubts(small_set) if "words.txt" in each]
    assert [each.partition("提醒：")[2].partition("。")[0] for each in found] == [
        "“四个意识”不起作用：分词总在 “ ” 处断开，不能整个保留",
        "“深入开展”不起作用：空格后面的“巡查”不起作用",
        "“弗里德·泰勒”不起作用：分词总在 · 处断开，不能整个保留",
        "“从未出现”不起作用：讲话中没有这个词",
    ]
    assert found[0].startswith("seeds/small/words.txt:2: ")


def test_what_a_page_cannot_show_of_a_lesson_s_text_is_named(small_set: StudySet) -> None:
    own = (
        "# 课文\n\n<u>甲</u> $x^2$ <iframe src='a'></iframe>\n\n"
        "$\\unknown{1}$\n\n```mermaid\ngraph TD\n```"
    )
    cells = (text_cell("a", own), text_cell("b", "![图](gone.png)"))
    (small_set.notebooks / "01_a.ipynb").write_text(lesson(*cells), encoding="utf-8")
    found = [str(each) for each in check_set(small_set) if "01_a" in each.path]
    for what in (
        "讲义排不出 <iframe>。标签会略去。",
        "讲义排不出公式 $\\unknown{1}$。",
        "讲义排不出 mermaid 图。会照原样印出。",
    ):
        assert sum(what in each for each in found) == 1
    assert sum("找不到图片“gone.png”" in each for each in found) == 1
    assert not any("<u>" in each or "x^2" in each for each in found)
