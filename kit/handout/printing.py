"""A page → a tagged A4 PDF, by a browser of the Chromium family that is on the machine.

The browser is asked on its command line: nothing has to be installed beside it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from kit.errors import KitError
from kit.files import write_whole
from kit.handout.page_numbers import asks_for_numbers, numbered, sheets_of_places

BROWSER_VARIABLE = "KIT_CHROMIUM"
"""Environment variable that names the browser, by its path or its name on the PATH."""

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_ARGUMENTS = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    "--export-tagged-pdf",
    "--generate-pdf-document-outline",
    "--virtual-time-budget=5000",  # the script of the page has run by then
)
_SECONDS = 120
_DATE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}[^)]*(?=\))")


def find_browser() -> str:
    """Return the path of a browser that can print a page.

    Raises:
        KitError: there is none; the sentence says what to do.
    """
    browser = next(filter(None, map(shutil.which, _candidates())), None)
    if browser is None:
        raise KitError(
            "这台电脑上没有找到 Chromium、Chrome 或 Edge，不能生成 PDF；网页讲义不受影响。",
            remedy=f"请安装其中之一，或用环境变量 {BROWSER_VARIABLE} 指明它的位置；"
            "也可以用浏览器打开讲义，自己打印成 PDF。",
        )
    return browser


def print_pdf(page: Path, browser: str) -> Path:
    """Print a page, as it is on the disk, to a PDF beside it; the same page gives the same bytes.

    A list of contents on it has the numbers of the sheets.

    Raises:
        KitError: the browser fails, or the file cannot be written.
    """
    path = page.with_suffix(".pdf")
    with TemporaryDirectory(prefix="kit-", ignore_cleanup_errors=True) as folder:
        printed = _printed(page, browser, Path(folder, "first"))
        text = page.read_text(encoding="utf-8")
        if asks_for_numbers(text):
            copy = Path(folder, page.name)
            copy.write_text(numbered(text, sheets_of_places(printed)), encoding="utf-8")
            printed = _printed(copy, browser, Path(folder, "second"))
    write_whole(path, _without_dates(printed))
    return path


def _printed(page: Path, browser: str, folder: Path) -> bytes:
    """Return the PDF of a page; the browser has the folder for itself."""
    target = folder / "page.pdf"
    folder.mkdir()
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    command = [
        browser,
        *_ARGUMENTS,
        *(["--no-sandbox"] if root else []),  # Chromium's sandbox refuses to run as root
        f"--user-data-dir={folder / 'profile'}",
        f"--print-to-pdf={target}",
        page.resolve().as_uri(),
    ]
    try:
        subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        return target.read_bytes()
    except (OSError, subprocess.TimeoutExpired) as error:
        raise KitError(
            f"浏览器没有印成 PDF（{browser}）。",
            remedy=f"请用它打开这个网页试一试，或用环境变量 {BROWSER_VARIABLE} 换一个浏览器。",
            path=page,
        ) from error


def _without_dates(pdf: bytes) -> bytes:
    """Return a PDF with the time of its making set to the beginning of 1970, in the same length."""

    def fixed(date: re.Match[bytes]) -> bytes:
        rest = date[0][len(date[1]) :]
        return date[1] + b"19700101000000+00'00'".ljust(len(rest))[: len(rest)]

    return _DATE.sub(fixed, pdf)


def _candidates() -> Iterator[str]:
    yield from filter(None, (os.environ.get(BROWSER_VARIABLE),))
    yield from _NAMES
    if sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            for path in _WINDOWS:
                yield str(Path(os.environ.get(variable, ""), path))
    elif sys.platform == "darwin":
        yield from _MACOS
