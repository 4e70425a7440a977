"""The built-in speech: the reader finds by rule exactly what was found by hand."""

from __future__ import annotations

import json
from pathlib import Path

from kit.library import study_set
from kit.speech import ACTIONS, OTHER, Speech, checksum

SHA256 = "0966c6d58d6090f8ae6c89aa6df5f163ac6961ae68ad4c235e0112dc19f72cb6"
EXPECTED_OUTLINE = json.loads(
    Path(__file__).with_name("zhanjiang2021_outline.json").read_text(encoding="utf-8")
)
EXPECTED_TASKS = json.loads(
    Path(__file__).with_name("zhanjiang2021_measures.json").read_text(encoding="utf-8")
)


def test_the_file_is_the_given_one_byte_for_byte(speech: Speech) -> None:
    assert checksum(study_set("zhanjiang2021").speech_file) == SHA256
    assert speech.source.sha256 == SHA256
    assert len(speech.text) == EXPECTED_OUTLINE["characters"]


def test_the_outline_is_the_one_found_by_hand(speech: Speech) -> None:
    found = [
        {
            "kind": node.kind,
            "marker": node.marker,
            "title": node.title,
            "start": node.start,
            "end": node.end,
            "parent": speech.node(node.parent).start if node.parent else None,
        }
        for node in speech.nodes
        if node.marker
    ]
    assert found == EXPECTED_OUTLINE["nodes"]


def test_opening_and_closing_are_one_node_each(speech: Speech) -> None:
    opening, closing = speech["开头"], speech["结尾"]
    assert len(opening.paragraphs) == EXPECTED_OUTLINE["opening_paragraphs"]
    assert len(closing.paragraphs) == EXPECTED_OUTLINE["closing_paragraphs"]
    assert [n.id for n in speech.nodes][0::23] == ["opening", "closing"]


def test_the_tasks_are_the_ones_found_by_hand(speech: Speech) -> None:
    found = [(task.text, task.start, task.end, task.verb) for task in speech.tasks]
    expected = [
        (task["text"], task["start"], task["end"], task["verb"])
        for task in EXPECTED_TASKS["measures"]
    ]
    assert found == expected
    assert len(found) == EXPECTED_TASKS["total"]


def test_tasks_stand_in_the_part_named_by_hand(speech: Speech) -> None:
    for task, expected in zip(speech.tasks, EXPECTED_TASKS["measures"], strict=True):
        label = speech.label(speech.node(task.node))
        assert label.replace("（", "(").replace("）", ")") == expected["part"]


def test_every_task_has_its_kind_of_action(speech: Speech) -> None:
    kinds = EXPECTED_TASKS["actions"]
    assert list(kinds) == [*ACTIONS, OTHER]
    of_verb = {verb: kind for kind, verbs in kinds.items() for verb in verbs}
    assert [task.action for task in speech.tasks] == [of_verb[task.verb] for task in speech.tasks]
    assert {task.action for task in speech.tasks} == set(kinds)


def test_joined_segments_are_the_file(speech: Speech) -> None:
    joined = "".join(speech.text[each.start : each.end] for each in speech.segments)
    assert joined.encode() == study_set("zhanjiang2021").speech_file.read_bytes()


def test_spans_give_back_what_they_span(speech: Speech) -> None:
    for node in speech.nodes:
        assert speech.text[node.start : node.end].startswith(node.marker + node.title)
    for task in speech.tasks:
        assert speech.text[task.start : task.end] == task.text


def test_every_term_stands_in_the_speech(speech: Speech) -> None:
    assert len(speech.terms) >= 40
    for term in speech.terms:
        assert any(form in speech.text for form in term.forms), term.name
