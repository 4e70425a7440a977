"""The kit's own JSON."""

from __future__ import annotations

import json

import pytest

from kit.decks import FORMATS, Deck, read_deck
from kit.errors import KitError

PROMISED = [
    *["id", "kind", "stem", "options", "answers", "order", "pairs", "evidence", "source"],
    *["explanation", "node", "generated"],
]


def test_the_shape_is_the_promised_one(eight: Deck) -> None:
    written = FORMATS["json"].write(eight).data.decode("utf-8")
    content = json.loads(written)
    assert list(content) == ["questions"]
    for each in content["questions"]:
        assert list(each)[: len(PROMISED)] == PROMISED
        assert list(each["evidence"][0]) == ["quote", "start", "end"]
    assert "请配对" in written  # Chinese stays readable


@pytest.mark.parametrize(
    ("record", "name"),
    [({"id": "a1"}, "第 1 题"), ("a1", "第 1 题"), ({"id": 1, "kind": "no"}, "第 1 题")],
)
def test_what_is_no_question_is_named(record: object, name: str) -> None:
    read = read_deck(json.dumps({"questions": [record]}).encode())
    assert [(each.name, each.what) for each in read.left] == [(name, "看不懂的题目")]


@pytest.mark.parametrize("listed", [False, True])
def test_a_place_beyond_all_numbers_is_no_place(listed: bool) -> None:
    record = (
        '{"id": "a1", "kind": "recall", "type": "string", "stem": "？", "question": "？",'
        ' "answers": [{"answer": "一", "correct": true}],'
        ' "evidence": [{"quote": "一", "start": 1e999}]}'
    )
    record = record if listed else record.replace('[{"answer": "一", "correct": true}]', "[]")
    whole = f"[{record}]" if listed else f'{{"questions": [{record}]}}'
    read = read_deck(whole.encode())
    assert read.questions == ()
    assert [each.what for each in read.left] == ["看不懂的题目"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"{}", "没有题目"),
        (b'{"questions": 3}', "没有题目"),
        (b"[\n", "第 2 行起不是合格的 JSON"),
        ("题目".encode("gb18030"), "认不出"),
        ("没有题目的文字".encode(), "认不出"),
        (b"", "文件是空的"),
        (b"{\x00\x01", "不是文本文件"),
    ],
)
def test_a_file_that_is_nothing_of_the_kind_is_told(data: bytes, sentence: str) -> None:
    with pytest.raises(KitError) as error:
        read_deck(data)
    assert sentence in str(error.value)
