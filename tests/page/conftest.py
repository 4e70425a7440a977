"""One question of each kind, and a page to open them on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kit.page import self_test_data
from kit.quiz import Question, parse_paper
from kit.speech import Speech
from tests.page.reading import page_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAPER = """# 样卷

## sa01 讲话要求用好12309检察服务中心驻哪里的工作站？

- [ ] 各县（市、区）
  > “各县（市、区）”说的是参会的检察院。
- [x] 各镇（街）
- [ ] 各监督领域
  > “各监督领域”说的是公益诉讼的办案尺度。

> 依据：用好12309检察服务中心驻各镇(街)工作站
> 解析：服务窗口延伸到镇街一级。
> 提示：想一想最靠近群众的一级。

## sa02 下列哪些是讲话列出的“工程”？

- [x] 办案质效提升工程
- [x] 作风建设深化工程
- [ ] 民生检察品牌工程
  > 民生检察是“品牌”，列在第二部分。
- [ ] 四大检察工程
  > 四大检察列在第四部分。

> 依据：办案质效提升工程
> 依据：作风建设深化工程
> 解析：三大工程列在第三部分。

## sa03 讲话**没有**说明“三个规定”的内容。

- [x] 对
- [ ] 错
  > 讲话只提到名称。

> 依据：落实好“三个规定”等重大事项记录报告制度
> 解析：讲话只提到名称。

## sa04 既是____，又是____。

= 首要党课
= 终身必修课 | 必修课

> 依据：作为首要党课和终身必修课
> 解析：两个“课”并列。

## sa05 第一部分标题里的“必须”有____个。

= 6

> 依据：坚持做到“六个必须”
> 解析：标题点明了数目。

## sa06 按讲话的先后，排列三大工程。

1. 办案质效提升
2. 作风建设深化
3. 工作创新驱动

> 依据：实施办案质效提升、作风建设深化、工作创新驱动三大工程
> 解析：先后与第三部分一致。

## sa07 把称呼和领域配起来。

- 压舱石 = 社会稳定
- 护航员 = 营商环境
- 调度员 = 社会治理

> 依据：当好社会稳定的“压舱石”
> 依据：当好营商环境“护航员”
> 依据：当好社会治理“调度员”
> 解析：每个称呼对应一个领域。

## sa08 写出讲话紧盯的一个目标。

答：推动湛江整体检察工作进入全省第一方阵。

> 依据：紧盯“推动湛江整体检察工作进入全省第一方阵”这个目标
> 解析：这是2021年的目标。
"""


MISTAKES = """# 常见的错

## sb01 没完没了督促落实____，做实未成年人____工作。

= 一号检察建议
! 检察建议 > 少了“一号”，说的就不知是哪一份。
= 帮教
! 教育 | 保护 > 帮教是帮助和教育两件事。

> 层次：进阶
> 能力：理解
> 依据：没完没了督促落实“一号检察建议”,做实未成年人帮教工作
> 解析：两项任务相邻。

## sb02 按讲话的先后，排列三大工程。

1. 办案质效提升
2. 作风建设深化
3. 工作创新驱动
! 工作创新驱动 先于 办案质效提升 > 先有质效，再谈创新。

> 层次：细读
> 依据：实施办案质效提升、作风建设深化、工作创新驱动三大工程
> 解析：先后与第三部分一致。

## sb03 把称呼和领域配起来。

- 压舱石 = 社会稳定
- 护航员 = 营商环境
- 调度员 = 社会治理
! 压舱石 = 社会治理 > 治理是“调度”，稳定才是“压舱”。

> 能力：应用
> 依据：当好社会稳定的“压舱石”
> 依据：当好营商环境“护航员”
> 依据：当好社会治理“调度员”
> 解析：每个称呼对应一个领域。

## sb04 三大工程是哪三项？

答：办案质效提升、作风建设深化、工作创新驱动。
- 得分点：办案质效提升工程
- 得分点：作风建设深化工程
- 得分点：工作创新驱动工程

> 依据：实施办案质效提升、作风建设深化、工作创新驱动三大工程
> 解析：三大工程列在第三部分。
"""


@pytest.fixture(scope="session")
def questions(speech: Speech) -> tuple[Question, ...]:
    """One question of each kind, sa01 to sa08."""
    paper = parse_paper(PAPER, speech, name="样卷", shown="样卷.md")
    assert paper.faults == ()
    return paper.questions


@pytest.fixture(scope="session")
def mistakes(speech: Speech) -> tuple[Question, ...]:
    """Questions that know what people get wrong, and one with marking points: sb01 to sb04."""
    paper = parse_paper(MISTAKES, speech, name="样卷", shown="样卷.md")
    assert paper.faults == ()
    return paper.questions


@pytest.fixture
def open_test(
    offline_page: Page,
    tmp_path: Path,
    speech: Speech,
    questions: tuple[Question, ...],
    mistakes: tuple[Question, ...],
) -> Callable[..., Page]:
    """Open some questions (by default one of each kind) as a page in a file of its own.

    With ``sittings`` so many are asked at a time, and those behind them are for a close reading.
    """

    def opened(*ids: str, sittings: tuple[int, ...] = ()) -> Page:
        asked = [each for each in questions + mistakes if each.id in ids] or list(questions)
        if sittings:
            by_choice = asked[sum(sittings) :]
            asked[sum(sittings) :] = [replace(each, tier="close") for each in by_choice]
        path = tmp_path / "page.html"
        test = self_test_data(asked, speech, sittings=sittings)
        path.write_text(page_of(test), encoding="utf-8")
        offline_page.goto(path.as_uri())
        offline_page.locator(".kit-live").wait_for()
        return offline_page

    return opened
