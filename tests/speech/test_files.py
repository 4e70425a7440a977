"""Files as people have them: Word, saved pages, Markdown, and what is no speech at all."""

from __future__ import annotations

import io
import os
import sys
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from kit.errors import KitError
from kit.speech import parse
from kit.speech.documents import read_document, read_speech

LINES = [
    "一、2025年工作回顾",
    "过去一年，全市上下迎难而上，经济社会发展取得新的成绩，主要指标好于预期，民生持续改善。",
    "二、2026年重点工作",
    "（一）抓好生产。推进重大项目建设，落实各项惠企政策，加强要素保障，优化营商环境，稳定预期。",
    "（二）抓好生活。推进教育医疗改革，落实就业优先政策，加强社会保障，完善养老服务，兜住底线。",
]
NAVIGATION = "".join(f'<li><a href="/{n}">栏目{n}</a></li>' for n in range(30))
HEAD = f"<ul>{NAVIGATION}</ul><div>当前位置：首页 &gt; 政务公开</div><h1>政府工作报告</h1>"
FOOT = "<div>主办单位：某某市人民政府　ICP备案号：某ICP备00000000号</div>"
BODIES = {
    "paragraphs": "<div>" + "".join(f"<p>{line}</p>" for line in LINES) + "</div>",
    "spans": "<div>" + "".join(f"<p><span>　　{line}</span></p>" for line in LINES) + "</div>",
    "line breaks": "<div><p>" + "<br>".join(LINES) + "</p></div>",
    "a table": "<table><tr><td>" + "".join(f"<p>{x}</p>" for x in LINES) + "</td></tr></table>",
}


def read_text(path: Path, *, shown: str) -> str:
    return read_document(path, shown=shown).text


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def outline(text: str) -> list[tuple[str, str]]:
    return [(node.id, node.title) for node in parse(text).nodes if node.marker]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_saved_page_gives_its_article(tmp_path: Path, body: str, encoding: str) -> None:
    pytest.importorskip("lxml")
    page = f"<html><head><title>报告</title></head><body>{HEAD}{BODIES[body]}{FOOT}</body></html>"
    text = read_text(write(tmp_path, "a.html", page.encode(encoding)), shown="a.html")
    assert outline(text) == outline("\n".join(LINES))
    assert "栏目1" not in text


def test_what_a_site_puts_beside_the_text_is_left_out(tmp_path: Path) -> None:
    pytest.importorskip("lxml")
    above = "<p>发布时间：2031-03-02　来源：某某办　浏览次数：9　字体：[大 中 小]</p>"
    below = "<p>分享到：</p><p>【打印】【关闭】</p><p>上一篇：某某</p><p>责任编辑：某</p>"
    said = "".join(f"<p>{line}</p>" for line in LINES)
    page = f"<html><body>{HEAD}<div>{above}{said}{below}</div>{FOOT}</body></html>"
    text = read_text(write(tmp_path, "a.html", page), shown="a.html")
    assert text.split("\n") == ["政府工作报告", *LINES]


def test_a_page_nested_beyond_reason_is_refused_before_it_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "lxml", None)
    path = write(tmp_path, "a.html", "<div>" * 200_000 + "文")
    with pytest.raises(KitError, match="套叠得太深"):
        read_text(path, shown="a.html")


@pytest.mark.parametrize("value", ["", "=''", '=">"', " = '甲 乙'"])
def test_a_page_with_very_many_attributes_in_a_tag_is_refused(tmp_path: Path, value: str) -> None:
    attributes = " ".join(f"a{place}{value}" for place in range(1_200))
    path = write(tmp_path, "a.html", f"<!-- '甲 --><p {attributes}>文</p>")
    with pytest.raises(KitError, match="属性太多"):
        read_text(path, shown="a.html")


def word(folder: Path, *, numbered: bool = False) -> Path:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for line in LINES:
        if numbered:
            document.add_paragraph(line, style="List Number")
        else:
            document.add_paragraph(line)
    document.save(folder / "a.docx")
    return folder / "a.docx"


def test_a_word_file_gives_its_paragraphs(tmp_path: Path) -> None:
    assert read_text(word(tmp_path), shown="a.docx") == "\n".join(LINES)


def test_automatic_numbers_of_a_word_file_are_written_out(tmp_path: Path) -> None:
    lines = read_text(word(tmp_path, numbered=True), shown="a.docx").split("\n")
    assert [line[:2] for line in lines] == ["1.", "2.", "3.", "4.", "5."]


