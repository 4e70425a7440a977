"""What was wrong, as one page to take along: to be done again, and with answers to be printed."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kit.page.assets import printed_page
from kit.page.describing import self_test_data
from kit.page.whole_page import Link, Page
from kit.quiz import Question
from kit.speech import Speech


def mistakes_page(speech: Speech, questions: Sequence[Question]) -> str:
    """Return one HTML file: the questions to be answered again, then answers and explanations.

    It needs no other file and no network.
    """
    title = f"错题：{speech.source.title}"
    page = Page("learner")
    again = page.html(self_test_data(questions, speech, title="错题重做"))
    page.edition = "teacher"
    answers = page.html(self_test_data(questions, speech, title="错题的答案与解析"))
    body = Markup(
        "<h1>{}</h1>\n<p>共 {} 题，都是最近一次没有全对的。先在“重做”中作答；"
        "打印出来，答案与解析在后面。</p>\n"
        '<h2 id="again">重做</h2>\n{}\n<h2 id="answers" class="kit-answers">答案与解析</h2>\n{}\n'
    ).format(title, len(questions), again, answers)
    return page.document(
        title=title,
        body=body + page.appendix(),
        contents=(Link("重做", "#again"), Link("答案与解析", "#answers")),
        style=printed_page(title),
    )
