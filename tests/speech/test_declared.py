"""What a file declares headings wins over guesses and is held against the numbering."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kit.library import StudySet
from kit.making import make_set
from kit.speech import load_speech, parse
from kit.speech.documents import read_document, read_speech
from kit.speech.markdown_files import markdown_document

BODY = "各楼栋要压实责任，建立台账，及时报告情况。要坚持每周检查，完善值班制度。"


def tree(markdown: str) -> list[str]:
    """Return the parts, each indented by two blanks a level, as marker and title."""
    read = markdown_document(markdown)
    speech = parse(read.text, declared=read.declared)
    return [
        "  " * (len(speech.path(node)) - 1) + node.marker + node.title
        for node in speech.nodes
        if node.numbered
    ]


def doubts(markdown: str) -> list[str]:
    read = markdown_document(markdown)
    speech = parse(read.text, declared=read.declared)
    return [f"{speech.line(doubt.start)} {doubt.reason}" for doubt in speech.unsure]


def written(*lines: str) -> str:
    """Return Markdown of headings, each with a paragraph below it."""
    return "\n\n".join(f"{line}\n\n{BODY}" if line.startswith("#") else line for line in lines)


TREES = {
    "levels without numbers below a title": (
        written("# 某社区讲话", "## 提高认识", "### 认清形势", "### 增强意识", "## 突出重点"),
        ["提高认识", "  认清形势", "  增强意识", "突出重点"],
    ),
    "a level that the number is against": (
        written("# 一、总", "## （一）甲", "# （二）乙", "# 二、分"),
        ["一、总", "  （一）甲", "（二）乙", "二、分"],
    ),
    "a level left out": (
        written("## 提高认识", "#### 认清形势", "## 突出重点", "### 抓好巡查"),
        ["提高认识", "  认清形势", "突出重点", "  抓好巡查"],
    ),
    "a title at the level of the numbered parts": (
        written("# 某社区要点", "# 一、抓巡查", "# 二、抓收费"),
        ["一、抓巡查", "二、抓收费"],
    ),
    "parts at the first level, no title": (
        written("# 提高认识", "# 突出重点"),
        ["提高认识", "突出重点"],
    ),
    "numbers in declared headings": (
        written("## 一、总", "### （一）甲", "### （二）乙", "## 二、分", "### （一）丙"),
        ["一、总", "  （一）甲", "  （二）乙", "二、分", "  （一）丙"],
    ),
    "one level for all, told apart by number": (
        written("## 一、总", "## （一）甲", "## （二）乙", "## 二、分"),
        ["一、总", "  （一）甲", "  （二）乙", "二、分"],
    ),
    "a list in a declared part": (
        written("## 抓巡查", "1. 楼道\n2. 车库", "## 抓收费", "1. 标准\n2. 监督"),
        ["抓巡查", "  1.楼道", "  2.车库", "抓收费", "  1.标准", "  2.监督"],
    ),
    "only the second level declared": (
        written("一、总的要求", "### （一）甲", "### （二）乙", "二、分的任务", "### （一）丙"),
        ["一、总的要求", "  （一）甲", "  （二）乙", "二、分的任务", "  （一）丙"],
    ),
    "a number that the file does not declare": (
        written("## 一、总", "二、分的任务", BODY, "## 三、合"),
        ["一、总", "二、分的任务", "三、合"],
    ),
    "lists under paragraphs of a declared part": (
        "# 某会\n\n## 会议内容\n\n会议指出，要抓好。一是抓甲；二是抓乙。\n\n"
        "会议强调，要落实。一是抓丙；二是抓丁。",
        [
            *("会议内容", "  会议指出，要抓好", "    一是抓甲", "    二是抓乙"),
            *("  会议强调，要落实", "    一是抓丙", "    二是抓丁"),
        ],
    ),
    "headings underlined": (
        f"某社区要点\n===\n\n提高认识\n---\n\n{BODY}\n\n突出重点\n---\n\n{BODY}\n",
        ["提高认识", "突出重点"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TREES)
def test_levels_make_the_outline(name: str) -> None:
    markdown, expected = TREES[name]
    assert tree(markdown) == expected


def test_a_title_is_no_task() -> None:
    read = markdown_document(written("# 某社区会议纪要", "## 抓巡查"))
    speech = parse(read.text, declared=read.declared)
    assert [task.text for task in speech.tasks if task.node == "opening"][:1] == [
        "各楼栋要压实责任"
    ]


def test_several_notes_are_no_list() -> None:
    read = markdown_document(
        "一、总\n\n甲[^a]，乙[^b]。\n\n[^a]: 甲注。\n    续行。\n[^b]: 乙注。\n"
    )
    assert read.text.split("\n") == ["一、总", "甲，乙。", "注1：甲注。续行。", "注2：乙注。"]
    assert [node.id for node in parse(read.text).nodes] == ["1"]


def test_the_last_part_runs_to_the_end_or_to_the_address() -> None:
    read = markdown_document(
        written("## 抓巡查", "## 抓收费", "会议强调，要落实。", "同志们！加油！")
    )
    speech = parse(read.text, declared=read.declared)
    assert speech["结尾"].text == "同志们！加油！"


CONFLICTS = {
    "a level against the number": (
        written("# 一、总", "## （一）甲", "# （二）乙", "# 二、分"),
        "文件标的级别和编号的级别不一致，按文件读。",
    ),
    "one level for two": (
        written("## 一、总", "## （一）甲", "## 二、分"),
        "文件把这里和上一级标在同一级，按编号归入上一级。",
    ),
    "a number that goes on from nothing": (
        written("## 一、总", "## 四、分"),
        "文件把这里标作标题，编号却接不上同级的上一个。",
    ),
    "a number that is not declared": (
        written("## 一、总", "二、分的任务", BODY, "## 三、合"),
        "同一组编号，上一个由文件标作标题，这一个没有标，按编号读。",
    ),
    "a paragraph declared a heading": (
        written("## 提高认识", "## 突出重点") + f"\n\n## {BODY}",
        "文件把这一整段标作标题，按正文读。",
    ),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_what_disagrees_with_the_numbers_is_named(name: str) -> None:
    markdown, reason = CONFLICTS[name]
    assert any(doubt.endswith(reason) for doubt in doubts(markdown))


def test_what_agrees_is_not_named() -> None:
    assert doubts(TREES["numbers in declared headings"][0]) == []


def test_a_set_keeps_what_the_file_declares(tmp_path: Path) -> None:
    file = tmp_path / "要点.md"
    file.write_text(
        f"---\ntitle: 某社区要点\ndate: 2031-02-03\n---\n\n{TREES['a level left out'][0]}"
    )
    made = make_set(file, root=tmp_path, name="own")
    speech = load_speech(StudySet("own", tmp_path))
    assert [node.title for node in speech.nodes] == ["提高认识", "认清形势", "突出重点", "抓好巡查"]
    assert (speech.source.title, speech.source.date) == ("某社区要点", "2031-02-03")
    source = made.study_set.source_file
    source.write_text(
        source.read_text(encoding="utf-8").replace('speaker = ""', 'speaker = "某人"')
    )
    file.write_text(written("## 提高认识", "## 抓好巡查"))
    make_set(file, root=tmp_path, name="own")
    speech = load_speech(StudySet("own", tmp_path))
    assert [node.title for node in speech.nodes] == ["提高认识", "抓好巡查"]
    assert speech.source.speaker == "某人"


MARKS = """\
---
title: "某社区要点"
date: 2031/2/3
tags: [工作]
---

