"""`kit room`: a session led live, with questions to the phones in the room."""

from __future__ import annotations

import re
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.arguments import File, chosen_course, one_set
from kit.cli.asking import PROGRAM, is_sure, refuse_untrusted
from kit.cli.chinese import Command, WrongUse
from kit.cli.screen import console, say, tell
from kit.course import Course, LessonFacts
from kit.errors import KitError
from kit.identity import key_of
from kit.progress import Store

if TYPE_CHECKING:
    from kit.room.addresses import NetworkAddress
    from kit.room.led_room import Opened
    from kit.room.led_session import LedSession

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_STOP = "按 Ctrl+C 停下；再运行一遍，从同一屏接着带。"
_OWN_NETWORK = "请用自己的路由器，不接外网也行（人少，用手机的个人热点），电脑和手机都连上它，"


@click.command(
    cls=Command,
    short_help="现场带学：投屏、手机作答、揭晓。",
    examples=(
        ("kit room zhanjiang2021 --session 1", "带第一次学习会。"),
        ("kit room zhanjiang2021 --session 1 --host 192.168.1.5", "手机走这个地址。"),
        ("kit room zhanjiang2021 --session 1 --report 报告", "会后把报告写到这个文件夹。"),
    ),
    help="现场带学：在浏览器里投屏，同一网络里的手机扫码作答，停止作答以后揭晓。"
    "不联网，不用账号，不问姓名；每份作答先存好，再告诉手机。"
    "中途断了，再运行一遍，从同一屏接着带。"
    f"按 Ctrl+C 停下。{PROGRAM}",
)
@one_set
@click.option("--session", "number", type=click.IntRange(1), metavar="N", help="第几次学习会。")
@click.option("--host", metavar="地址", help="手机用本机的哪个地址（默认自动选，有几个就问）。")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="端口",
    help="用哪个端口（默认 8410；0 是任选一个）。",
)
@click.option("--new", is_flag=True, help="另开一次，不接着今天没有结束的那一次。")
@click.option("--no-browser", is_flag=True, help="不自动打开浏览器。")
@click.option("--trust", is_flag=True, help="信任学习集的作者，不再询问（供脚本使用）。")
@click.option(
    "--report",
    type=File("文件夹", file=False),
    help="不开始，只把最近一次的报告（HTML 和 CSV）写到这个文件夹，并列出较早的各次。",
)
@click.option(
    "--meeting",
    type=click.IntRange(1),
    metavar="N",
    help="与 --report 同用：写列出的第几次的报告。",
)
@click.option("--forget", is_flag=True, help="永久删除这个学习集各次学习会的作答，先问一次。")
def room(
    name: str | None,
    number: int | None,
    host: str | None,
    port: int | None,
    report: Path | None,
    meeting: int | None,
    *,
    new: bool,
    no_browser: bool,
    trust: bool,
    forget: bool,
) -> int:
    """Lead a session, write the report of the last one, or delete what rooms answered."""
    course = chosen_course(name)
    if forget:
        return _forget(course)
    if meeting is not None and report is None:
        raise WrongUse("--meeting 要和 --report 一起用。")
    chosen = _session(course, number)
    if report is not None:
        return _report(course, chosen, report, meeting)
    if not trust:
        what = f"没有开始“{course.name}”的学习会：投屏要运行课文。"
        refuse_untrusted(course.study_set, what)
    _lead(course, chosen, host, port, new=new, browser=not no_browser)
    return 0


def _session(course: Course, number: int | None) -> LessonFacts:
    """Return the session that is asked for, the only one where there is but one.

    Raises:
        WrongUse: there is none, or several and none was named.
    """
    from kit.room.led_session import sessions

    found = sessions(course)
    if not found:
        what = f"学习集“{course.name}”没有学习会（带幻灯片的笔记本），不能带学。"
        raise WrongUse(f"{what}可以自学：kit study {course.name}。")
    if number is None and len(found) == 1:
        return found[0]
    if number is None or number > len(found):
        listed = "；".join(f"{at} {facts.title}" for at, facts in enumerate(found, 1))
        raise WrongUse(f"请用 --session 写第几次学习会：{listed}。")
    return found[number - 1]


