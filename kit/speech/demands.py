"""Whether a clause says what is to be done.

It does with 要, 必须, 应当 or the like, or where a verb of work leads it. Statements (市场是……),
conditions (涉及……的，), topics (对……问题，), circumstances (按照……要求，) and questions do not.
"""

from __future__ import annotations

import re

from kit.speech.clauses import is_unfinished, masked
from kit.speech.leading import has_verb_inside, opening_verb, without_adverbials

# 各级政府要落实责任; not 主要, 总要求, 只要, 必要, 要素, 会议纪要; but 要求真务实
_OBLIGES = re.compile(
    r"(?<![主重需纲概摘紧次首总只必险简扼提索若想而])要(?!求(?!真)|点|素|件|务|领|义|害|闻|案|么|塞|道|职|价|约|紧(?![密紧扣盯抓跟])|不然|是(?!以)|(?<=纪要)(?:如下|》|$))"
    r"|必须(?![^，]{1,5}的(?:原则|问题|条件|要求))|务必|务须|务求|应当|应该|切实做到|力争|力求|力避|不得|不准|不许|决不能|绝不能|切不可|严禁|禁止|坚决不"
    r"|(?<![适供响对相反效呼感理顺回因接策一])应(?![对用急变届邀聘征战答声运收尽])|(?<![必务])须(?!知)|(?:^|(?<=[并现敬]))请(?![示求教予假柬客]|大家|各位|审|[^，]*(?:委员|代表|列席)[^，]*提出[^，]*意见)"
)
# 我们必须看到……
_ACKNOWLEDGES = re.compile("(?:看到|认识到|承认|指出|说明)")
# 以下几项工作, 如下; but 30%以下, 以下简称
_LEADS_LIST = re.compile(
    r"(?<![\d%％万亿元人岁级省市县乡])(?:以下|下列|如下|下面)(?!简称|统称|称)|：$"
)
# 需要立案的，; 工作结束后，; 在……领导下，; 除……外，
_CONDITION = re.compile(
    r"[的是]$|(?:看|来说|来讲|而言|上讲|方面)$|(?<![及按随适小工])(?:时|之际|以来|的同时|基础上|情况下|条件下|前提下|背景下|形势下|过程中|领导下|指导下|支持下)$"
    r"|(?<![落恐先为今])后$|(?:底|末|日|月|年|束|[之以])前$|^(?:在|于)[^，]*[前内中外上下间]$"
    r"|^(?:除|凡|若|一旦|只要|只有|无论|不论|不管|尽管|虽然?|即使|由于|因(?![地城势企材时人业校类])|鉴于|随着|自从|关于|至于|至少|否则|甚至|不然"
    r"|如(?!期|实|数|约)|当(?![好先地年前]))"
)
# 按照……要求，; 依托……平台，; 通过……等方式，; 以……为重点，
_CIRCUMSTANCE = re.compile(
    "(?:在|从|向|与|经由?|按照?|依照|依据|根据|依托|借助|借力|围绕|紧紧围绕|针对|着眼于?|立足于?|结合|面对|面向|本着|基于|为了?|遵照|参照|对照"
    "|通过|对于?|以|由[^，]{2,20}?(?:根据|按照)|连同|会同|利用|抓住|鉴于)"
)
_AS = re.compile("^(?:要)?以[^，]*为[^，]{1,7}$")
_BY = re.compile("(?:方式|形式|途径|渠道|手段|办法)等?$")
# 力争通过3年努力，
_EFFORT = re.compile("[通经]过[^，]*努力$")
# what such a phrase ends with: ……的原则, ……等规定
_NOMINAL = re.compile("(?:原则|要求|规定|定位|部署|思路|精神|标准|职责|分工|需要|实际|方案)等?$")
# 根据实际情况确定……; 以租赁等方式降低……
_AFTER_WHICH = re.compile(
    "方式|形式|办法|途径|手段|渠道|原则|要求|规定|实际|情况|需要|标准|部署|平台|基地|系统|[上中下内间]|等"
)
_NEAR = 40
"""Number of characters within which the verb follows."""

# 进行审查: verbs that say no more than that something is done
_LIGHT = re.compile(
    "一并|进行|予以|给予|加以|作出|做出|开展|实施|实行|采取|做到|落到|免费|(?:公开|公示|公布|备案)$"
)
# 为企业提供……, 为……营造环境
_FOR = re.compile("^(?:要)?为(?!了)[^，]*(?:提供|创造|营造|搭建|解决|办|注入|奠定|筑牢|作出|做出)")
# 可以委托……
_PERMITS = re.compile(
    "可(?:以|由|在|根据|按|将|向|通过|采取|采用|视|结合|依法|适当|成立|设立|申请|参照|自行|不|委托|选择|直接|先|作为)"
    "|有权|允许$|无需|不再"
)
# 市场是稀缺的; 已经完成; 参加过演练; 建成了……; 正处在……
_STATES = re.compile(
    r"(?<![但只于凡要正别其还或])是(?!否|非|：)|(?<![而早对])已(?!有)|正在|正[处值逢]|曾|(?:参加|从事|担任|获得)过|仍然|依然|(?<![为除没])(?<!没完没)了(?![解结])"
)
# 体系具有特色; but 构建具有特色的体系
_DESCRIBES = re.compile(
    r"意味着|在于|属于|具有|存在|处[于在]|关系(?:着|到)|体现|担任|设在|取得.{0,12}(?:成[效绩果就]|进展|突破)$"
)
_PRESENT = re.compile(r"才|是|有(?![利关效序力机])|为|在于|仍然|依然|左右|以上|\d")
_AS_FAR_AS = re.compile(r"应(\w)尽\1")
# 坚决……, 努力……
_URGES = re.compile(
    "(?:坚决|积极|努力|着力|持续|全力|大力|切实|认真|不断|狠|扎实|深入|决不|绝不|永不|更好|更加|进一步|牢牢|尽快|尽早|尽最大|加快|加大)"
)
# 由民政部门审查; 市教育局会同各区建立……
_BY_WHOM = re.compile(
    "由(?!于|此|来)[^，]{2,}"
    "|[^，的是]{1,40}?(?:部门|单位|政府|委员会|党委|党组|支部|法院|检察院|办公室|机构|局|厅|委|办|部|院|领导小组|专班|企业"
    "|学校|社区|街道|乡镇|各[地级区县市镇]|省市|各方面?|[省市县区])□*(?:也|都|均|分别|共同|每年|每季度)?"
    "(?:(?:会同|联合|配合|牵头|负责|统筹|至少|完成|实施|编制|出台|落实|建立|制定|组织|加强|推进|开展|做好|完善|应)[^，]+)$"
)
# 建设现代城市，必须……; 坚持领导，最根本的是……
_SPEAKS_OF = re.compile(
    "必须|就[要必能会]|关键|最?(?:根本|重要)(?:的|是|在)|首先|离不开|需要|既要|是|意味着"
)
_ASKS = re.compile(
    "(?:怎么办|怎样|为什么|什么|如何|是否|吗|呢)$|^(?:怎样|怎么|如何|为什么|何以|难道)"
)


