"""The verbs that lead tasks, and the kind of action that each of them tells of.

The name of a kind is true of every task that its verbs lead. A verb of which no name is true
(降低审前羁押率 is no 加强提升, 把……放在第一位 no 坚持落实) leads its task all the same; the kind is
then `OTHER`, as for a verb that is not listed.
"""

from __future__ import annotations

import re

OTHER = "其他"
"""The kind of action of a task whose verb belongs to none of `ACTIONS`, or that has none."""


def _split(verbs: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {action: tuple(words.split()) for action, words in verbs.items()}


ACTIONS = _split(
    {
        "推进开展": (
            "推进 推动 开展 推行 推广 参与 "
            "实施 启动 组织 举办 实行 引导 支持 鼓励 促进 加快 探索 试点 发展 参加 带动"
        ),
        "加强提升": (
            "加强 强化 提升 提高 加大 深化 "
            "增强 优化 巩固 改善 壮大 做强 做大 做优 增加 加密 升级 激发 释放 增进 盘活 擦亮 充实 "
            "改进 夯实 扩大 拓展 拓宽 新增"
        ),
        "坚持落实": (
            "坚持 落实 完成 保持 督促落实 做实 抓实 "
            "贯彻 执行 履行 确保 守住 守牢 抓好 抓牢 做好 办好 做到 实现 坚守 遵循 "
            "兑现 牢记 压实 扛牢 落地"
        ),
        "建设培育": (
            "制定 树立 搭建 打造 挖掘选树 培育 完善 "
            "建设 建立 健全 构建 创建 争创 培养 新建 改造 修订 编制 出台 建成 营造 设立 组建 "
            "布局 开发 选拔 形成 共建 打响"
        ),
        "惩治规范": ("打击 惩治 规范 整治 治理 查处 监管 清理 惩处 监督 整顿 严禁 严肃 纠正"),
    }
)
"""The verbs of each kind of action, in the order in which the kinds are shown."""

_OF_NO_KIND = _split(
    {
        OTHER: (
            "降低 用好 作为 放在 付出 对标 对标对表 把握 提供 开拓创新 总结宣传 "
            "减少 减轻 压减 缩小 简化 防范 化解 防止 遏制 破除 拆除 应对 稳定 "
            "紧盯 围绕 聚焦 突出 统一 找准 明确 学习 统筹 谋划 争取 承接 "
            "服务 帮扶 维护 保障 满足 解决 接受 引进 集聚 达到 "
            "创新 发挥 弘扬 改革 开放 转变 调整 打通 畅通"
        )
    }
)

_KIND_OF = {verb: action for action, verbs in (ACTIONS | _OF_NO_KIND).items() for verb in verbs}
VERBS = frozenset(_KIND_OF)
"""Every verb that may lead a task."""

_VERB = re.compile("|".join(sorted(VERBS, key=len, reverse=True)))
_OBLIGATION = re.compile("(?:必须|要)?")
# 加快推进……: 加快 only helps
_HELPERS = frozenset({"加快", "巩固", "创新", "统筹", "组织", "探索", "引导", "支持", "鼓励"})
# 把……作为……; 为……提供……; not 把握……, 把关……
_OBJECT_FIRST = re.compile(r"为|[^，]{0,4}把(?![握关])")


def leading_verb(clause: str) -> str:
    """Return the verb of the closed list that leads a task, or "" where there is none.

    The first listed verb after 要/必须 and its adverbials leads; at one place the longest counts.
    A clause that begins with a beneficiary (为……提供) or has its object first (把……作为) is led by
    its last verb. A verb that only helps the next one (加快推进) does not lead.

    >>> leading_verb("始终把维护国家政治安全放在第一位")
    '放在'
    """
    rest = clause[_OBLIGATION.match(clause).end() :]  # type: ignore[union-attr]  # always matches
    tail = rest.replace(",", "，").rpartition("，")[2]
    verbs = [
        match.group()
        for match in _VERB.finditer(tail)
        if match.group() not in _HELPERS or not _VERB.match(tail, match.end())
    ]
    if not verbs:
        return ""
    return verbs[-1] if _OBJECT_FIRST.match(tail) else verbs[0]


def kind_of_action(verb: str) -> str:
    """Return the kind of action of a leading verb."""
    return _KIND_OF.get(verb, OTHER)