def _lead(
    course: Course,
    chosen: LessonFacts,
    host: str | None,
    port: int | None,
    *,
    new: bool,
    browser: bool,
) -> None:
    from kit.room.addresses import is_own
    from kit.room.led_room import HERE, PORT, open_room, run_room
    from kit.room.led_session import read_session, sessions

    address = host or _address() or HERE
    command = f"kit room {course.name} --session {sessions(course).index(chosen) + 1}"
    tell(f"正在准备：{chosen.title}……")
    led = read_session(course, chosen.path)
    with Store() as store:
        opened = open_room(store, led, new=new)
        _tell_unread(store, course, chosen)

        def ready(leader: str, phones: str) -> None:
            if which := _which(opened, led):
                say(which)
            say(f"带学：{leader}")
            say(f"手机：{phones}")
            _tell_phones(None if is_own(address) else phones)
            sys.stdout.flush()
            if browser:
                with suppress(webbrowser.Error):
                    webbrowser.open(leader)

        at = PORT if port is None else port
        kept = run_room(store, led, opened, host=address, port=at, ready=ready, tell=tell)
    say("学习会已经结束。" if kept.state.ended else "学习会停下了，还没有结束。")
    if not kept.state.ended:
        say(f"从同一屏接着带：{command}")
    if kept.answers:
        say(f"作答都已存好，写出报告：{command} --report 报告")


def _which(opened: Opened, led: LedSession) -> str:
    """Return which meeting this is: today's that goes on, another one, or the first."""
    from kit.room.screen_numbers import screen_number

    if opened.ended is not None:
        begun = opened.ended.room.started.astimezone()
        return f"{begun:%H:%M} 那一次已经结束，现在另开一次。"
    if not opened.again:
        return ""
    kept = opened.kept
    screen = screen_number(kept.state, led.plan.slides)
    return (
        f"接着今天 {kept.room.started.astimezone():%H:%M} 开始的这一次："
        f"第 {screen} 屏，已有 {len(kept.answers)} 份作答。要另开一次，请加 --new。"
    )


def _tell_phones(phones: str | None) -> None:
    from kit.room.addresses import qr_text

    if phones is None:
        say("现在只有这台电脑能打开，手机打不开：这台电脑没有连着局域网，或者指定了本机地址。")
        say(f"没有 Wi-Fi，{_OWN_NETWORK}再运行一遍。")
        say(_STOP)
        return
    # dark on light whatever the terminal's own colours: few phones read a code turned round
    console().print(qr_text(phones), end="", style="bright_white on black", soft_wrap=True)
    say("同一网络里的手机现在能打开“手机”这个页面；这台电脑上的别的东西，它们仍然打不开。")
    say("“带学”的地址里有口令，请不要发给别人。")
    say("防火墙若问，请选“允许”（Windows 勾选“专用网络”）。")
    say(f"手机打不开，多半是这个 Wi-Fi 不让设备互访：{_OWN_NETWORK}再运行一遍。")
    say(_STOP)


def _address() -> str:
    """Return the address for the phones, asked for where there are several; "" for none."""
    from kit.room.addresses import network_addresses

    found = network_addresses()
    if not found:
        return ""
    if len(found) == 1 or sys.stdin is None or not sys.stdin.isatty():
        if len(found) > 1:
            others = "、".join(map(str, found[1:]))
            tell(f"用 {found[0]}；本机还有 {others}，要换就加 --host。")
        return found[0].address
    return _chosen(found).address


