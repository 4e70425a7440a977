"""Whatever the file is: nothing is raised, and every fault has its place."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.errors import KitError
from kit.library import DEFAULT_SET, study_set
from kit.quiz import Paper, Question, parse_paper, read_paper, read_papers
from kit.quiz.lines import lines_of
from kit.speech import Speech, parse

PAPERS = {path.stem: path.read_text(encoding="utf-8") for path in study_set(DEFAULT_SET).papers()}
Read = Callable[[str], Paper]
ReadFile = Callable[[Path], Paper]
GOOD = """# 试卷

## ms05 讲话要求用好哪里的工作站？

答：各镇（街）。

> 依据：用好12309检察服务中心驻各镇(街)工作站
> 解析：说明。
"""


@pytest.fixture(scope="session")
def read_file(speech: Speech) -> ReadFile:
    return lambda path: read_paper(path, speech, shown="卷.md")


@pytest.mark.parametrize(
    ("data", "line", "what"),
    [
        (b"", 1, "文件是空的。"),
        ("　\n\n".encode(), 1, "文件是空的。"),
        (GOOD.encode("gb18030"), 1, "文件不是 UTF-8 编码。"),
        (b"# abc\n\n## a1 \xff", 3, "文件不是 UTF-8 编码。"),
        (GOOD.encode("utf-16"), 1, "文件不是 UTF-8 编码。"),
        (b"# a\n\x00\x01\x02", 2, "文件不是文本。"),
        (("# 试卷\n" + "文字\n" * 800_000).encode(), 1, "文件太大，不像试卷。"),
    ],
)
def test_a_file_that_is_no_paper_is_told_with_its_line(
    tmp_path: Path, speech: Speech, data: bytes, line: int, what: str
) -> None:
    path = tmp_path / "01_paper.md"
    path.write_bytes(data)
    paper = read_paper(path, speech, shown="quizzes/01_paper.md")
    assert paper.questions == ()
    assert [(each.path, each.line, each.what) for each in paper.faults] == [
        ("quizzes/01_paper.md", line, what)
    ]


def test_a_file_that_is_not_there_or_a_folder_is_told_too(tmp_path: Path, speech: Speech) -> None:
    for path in (tmp_path / "没有.md", tmp_path):
        assert [each.what for each in read_paper(path, speech).faults] == ["打不开这个文件。"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(
    tmp_path: Path, speech: Speech, encoding: str, newline: str
) -> None:
    path = tmp_path / "01_paper.md"
    path.write_bytes(GOOD.replace("\n", newline).encode(encoding))
    paper = read_paper(path, speech, shown="卷.md")
    assert paper == parse_paper(GOOD, speech, name="01_paper", shown="卷.md")
    assert [question.line for question in paper.questions] == [3]


def test_a_fault_reads_as_one_sentence_with_its_place(read: Read) -> None:
    fault = read(GOOD.replace("> 解析：说明。\n", "")).faults[0]
    error = KitError(fault.what, remedy=fault.remedy, path=fault.path, line=fault.line)
    assert str(error) == ("卷.md 第 3 行：ms05 没有解析。请写一行“> 解析：……”，说明为什么。")


def test_a_question_that_another_paper_has_already_is_left_out(
    tmp_path: Path, speech: Speech
) -> None:
    study = replace(study_set(DEFAULT_SET), root=tmp_path)
    study.quizzes.mkdir(parents=True)
    for name in ("01_a.md", "02_b.md"):
        (study.quizzes / name).write_text(GOOD, encoding="utf-8")
    first, second = read_papers(study, speech)
    assert (len(first.questions), len(second.questions)) == (1, 0)
    assert [each.rule for each in second.faults] == ["题号重复"]
    assert "01_a.md 第 3 行" in second.faults[0].what


def test_a_question_whose_id_another_paper_retires_is_left_out(
    tmp_path: Path, speech: Speech
) -> None:
    study = replace(study_set(DEFAULT_SET), root=tmp_path)
    study.quizzes.mkdir(parents=True)
    (study.quizzes / "01_a.md").write_text(GOOD, encoding="utf-8")
    second = GOOD.replace("ms05", "ms06").replace("哪里", "哪些地方")
    (study.quizzes / "02_b.md").write_text(f"{second}\n<!-- 停用题号：MS05 -->\n", encoding="utf-8")
    first, second_paper = read_papers(study, speech)
    assert (first.questions, len(second_paper.questions)) == ((), 1)
    assert [(each.line, each.rule) for each in first.faults] == [(3, "停用题号")]
    assert f"在 {second_paper.path} 里已经停用" in first.faults[0].what


# Laws: what holds for any text at all.

PIECES = st.sampled_from(
    [
        *[
            "# 卷",
            "## a1 甲乙____？",
            "## a1",
            "## 甲",
            "### a1 甲",
            "- [x] 对",
            "- [ ] 错",
            "-[√]甲",
        ],
        *["  > 反馈", "> 依据：必须", "> 依据（一）：六个必须", "> 依据（", "> 依据（²）：甲"],
        *[
            "> 解析：说明",
            "> 计数：任务，一",
            "> 计数：“必须”，全文",
            "> 计数：“”，十十",
            "> 保留：题干长度，因为",
        ],
        *["! 甲 = 丙 > 说明", "! 乙 先于 甲 > 说明", "! 七|八 > 说明", "! > ", "! 先于", "！"],
        *["- 得分点：甲", "得分点2：", "> 层次：细读", "> 能力：分析", "> 每组：７", "> 每组：²"],
        *["<!-- 停用题号：a1 甲 -->", "<!-- 停用题号", "-->"],
        *[
            "> 选项顺序：固定",
            "= 6 | 六",
            "= ",
            "==",
            "= ½",
            "答：甲",
            "答：",
            "1. 甲",
            "2. 乙",
            "9）丙",
        ],
        *[
            "- 甲 = 乙",
            "- = ",
            "---",
            "***",
            "```",
            "    代码",
            "> > 嵌套",
            "> - 项",
            "  - 项",
            ">",
            "-",
        ],
        *[
            "<script>",
            "[a]: b",
            "\t甲",
            "甲\u2028乙",
            "\x0b",
            "\x85",
            "\ufeff",
            "　",
            "\\",
            "| a | b |",
        ],
        *["**甲", "\x00", "&amp;", "> " * 40, "- " * 40, "#" * 9, "1" + "0" * 40 + ". 甲", "", ""],
    ]
)


def beginning(name: str) -> list[str]:
    """Return the lines of a paper's first ten questions."""
    return "\n## ".join(PAPERS[name].split("\n## ")[:11]).split("\n")


