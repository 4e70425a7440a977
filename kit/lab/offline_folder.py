"""A folder that brings the kit to a computer without network: packages, a start script, a page."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, distribution, version
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from kit.errors import KitError
from kit.files import write_whole
from kit.library import StudySet, came_with_the_kit

DISTRIBUTION = "speech-study-kit"
EXTRAS = "anki,docx,html"
"""What is brought along besides: the parts that only some commands need, and that are small."""

WHEELS = "wheels"
GUIDE = "先读我.html"

Pip = Callable[[Sequence[str]], None]


def pip(arguments: Sequence[str]) -> None:
    """Run this Python's pip; what it prints goes to the screen.

    Raises:
        KitError: it failed.
    """
    done = subprocess.run([sys.executable, "-m", "pip", *arguments], check=False)
    if done.returncode:
        raise KitError(
            "没有把所需的程序包收集齐，上面有 pip 说的原因。",
            remedy="请检查网络，然后再运行一遍；已下载的不会重复下载。",
        )


def make_offline_folder(
    folder: Path, study_set: StudySet, *, system: str = sys.platform, run_pip: Pip = pip
) -> tuple[Path, ...]:
    """Fill a folder with all that a computer of this system needs to open a study set offline.

    What it holds then: the packages of the kit and of what it uses, for this system and this
    Python; a script that installs them once and opens the set; a page that says how; and the
    set's own files, unless it came with the kit. Files that are there already and have other
    names are left alone.

    Returns the start script and the page.

    Raises:
        KitError: the kit's own source is not at hand, or pip failed.
    """
    source = kit_source()
    wheels = folder / WHEELS
    wheels.mkdir(parents=True, exist_ok=True)
    for old in wheels.glob(f"{DISTRIBUTION.replace('-', '_')}-*.whl"):
        old.unlink()  # an older version of the kit beside the new one could be taken for it
    run_pip(
        (
            *("wheel", "-qq", "--disable-pip-version-check", "--wheel-dir", str(wheels)),
            *("--find-links", str(wheels), f"{source}[{EXTRAS}]"),
        )
    )
    if not came_with_the_kit(study_set):
        _bring_set(study_set, folder / "sets")
    script, template, start, tried = _ways(system)
    words = {
        "VERSION": version(DISTRIBUTION),
        "PYTHON": f"{sys.version_info.major}.{sys.version_info.minor}",
        "EXACT": platform.python_version(),
        "NUMBERS": ", ".join(map(str, sys.version_info[:3])),
        "EXTRAS": EXTRAS,
        "SET": study_set.name,
        "SYSTEM": f"{_SYSTEMS.get(platform.system(), platform.system())}（{platform.machine()}）",
        "START": start,
        "INSTALLER": "安装时保留“py launcher”一项。" if system == "win32" else "",
        "TRIED": tried,
    }
    written = _filled(template, words)
    if template.endswith(".bat"):
        written = written.replace("\n", "\r\n")
    write_whole(folder / script, written.encode("utf-8"))
    (folder / script).chmod(0o755)
    write_whole(folder / GUIDE, _filled("guide.html", words).encode("utf-8"))
    return folder / script, folder / GUIDE


def kit_source() -> Path:
    """Return what pip can make the kit's own package of: its repository, or the file it came in.

    Raises:
        KitError: neither is at hand any more.
    """
    repository = Path(__file__).parents[2]
    if (repository / "pyproject.toml").is_file():
        return repository
    try:
        origin = distribution(DISTRIBUTION).read_text("direct_url.json")
    except PackageNotFoundError:
        origin = None
    if origin is not None:
        address = urlsplit(json.loads(origin).get("url", ""))
        path = Path(url2pathname(unquote(address.path)))
        if address.scheme == "file" and path.exists():
            return path
    raise KitError(
        "找不到学习包自己的安装文件，不能带走。",
        remedy="请在学习包的仓库里按 README 安装，再运行这个命令。",
    )


def _bring_set(study_set: StudySet, to: Path) -> None:
    """Copy a set's three folders, in the place where `kit study` looks for them."""
    for source in (study_set.seeds, study_set.notebooks, study_set.quizzes):
        if source.is_dir():
            target = to / source.parent.name / source.name
            shutil.copytree(
                source,
                target,
                dirs_exist_ok=True,
                ignore=shutil.ignore_patterns(".*", "__pycache__"),
            )


def _ways(system: str) -> tuple[str, str, str, str]:
    """Return the script's name, its template, how one starts it, and where that was tried."""
    if system == "win32":
        start = "双击 <b>开始学习.bat</b>。"
        return "开始学习.bat", "start.bat", start, "（在 Windows 上还没有试过。）"
    if system == "darwin":
        start = (
            "双击 <b>开始学习.command</b>。系统说无法验证开发者时，按住 Control 点它，再选“打开”。"
        )
        return "开始学习.command", "start.sh", start, "（在 macOS 上还没有试过。）"
    start = (
        "双击 <b>开始学习.sh</b>，选“运行”；或者在文件夹里打开终端，输入 <b>sh 开始学习.sh</b>。"
    )
    return "开始学习.sh", "start.sh", start, "（在 Linux 上断网试过。）"


def _filled(template: str, words: dict[str, str]) -> str:
    """Return a file of the folder ``offline`` with its ``@NAMES@`` filled in."""
    text = files("kit.lab").joinpath("offline", template).read_text(encoding="utf-8")
    for name, value in words.items():
        text = text.replace(f"@{name}@", value)
    return text


_SYSTEMS = {"Darwin": "macOS"}
