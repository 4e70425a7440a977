"""Bytes become text, or a sentence that says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.errors import KitError
from kit.speech import decode
from kit.speech.documents import read_speech

TEXT = "一、总\r\n一是抓甲，推进乙。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_usual_encodings_give_the_same_text(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), shown="a.txt") == TEXT


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "是空的"),
        (b" \n", "是空的"),
        (b"\x89PNG\0\0", "不是文本"),
        (b"\xff\xff\xff", "看不出文件的编码。"),
        (TEXT.encode() + b"\n\xff", f"第 {TEXT.count(chr(10)) + 2} 行起有不是 UTF-8 的字节"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, what: str) -> None:
    with pytest.raises(KitError, match=what) as caught:
        decode(data, shown="seeds/a/speech.txt")
    assert caught.value.path == "seeds/a/speech.txt"
    assert caught.value.remedy


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KitError, match="读不了"):
        read_speech(tmp_path / "none.txt")


def test_a_file_outside_any_set_is_read(tmp_path: Path) -> None:
    path = tmp_path / "work.txt"
    path.write_bytes(TEXT.encode())
    speech = read_speech(path)
    assert speech.name == "work"
    assert [task.text for task in speech.tasks] == ["推进乙"]