def _chosen(found: tuple[NetworkAddress, ...]) -> NetworkAddress:
    for at, one in enumerate(found, 1):
        say(f"{at}. {one}")
    question = "本机有几个地址，手机连的是哪一个？输入序号，直接按回车用第 1 个"
    while True:
        typed = click.prompt(question, default="1", show_default=False, prompt_suffix="：").strip()
        if typed.isdecimal() and 1 <= int(typed) <= len(found):
            return found[int(typed) - 1]
        say(f"请输入 1 至 {len(found)}。")


def _report(course: Course, chosen: LessonFacts, folder: Path, meeting: int | None) -> int:
    """Write the report of one room of a session, the last one where none is named."""
    from kit.files import write_whole
    from kit.room.led_session import led_session
    from kit.room.room_report import report_csv, report_page
    from kit.room.room_store import kept_rooms, whole_room

    with Store() as store:
        _tell_unread(store, course, chosen)
        rooms = kept_rooms(store, key_of(course.study_set))
        of_session = [one for one in reversed(rooms) if one.room.session == chosen.name]
        whole = (whole_room(store, one) for one in of_session)
        held = [kept for kept in whole if kept.answers or kept.messages]
    if not held:
        raise KitError(f"“{chosen.title}”还没有人作答，没有报告。")
    at = len(held) if meeting is None else meeting
    if at > len(held):
        raise WrongUse(f"“{chosen.title}”有报告的只有 {len(held)} 次，没有第 {at} 次。")
    kept = held[at - 1]
    led: LedSession = led_session(course, chosen.name, chosen.title, ())
    begun = kept.room.started.astimezone()
    short = _NOT_IN_NAMES.sub("", chosen.title.partition("：")[0]) or chosen.name
    stem = f"{short}-{begun:%Y%m%d-%H%M%S}"
    for suffix, text in (
        ("html", report_page(led, kept)),
        ("csv", "\ufeff" + report_csv(led, kept)),
    ):
        path = folder / f"{stem}.{suffix}"
        size = write_whole(path, text)
        say(f"{path}  {size / 1000:.0f} kB")
    if len(held) > 1:
        say(f"这是第 {at} 次的报告，共 {len(held)} 次；要写另一次的，加上它前面的选项：")
        for number, one in enumerate(held, 1):
            begun = one.room.started.astimezone()
            answers = f"{len(one.answers)} 份作答"
            say(f"  --meeting {number}  {begun.month}月{begun.day}日 {begun:%H:%M}  {answers}")
    return 0


def _tell_unread(store: Store, course: Course, chosen: LessonFacts) -> None:
    """Name the rooms of a session that cannot be taken up again or reported on."""
    from kit.room.room_store import unread_rooms

    for one in unread_rooms(store, key_of(course.study_set), chosen.name):
        begun = one.started.astimezone()
        when = f"{begun.year}年{begun.month}月{begun.day}日 {begun:%H:%M} 开始的那一次"
        tell(f"{when}读不出来，多半是别的版本的 kit 存的；作答都还在，请用那个版本接着带或写报告。")


def _forget(course: Course) -> int:
    """Delete what the rooms of a set answered, after asking."""
    from kit.room.led_room import held
    from kit.room.room_faults import delete_faults
    from kit.room.room_store import all_rooms, delete_rooms

    runs = KitError("学习会正在进行，没有删除。", remedy="请先在它的窗口里按 Ctrl+C 停下。")
    with Store() as store:
        rooms = all_rooms(store, key_of(course.study_set))
        if not rooms:
            say(f"没有学习集“{course.name}”的学习会记录。")
            return 0
        with held(rooms, runs):
            say(f"将永久删除学习集“{course.name}”的 {len(rooms)} 次学习会和其中的作答，无法恢复。")
            say("已经写到文件夹里的报告不在其中，会留下；不要的请自己删。")
            if is_sure():
                delete_rooms(store, [one.id for one in rooms])
                delete_faults()
                say(f"已删除 {len(rooms)} 次学习会。")
    return 0