def test_tables_of_a_word_file_are_read_in_their_place(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("前")
    document.add_table(rows=1, cols=2).rows[0].cells[1].text = "格中"
    document.add_paragraph("后")
    document.save(tmp_path / "a.docx")
    text = read_text(tmp_path / "a.docx", shown="a.docx")
    assert [line for line in text.split("\n") if line] == ["前", "格中", "后"]


def bomb(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * size)
    return out.getvalue()


def test_a_packed_bomb_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(KitError, match="大得不合情理"):
        read_text(write(tmp_path, "a.docx", bomb(80_000_000)), shown="a.docx")


@pytest.mark.parametrize(
    "body",
    [
        b"<w:p/>" * 1_200_000,
        b"<w:p>" * 100_001,
        b"\xef\xbb\xbf" + b"<p />" * 100_001,
        b"<w:r/>" * 1_000_001,
    ],
)
def test_a_word_file_of_very_many_paragraphs_or_marks_is_refused_before_it_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: bytes
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", body)
    with pytest.raises(KitError, match="多得不合情理"):
        read_text(tmp_path / "a.docx", shown="a.docx")


def test_a_word_file_with_two_parts_of_one_name_is_refused(tmp_path: Path) -> None:
    path = word(tmp_path)
    with zipfile.ZipFile(path, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("word/document.xml", b"<a/>")
    with pytest.raises(KitError, match="不是完好的 Word 文件"):
        read_text(path, shown="a.docx")


@pytest.mark.parametrize("data", [b"PK\x03\x04 cut off", b"no zip at all", bomb(1_000_000)])
def test_a_broken_word_file_is_named(tmp_path: Path, data: bytes) -> None:
    pytest.importorskip("docx")
    with pytest.raises(KitError, match="不是完好的 Word 文件") as caught:
        read_text(write(tmp_path, "a.docx", data), shown="a.docx")
    assert caught.value.remedy


def claiming(size: int, path: Path) -> Path:
    """Rewrite a Word file so that its text says to be smaller than it is."""
    with zipfile.ZipFile(path) as package:
        parts = {each.filename: package.read(each) for each in package.infolist()}
    document = parts["word/document.xml"]
    parts["word/document.xml"] = document + b" " * (30_000_000 - len(document))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for each, data in parts.items():
            package.writestr(each, data)
        for info in package.infolist():
            if info.filename == "word/document.xml":
                info.file_size = size
                info.CRC = zlib.crc32(parts["word/document.xml"][:size])
    return path


def test_a_part_that_is_larger_than_it_says_is_read_no_further(tmp_path: Path) -> None:
    path = claiming(100_000, word(tmp_path))
    tracemalloc.start()
    try:
        assert read_text(path, shown="a.docx").split("\n") == LINES
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_a_word_file_packed_in_an_unusual_way_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as package:
        package.writestr("word/document.xml", b"0" * 1_000_000)
    with pytest.raises(KitError, match="不是完好的 Word 文件"):
        read_text(path, shown="a.docx")


def test_a_pattern_longer_than_word_allows_is_no_number(tmp_path: Path) -> None:
    path = changed(
        word(tmp_path, numbered=True),
        b'<w:lvlText w:val="%1."/>',
        b'<w:lvlText w:val="' + b"%1." * 100_000 + b'"/>',
        "word/numbering.xml",
    )
    assert read_text(path, shown="a.docx").split("\n") == LINES


def test_numbers_that_make_too_much_text_are_refused_before_it_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = changed(
        word(tmp_path, numbered=True),
        b'<w:lvlText w:val="%1."/>',
        b'<w:lvlText w:val="' + b"%1." * 80 + b'"/>',
        "word/numbering.xml",
    )
    monkeypatch.setattr("kit.speech.word_files.LARGEST_TEXT", 600)
    with pytest.raises(KitError, match="文字太多"):
        read_text(path, shown="a.docx")


def changed(path: Path, old: bytes, new: bytes, name: str) -> Path:
    """Rewrite a Word file with other bytes in one of its parts."""
    with zipfile.ZipFile(path) as package:
        parts = {each.filename: package.read(each) for each in package.infolist()}
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for each, data in parts.items():
            package.writestr(each, data)
    return path


def test_a_word_file_with_spoilt_data_is_named(tmp_path: Path) -> None:
    path = word(tmp_path)
    with zipfile.ZipFile(path) as package:
        place = package.getinfo("word/document.xml").header_offset + 100
    data = bytearray(path.read_bytes())
    data[place : place + 200] = bytes(each ^ 0xFF for each in data[place : place + 200])
    path.write_bytes(data)
    with pytest.raises(KitError, match="不是完好的 Word 文件"):
        read_text(path, shown="a.docx")


def test_a_level_that_word_does_not_have_gets_no_number(tmp_path: Path) -> None:
    path = word(tmp_path, numbered=True)
    path = changed(
        path,
        b'<w:pStyle w:val="ListNumber"/>',
        b'<w:numPr><w:ilvl w:val="99999999"/><w:numId w:val="1"/></w:numPr>',
        "word/document.xml",
    )
    changed(path, b'w:ilvl="0"', b'w:ilvl="99999999"', "word/numbering.xml")
    assert read_text(path, shown="a.docx").split("\n") == LINES


SAID_ASIDE = (
    b"<w:r><w:rPr><w:vanish/></w:rPr><w:t>\xe8\x97\x8f</w:t></w:r>"
    b'<w:moveFrom w:id="1" w:author="a"><w:r><w:t>\xe6\x97\xa7</w:t></w:r></w:moveFrom>'
)


def test_hidden_and_moved_text_of_a_word_file_is_left_out(tmp_path: Path) -> None:
    path = word(tmp_path)
    first = LINES[0].encode()
    changed(
        path, first + b"</w:t></w:r>", first + b"</w:t></w:r>" + SAID_ASIDE, "word/document.xml"
    )
    assert read_text(path, shown="a.docx").split("\n") == LINES


def test_a_text_box_of_a_word_file_is_read_once(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框中</w:t></w:r></w:p></w:txbxContent>"
    said = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    path, first = word(tmp_path), LINES[0].encode()
    changed(
        path, first + b"</w:t></w:r>", first + b"</w:t></w:r>" + said.encode(), "word/document.xml"
    )
    assert read_text(path, shown="a.docx").split("\n") == [LINES[0], "框中", *LINES[1:]]


def test_a_table_of_contents_of_a_word_file_is_left_out(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    style = document.styles.add_style("toc 1", 1)
    document.add_paragraph("一、总 1", style=style)
    for line in LINES:
        document.add_paragraph(line)
    document.save(tmp_path / "a.docx")
    assert read_text(tmp_path / "a.docx", shown="a.docx").split("\n") == LINES


def test_marks_of_markdown_are_left_out(tmp_path: Path) -> None:
    text = "# 报告\n\n## 一、总\n\n> **要点**：抓好甲。\n\n### （一）抓甲\n\n推进甲。\n"
    path = write(tmp_path, "a.md", text)
    assert outline(read_text(path, shown="a.md")) == [("1", "总"), ("1.1", "抓甲")]


TRADITIONAL = "一、去年的工作\n經濟發展穩中有進，民生持續改善。\n二、今年的任務\n抓好生產。\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(TRADITIONAL, "big5"), (TRADITIONAL, "gb18030"), ("\n".join(LINES), "gb18030")],
)
def test_the_encodings_of_chinese_are_told_apart(tmp_path: Path, text: str, encoding: str) -> None:
    assert read_text(write(tmp_path, "a.txt", text.encode(encoding)), shown="a.txt") == text


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.txt", b"", "是空的"),
        ("a.txt", b"\xef\xbb\xbf \r\n", "是空的"),
        ("a.txt", "\u3000\n".encode(), "只有空白"),
        ("a.txt", "\u200b\n".encode(), "只有空白"),
        ("a.docx", b"", "是空的"),
        ("a.html", b"", "是空的"),
        ("a.txt", b"%PDF-1.7 ...", "PDF"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 ...", "旧版 Word"),
        ("a.txt", b"PK\x03\x04\x14\x00", "压缩包"),
        ("a.txt", bytes(range(1, 32)) * 40, "编码"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0", "不是文本"),
    ],
)
def test_what_holds_no_speech_is_named(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    with pytest.raises(KitError, match=what) as caught:
        read_speech(write(tmp_path, name, data))
    assert caught.value.path is not None
    assert caught.value.remedy


def test_an_enormous_file_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    monkeypatch.setattr(Path, "open", None)
    monkeypatch.setattr(Path, "read_bytes", None)
    with pytest.raises(KitError, match="文件有 100 MB，超过了 5 MB 的上限"):
        read_speech(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(KitError, match="不是一个文件"):
        read_speech(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(KitError, match="不是一个文件"):
        read_speech(tmp_path / "a.txt")
