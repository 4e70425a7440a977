"""Files that are either wholly there or not there at all, and files that a person saved."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from kit.errors import KitError, reason


def write_whole(path: Path, content: str | bytes) -> int:
    """Write bytes, or text as UTF-8, by way of a temporary file; return the size in bytes.

    A reader, or a power cut, sees the old file or the new one, never half of either.

    Raises:
        KitError: the folder or the file cannot be written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        raise KitError(
            f"写不了这个文件（{reason(error)}）。",
            remedy="请确认文件夹可以写入、磁盘没有满、文件没有在别处打开。",
            path=path,
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return len(data)


def read_own(path: Path, shown: str) -> str:
    """Return the text of a file that a person may have saved with any program.

    Raises:
        KitError: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise KitError("文件不是 UTF-8 编码。", remedy="请另存为 UTF-8。", path=shown) from None
    except OSError as error:
        what = f"文件读不出来（{reason(error)}）。"
        raise KitError(what, remedy="请检查它的读取权限。", path=shown) from None
