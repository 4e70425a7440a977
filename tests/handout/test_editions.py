"""One lesson, three readers: what each gets, and what a test sheet cannot tell."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from kit.handout import Handouts, write_handouts
from kit.library import DEFAULT_SET, StudySet, study_set
from kit.quiz import Question, read_paper
from kit.speech import load_speech

from .conftest import Write

SET = study_set(DEFAULT_SET)
PAPERS = [path.stem for path in SET.papers()]


def for_any_key(paper: str) -> str:
    """Return a paper whose evidence is a source, and which expects no wrong answer."""
    head, *blocks = re.split(r"(?=^## )", paper, flags=re.MULTILINE)
    for number, block in enumerate(blocks):
        if "> 出处" not in block:
            block = re.sub(r"^> 依据.*：.*$", "> 出处：别处", block, count=1, flags=re.MULTILINE)
        blocks[number] = re.sub(
            r"^(?:> (?:依据|计数|提示|保留)|! ).*\n", "", block, flags=re.MULTILINE
        )
    return head + "".join(blocks)


def with_other_keys(paper: str) -> str:
    """Return a paper for any key with every key changed, still a good paper that asks the same."""
    blocks = re.split(r"(?=^## )", paper, flags=re.MULTILINE)
    return blocks[0] + "".join(_changed(block) for block in blocks[1:])


def _changed(block: str) -> str:
    """Change the key of one question."""
    block = re.sub(r"^(> 解析：).*$", r"\1另有说法。", block, flags=re.MULTILINE)
    block = re.sub(r"^(?:  > |! |- 得分点：).*\n", "", block, flags=re.MULTILINE)
    lines = block.splitlines()
    for pattern, change in (
        (r"- \[[ x]\] (.*)", _other_options),
        (r"\d\. (.*)", _turned),
        (r"- .*? = (.*)", _turned),
        (r"= (.*)", lambda keys: ["4321" if key[0].isdigit() else "另一个词" for key in keys]),
        (r"答：(.*)", lambda keys: ["另一个答案。" for _ in keys]),
    ):
        found = [(at, m) for at, line in enumerate(lines) if (m := re.fullmatch(pattern, line))]
        if found:
            for (at, match), new in zip(found, change([m[1] for _, m in found]), strict=True):
                if pattern.startswith(r"- \["):
                    tick = " " if match[0][3] == "x" else "x"
                    lines[at] = f"- [{tick}] {new}"
                else:
                    lines[at] = lines[at][: match.start(1)] + new
            break
    ticks = [at for at, line in enumerate(lines) if re.match(r"- \[[ x]\]", line)]
    if ticks:
        _tick(lines, ticks, block.count("- [x]"))
    for at in reversed(ticks):
        if lines[at].startswith("- [ ]"):
            lines.insert(at + 1, "  > 不是这一项。")
    return "\n".join(lines) + "\n"


def _tick(lines: list[str], ticks: list[int], keys: int) -> None:
    """Tick as many options as before, the others where that can be."""
    wrong = [at for at in ticks if lines[at].startswith("- [x]")]  # turned over: was wrong
    right = [at for at in ticks if at not in wrong]
    for at in ticks:
        lines[at] = lines[at].replace("- [x]", "- [ ]", 1)
    for at in [*wrong, *right][:keys]:
        lines[at] = lines[at].replace("- [ ]", "- [x]", 1)


def _other_options(texts: list[str]) -> list[str]:
    return texts


def _turned(texts: list[str]) -> list[str]:
    return [*texts[1:], texts[0]]


@pytest.fixture
def sheets(edition: Callable[[str], Handouts]) -> Handouts:
    return edition("paper")


def test_changing_every_key_in_the_bank_leaves_a_test_sheet_as_it_is(
    tmp_path: Path,
) -> None:
    speech = load_speech(SET)
    same, other = (StudySet(SET.name, tmp_path / name) for name in ("same", "other"))
    for each in (same, other):
        for folder in ("seeds", "notebooks", "quizzes"):
            copytree(SET.root / folder / SET.name, each.root / folder / SET.name)
        for path in each.papers():
            path.write_text(for_any_key(path.read_text(encoding="utf-8")), encoding="utf-8")
    changed = 0
    for path in other.papers():
        before = {each.id: each for each in read_paper(path, speech).questions}
        path.write_text(with_other_keys(path.read_text(encoding="utf-8")), encoding="utf-8")
        after = read_paper(path, speech)
        assert [str(fault) for fault in after.faults] == []
        assert [each.id for each in after.questions] == list(before)
        for each in after.questions:
            assert key(each) != key(before[each.id]), each.id
            changed += 1
    assert changed > 90

    sheets = []
    for each in (same, other):
        lessons = [path for path in each.lessons() if path.stem in PAPERS]
        to = tmp_path / f"{each.root.name}_sheets"
        made = write_handouts(each, to=to, audience="paper", lessons=lessons)
        assert made.errors == made.notices == ()
        pages = [result.path for result in made.results if result.path]
        sheets.append({page.name: page.read_bytes() for page in pages})
    assert len(sheets[0]) == len(PAPERS)
    assert sheets[0] == sheets[1]


def key(question: Question) -> object:
    return (
        question.keys
        or question.answers
        or question.order
        or question.pairs
        or question.model_answer
    )


def test_a_test_sheet_has_the_questions_and_nothing_of_the_lesson(sheets: Handouts) -> None:
    speech = load_speech(SET)
    page = (sheets.index.parent / "04_livelihood_brand.html").read_text(encoding="utf-8")
    paper = read_paper(SET.paper("04_livelihood_brand"), speech)
    text = re.sub(r"<[^>]*>", "", page.partition("<main")[2])
    for question in paper.questions:
        for option in question.options:
            assert option.text in text
        assert question.explanation not in page
        assert not question.hint or question.hint not in page
    assert "学完本课" not in page
    assert "一要当好服务湛江振兴发展“答卷人”。竭尽" not in page
    assert not re.findall(r"<(?:script|svg|input|select|details)\b", page)
    assert "姓名" in text


def test_the_index_of_the_sheets_says_how_many_questions_and_no_minutes(sheets: Handouts) -> None:
    index = sheets.index.read_text(encoding="utf-8")
    assert "各课自测题的道数" in index
    assert "分钟" not in index.partition("</style>")[2]


def test_a_lesson_without_questions_has_no_sheet(sheets: Handouts) -> None:
    index = sheets.results[0]
    assert index.lesson.stem == "00_index"
    assert index.path is None
    assert index.error is None
    assert not (sheets.index.parent / "00_index.html").exists()
    assert "00_index.html" not in sheets.index.read_text(encoding="utf-8")


def test_a_fault_in_a_paper_is_told_and_never_stands_on_a_test_sheet(
    study_set: StudySet, lesson: Write, tmp_path: Path
) -> None:
    study_set.quizzes.mkdir(parents=True)
    (study_set.quizzes / "01_a.md").write_text(
        "# 卷\n\n## aa01 要抓好什么？____。\n\n= 质量\n\n> 依据：要抓好质量\n> 解析：见原文。\n\n"
        "## aa02 还要抓好什么？____。\n\n= 秘密\n\n> 依据：抓好效率\n> 解析：见原文。\n",
        encoding="utf-8",
    )
    show = "import kit\nfrom kit.library import StudySet\nfrom pathlib import Path\n"
    show += "from kit.widgets.sittings import paper_test\n"
    show += "from kit.course import Course\n"
    show += f"paper_test(Course(StudySet('small', Path({str(study_set.root)!r}))), '01_a')"
    lesson("01_a", ("md", "# 01 甲"), ("code", show))
    for audience, stands in (("paper", False), ("learner", True)):
        made = write_handouts(study_set, to=tmp_path / audience, audience=audience)
        assert made.errors == ()
        (told,) = made.notices
        assert told.startswith("quizzes/small/01_a.md 第 12 行：aa02 ")
        page = (tmp_path / audience / "01_a.html").read_text(encoding="utf-8")
        assert "aa01" in page
        assert ("秘密" in page) is stands


def test_a_teacher_has_key_explanation_and_place_of_each_question(
    edition: Callable[[str], Handouts],
) -> None:
    made = edition("teacher")
    page = (made.index.parent / "02_one_goal.html").read_text(encoding="utf-8")
    assert made.errors == ()
    for question in read_paper(SET.paper("02_one_goal"), load_speech(SET)).questions:
        block = re.search(rf'data-id="{question.id}">(.*?)</section>', page, re.DOTALL)
        assert block is not None
        assert "正确答案：" in block[1] or "参考答案：" in block[1]
        assert "<b>解析：</b>" in block[1]
        assert "依据（" in block[1]
        assert not re.findall(r"<(?:script|input|select)\b", block[1])
    assert '<div class="kit-leader"' in page