# 某社区要点

![封面](img/cover.png)

详见[社区网站](https://example.org/a_b)，**“重点”**工作\\*不变\\*。<br>另起一行。
紧接的一行~~划去~~[^1]。

* [ ] 加强==值班==
* 完善[[台账]]

> 引用的话

| 项目 | 期限 |
| --- | --- |
| 完善制度 | 六月 |

<!-- 内部备注，
勿外传 -->

***

```
代码里的 **字**
```

#二、没有空格的标题

[^1]: 一条注释。
"""


ASIDES = """\
% 某社区讲话
% 某某
% 2031年5月6日

[TOC]

%% 私下的话 %%

# 抓巡查 {#sec1 .unnumbered}

每周巡查[@dang2020, p. 3]，增长5%。 ^abc1

# 抓宣传 #民生 #基层

坚持入户。^[见甲文。]

![[会场.png]]

: 表：分工
"""


def test_what_is_written_beside_the_text_of_markdown_is_told_and_no_text() -> None:
    read = markdown_document(ASIDES)
    assert read.text.split("\n") == [
        *("抓巡查", "每周巡查，增长5%。", "抓宣传", "坚持入户。", "表：分工", "注：见甲文。"),
    ]  # fmt: skip
    assert (read.title, read.speaker, read.date) == ("某社区讲话", "某某", "2031-05-06")
    assert read.left_out == (
        "注释（1 处）没有读入。",
        "图片（1 处）没有读入。",
        "引用标记（1 处）没有读入。",
        "标签（2 处）没有读入。",
    )


def test_marks_of_markdown_are_no_text() -> None:
    read = markdown_document(MARKS)
    assert read.text.split("\n") == [
        "某社区要点",
        "详见社区网站，“重点”工作*不变*。",
        "另起一行。",
        "紧接的一行。",
        "加强值班",
        "完善台账",
        "引用的话",
        "项目　期限",
        "完善制度　六月",
        "代码里的 **字**",
        "二、没有空格的标题",
        "注：一条注释。",
    ]
    assert (read.title, read.date) == ("某社区要点", "2031-02-03")
    assert [(each.level, each.line) for each in read.declared] == [(1, 1), (1, 11)]
    assert read.left_out == (
        "文件头部的 tags 没有读入。",
        "图片（1 处）没有读入。",
        "划去的文字（1 处）没有读入。",
        "注释（1 处）没有读入。",
    )


@pytest.mark.parametrize("piece", ["[甲", "[[甲"])
def test_brackets_without_end_are_not_looked_through_for_links(piece: str) -> None:
    began = time.process_time()
    markdown_document("要点\n\n" + piece * 60_000)
    assert time.process_time() - began < 10  # looked through, they take their square


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_ends_of_markdown_make_no_difference(end: str) -> None:
    read = markdown_document(end.join(["---", "title: 某报告", "---", "# 一、总", "甲", "---", ""]))
    assert (read.title, read.text) == ("某报告", "一、总\n甲")


def test_a_plain_text_declares_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("# 一、总\n正文。\n")
    assert read_document(path, shown="a.txt").declared == ()
    assert read_speech(path).text == "# 一、总\n正文。\n"
