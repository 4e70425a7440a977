"""The ways in which official texts are numbered, one table.

They are those of GB/T 9704-2012 (一、 （一） 1. （1）), their common variants (1、 ① ㈠ 1.1 01 A.
第一部分), the spoken ones (一是, 一要, 第一，, 首先/其次, 第一个问题) and bullets (——, ●).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kit.speech.records import NodeKind
from kit.speech.wording import CHINESE_NUMERAL


@dataclass(frozen=True, slots=True)
class Family:
    """A way of numbering. ``rank`` tells what usually holds what: the smaller holds the larger.

    ``spoken`` ones may stand anywhere in a paragraph; those that are ``heads`` only begin one.
    """

    name: str
    kind: NodeKind
    rank: float
    pattern: re.Pattern[str]
    spoken: bool = False
    heads: bool = False

    @property
    def counts(self) -> bool:
        """Whether its markers have numbers: bullets have none."""
        return self.rank not in _BULLET_RANKS


def family(name: str, kind: NodeKind, rank: float, pattern: str, **where: bool) -> Family:
    """Return a way of numbering whose markers a pattern matches, ``spoken`` or ``heads``."""
    return Family(name, kind, rank, re.compile(pattern), **where)


NOTHING = "(?!)"
"""Pattern of no marker at all."""

_N = f"(?:{CHINESE_NUMERAL})"
_D = r"\d{1,2}"
_GAP = r"[ \t\u3000\xa0]"
_AFTER_NAME = r"(?=[：\s]|$)"
_BULLET_RANKS = (6.5, 6.6)
# 1.5万件, 8.6个百分点: what is counted or measured
_UNIT = (
    r"[\d.．%％‰万亿千百十个件名人户家项次处条公平立方米里克吨升元倍度年月日天时小分秒岁:：/~～—-]"
)

# ——党建引领有力有效。 不忘初心——方得始终: no marker, for no sentence begins there
DASH = family("——", "point", 6.5, r"[—―─–－-]{2,}(?![—―─–－-])", spoken=True)
HEADING = family("heading", "heading", 5.5, NOTHING)
# what the file itself declares, without a number
DECLARED = family("标题", "heading", 0.0, NOTHING)
REFRAIN = family("refrain", "heading", 5.3, NOTHING)
# 会议强调，……。一是……；二是……: a paragraph without a number that has a list of its own
LEAD = family("lead", "heading", 5.4, NOTHING)
# 附件1 某某清单; 附件2所列: no marker
APPENDIX = family("附件", "heading", 0.0, rf"附[件录表]\s?(?:{_D})?{_AFTER_NAME}")
# 专栏3：重大工程
BOX = family("专栏", "heading", 3.0, rf"专栏\s?(?:{_D}|{_N}){_AFTER_NAME}")
# 首先，抓好生产。其次，抓好生活。此外，……。最后，……。
FIRST = family(
    "首先", "point", 6.0, r"(?:首先|其次|再次|再者)[，：]?|(?:此外|另外|最后)[，：]", spoken=True
)
# 第一，抓好生产; 第一要务: no marker
ORDINAL = family("第一，", "point", 6.0, rf"第(?:{_N}|{_D})[，：、](?!\d)", spoken=True)

_BULLETS = (
    *(
        family(sign, "point", 6.6, rf"{sign}\s*", spoken=True, heads=True)
        for sign in "●○◆◇■▲△★☆▪•◎➢➤►▶◼⚫❖·"
    ),
    # - 抓好生产; -5℃: none
    *(
        family(
            sign,
            "point",
            6.6,
            rf"{re.escape(sign)}{_GAP}+(?!\d{{1,3}}(?![\d月日]))",
            spoken=True,
            heads=True,
        )
        for sign in "-*"
    ),
)

_AFTER_DECIMAL = rf"(?:[.．、](?!\d)|(?!{_UNIT}))"

# 1.1 区位条件; 2.2.1 打通断头路; 1.5亿元: none
DECIMAL = family("1.1", "item", 3.5, rf"{_D}[.．]{_D}{_AFTER_DECIMAL}", heads=True)
# 2.10家企业: counts beside a 1. or a 3. alone
WEAK = family("1.", "item", 3.0, rf"{_D}[.．﹒](?=\d)", heads=True)

FAMILIES = (
    # 第一部分 总体要求; 第一部分的任务: no marker
    family("第一部分", "section", 0.5, rf"第(?:{_N}|{_D})(?:部分|篇|编|章)(?![，的])[：、]?"),
    family("Part 1", "section", 0.6, rf"(?:PART|Part)[ .]?{_D}[.：、]?", heads=True),
    # 壹、形势; 壹 形势
    family("壹", "section", 0.7, r"[壹贰叁肆伍陆柒捌玖拾](?:、|．|\.|(?=\s))", heads=True),
    # 第一节 指导思想
    family("第一节", "subsection", 0.8, rf"第(?:{_N}|{_D})节(?![，的])"),
    # Ⅰ.形势; Ⅰ期, Ⅰ、Ⅱ级响应: none
    family("Ⅰ.", "section", 0.9, r"[Ⅰ-Ⅻ](?:[.．、](?![Ⅰ-Ⅻ])|(?=\s))", heads=True),
    # 一、总体要求; 优化二、三产业: no marker, for no sentence begins there
    family("一、", "section", 1.0, rf"{_N}[、.．﹒]"),
    # 一 总体要求 and, alone on its line, 一
    family("一 ", "section", 1.0, rf"{_N}(?=[ \t\u3000\xa0\r\n】])", heads=True),
    # 01 总体要求; 01：30: none
    family("01", "section", 1.1, rf"(?:0[1-9](?!{_UNIT})|[1-9]\d(?=\s))[、]?", heads=True),
    # 甲、形势; 甲、乙两村: none
    family(
        "甲、", "section", 1.2, "[甲乙丙丁戊己庚辛壬癸]、(?![甲乙丙丁戊己庚辛壬癸])", heads=True
    ),
    # 第一个问题：为什么要抓; 第一个问题是……; 第一部分，工作情况
    family("第一个问题", "section", 1.5, rf"第{_N}(?:个(?:问题|部分)(?:[，：、\s]|是)|部分，)"),
    # （一）抓好生产。 ㈠抓好生产。
    family("（一）", "subsection", 2.0, rf"（\s?{_N}\s?）[、.．]?|[㈠-㈩㊀-㊉]"),
    family("一）", "subsection", 2.2, rf"{_N}）[、.．]?"),
    # 第一阶段（1—3月）：动员部署。 第一阶段的任务: none
    family(
        "第一阶段", "item", 2.4, rf"第(?:{_N}|{_D})(?:阶段|季度)(?:[：，、]|(?=[（\s]))", heads=True
    ),
    # 任务一：完善制度。 任务一的进展: none
    family(
        "任务一",
        "item",
        2.5,
        rf"(?:任务|议题|专题|案例|行动|工程|措施|目标|亮点)(?:{_N}|{_D})(?:[：、]|(?=\s))",
        heads=True,
    ),
    # 1.抓好生产; 1.2024年3月底前完成; 1.5亿元: no marker
    family("1.", "item", 3.0, rf"{_D}[.．﹒](?:(?!\d)|(?=(?:19|20)\d\d年|1?\d月))|[⒈-⒛]"),
    # 1、抓好生产; 1、2号线: no marker
    family("1、", "item", 3.2, rf"{_D}、(?:(?!\d)|(?=(?:19|20)\d\d年|1?\d月))"),
    family("1.1.1", "subitem", 3.7, rf"{_D}(?:[.．]{_D}){{2}}{_AFTER_DECIMAL}", heads=True),
    DECIMAL,
    WEAK,
    # 1 总体要求; 12 月: none
    family("1 ", "item", 3.1, rf"{_D}(?=[ \u3000\xa0\r\n]+[^\d\s年月日.．%％:：—-])", heads=True),
    # （1）新建学校5所; 1）某项; ①某项
    family("（1）", "subitem", 4.0, rf"（{_D}）[、.．]?|[⑴-⒇]"),
    family("1）", "subitem", 4.2, rf"{_D}）"),
    # A.鼓励开设餐桌; A股, A.I.: none
    family("A.", "subitem", 4.5, r"[A-HＡ-Ｈ][.．、](?![A-Za-z])", heads=True),
    family("①", "subitem", 5.0, "[①-⑳❶-❿➀-➉➊-➓]"),
    ORDINAL,
    # 第一点，抓好生产; 第一条　为了……: an article, 第一项任务: none
    family(
        "第一点", "point", 6.0, rf"第{_N}(?:点|条|项|件事?)[，：]|第{_N}[点项]{_GAP}", spoken=True
    ),
    family("第一 ", "point", 6.0, rf"第{_N}{_GAP}", spoken=True, heads=True),
    # 第一是抓好生产。 第一个方面，抓好生产; 第一个方面的改革: no marker
    family("第一是", "point", 6.0, rf"第{_N}(?:是|个(?:是|方面(?!的)))", spoken=True),
    FIRST,
    # 其一，要快。 一是抓好生产; 统一是大势: no marker. 一要抓好生产。 一个是生产，
    family("其一，", "point", 7.0, rf"其{_N}[，是]", spoken=True),
    family("一是", "point", 7.0, rf"{_N}是", spoken=True),
    family("一要", "point", 7.0, rf"{_N}要", spoken=True),
    family("一个是", "point", 7.0, rf"{_N}个[是要]", spoken=True),
    # 一则群众有期盼；二则发展有需要
    family("一则", "point", 7.0, rf"{_N}则", spoken=True),
    family("一来", "point", 7.0, rf"{_N}来", spoken=True),
    DASH,
    *_BULLETS,
    BOX,
    APPENDIX,
)
"""In the order in which they are tried."""

MAY_BEGIN = re.compile(
    r"[一二三四五六七八九十第首其再此另最附专任议案行工措目亮P壹贰叁肆伍陆柒捌玖拾甲乙丙丁戊己庚辛壬癸"
    r"A-HＡ-Ｈ（—―─–－\-*·•\d\u2160-\u216b\u2460-\u249b\u25a0-\u27ff\u2b1b㈠-㈩㊀-㊉]"
)
"""The first characters of markers."""
