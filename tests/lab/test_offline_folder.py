"""A folder for computers without network: what is in it, and that its script installs from it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import pytest

from kit.errors import KitError
from kit.lab import offline_folder
from kit.lab.offline_folder import DISTRIBUTION, EXTRAS, make_offline_folder
from kit.library import StudySet, study_set
from tests.small_set import small_set

__all__ = ["small_set"]

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
PROGRAM = f".speech-study-kit/{version(DISTRIBUTION)}-python{PYTHON}"


def tiny_wheel(folder: Path) -> None:
    """Write a package of the kit's name whose `kit` prints where it is and what it was asked."""
    name = f"speech_study_kit-{version(DISTRIBUTION)}"
    info = f"{name}.dist-info"
    extras = "".join(f"Provides-Extra: {extra}\n" for extra in EXTRAS.split(","))
    metadata = (
        f"Metadata-Version: 2.1\nName: speech-study-kit\nVersion: {version(DISTRIBUTION)}\n{extras}"
    )
    with zipfile.ZipFile(folder / f"{name}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(
            "tiny_kit.py",
            "import os, sys\n\n\ndef main():\n    print(os.getcwd(), *sys.argv[1:])\n",
        )
        wheel.writestr(f"{info}/METADATA", metadata)
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/entry_points.txt", "[console_scripts]\nkit = tiny_kit:main\n")
        wheel.writestr(f"{info}/RECORD", "")


def with_tiny_wheel(arguments: Sequence[str]) -> None:
    tiny_wheel(Path(arguments[arguments.index("--wheel-dir") + 1]))


def start(script: Path, home: Path) -> subprocess.CompletedProcess[str]:
    beside = str(Path(sys.executable).parent)
    return subprocess.run(
        ["sh", str(script)],
        env={"HOME": str(home), "PATH": f"{beside}:/usr/bin:/bin"},
        input="\n",
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A user's folder, in which `python3.N` is the Python of this run."""
    home = tmp_path / "home"
    home.mkdir()
    return home


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_the_script_installs_once_and_then_opens_the_set(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "在 U 盘上"
    script, _ = make_offline_folder(
        folder, study_set("zhanjiang2021"), system="linux", run_pip=with_tiny_wheel
    )
    first = start(script, home)
    assert first.returncode == 0, first.stdout + first.stderr
    assert "正在安装" in first.stdout
    assert first.stdout.splitlines()[-1] == f"{home} study zhanjiang2021"
    second = start(script, home)
    assert second.stdout == f"{home} study zhanjiang2021\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_a_package_that_is_missing_is_told_and_nothing_half_done_stays(
    tmp_path: Path, home: Path
) -> None:
    script, _ = make_offline_folder(
        tmp_path / "stick", study_set("zhanjiang2021"), system="linux", run_pip=with_tiny_wheel
    )
    for wheel in (tmp_path / "stick" / "wheels").glob("*.whl"):
        wheel.unlink()
    done = start(script, home)
    assert done.returncode == 1
    assert "没有装好" in done.stdout
    assert not (home / PROGRAM).exists()


def test_a_set_made_here_comes_along(tmp_path: Path, small_set: StudySet) -> None:
    folder = tmp_path / "stick"
    make_offline_folder(folder, small_set, system="linux", run_pip=with_tiny_wheel)
    speech = folder / "sets" / "seeds" / small_set.name / "speech.txt"
    assert speech.read_bytes() == small_set.speech_file.read_bytes()


def test_the_page_and_the_script_are_those_of_the_system(tmp_path: Path) -> None:
    for system, name in (
        ("linux", "开始学习.sh"),
        ("darwin", "开始学习.command"),
        ("win32", "开始学习.bat"),
    ):
        script, guide = make_offline_folder(
            tmp_path / system, study_set("zhanjiang2021"), system=system, run_pip=with_tiny_wheel
        )
        assert script.name == name
        page = guide.read_text(encoding="utf-8")
        assert name in page
        assert f"Python {PYTHON}" in page
        for text in (page, script.read_text(encoding="utf-8")):
            assert "@" not in text.replace("@echo off", "").replace("@media", "").replace(
                '"$@"', ""
            )
    windows = (tmp_path / "win32" / "开始学习.bat").read_bytes()
    assert windows.count(b"\r\n") == windows.count(b"\n")


def test_an_older_kit_makes_way_and_other_files_stay(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    (wheels / "speech_study_kit-0.0.1-py3-none-any.whl").touch()
    (tmp_path / "python-installer.exe").touch()
    make_offline_folder(tmp_path, study_set("zhanjiang2021"), run_pip=with_tiny_wheel)
    assert [path.name for path in wheels.iterdir()] == [
        f"speech_study_kit-{version(DISTRIBUTION)}-py3-none-any.whl"
    ]
    assert (tmp_path / "python-installer.exe").exists()


def test_without_the_kit_s_own_source_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Nothing:
        def read_text(self, _: str) -> None:
            return None

    monkeypatch.setattr(offline_folder, "__file__", str(tmp_path / "a" / "b" / "c.py"))
    monkeypatch.setattr(offline_folder, "distribution", lambda _: Nothing())
    with pytest.raises(KitError, match="找不到学习包自己的安装文件"):
        offline_folder.kit_source()


def test_what_pip_refuses_is_told(tmp_path: Path) -> None:
    with pytest.raises(KitError, match="没有把所需的程序包收集齐"):
        offline_folder.pip(("wheel", "--no-index", "--wheel-dir", str(tmp_path), "no-such-thing"))