# 我们及时统筹……，加快恢复……: who it begins with did, does or will do what follows
_TELLS = re.compile(
    "(?:我们?|他们?|她|大家|[我本你该][国省市区县州院部局]|中国|党中央|人类|世界|各国|广大|一些|有的|许多|不少"
    "|此后|随后|之后|当时|当年|就(?:能|会)|《"
    # 交通部将进行审查; 你省请求，……
    "|[^，]{0,24}?将(?:继续|进一步|积极|会同|同|根据|按照?|适[当时]|统筹|认真|着[重力]|尽快|[予给]|对|与|研究|进行|大力|持续|更)"
    "|[^，]{0,6}(?:请求|表示|希望)"
    # 建议稿坚持……; 起草组反复讨论
    "|[^，]{0,10}(?:稿|草案|文件|纲要|规划|条例|办法|决定|方案|意见|公报|报告)"
    "(?:坚持|提出|明确|强调|规定|指出|认为|包括|由|共|分为|对|按照)"
    "|[^，]{0,10}(?:起草|工作|专家|调研|检查|调查|考察)组(?!织))"
)
# 建成了……, 进行了讨论
_DONE = re.compile(r"(?<![为除没])(?<!没完没)了(?![解结])|(?<![而早对])已(?!有)|曾")


def tells(clause: str) -> bool:
    """Return whether a clause begins a statement, which the clauses after it go on with."""
    bare = masked(clause)
    return not _OBLIGES.search(bare) and bool(_STATES.search(bare) or _TELLS.match(clause))


def speaks_of(clause: str, following: str) -> bool:
    """Return whether a clause only names what the next one speaks of."""
    return not obliges(clause) and _SPEAKS_OF.match(following) is not None


def is_done(clause: str) -> bool:
    """Return whether a clause tells of what has been done, and with it its sentence."""
    bare = masked(clause)
    return _DONE.search(bare) is not None


def obliges(clause: str) -> bool:
    """Return whether a clause has 要, 必须, 应当 or another word that makes something a duty."""
    return _OBLIGES.search(masked(clause)) is not None


def asks(clause: str, after: str, *, goes_on: bool) -> bool:
    """Return whether a clause says what is to be done.

    Args:
        clause: a clause with full-width marks.
        after: the mark that ends it, or "".
        goes_on: whether it follows a task in the same sentence, after a comma.
    """
    bare = masked(clause)
    if after == "？" or _ASKS.search(bare) or _LEADS_LIST.search(bare) or _CONDITION.search(bare):
        return False
    if _EFFORT.search(bare):
        return False
    if obliging := _OBLIGES.search(bare):
        return not (_ACKNOWLEDGES.search(bare, obliging.end(), obliging.end() + 8))
    if _PERMITS.search(bare):
        return False
    if is_unfinished(bare.partition("，")[0]) or _AS_FAR_AS.search(bare):
        return True
    if bare.startswith("或") and not goes_on:
        return False
    if opening_verb(bare):
        return True
    core = without_adverbials(bare)
    if core.startswith(("把", "将")):
        return len(core) > 4
    if _CIRCUMSTANCE.match(core):
        return _asks_after_circumstance(core) or (goes_on and core.startswith(("在", "对外", "向")))
    if _URGES.match(bare):
        return True
    if _DESCRIBES.search(bare):
        return False
    if _BY_WHOM.match(bare):
        return not _NOMINAL.search(bare) or has_verb_inside(bare)
    if goes_on:
        return not _PRESENT.search(bare) and not bare.startswith(("从而", "进而", "以及"))
    return False


def _asks_after_circumstance(clause: str) -> bool:
    """Return whether a clause that begins with 按照, 通过, 以 … goes on to what is to be done."""
    if _AS.match(clause) or _BY.search(clause):
        return False
    if _FOR.match(clause):
        return True
    if clause.startswith(("为", "连同")):
        return False
    if any(
        opening_verb(clause[mark.end() : mark.end() + _NEAR])
        for mark in _AFTER_WHICH.finditer(clause)
    ):
        return True
    rest = clause[clause.rfind("的") + 1 :]
    if _LIGHT.search(rest) or (_LIGHT.search(clause, 2) and clause.startswith("对")):
        return True
    return has_verb_inside(rest[1:])
