from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from kit.handout.sending import write_sendable

UTF_8 = 0x800


def test_the_file_to_send_has_one_folder_that_windows_names_in_chinese(tmp_path: Path) -> None:
    for name in ("index.html", "01_a.html"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    target = tmp_path / "讲义.zip"
    size = write_sendable(
        target, "会议：“讲话”/学习讲义", [tmp_path / "index.html", tmp_path / "01_a.html"]
    )
    assert size == target.stat().st_size
    with ZipFile(target) as archive:
        assert archive.testzip() is None
        folder = "会议：“讲话”_学习讲义"
        assert archive.namelist() == [
            f"{folder}/index.html",
            f"{folder}/01_a.html",
            f"{folder}/打开方法.txt",
        ]
        assert all(each.flag_bits & UTF_8 for each in archive.infolist())
        told = archive.read(f"{folder}/打开方法.txt").decode("utf-8-sig")
        assert "双击 index.html" in told


@pytest.mark.parametrize("title", ["", "...", "甲" * 59 + " 乙", "\x0b\x1f"])
def test_the_folder_has_a_name_that_windows_can_make(tmp_path: Path, title: str) -> None:
    write_sendable(tmp_path / "a.zip", title, [])
    with ZipFile(tmp_path / "a.zip") as archive:
        folder, _, _ = archive.namelist()[0].partition("/")
    assert folder == folder.strip(" .") != ""
    assert folder.isprintable()


def test_the_same_handouts_are_the_same_file(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text("甲", encoding="utf-8")
    files = []
    for name in ("a.zip", "b.zip"):
        write_sendable(tmp_path / name, "甲", [page])
        files.append((tmp_path / name).read_bytes())
    assert files[0] == files[1]
