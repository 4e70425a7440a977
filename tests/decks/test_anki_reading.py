"""Notes of Anki read: the kit's own come back, those of others are read or named."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
import zipfile
import zlib
from contextlib import closing, suppress
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.decks import Imported, read_deck, settle
from kit.decks.anki_reading import _MOST
from kit.errors import KitError
from kit.quiz import Question
from kit.speech import Speech
from tests.decks.samples import WORDS

HEAD = "#separator:tab\n#html:true\n#notetype column:1\n#tags column:4\n"
BASIC = {"name": "Basic", "flds": [{"name": "Front"}, {"name": "Back"}], "tmpls": [{"qfmt": ""}]}


def read(*rows: str, head: str = HEAD) -> Imported:
    return read_deck((head + "".join(f"{row}\n" for row in rows)).encode())


def collection(
    notes: list[tuple[int, str]], models: object, *, table: str = "TABLE notes"
) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        create = f"CREATE {table}"
        connection.execute(
            f"{create} (id, guid, mid, tags, flds)" if "TABLE" in table else f"{create} AS SELECT 1"
        )
        connection.execute("CREATE TABLE cards (nid, did)")
        connection.execute("CREATE TABLE col (models, decks)")
        decks = json.dumps({"7": {"name": "讲话::民生"}})
        connection.execute("INSERT INTO col VALUES (?, ?)", (json.dumps(models), decks))
        connection.execute("INSERT INTO cards VALUES (1, 7)")
        if "TABLE" in table:
            connection.executemany(
                "INSERT INTO notes VALUES (?, 'g', ?, ' 甲 ', ?)",
                [(at, mid, fields) for at, (mid, fields) in enumerate(notes)],
            )
        connection.commit()
        return bytes(connection.serialize())


def package(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files:
            file.writestr(name, content)
    return out.getvalue()


def test_two_sides_are_a_short_answer_and_more_fields_explain_it() -> None:
    names = [{"name": each} for each in ("Front", "Back", "出处")]
    models = {"1": {"name": "三栏", "flds": names, "tmpls": [{"qfmt": "{{Front}}"}]}}
    data = collection([(1, "问<b>甲</b>？\x1f<div>乙</div>[sound:a.mp3]\x1f书")], models)
    found = read_deck(package(("collection.anki2", data)))
    assert found.questions == (
        Question("", "recall", "问**甲**？", model_answer="乙", explanation="出处：书"),
    )
    assert ([each.what for each in found.partly], found.title) == (["录音"], "民生")


def test_the_templates_of_a_card_tell_what_is_asked_and_what_is_answered() -> None:
    names = [{"name": each} for each in ("编号", "问", "甲", "乙", "答", "解析")]
    front = "{{问}}{{#甲}}<br>A. {{甲}}<br>B. {{乙}}{{/甲}}{{hint:解析}}"
    model = {"flds": names, "tmpls": [{"qfmt": front, "afmt": "{{FrontSide}}<hr>{{答}}"}]}
    data = collection([(1, "7\x1f哪个？\x1f对\x1f不对\x1fA\x1f书")], {"1": model})
    found = read_deck(package(("collection.anki2", data)))
    assert found.questions == (
        Question("", "recall", "哪个？A. 对 B. 不对", model_answer="A", explanation="编号：7 书"),
    )


class Packer:
    """A library of one format, deflate in the place of Zstandard."""

    ZstdError = zlib.error

    class ZstdDecompressor:
        def decompress(self, data: bytes, most: int) -> bytes:
            return zlib.decompressobj().decompress(data, most)


def newer(notes: list[tuple[int, str]], models: dict[str, Any]) -> bytes:
    """Return a collection in the layout of newer versions, packed by whatever `Packer` undoes."""

    def message(*texts: str) -> bytes:
        packed = b""
        for number, text in enumerate(map(str.encode, texts), start=1):
            length, more = len(text) & 127, len(text) >> 7
            size = bytes([length | 128, more]) if more else bytes([length])
            packed += bytes([number << 3 | 2]) + size + text
        return packed + b"\x1a\x01x"

    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(collection(notes, ""))
        connection.executescript(
            "UPDATE col SET models = '', decks = ''; CREATE TABLE decks (id, name);"
            "INSERT INTO decks VALUES (7, '讲话\x1f民生'), (1, 'Default');"
            "CREATE TABLE notetypes (id INTEGER PRIMARY KEY, name, config);"
            "CREATE TABLE fields (ntid, ord, name); CREATE TABLE templates (ntid, ord, config);"
            "INSERT INTO fields VALUES (99, 0, '没有这个类型')"
        )
        for number, model in models.items():
            kind = b"\x08\x01" if model["type"] else b""
            connection.execute(
                "INSERT INTO notetypes VALUES (?, ?, ?)",
                (number, model["name"], kind + b"\x1a\x01x"),
            )
            for at, each in enumerate(model["flds"]):
                connection.execute(
                    "INSERT INTO fields VALUES (?, ?, ?)", (number, at, each["name"])
                )
            for at, each in enumerate(model["tmpls"]):
                config = message(each["qfmt"], each["afmt"])
                connection.execute("INSERT INTO templates VALUES (?, ?, ?)", (number, at, config))
        connection.commit()
        return zlib.compress(connection.serialize())


def test_a_package_of_a_newer_version_has_the_same_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def model(kind: int, names: str, front: str) -> dict[str, Any]:
        fields = [{"name": each} for each in names]
        sides = {"qfmt": front, "afmt": "{{FrontSide}}{{答}}"}
        return {"name": f"{names}型", "type": kind, "flds": fields, "tmpls": [sides]}

    models = {
        "1": model(0, "号问答", "{{问}}" + "<!-- 长 -->" * 99),
        "2": model(1, "文", ""),
        "3": model(0, "问答", "{{问}}{{type:答}}"),
    }
    notes = [(1, "7\x1f甲？\x1f乙"), (2, "{{c1::北京}}是{{c2::首都}}。"), (3, "几个？\x1f6")]
    old = read_deck(package(("collection.anki21", collection(notes, models))))
    packed = package(("collection.anki21b", newer(notes, models)), ("collection.anki2", b"-"))
    for name in ("compression.zstd", "backports.zstd"):
        monkeypatch.setitem(sys.modules, name, cast(ModuleType, Packer))
    assert read_deck(packed) == old
    assert (len(old.questions), old.title, old.left) == (3, "民生", ())
    with pytest.raises(KitError, match="压缩包是坏的"):
        read_deck(package(("collection.anki21b", b"-" * 9)))


def test_without_the_library_a_newer_package_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("compression.zstd", "backports.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(KitError) as error:
        read_deck(package(("collection.anki21b", b""), ("collection.anki2", b"")))
    assert "speech-study-kit[anki]" in error.value.remedy
    assert "勾选“支持旧版 Anki”" in error.value.remedy


def test_a_note_with_a_broken_character_spoils_no_other() -> None:
    data = collection([(1, "甲？\x1f乙"), (1, "丙？\x1f丁戊")], {"1": BASIC})
    broken = data.replace("丁".encode(), b"\xe4\xb8\xff")
    found = read_deck(package(("collection.anki2", broken)))
    assert [each.stem for each in found.questions] == ["甲？", "丙？"]
    assert "\ufffd" in found.questions[1].model_answer


def test_cards_that_ask_the_other_way_round_are_named() -> None:
    found = read("Basic (and reversed card)\t甲\t乙\t", "Basic\t丙\t丁\t")
    assert [(each.name, each.what) for each in found.partly] == [
        ("甲（第 5 行）", "同一条笔记的其余卡片")
    ]


def test_an_answer_that_is_typed_in_is_a_blank() -> None:
    models = {"1": BASIC | {"tmpls": [{"qfmt": "{{Front}}{{type:Back}}"}]}}
    notes = [(1, "几个？\x1f6"), (1, "共__个\x1f七")]
    found = read_deck(package(("collection.anki21", collection(notes, models))))
    assert [(each.kind, each.stem, each.answers) for each in found.questions] == [
        ("numeric", "几个？____", (("6",),)),
        ("numeric", "共____个", (("七",),)),
    ]


def test_gaps_are_blanks() -> None:
    found = read("Cloze\t{{c1::北京::城市}}是{{c2::<b>首都</b>}}。\t说明。\t")
    (question,) = found.questions
    assert (question.kind, question.stem) == ("fill", "____是____。")
    assert question.answers == (("北京",), ("**首都**",))
    assert (question.hint, question.explanation) == ("城市", "说明。")


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("Basic\t只有正面\t\t", "没有文字答案的卡片"),
        ("Basic\t<img src=a.jpg>\t乙\t", "题目里只有图片、没有文字的题目"),
        ("Basic\t甲\t<img src=a.jpg>\t", "没有文字答案的卡片"),
        ("Cloze\t{{c1::甲{{c2::乙}}丙}}\t\t", "看不懂的填空卡片"),
        ("Cloze\t{{c1::image-occlusion:rect:left=1}}\t图\t", "遮住图片一部分的卡片"),
        ("精读自测\t改了\t乙\t", "改动过、看不懂的卡片"),
    ],
)
def test_what_a_paper_cannot_hold_is_named_with_its_line(row: str, what: str) -> None:
    found = read("Basic\t甲\t乙\t", row)
    assert len(found.questions) == 1
    assert [each.what for each in found.left] == [what]
    assert found.left[0].name.endswith("（第 6 行）")


def test_decks_and_tags_are_named() -> None:
    head = "#separator:tab\n#deck column:1\n#tags column:4\n"
    found = read("乙\t甲？\t是\t难 必会", "丙\t丁？\t是\t", head=head)
    assert found.beside == ("牌组，2 个：丙、乙", "标签，1 个：难")
    found = read("甲？\t是", head="#separator:tab\n#tags:难 易\n")
    assert found.beside == ("标签，2 个：难、易",)


def test_a_file_with_tabs_alone_is_one_of_notes() -> None:
    found = read("甲？\t乙\n丙？\t丁", head="")
    assert [(each.stem, each.model_answer) for each in found.questions] == [
        ("甲？", "乙"),
        ("丙？", "丁"),
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (package(("word/document.xml", b"")), "这是 Word 文档"),
        (package(("a.txt", b"")), "这是压缩包"),
        (package(("collection.anki2", b"nothing")), "数据读不了"),
        (package(("collection.anki2", collection([], []))), "数据读不了"),
        (package(("collection.anki2", collection([], {}, table="VIEW notes"))), "数据读不了"),
        (b"PK\x03\x04\x00{", "这个压缩包是坏的"),
    ],
)
def test_a_package_that_cannot_be_read_says_what_to_do(data: bytes, sentence: str) -> None:
    with pytest.raises(KitError) as error:
        read_deck(data)
    assert sentence in str(error.value)


def test_a_package_is_not_unpacked_beyond_what_notes_need(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kit.decks.anki_reading._MOST", 1000)
    with pytest.raises(KitError, match="太大"):
        read_deck(package(("collection.anki2", b"\0" * 5000)))
    assert _MOST <= 2**28


@given(
    rows=st.lists(st.lists(st.sampled_from([*WORDS, "\t", '"', "{{c1::", "}}", "::"]), max_size=6)),
    own=st.booleans(),
)
def test_any_rows(rows: list[list[str]], own: bool, speech: Speech) -> None:
    head = f"#separator:tab\n#notetype:{'精读自测' if own else 'Basic'}\n"
    with suppress(KitError):
        settle(read(*("".join(row) for row in rows), head=head).questions, speech)


@pytest.mark.parametrize("legacy", [True, False])
def test_what_anki_itself_exports_is_read(tmp_path: Path, legacy: bool) -> None:
    pytest.importorskip("anki.collection", reason="anki is not installed")
    if not legacy and sys.version_info < (3, 14):
        pytest.importorskip("backports.zstd", reason="backports.zstd is not installed")
    from anki.collection import Collection, ExportAnkiPackageOptions

    theirs = Collection(str(tmp_path / "a.anki2"))
    for name, fields in (("Basic", ["甲？", "乙"]), ("Cloze", ["{{c1::丙}}是{{c2::丁}}", ""])):
        model = theirs.models.by_name(name)
        assert model is not None
        note = theirs.new_note(model)
        note.fields = fields
        theirs.add_note(note, theirs.decks.id("集") or 1)  # type: ignore[arg-type]
    file = tmp_path / "a.apkg"
    options = ExportAnkiPackageOptions(legacy=legacy)
    theirs.export_anki_package(out_path=str(file), options=options, limit=None)
    text = tmp_path / "a.txt"
    theirs.export_note_csv(
        out_path=str(text),
        limit=None,
        with_html=True,
        with_tags=True,
        with_deck=True,
        with_notetype=True,
        with_guid=True,
    )
    theirs.close()
    for each in (file, text):
        found = read_deck(each.read_bytes())
        assert [question.stem for question in found.questions] == ["甲？", "____是____"]
        assert (found.left, found.title) == ((), "集")
