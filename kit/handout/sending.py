"""The handouts of a set as one file to be sent, with a few words on how to open it."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kit.files import file_name, read_bytes, write_whole

_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in it, so that the same handouts are the same bytes."""

_HOW = "打开方法.txt"
_TOLD = (
    "先解压：在压缩包上点右键，选“全部解压缩”。\r\n"
    "再打开解压出来的文件夹，双击 index.html，从目录进入各课。\r\n"
    "不用联网；手机上用浏览器打开单个网页也可以。\r\n"
)


def write_sendable(path: Path, title: str, files: Iterable[Path]) -> int:
    """Write files into a ZIP file, in one folder that has a title for its name; return its size.

    Names that are not ASCII are marked as UTF-8, so that Windows shows them as they are.

    Raises:
        KitError: a file cannot be read, or the ZIP file cannot be written.
    """
    folder = file_name(title)
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for file in files:
            _add(archive, f"{folder}/{file.name}", read_bytes(file))
        _add(archive, f"{folder}/{_HOW}", f"\ufeff{_TOLD}".encode())
    return write_whole(path, out.getvalue())


def _add(archive: ZipFile, name: str, data: bytes) -> None:
    entry = ZipInfo(name, _OLDEST)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)
