"""`kit offline`: a folder for computers without network."""

from __future__ import annotations

from pathlib import Path

import click

from kit.cli.arguments import File, chosen_set, one_set
from kit.cli.chinese import Command
from kit.cli.screen import say


@click.command(
    cls=Command,
    short_help="准备一个文件夹，在不联网的电脑上用。",
    examples=(
        ("kit offline 学习包", "把自带的学习集和所需的一切收进“学习包”文件夹。"),
        ("kit offline /media/usb/学习包 huiyi2024", "收进 U 盘，打开的是自己做的一套。"),
    ),
    help="准备一个文件夹，拿到不联网的电脑上，双击就能安装和打开学习集。"
    "要在能上网的电脑上做，两台电脑的系统和 Python 版本须相同。"
    "文件夹里的“先读我.html”写明怎样用。",
)
@click.argument("folder", metavar="文件夹", type=File("文件夹", file=False))
@one_set
def offline(folder: Path, name: str | None) -> None:
    """Fill a folder with all that a computer without network needs."""
    from kit.lab.offline_folder import WHEELS, make_offline_folder

    chosen = chosen_set(name)
    say("正在收集程序包，第一次约需几分钟……")
    start, guide = make_offline_folder(folder, chosen)
    packages = list((folder / WHEELS).glob("*.whl"))
    size = sum(path.stat().st_size for path in packages) / 1_000_000
    say(f"准备好了：{folder}（{len(packages)} 个程序包，{size:.0f} MB）")
    say(f"请把整个文件夹拿过去，先看“{guide.name}”，再运行“{start.name}”。")
