"""The verbs that lead tasks, and the kind of action that each of them tells of.

The name of a kind is true of every task that its verbs lead. A verb of which no name is true
(降低审前羁押率 is no 加强提升, 把……放在第一位 no 坚持落实) leads its task all the same; the kind is
then `OTHER`, as for a verb that is not listed.
"""

from __future__ import annotations

OTHER = "其他"
"""The kind of action of a task whose verb belongs to none of `ACTIONS`, or that has none."""


def words(text: str) -> frozenset[str]:
    """Return the words that a text holds, divided by white space."""
    return frozenset(text.split())


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

_RARER = words(
    # what is asked for less often: 补齐短板, 严防风险, 筛选企业
    "采取 保证 注重 重视 高度重视 调动 消除 融入 吸引 发扬 开创 理顺 践行 狠抓 整合 挖掘 "
    "扶持 制止 取消 放宽 放开 建好 建强 听取 发放 打破 开辟 避免 赋予 走出 激励 抓住 抓紧 "
    "淘汰 恢复 严防 处理 提倡 倡导 顺应 抢抓 成立 给予 掌握 带头 夺取 配合 对接 严控 稳住 "
    "紧扣 凝聚 筹措 扫除 兼顾 补齐 补强 引领 引育 传承 打赢 汇聚 守护 承担 投入 活跃 下放 "
    "铸牢 拿出 恪守 转化 疏通 秉持 破解 限制 压缩 修复 扭住 瞄准 抑制 制订 继承 提振 缓解 "
    "抢占 遵守 扛起 办成 抵制 排除 缩短 采用 服从 确立 取缔 清除 赋能 回应 宣传 攻克 撬动 "
    "追求 腾出 补充 减免 联合 督促 纳入 吸纳 焕发 涵养 压紧 重组 塑造 讲求 协助 捍卫 汲取 "
    "兜住 兜牢 兜准 深挖 力促 增设 关停 拉动 管好 管住 延伸 办结 遴选 深耕 不负 纠治 搞活 "
    "搞好 筹集 倾听 修改 关闭 贯通 延长 拟定 讲究 刹住 公布 签署 缩减 设置 关爱 关心 冲破 "
    "加深 找到 废除 废止 抵御 创立 借鉴 扭转 呵护 锻造 创设 堵塞 助推 紧抓 铲除 奖励 列入 "
    "加入 跟踪 筛选 牵头 叫响 培训 选准 裁减 摆脱 安置 培植 锤炼 招引 填补 改建 扩建 迁建 "
    "严惩 严查 收集 扎牢 扎紧 织牢 织密 追究 撤销 撤并 认清 奠定 解除 摒弃 增添 提拔 跟进 "
    "正视 清退 做精 做深 做细 做活 做足 做美 唱响 讲好 办实 写好 走好 打好 打牢 筑牢 建优 "
    "协调 指导 严格 增援 召开 销号 办理 抽取 选取 选择 拟订 研究 抓细 引优 扶优 实名 承诺 "
    "报请 协商 匹配 报经 治疗 新改建 改扩建 扩增 咬紧 咬定 胸怀 利用 突破 绘制 勇于 敢于 "
    "善于 担当 团结 反对 公示 公开 发布 检查 抽查 核查 排查 摸清 复核 审核 审查 审定 验收 "
    "评估 考核 问责 约谈 运用 推出 保护 帮助 征求 换发 作出 提出 填写 送交 移送 报送 收回 "
    "暂停 停止 禁止 杜绝 根治 美化 绿化 种植 腾退 创造 创办 培优 育强 兼并 丰富 活用 善用 "
    "配强 配齐 配备 选优 选派 选好 选树 用足 用活 管控 防控 防治 预防 消纳 疏导 疏解 调解 "
    "调处 接续 衔接 激活 点燃 厚植 根植 树牢 拧紧 绷紧 严守 严把 严抓 严管 把准 把好 把牢 "
    "守好 护好 看好 管护 爱护 尊重 崇尚 发掘 尝试 试行 推介 展示 协同 联动 融合 投放 收治 "
    "会同 吸聚 互认 接入 增派 规划 普及 供给 引入 处置 处罚 没收 责令 通知 登记 备案 认定 "
    "评选 评定 表彰 推荐 申报 争当 当好 抗击 救治 关注 关怀 慰问 走访 收购 储备 保供 疏浚 "
    "管理 引聚 转移 迈向 迈上 开好 挺起 依靠 坚定 抓出 安排 开工建设 开工 提质 繁荣 新培育 "
    "新建设 新开 新开工 新认定 新开发 更新 更新改造 提速 迭代 滚动 滚动推进 续建 构筑 接待 "
    "赓续 领悟 教育引导 适应 分担 划定 投身 减负 高扬 化解 发力 编实 搭好 用情 提质升级 "
    "建章立制 抓牢抓实 增收 招商 推选 举行 查清 查处 严打 攻坚 收缩 延链 补链 强链 聚集 汇集 "
    "集成 运营 兑付 清偿 清欠 盘清 压降 降低 提标 扩面 扩容 扩容提质 提标改造 铺设 架设 打捞 "
    "封育 退耕 还林 造林 治沙 防沙 增殖 投产 达产 培土 吸附 复制推广 总结推广 研制 研发 研判 "
    "谋深 做好做实 核定 落细 抓落实 聘用 采购 购买 列出 明晰 划拨 督导 收储 上浮 组建 细化 "
    "分解 量化 拨付 下达 落地 兜底 托底 补助 补贴 救助 资助 减征 缓缴 免除 赔偿 偿还 归还 "
    "退还 收缴 征收 征缴 确定 界定 划分 宣介 推送 上门"
)

_KIND_OF = dict.fromkeys(_RARER, OTHER) | {
    verb: action for action, verbs in (ACTIONS | _OF_NO_KIND).items() for verb in verbs
}
VERBS = frozenset(_KIND_OF)
"""Every verb that may lead a task."""

NOUNS_TOO = words(
    "建设 服务 发展 创新 改革 开放 监管 监督 治理 保障 管理 开发 整治 参与 试点 组织 布局 "
    "指导 规划 检查 抽查 审核 审查 评估 考核 培训 保护 教育 防控 防治 预防 融合 联动 协同 "
    "协调 衔接 宣传 处理 处置 奖励 转化 供给 突破 投入 转移 改造 修复 利用 运用 应对 认定 "
    "登记 备案 推荐 申报 救治 储备 规范 稳定 统一 丰富 公开 公示 配合 帮助 关心 担当 严格 "
    "坚定 活跃 团结 研究 试行 调解 调整 学习 选拔 培养 形成 清理 整顿 实践 要求 更新 安排 "
    "发力 运营 研发 集成 适应 开工 督导 补助 补贴 救助 采购"
)
"""Verbs that are nouns as often: they lead a clause that they begin, not from within."""


def kind_of_action(verb: str) -> str:
    """Return the kind of action of a leading verb."""
    return _KIND_OF.get(verb, OTHER)
