"""The list of lessons tells what is done and due; a search finds text wherever it stands."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kit.course import Course
from kit.lab.lesson_list import ListedLesson, listed_lessons, search
from kit.lab.notebooks import source
from kit.library import StudySet
from kit.progress import DATABASE_VARIABLE, Attempt, Store
from kit.progress.exam_days import keep_exam, kept_exam
from kit.progress.mastery import overview
from kit.speech.wording import full_width

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    address = f"sqlite:///{tmp_path / 'records.sqlite3'}"
    monkeypatch.setenv(DATABASE_VARIABLE, address)
    return address


def lesson(course: Course, name: str) -> ListedLesson:
    return next(each for each in listed_lessons(course, NOW) if each.name.startswith(name))


def test_what_was_answered_is_counted_by_lesson_and_what_is_due_at_the_review(
    course: Course, records: str
) -> None:
    question = course.paper("06_four_functions").questions[0].id
    assert (lesson(course, "06").asked, lesson(course, "09").due) == (0, 0)
    day = NOW - timedelta(days=30)
    with Store(records) as store:
        store.add([Attempt(course.key, question, "0", "x", 0, "right", 1, day)])
    assert (lesson(course, "06").asked, lesson(course, "09").due) == (1, 1)
    assert lesson(course, "06").questions == len(course.paper("06_four_functions").questions)
    assert lesson(course, "05").asked == 0


def test_what_is_due_is_what_the_review_asks(course: Course, records: str) -> None:
    close = next(each for each in course.questions if each.tier == "close")
    plain = next(each for each in course.questions if each.tier != "close")
    with Store(records) as store:
        for question, days in ((close, 30), (plain, 8)):
            day = NOW - timedelta(days=days)
            right = Attempt(course.key, question.id, "0", "single", 0, "right", 1, day, "sure")
            store.add([replace(right, seconds=1)])
        for text in ("", f"{NOW + timedelta(days=9):%Y-%m-%d}"):
            keep_exam(store, course.key, text)
            exam = kept_exam(store, course.key)
            attempts = store.attempts(course.key)
            state = overview(course.speech, course.questions, attempts, NOW, exam=exam)
            assert lesson(course, "09").due == state.due


def test_sessions_are_for_whoever_leads(course: Course, records: str) -> None:
    group = [each.name for each in listed_lessons(course, NOW) if each.group]
    assert group == ["10_session_1", "11_session_2", "12_session_3"]


def test_a_hit_in_the_speech_names_its_paragraph_and_its_lesson(course: Course) -> None:
    hits, more = search(course, "公开 听证常态化")
    assert not more
    assert (hits[0].place, hits[0].lesson) == ("第26段，06 做优四大检察", "06_four_functions")
    assert hits[0].text == "公开听证常态化"
    assert any(hit.place == "06 做优四大检察" for hit in hits)


def test_the_text_around_a_hit_begins_and_ends_with_a_clause_and_tells_where_a_sentence_is_cut(
    course: Course,
) -> None:
    paragraphs = course.speech.whole().paragraphs
    lines = "\n".join(full_width(passage.text) for passage in paragraphs).split("\n")
    hits = [hit for hit in search(course, "会议")[0] if hit.place.startswith("第")]
    cut = {"begins": 0, "ends": 0}
    for hit in hits:
        shown = hit.before + hit.text + hit.after
        begins, ends = shown.startswith("……"), shown.endswith("……")
        cut = {"begins": cut["begins"] + begins, "ends": cut["ends"] + ends}
        inner = shown.strip("…")
        line = next(line for line in lines if inner in line)
        before, _, after = line.partition(inner)
        assert begins == bool(before.rstrip() and before.rstrip()[-1] not in "。；！？”）")
        assert not begins or before.rstrip()[-1] in "，；：、"
        assert not ends or after[0] in "，；：、 \u3000"
        assert ends or not after.strip() or inner.rstrip()[-1] in "。；！？”）"
    assert 0 < cut["begins"] < len(hits)
    assert 0 < cut["ends"] < len(hits)


def test_a_hit_in_the_speech_has_full_width_marks_as_a_passage_has(course: Course) -> None:
    (hit, *_), _ = search(course, "平等保护各类企业")
    assert "坚持依法平等保护各类企业，开展" in hit.before + hit.text + hit.after


def test_words_parted_by_a_blank_are_found_where_one_paragraph_has_them_all(
    course: Course,
) -> None:
    hits, _ = search(course, "企业 知识产权")
    places = {hit.place for hit in hits}
    assert {hit.text for hit in hits} == {"企业", "知识产权"}
    shown = {hit.place + hit.before + hit.text + hit.after for hit in hits}
    assert len(shown) == len(hits), "no place is shown twice"
    assert "第14段，04 铸牢民生检察品牌" in places
    paragraphs = course.speech.whole().paragraphs
    numbers = {
        n for n, each in enumerate(paragraphs, 1) if {"企业", "知识产权"} <= words(each.text)
    }
    assert {place for place in places if place.startswith("第")} == {
        place for n in numbers for place in places if place.startswith(f"第{n}段")
    }
    assert search(course, "企业 没有这样一句话") == ((), False)


def words(text: str) -> set[str]:
    return {word for word in ("企业", "知识产权") if word in text}


@pytest.mark.parametrize("wanted", ["", "  ", "没有这样一句话"])
def test_what_stands_nowhere_is_not_found(course: Course, wanted: str) -> None:
    assert search(course, wanted) == ((), False)


def test_what_is_for_the_leader_alone_is_not_found(course: Course) -> None:
    path = next(each.path for each in course.lessons if each.name == "06_four_functions")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    text = next(source(cell) for cell in cells if "teacher" in cell["metadata"].get("tags", ()))
    sentence = max(re.findall(r"[\u4e00-\u9fff]+", text), key=len)
    assert search(course, sentence) == ((), False)


@pytest.mark.parametrize("wanted", ["2021年2月25日下午,湛江市", "２０２１年2月25日 下午，湛江市"])
def test_the_width_of_a_mark_makes_no_difference(course: Course, wanted: str) -> None:
    (hit, *_), _ = search(course, wanted)
    assert (hit.before, hit.text) == ("", "2021年2月25日下午，湛江市")


def test_where_there_are_more_places_than_are_shown_that_is_told(course: Course) -> None:
    hits, more = search(course, "检察")
    assert (len(hits), more) == (60, True)


def test_a_heading_and_a_text_are_listed_and_found_as_they_are_read(small_set: StudySet) -> None:
    text = r"# 课" "\n\n" r"## **增长**5\~6%、\[试点\] ##" "\n\n" r"见[附件](a.md)，完成1\.5倍。"
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": text}
    small_set.index.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    course = Course(small_set)
    (listed,) = listed_lessons(course, NOW)
    assert listed.headings == ("增长5~6%、[试点]",)
    (hit,), _ = search(course, "见附件，完成1.5倍")
    assert hit.text == "见附件，完成1.5倍"
