"""By when something is to be done, as the text says it: 9月底前, 到2025年, 年内, 三个月内.

A time is a deadline where something is to be done by it, not where it only describes a thing
(制定2030年前碳达峰方案, 从2020年到2025年, 2025年度计划, “十四五”规划). The text is read
:func:`~kit.speech.wording.widened`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.speech.wording import FEW

_LONGEST = 300  # characters of a clause, from its beginning, that may name a deadline

_NUMBER = rf"(?:\d{{1,3}}|[{FEW}]{{1,3}})"
_YEAR = r"(?:\d{4}|[〇○零一二三四五六七八九]{4}|[今明本当次])年"
_DAY = rf"(?:[底末初]|[上中下]旬|{_NUMBER}[日号])"
_MONTH = rf"(?:{_NUMBER}|[本当次])月份?"
_QUARTER = r"(?:第?[一二三四1234]|[本当])季度[底末]?"
# 2025年; 2025年底; 2025年9月; 2024年3月31日; 今年第三季度; 9月底; 月底
_POINT = (
    rf"(?:{_YEAR}(?:年?[底末初]|上半年|下半年|{_QUARTER}|{_MONTH}{_DAY}?)?"
    rf"|{_MONTH}{_DAY}?|{_QUARTER}|[上下]半年|[年月][底末])"
)
# 汛期前; 春节前; 开学前
_SEASON = "(?:主?汛期|春节|元旦|国庆节?|开学|入冬|采暖季|供暖期)"

# 9月底前; 2030年之前; 每月5日前; no 2030年前后, no 2025年前三季度
_BEFORE = (
    rf"(?:(?:(?:每年?)?{_POINT}|每月{_DAY}|{_SEASON})(?:之|以)?前"
    rf"(?![后期列景沿夕进来往置所未提瞻]|[{FEW}\d]+[季年个月天])|汛前)"
)
# 到2025年; 至2025年底; no 达到2020年, no 截至2025年
_UNTIL = rf"(?<![直达拿收看想遇提迟感截])[到至]{_POINT}(?:时|止)?"
# 到“十四五”末
_PLAN = rf"到“?(?:十[{FEW}]|[{FEW}]十[{FEW}]?)五”?(?:规划)?(?:时期|期)?末"
# 年内; 今年内; no 三年内涝
_THIS_YEAR = rf"(?<![\d{FEW}百千每近])(?:[今本当]?年|[本当]?月)内(?!涝)"
# 三年内; 30日内; 自印发之日起30日内; 10个工作日内
_SPAN = (
    rf"(?:自[^，。；]{{2,24}}之日起)?{_NUMBER}(?:[到至—-]{_NUMBER})?"
    "(?:年|个月|周|天|日|个工作日|小时)(?:之|以)?内(?!涝)"
)
_SURE = re.compile(rf"{_BEFORE}|{_UNTIL}|{_PLAN}|{_THIS_YEAR}|{_SPAN}")
# 第三季度; 下半年; 年底; 2025年: a deadline only where what is then to be finished follows
_BARE = re.compile(rf"(?<![\d{FEW}前上去从较比到至])(?:{_POINT})")

# what any deadline has; most clauses have none of it, and are done with
_TIME = re.compile("[年月季汛末]|[节学冬期日天周时]之?[前内]|内")

# 力争到2025年; 确保年内
_PRESSING = re.compile(
    "(?:^|力争|争取|确保|保证|要|必须|应当?|务必|计划|预计|努力|拟|将|于|在|并|须|需|均|都|统一"
    "|原则上|最迟|最晚|不迟于|全部|[：’”》）])$"
)
# 年底前全部完成; 年内竣工; 到2025年达到
_FINISHED = re.compile(
    r"(?:全[部面]|基本|力争|争取|正式|如期|顺利|率先|初步|完全|集中|陆续|[要应将须])*"
    "(?:完成|完工|建成|竣工|投产|投用|投入|达产|开工|动工|开建|启动|印发|出台|制定|制订|编制|提交"
    "|交付|上线|通车|贯通|通水|通电|开园|开业|开放|营业|运营|面市|见效|到位|报送|上报|报|达到|达标"
    "|实现|建立|形成|落地|验收|入库|供货|结束|取得|消除|销号|整改|办结|封顶|搬迁|入住|突破|超过"
    "|新增|新建|组建|清零)(?!的)"
)
# 从2020年到2025年
_FROM = re.compile("[从由自较比][^，]*$")
# 到2025年的水平; 2030年前碳达峰目标
_DESCRIBES = re.compile("的|以来|水平|度|远景|碳达峰")

# 长期坚持; 持续推进; 立行立改
_LASTING = "长期坚持|长期|(?:持续|常态化|滚动)(?:推进|实施|开展|坚持)?|立行立改|立即整改"
# 2025年底前; 9月完成; 2019年3月—4月; 长期坚持: nothing but a deadline
_NOTHING_ELSE = re.compile(
    r"(?:力争|争取|确保|应|于|在|拟)*"
    rf"(?P<when>{_SURE.pattern}|(?=[^，]*[月季]){_POINT}[—–~～至到-]+{_POINT}|{_LASTING}"
    rf"|{_POINT}(?=.*(?:完成|办结|建成|到位|见效)))"
    rf"(?:(?:全部|全面|基本)?(?:完成|办结|建成|落实到位|整改到位|到位|见效))?(?:并?(?:{_LASTING}))?"
)
# 到2025年，建成……，完成……: the deadline of all that the sentence goes on to say
_LEAD = re.compile(
    r"(?:(?<=[。！？；，：\s])|^)(?:力争|争取|确保|计划|预计|努力|要|应|须|将|在)*"
    rf"(?P<when>{_SURE.pattern}|{_QUARTER}|[上下]半年|[年月][底末])(?=，)",
    re.MULTILINE,
)


def deadline_in(clause: str) -> tuple[int, int] | None:
    """Return where a clause says by when it is to be done, or None where it does not.

    >>> deadline_in("力争9月底前完成整改")
    (2, 6)
    >>> deadline_in("制定2030年前碳排放达峰行动方案")
    """
    if not _TIME.search(clause):
        return None
    for match in _SURE.finditer(clause, 0, _LONGEST):
        before, after = clause[: match.start()], clause[match.end() :]
        if _FROM.search(before) or _DESCRIBES.match(after):
            continue
        is_span = re.fullmatch(_SPAN, match.group()) is not None
        if _PRESSING.search(before) or (not is_span and _FINISHED.match(after)):
            return match.span()
    for match in _BARE.finditer(clause, 0, _LONGEST):
        if _FROM.search(clause[: match.start()]) is None and _FINISHED.match(clause, match.end()):
            return match.span()
    return None


def deadline_of(words: str) -> tuple[int, int] | None:
    """Return where the time stands in words that say nothing but a deadline, else None.

    >>> deadline_of("2023年9月底前完成"), deadline_of("长期坚持"), deadline_of("2021年度")
    ((0, 9), (0, 4), None)
    """
    match = _NOTHING_ELSE.fullmatch(words)
    return match.span("when") if match else None


def leading_deadlines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text has a deadline before what is to be done by it: 到2025年，……."""
    for match in _LEAD.finditer(text):
        yield match.span("when")
