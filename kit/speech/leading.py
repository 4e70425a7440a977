"""Which verb leads a clause: the one it opens with, or else the first that is no part of a noun."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from kit.speech.clauses import masked
from kit.speech.verbs import NOUNS_TOO, VERBS, words
from kit.speech.wording import SEVERAL, YEAR


def _any_of(choice: Iterable[str]) -> str:
    return "|".join(sorted(choice, key=lambda word: (-len(word), word)))


# 要, 必须; 应收尽收 is no obligation
_OBLIGATION = "(?:必须|务必|应当|应该|须要?|要|应(?![急对用收])|请)?"
# words that may stand between 要 and the verb
_HOW = _any_of(
    words(
        "进一步 更 更加 更好 更好地 更多 更有效 更有针对性地 不断 持续 继续 始终 长期 逐步 逐渐 "
        "稳步 有序 适时 适度 及时 尽快 尽早 尽力 尽量 按时 按期 如期 率先 定期 常态化 日常 随时 "
        "随机 全年 同步 同时 分别 逐一 逐项 逐个 分级 分类 分批 分期 分步 多渠道 多途径 多方 "
        "大幅 大幅度 大规模 最大限度 最大限度地 尽可能 尽最大努力 尽最大可能 坚决 坚定不移 坚定 "
        "坚持不懈 切实 扎实 扎扎实实 全面 全力 全方位 全过程 全链条 深入 深化 纵深 着力 着重 "
        "大力 强力 奋力 努力 积极 主动 自觉 认真 严格 从严 严肃 严厉 严密 有效 有力 有力有效 "
        "充分 科学 合理 精准 精细 精心 稳妥 审慎 务实 创新 创新性 创造性 毫不放松 毫不动摇 "
        "毫不松懈 不折不扣 一以贯之 持之以恒 久久为功 一视同仁 一体 一体化 统筹 整体 系统 协同 "
        "协调 联合 共同 合力 集中 集中力量 重点 突出 优先 带头 真正 牢牢 紧紧 紧密 密切 深刻 "
        "妥善 依法 依规 依法依规 依法从严 规范 高质量 高水平 高标准 高效率 高起点 高效 快速 加快 "
        "加速 加紧 加力 抓紧 超前 提前 前瞻 因地制宜 因企施策 分类施策 健康 平稳 必要时 直接 "
        "就近 广泛 普遍 公平 公正 公开 透明 主要 特别 尤其 原则上 一般 一律 均 都 也 还 再 又 则 "
        "就 先 并 并且 且 或 或者 以及 来 去 真 好好 一并 一起 一定 没完没了 大胆 潜心 悉心 用心 "
        "用情 用力 用心用情用力 倾力 竭力 极力 锐意 勇于 敢于 善于 注意 注重 更加注重 巩固 组织 "
        "探索 引导 支持 鼓励 牵头 尝试 迅速 立即 立刻 马上 果断 坚强 初步 基本 总体 充实 完整 "
        "准确 完整准确 经常 经常性 反复 彻底 根本 从根本上 从源头上 切切实实 实实在在 踏实 稳健 "
        "安全 有机 相互 互相 适当 酌情 另行 自行 单独 逐级 层层 按需 定向 靶向 联动 深度 高位 "
        "强势 持久 永远 必然 必定 能 能够 会 可 不得 严禁 力争 力求 争取 确保 努力做到 研究 "
        "分行业 分领域 分区域 全程 同向 双向 多维度 多层次 适应性 牢固 更大力度 最大程度 "
        "千方百计 多措并举 分层 分区 全员 全域 因城施策 精准科学 精准务实 综合 高质高效 优质高效 "
        "从快 从速 从细 从实 市场化 滚动 迭代 接续 有针对性 差异化 全面发力 全力以赴 不遗余力 "
        "齐心协力 上下 一件一件 一项一项 切实有效 稳妥有序 稳慎 规模化 集约 节约 循序 分阶段 "
        "分年度 点对点 面对面 手把手 坚持以 以上率下 以案 以点带面 真心实意 满怀 更深 更实 更广 "
        "着眼长远 在全市 在全省 在全国"
    )
)
_DATE = (
    r"(?:\d{4}年|[今明当本每全]年)?(?:\d{1,2}月|[一二三四]季度)?(?:\d{1,2}日|[上下中]旬)?"
    "[底末初]?(?:[之以]?前|内|起|开始|间)?"
)
_WHEN = (
    rf"(?:到|在|于|从|至)?(?:{YEAR}|\d{{1,2}}月|[今明当本每全]年|年){_DATE}"
    # 每月25日前; 每季度末; 每周至少
    r"|每(?:半?年|月|个?季度|周|[日天])(?:\d{1,2}日|[底末初])?[之以]?前?(?:至少)?"
    rf"|上半年|下半年|今后(?:{SEVERAL}年)?|将来|下一步|近期|当前|目前"
)
# 在重点领域, 从源头上
_WHERE = r"[在从](?!于)[^，的]{1,12}(?:上|中|方面|领域|环节|期间)"
_ADVERBIALS = rf"(?:(?:{_HOW}|{_WHEN}|{_WHERE})地?){{0,7}}"
_VERB = _any_of(VERBS)
# 建设规模, 发展质量, 改革成果: before one of these such a verb is the first half of a noun
_NOUN_HALF = (
    "规模(?!化)|质量|能力|成[果效就]|任务|目标|进度|面貌|环境|条件|主体|领域|过程|步伐"
    "|工作(?!流程|程序|机制|纪律|方法|制度)|比?较|[的是和与及、性率者业化型度也还已正将都又中期永必]|取得|不断|持续|显著|部|局|厅|部门|机[构关]|单位"
    "|城市|地区|战略|方式|阶段|水平|动力|活力|后劲|空间|格局|中心|平台(?!经济)|队伍|委|长度|事项|对象|结果|比例|名录|情况|体系|机制|制度"
)
_PLAIN_VERB = _any_of(VERBS - NOUNS_TOO)
_NOUN_VERB = _any_of(NOUNS_TOO & VERBS)
# words of which a verb is only a part: 发展改革局 is no 发展, 组织部门 no 组织
_WORDS = (
    "发展改革[局委部]|改革委|发改委|组织部门?|组织[机者]|[党团]组织|(?:社会|基层|群团|群众)组织"
    "|试点(?:城市|地区|单位|省份?|县|区|项目|示范)|服务(?:业|中心|平台|站|机构|器|员)"
    "|监[管督](?:部门|局|机[关构]|员)|建设[局者厅部]|城乡建设|保障(?:房|性|局)|创新型"
    "|支持率|参与[者度]|引导基金|规范性|完成时限|实施(?:办法|方案|意见|细则)|落实情况|工作安排|解决方案|稳定性"
)
_OPENING = re.compile(
    rf"{_OBLIGATION}{_ADVERBIALS}(?!{_WORDS})"
    rf"(?:(?P<plain>{_PLAIN_VERB})(?!者|率|的|(?<=达到)\d|期)"
    # 稳定和扩大传统消费
    rf"|(?P<noun>{_NOUN_VERB})(?:(?=[和与及、](?:{_VERB}))|(?!$|{_NOUN_HALF})))"
)
_AFTER = re.compile(f"{_OBLIGATION}{_ADVERBIALS}")
# 公开发布 is no 开发
_ACROSS = "[公展离打敞张]开"
_INSIDE = re.compile(rf"(?:{_ACROSS}|{_WORDS})|(?P<plain>{_PLAIN_VERB})(?!$|[的等])")
_ANYWHERE = re.compile(rf"(?:{_ACROSS}|{_WORDS})|(?P<plain>{_VERB})")
# 加快推进……: 加快 only helps
_HELPERS = words(
    "加快 巩固 创新 统筹 组织 探索 引导 支持 鼓励 注重 勇于 敢于 善于 严格 规范 抓紧 协调"
)
# 把……作为……; 为……提供……; not 把握……, 把关……
_OBJECT_FIRST = re.compile(r"为|[^，]{0,4}把(?![握关准好牢])")


def leading_verb(clause: str) -> str:
    """Return the verb that leads a clause, or "" where it has none of the list.

    It is the verb that the clause opens with after 要 and its adverbials. A clause that begins
    with a beneficiary (为……提供) or has its object first (把……作为) is led by its last verb, any
    other by the first that is no part of a noun. A verb that only helps the next one (加快推进)
    does not lead, nor does one in quotation marks or brackets where there is another.

    >>> leading_verb("始终把维护国家政治安全放在第一位"), leading_verb("自觉接受监督")
    ('放在', '接受')
    """
    clause = clause.replace(",", "，")
    bare = masked(clause)
    bare = bare[bare.rfind("，") + 1 :]
    is_object_first = _OBJECT_FIRST.match(bare)
    if not is_object_first and (verb := opening_verb(bare)):
        return verb
    for text, pattern in ((bare, _INSIDE), (bare, _ANYWHERE), (clause, _ANYWHERE)):
        verbs = [match for match in pattern.finditer(text) if match["plain"]]
        if verbs:
            return (verbs[-1] if is_object_first else _no_helper(verbs))["plain"]
    return ""


def opening_verb(clause: str) -> str:
    """Return the verb that a clause opens with after 要 and its adverbials, or "".

    >>> opening_verb("要进一步优化环境"), opening_verb("发展质量进一步提高")
    ('优化', '')
    """
    match = _OPENING.match(clause)
    return (match["plain"] or match["noun"]) if match else ""


def without_adverbials(clause: str) -> str:
    """Return what a clause says after 要 and its adverbials: 始终把…… → 把……."""
    return _AFTER.sub("", clause, count=1)


def has_verb_inside(clause: str) -> bool:
    """Return whether a clause has a verb that is hardly ever a noun."""
    return any(match["plain"] for match in _INSIDE.finditer(clause))


def _no_helper(verbs: list[re.Match[str]]) -> re.Match[str]:
    """Return the first verb that does not only help the one right after it."""
    for verb, other in pairwise(verbs):
        if verb["plain"] not in _HELPERS or verb.end() != other.start():
            return verb
    return verbs[-1]
