"""Questions to talk about that can be asked of any part of a speech: on content, and on work."""

from __future__ import annotations

from collections.abc import Sequence

from kit.making.dividing import plain
from kit.speech.wording import quoted

_ON_DEMANDS = (
    "有一位同事没有到会。请用一分钟向他讲清这一部分要做什么，讲完请他说一遍，听听漏了什么。",
    "{first}和{second}为什么要放在一起抓？只抓一头，会出现什么情况？",
    "有人说：“这些话年年都讲。”这一部分有哪些是今年的新要求？请读出原句。",
)
_ON_CONTENT = (
    "请给这一部分另取一个不超过十二个字的标题，说明您舍去了什么，为什么。",
    "如果只能把这一部分的一句话抄在工作日志的第一页，您抄哪一句？为什么是它？",
    "哪一句最容易被人引错或者说过头？请说出常见的错法，再读原句。",
)
_ON_WORK = (
    "这一部分的哪一件事离您的岗位最近？请说出第一步做什么，需要谁配合。",
    "到年底，凭什么说{first}做到了？请想出两个看得见、查得到的标志。",
    "请举一件您经手或者听说过的事：它归这一部分的哪一点管，原文要求怎么办？",
    "这些事里哪一件最难？难在人手、办法还是配合？今年先解决哪一个？",
    "人手只够先做一件，您先做哪一件？推迟的那一件，怎样向交办的人说明？",
    "对照这一部分，您所在的单位已经做到的是哪一点，差得最远的是哪一点？",
    "这些事里有哪一件单靠一个部门办不成？请说出要找哪几家，各管哪一段。",
)
_ON_FACTS = (
    "这一部分讲的哪一件事，您经手过或者听说过？请补充一个原文没有写的细节。",
    "这一部分讲的情况，与您所在单位的情况有什么相同，有什么不同？",
    "这里写的哪一件事最不容易？请说出难在哪里。",
)

ON_EDGES = (
    "开头为什么先讲这些，再讲要做的事？如果跳过开头直接读后面，会误会什么？",
    "开头和结尾讲的情况，与您所在单位的情况有什么相同，有什么不同？",
)
"""Questions on what stands before and after the parts of a speech."""


def questions(number: int, titles: Sequence[str], *, demands: bool) -> tuple[str, str]:
    """Return two questions on a lesson, of another kind than those of the lessons near it.

    Args:
        number: the lesson's.
        titles: what the parts that it reads are called, in order; may be none.
        demands: whether it says what is to be done; else it tells how things are.
    """
    named = [quoted(plain(title)) for title in titles[-2:]]
    on_content = (*_ON_DEMANDS, *_ON_CONTENT) if demands else _ON_CONTENT
    content = [text for text in on_content if len(named) > 1 or "{second}" not in text]
    on_work = _ON_WORK if demands else _ON_FACTS
    work = [text for text in on_work if named or "{first}" not in text]
    words = dict(zip(("first", "second"), named, strict=False))
    return (
        content[number % len(content)].format(**words),
        work[number % len(work)].format(**words),
    )
