"""Where a part's title ends and its text begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kit.speech.drafts import Draft
from kit.speech.paragraphs import Paragraph

_SENTENCE_END = re.compile(r"[。！？!?\r\n]")
_CLAUSE_END = re.compile(r"[,，;；。！!？?\r\n]")
_TAIL = "。，,；;：:！!？? \t\u3000\xa0"
_LONGEST = 24
_TEXT_BEGINS = re.compile(
    r"党的十[一二三四五六七八九]大|改革开放以来|新中国成立|当前|当今|今天|近年来|今年|去年|刚才|我们"
    r"|我国|我多次|同志们|这[是次些]|大家|\d{4}年|[“‘]"
)


def title_end(text: str, draft: Draft, paragraphs: Sequence[Paragraph], own_end: int) -> int:
    """Return where the title of a part ends, without the punctuation that ends it.

    A heading's ends with its sentence, a spoken point's with its clause. Where title and text
    have run together, it ends before words with which texts begin; the draft then says so.
    """
    found = draft.found
    paragraph = paragraphs[found.paragraph]
    start = found.end + len(text[found.end : own_end]) - len(text[found.end : own_end].lstrip())
    if found.style in {"alone", "sentence"} and not found.family.spoken and start < paragraph.end:
        return _without_tail(text, found.end, min(paragraph.end, own_end))
    ending = _CLAUSE_END if found.family.spoken else _SENTENCE_END
    match = ending.search(text, start, own_end)
    end = match.start() if match else own_end
    if paragraph.endless and not found.family.spoken and end - start > _LONGEST:
        begins = _TEXT_BEGINS.search(text, min(start + 6, end), end)
        clause = _CLAUSE_END.search(text, start, end)
        end = min(each.start() for each in (begins, clause) if each) if begins or clause else end
        draft.reason = draft.reason or "标题和正文连在一起，标题到哪里为止是推断的。"
    return _without_tail(text, found.end, end)


def _without_tail(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(_TAIL))
