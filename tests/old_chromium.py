"""Chromium 86 of 2020, as office machines have it under other names, fetched for the tests."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import NoReturn

import pytest
from platformdirs import user_cache_path

PACKAGE = "chrome-aws-lambda@5.3.1"
"""An npm package that carries Chromium 86.0.4240.0 for Linux on x86-64."""
SHA256 = "e258e73f4d5957f39de30f6343a2f44de425d978d8058631e4e9d20111c2222a"
_UNPACK = """
const { readFileSync, writeFileSync } = require("fs");
const { brotliDecompressSync } = require("zlib");
const [from, to] = process.argv.slice(1);
writeFileSync(to, brotliDecompressSync(readFileSync(from)), { mode: 0o755 });
"""


def old_chromium() -> Path:
    """Return the program, fetched the first time and then kept in the user's cache.

    Skips the test where there is no such browser, no npm or no registry; where CI is set and npm is
    there, the test fails instead.
    """
    program = user_cache_path("speech-study-kit-tests") / "chromium-86.0.4240.0"
    if program.exists():
        return program
    if sys.platform != "linux" or os.uname().machine != "x86_64":
        pytest.skip("this Chromium 86 is for Linux on x86-64")
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("no npm to fetch Chromium 86 with")
    program.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=program.parent) as folder:
        try:
            _fetch(npm, node, Path(folder))
        except (OSError, subprocess.SubprocessError, tarfile.TarError) as error:
            _give_up(f"npm does not give {PACKAGE}: {getattr(error, 'stderr', '') or error}")
        Path(folder, "chromium").replace(program)
    return program


def _fetch(npm: str, node: str, folder: Path) -> None:
    """Write the program ``chromium`` into a folder."""
    command = [npm, "pack", "--silent", PACKAGE]
    subprocess.run(
        command, cwd=folder, check=True, capture_output=True, encoding="utf-8", timeout=300
    )
    (package,) = folder.glob("*.tgz")
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    assert digest == SHA256, f"{PACKAGE} is not the one that is meant: {digest}"
    packed = folder / "chromium.br"
    with tarfile.open(package) as archive:
        member = archive.extractfile("package/bin/chromium.br")
        assert member is not None
        packed.write_bytes(member.read())
    command = [node, "-e", _UNPACK, "--", str(packed), str(folder / "chromium")]
    subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=120)


def _give_up(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
