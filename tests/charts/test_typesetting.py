from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.charts.typesetting import apart, em_width, fill, wrap
from kit.speech.wording import full_width

texts = st.text("检察工作，。；“”（）二要a1 　", max_size=60)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("紧盯一个目标，坚持做到“六个必须”", 20, ("紧盯一个目标，坚持做到“六个必须”",)),
        ("紧盯一个目标，坚持做到“六个必须”", 12, ("紧盯一个目标，", "坚持做到“六个必须”")),
        ("二（二）民生检察品牌", 9, ("二（二）", "民生检察品牌")),
        ("三要　当好营商环境“护航员”", 9, ("三要　当好营商环境", "“护航员”")),
        ("习近平新时代中国特色社会主义思想", 9, ("习近平新时代中国", "特色社会主义思想")),
        ("", 9, ("",)),
    ],
)
def test_labels_break_where_a_reader_would(text: str, width: float, lines: tuple[str]) -> None:
    assert wrap(text, width) == lines


@given(texts, st.integers(4, 20))
def test_wrapping_loses_nothing_but_the_space_at_line_ends(text: str, width: int) -> None:
    for broken in (wrap(text, width), fill(text, width)):
        assert _bare("".join(broken)) == _bare(text)


@given(st.text("检察工作，。“（二要", min_size=1, max_size=60), st.integers(4, 20))
def test_no_line_begins_with_a_closing_mark(text: str, width: int) -> None:
    assert not any(line[0] in "，。" for line in fill(text, width)[1:])


@given(st.text("检察工作二要", max_size=60), st.integers(4, 20))
def test_lines_keep_to_their_width_and_are_no_more_than_needed(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(em_width(line) <= width for line in lines)
    assert len(lines) <= len(fill(text, width))


def test_a_paragraph_does_not_end_in_a_single_word() -> None:
    assert fill("检察工作" * 5 + "略。", 10) == (
        "检察工作检察工作",
        "检察工作检察工作",
        "检察工作略。",
    )


def test_punctuation_next_to_chinese_is_full_width_and_numbers_stay() -> None:
    assert full_width("各县(市、区),共8.6个, 见 a,b") == "各县（市、区），共8.6个， 见 a,b"


boxes = st.lists(st.tuples(st.floats(0, 100), st.floats(1, 9)), min_size=1, max_size=12)


@given(boxes)
def test_labels_are_moved_until_none_overlap(drawn: list[tuple[float, float]]) -> None:
    wanted = sorted(place for place, _ in drawn)
    heights = [height for _, height in drawn]
    places = apart(wanted, heights, 120)
    ends = [place + height / 2 for place, height in zip(places, heights, strict=True)]
    starts = [place - height / 2 for place, height in zip(places, heights, strict=True)]
    assert all(end <= start + 1e-6 for end, start in zip(ends, starts[1:], strict=False))
    assert starts[0] >= -1e-6
    assert ends[-1] <= 120 + 1e-6


def test_labels_that_have_room_stay_where_they_are() -> None:
    assert apart([1, 5, 9], [2, 2, 2], 10) == (1, 5, 9)
    assert apart([], [], 10) == ()


def _bare(text: str) -> str:
    return "".join(text.split())