def well_told(paper: Paper, text: str) -> None:
    """Every fault has a line of the file, a whole sentence, a remedy and a name."""
    last = len(lines_of(text))
    for fault in paper.faults:
        assert 1 <= fault.line <= last
        assert fault.path == "卷.md"
        assert fault.severity == "fault"
        assert fault.what.endswith("。")
        assert fault.remedy.endswith("。")
        assert fault.rule
    assert paper.questions or paper.faults


@given(st.lists(PIECES | st.text(max_size=12), max_size=24).map("\n".join))
def test_no_text_raises(read: Read, text: str) -> None:
    well_told(read(text), text)


@given(st.binary(max_size=200) | st.text(max_size=80).map(lambda text: text.encode("utf-16")))
def test_no_file_raises(
    tmp_path_factory: pytest.TempPathFactory, read_file: ReadFile, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.md"
    path.write_bytes(data)
    assert read_file(path).faults


@settings(max_examples=60)
@given(
    st.sampled_from(sorted(PAPERS)),
    st.integers(0),
    PIECES,
    st.sampled_from(["replace", "insert", "drop"]),
)
def test_a_damaged_paper_still_reads(
    read: Read, name: str, place: int, piece: str, how: str
) -> None:
    lines = beginning(name)
    place %= len(lines)
    lines[place : place + (how != "insert")] = [] if how == "drop" else [piece]
    damaged = "\n".join(lines)
    well_told(read(damaged), damaged)


@settings(max_examples=150)
@given(
    st.sampled_from(sorted(PAPERS)),
    st.integers(0),
    st.sampled_from(
        ["", "  ", "> ", "  > ", "- ", "<div>", "<!-- ", "<script>", "> <pre>", "&lt;"]
    ),
)
def test_no_line_is_silently_ignored(read: Read, name: str, place: int, mark: str) -> None:
    lines = beginning(name)
    line = 1 + place % len(lines)
    lines.insert(line, f"{mark}鹦鹉学舌")
    paper = read("\n".join(lines))
    told = any(
        each.line == line + 1 or "鹦鹉" in f"{each}" or f"（第 {line + 1} 行）" in each.what
        for each in paper.faults
    )
    assert told or "鹦鹉学舌" in repr((paper.intro, paper.questions))


@pytest.mark.parametrize(
    "markup",
    ["<script>alert(1)</script>", "<b>", "</table>", "<!-- 注 -->", "&amp;", "&#x3c;", "<?x"],
)
def test_markup_is_the_text_that_it_looks_like(read: Read, markup: str) -> None:
    paper = read(
        f"# 卷{markup}\n\n{markup}\n\n## a1 讲话要求用好哪里的工作站{markup}？\n\n"
        f"- [x] 各镇（街）{markup}\n- [ ] {markup}\n  > {markup}\n\n"
        "> 依据：用好12309检察服务中心驻各镇(街)工作站\n"
        f"> 解析：{markup}\n> {markup}\n"
    )
    (question,) = paper.questions
    assert (paper.title, paper.intro, paper.faults) == (f"卷{markup}", markup, ())
    assert question.stem == f"讲话要求用好哪里的工作站{markup}？"
    assert [each.text for each in question.options] == [f"各镇（街）{markup}", markup]
    assert (question.options[1].feedback, question.explanation) == (markup, markup * 2)


VARIANTS = {
    "- [x] ": ["-[x]", "－ ［√］ ", "　　- [X] ", "* [x] ", "[x] "],
    "- [ ] ": ["-[ ]", "－［　］", "　　- [] ", "+ [ ] "],
    "  > ": ["　　＞ ", " >", "    > "],
    "> 依据：": ["＞ 依据:", ">依据 ：", "　> 依据： "],
    "> 解析：": ["＞解析：", "  > 解析:"],
    "= ": ["＝", "　　= "],
    "答：": ["答:", "参考答案： "],
    "1. ": ["1、", "１．", "1) "],
    "## ": ["＃＃ ", "##", "　## "],
}


def typed(line: str, dice: random.Random) -> str:
    for mark, ways in VARIANTS.items():
        if line.startswith(mark):
            return dice.choice([mark, *ways]) + line.removeprefix(mark)
    return line


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_a_whole_paper_typed_carelessly_reads_the_same(read: Read, name: str) -> None:
    text, dice = PAPERS[name], random.Random(name)
    careless = "\n".join(typed(line, dice) for line in text.split("\n"))
    assert careless != text
    assert read(careless) == read(text)


@pytest.mark.parametrize(
    "control", ["\x1b", "\x85", "\x9b", "\u061c", "\u200e", "\u202e", "\u2066"]
)
def test_what_turns_a_line_round_or_orders_a_terminal_about_is_named(
    read: Read, control: str
) -> None:
    paper = read(GOOD.replace("解析：说明", f"解析：说{control}明"))
    assert paper.questions == ()
    (fault,) = paper.faults
    assert fault.line == 8
    assert f"（U+{ord(control):04X}）" in fault.what


def test_a_good_question_survives_a_bad_neighbour(read: Read) -> None:
    paper = read(GOOD + "\n## ms06 \n\n<script>\n\n" + GOOD.split("\n\n", 1)[1].replace("05", "07"))
    ids: list[str] = [question.id for question in paper.questions]
    assert ids == ["ms05"]  # ms07 has the stem of ms05
    assert {fault.line for fault in paper.faults} >= {10, 12, 14}


def test_a_question_knows_its_place(read: Read) -> None:
    question: Question = read(GOOD).questions[0]
    assert (question.path, question.line, question.node) == ("卷.md", 3, "2.2.5")


@pytest.mark.parametrize("key", ["1" * 5_000, "十一" * 40, "（1）" * 40])
def test_a_place_of_very_many_numbers_is_not_there(read: Read, key: str) -> None:
    (fault,) = read(GOOD.replace("依据", f"依据（{key}甲）")).faults
    assert "这一部分" in fault.what


def test_a_line_that_begins_with_very_many_digits_is_only_a_line(read: Read) -> None:
    faults = read(f"{GOOD}\n{'1' * 5_000}. 甲\n").faults
    assert [fault.what[:3] for fault in faults] == ["看不懂"]


def test_of_very_many_places_of_a_quotation_twelve_are_named() -> None:
    speech = parse("一、总\n" + "抓好生产。\n" * 40)
    text = GOOD.replace("用好12309检察服务中心驻各镇(街)工作站\n>", "抓好生产\n>")
    (fault,) = parse_paper(text, speech, name="卷", shown="卷.md").faults
    assert "第 2、3、4、" in fault.what
    assert "13 行）等 40 处" in fault.what
