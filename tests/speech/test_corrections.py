"""A teacher puts the reader right by naming the line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kit.errors import KitError
from kit.library import StudySet, study_set
from kit.speech import Correction, load_speech, parse

TEXT = (
    "开会。\n一、总\n重要的一行\n文字在此。\n一是抓甲，推进甲。\n二是抓乙，推进乙。\n二、分\n文。"
)


def parts(*corrections: Correction) -> list[tuple[str, str, str]]:
    speech = parse(TEXT, corrections=corrections)
    return [(node.id, node.kind, node.title) for node in speech.nodes if node.kind != "opening"]


def test_without_corrections_the_reader_decides() -> None:
    assert [node_id for node_id, _, _ in parts()] == ["1", "1.1", "1.2", "2"]


def test_a_line_may_be_named_as_plain_text() -> None:
    assert [title for _, _, title in parts(Correction(5, text=True))] == ["总", "分"]


def test_a_line_may_be_named_as_a_part() -> None:
    assert parts(Correction(3, kind="subsection"))[:3] == [
        ("1", "section", "总"),
        ("1.1", "subsection", "重要的一行"),
        ("1.1.1", "point", "抓甲"),
    ]


def test_a_line_may_be_given_its_level() -> None:
    assert ("2", "heading", "重要的一行") in parts(Correction(3, level=1))


def test_a_numbered_line_keeps_its_number_under_a_new_kind() -> None:
    assert parts(Correction(7, kind="heading"))[-1] == ("2", "heading", "分")


IN_A_LIST = (
    "开会。\n一、总\n一是抓甲，推进甲。\n重要的一行\n文字在此。\n二是抓乙，推进乙。\n"
    "三是抓丙，推进丙。\n二、分\n文。\n三、合\n文。"
)


@pytest.mark.parametrize("correction", [Correction(4, level=1), Correction(4, kind="section")])
def test_lists_go_on_after_a_part_that_a_teacher_put_into_them(correction: Correction) -> None:
    nodes = parse(IN_A_LIST, corrections=(correction,)).nodes
    assert [(node.id, node.title) for node in nodes if node.kind != "opening"] == [
        ("1", "总"),
        ("1.1", "抓甲"),
        ("2", "重要的一行"),
        ("2.1", "抓乙"),
        ("2.2", "抓丙"),
        ("3", "分"),
        ("4", "合"),
    ]


@pytest.mark.parametrize(
    ("correction", "reason"),
    [
        (Correction(99, text=True), "没有这一行"),
        (Correction(5, kind="section"), "空行"),
        (Correction(2, text=True), "本来就读作正文"),
    ],
)
def test_a_correction_that_fits_nothing_is_named(correction: Correction, reason: str) -> None:
    (doubt,) = parse("一、总\n文字在此。\n二、分\n文。\n\n", corrections=(correction,)).unsure
    assert doubt.correction == correction.line
    assert reason in doubt.reason


@pytest.mark.parametrize(("level", "found"), [(3, 2), (9, 2)])
def test_a_level_with_nothing_above_it_to_lie_in_is_named(level: int, found: int) -> None:
    speech = parse(TEXT, corrections=(Correction(3, level=level),))
    (doubt,) = (each for each in speech.unsure if each.correction is not None)
    assert doubt.correction == 3
    assert doubt.reason == f"上面没有第 {level - 1} 级的部分可以归入，读成了第 {found} 级。"
    deep_enough = parse(TEXT, corrections=(Correction(3, level=2), Correction(4, level=3)))
    assert not any(each.correction for each in deep_enough.unsure)


def test_a_line_that_is_corrected_twice_is_named() -> None:
    twice = (Correction(5, text=True), Correction(5, kind="item"))
    assert 5 in {doubt.correction for doubt in parse(TEXT, corrections=twice).unsure}


@pytest.mark.parametrize("line", [99, 0])
def test_a_line_that_is_not_there_changes_nothing(line: int) -> None:
    assert parts(Correction(line, kind="section")) == parts()


@pytest.fixture
def own(tmp_path: Path) -> StudySet:
    shutil.copytree(study_set("zhanjiang2021").seeds, tmp_path / "seeds" / "own")
    return StudySet("own", tmp_path)


def add(own: StudySet, table: str) -> None:
    text = own.source_file.read_text(encoding="utf-8")
    own.source_file.write_text(f"{text}\n[[outline]]\n{table}\n", encoding="utf-8")


def test_the_source_file_holds_the_corrections(own: StudySet) -> None:
    before = len(load_speech(own).nodes)
    add(own, "line = 10\ntext = true")
    assert len(load_speech(own).nodes) == before - 1


@pytest.mark.parametrize(
    ("table", "what"),
    [
        ("kind = 'point'", "行号"),
        ("line = 0\ntext = true", "行号"),
        ("line = 7", "怎样订正"),
        ("line = 7\nkind = '点'", "kind 写成了“点”"),
        ("line = 7\nlevel = 'two'", "level 写成了“two”"),
    ],
)
def test_a_faulty_correction_is_named(own: StudySet, table: str, what: str) -> None:
    add(own, table)
    with pytest.raises(KitError, match=what) as caught:
        load_speech(own)
    assert caught.value.remedy
    lines = own.source_file.read_text(encoding="utf-8").split("\n")
    assert lines[(caught.value.line or 0) - 1] == "[[outline]]"
