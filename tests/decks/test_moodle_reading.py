"""Moodle XML read: what the kit writes comes back, what others write is read or named."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kit.decks import Imported, read_deck
from kit.errors import KitError
from kit.quiz import Option, Question, WrongAnswer

NAME = "<name><text>甲</text></name>"


def stem(text: str) -> str:
    return f"<questiontext format='html'><text><![CDATA[{text}]]></text></questiontext>"


def asked(sort: str, *inside: str, said: str = "是什么？") -> str:
    return f"<question type='{sort}'>{NAME}{stem(said)}{''.join(inside)}</question>"


def answer(text: str, worth: float | str, said: str = "", more: str = "") -> str:
    told = f"<feedback format='html'><text>{said}</text></feedback>" if said else ""
    return f"<answer fraction='{worth}'><text>{text}</text>{told}{more}</answer>"


TRUE = answer("true", 100) + answer("false", 0)


def read(*found: str) -> Imported:
    lines = "\n".join(found)
    return read_deck(f"<?xml version='1.0' encoding='UTF-8'?>\n<quiz>\n{lines}\n</quiz>".encode())


def one(sort: str, *inside: str, said: str = "是什么？") -> Question:
    found = read(asked(sort, *inside, said=said))
    assert (len(found.questions), found.left) == (1, ())
    return found.questions[0]


def test_reads_choices_of_others() -> None:
    options = [answer("&lt;p&gt;一&lt;/p&gt;", 100, "正是。"), answer("二", 0, "不是。")]
    single = one("multichoice", "<single>true</single>", *options)
    assert single.options == (Option("一", True), Option("二", False, "不是。"))
    assert (single.id, single.stem, single.explanation) == ("甲", "是什么？", "正是。")
    many = [answer("一", 50), answer("二", 50), answer("三", -50)]
    fixed = "<single>false</single><shuffleanswers>0</shuffleanswers>"
    multiple = one("multichoice", fixed, *many)
    assert (multiple.kind, multiple.keys, multiple.fixed_order) == ("multiple", (0, 1), True)
    judged = one("truefalse", answer("true", 0, "再想。"), answer("false", 100))
    assert judged.options == (Option("对", False, "再想。"), Option("错", True))
    same = one("multichoice", answer("正确", 100), answer("错误", 0))
    assert (same.kind, same.options[0].text) == ("judge", "对")


def test_reads_what_is_typed() -> None:
    fill = one("shortanswer", answer(r"甲 \* 乙", 100), answer("丙", 100), answer("丁", 0, "不是"))
    assert (fill.stem, fill.answers) == ("是什么？____", (("甲 * 乙", "丙"),))
    assert fill.wrong == (WrongAnswer("不是", 0, texts=("丁",)),)
    margin = "<tolerance>0.10</tolerance>"
    number = one("numerical", answer("3.50", 100, "", margin), answer("7", 0, "多了", margin))
    assert (number.kind, number.answers) == ("numeric", (("3.5 ± 0.1",),))
    assert number.wrong == (WrongAnswer("多了", 0, texts=("7 ± 0.1",)),)


def test_reads_matching_ordering_and_essays() -> None:
    pairs = [
        f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>"
        for left, right in (("一", "1"), ("二", "2"), ("三", "3"), ("", "4"))
    ]
    found = read(asked("matching", *pairs))
    assert found.questions[0].pairs == (("一", "1"), ("二", "2"), ("三", "3"))
    assert [each.what for each in found.partly] == ["多余的右项"]
    assert one("ordering", *(answer(each, 1) for each in "甲乙丙")).order == ("甲", "乙", "丙")
    essay = one("essay", "<graderinfo format='html'><text>要点一，要点二。</text></graderinfo>")
    assert (essay.kind, essay.model_answer) == ("recall", "要点一，要点二。")


@pytest.mark.parametrize(
    ("text", "shown", "answers"),
    [
        ("从{1:SHORTANSWER:=甲~=乙}到{:SA:%100%丙#好}", "从____到____", (("甲", "乙"), ("丙",))),
        (r"是{1:MW:=a\}b\~c~%0%*}。", "是____。", (("a}b~c",),)),
        ("是{2:NUMERICAL:=3.5:0.1~%50%4:1}。", "是____。", (("3.5 ± 0.1",),)),
    ],
)
def test_reads_answers_inside_a_sentence(
    text: str, shown: str, answers: Sequence[Sequence[str]]
) -> None:
    question = one("cloze", said=text)
    assert (question.stem, question.answers) == (shown, answers)


def test_reads_a_choice_inside_a_sentence() -> None:
    found = read(asked("cloze", said="由{1:MULTICHOICE:=市~%50%县#不是}负责。"))
    (question,) = found.questions
    assert (question.kind, question.stem) == ("single", "由____负责。")
    assert question.options == (Option("市", True), Option("县", False, "不是"))
    assert [each.what for each in found.partly] == ["选项的部分得分"]


@pytest.mark.parametrize(
    ("element", "what"),
    [
        (asked("description"), "没有答案的说明文字"),
        (asked("gapselect"), "选词填空题"),
        (asked("coderunner"), "“coderunner”类的题目"),
        (asked("multichoice", answer("一", 0), answer("二", 0)), "没有正确答案的题目"),
        (asked("multichoice", answer("一", "x")), "看不懂的题目"),
        (asked("shortanswer", answer("检察*", 100)), "答案里有通配符、或不是数字的题目"),
        (asked("cloze"), "没有答案的说明文字"),
        (asked("cloze", said="{1:MC:=甲~乙}{1:SA:=丙}"), "有几处答案、又不都是填空的题目"),
        (asked("cloze", said="{1:SA:=甲}{1:SA:=丙"), "花括号里看不懂的填空题"),
        (asked("truefalse", TRUE, said="<img src='a.png'>"), "题目里只有图片、没有文字的题目"),
    ],
)
def test_what_a_paper_cannot_hold_is_named_with_its_line(element: str, what: str) -> None:
    found = read(asked("truefalse", TRUE), element)
    assert len(found.questions) == 1
    assert [(each.name, each.what) for each in found.left] == [("甲（第 4 行）", what)]


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("<usecase>1</usecase>", "区分大小写的要求"),
        ("<defaultgrade>2.0000000</defaultgrade>", "题目的分值"),
        ("<defaultgrade>1.00</defaultgrade><usecase>1</usecase>", "区分大小写的要求"),
        ("<hint><text>一</text></hint><hint><text>二</text></hint>", "第二条以后的提示"),
        ("<correctfeedback><text>很好，继续。</text></correctfeedback>", "对整题作答的说明"),
        ("<generalfeedback><text>&lt;img src='a' alt='图一'></text></generalfeedback>", "图片"),
        (answer("乙", 50), "只得部分分的答案"),
        (answer("甲*", 100), "有通配符、或不是数字的答案"),
    ],
)
def test_what_is_lost_of_a_question_is_named(inside: str, what: str) -> None:
    stock = "<incorrectfeedback><text>Your answer is incorrect.</text></incorrectfeedback>"
    found = read(asked("shortanswer", answer("甲", 100), inside, stock))
    assert len(found.questions) == 1
    assert [each.what for each in found.partly] == [what]


def test_what_stands_in_for_a_film_is_no_text() -> None:
    film = "<video><source src=a>@@PLUGINFILE@@/a.mp4</video>"
    found = read(asked("truefalse", TRUE, said=f"看{film}，对吗？"))
    assert [each.stem for each in found.questions] == ["看，对吗？"]


def test_an_alternative_text_stays_where_a_picture_was() -> None:
    text = "<p>看图：<img src='@@PLUGINFILE@@/a.png' alt='路线'></p>"
    found = read(asked("shortanswer", answer("甲", 100), said=text))
    assert found.questions[0].stem == "看图：（图：路线）____"
    assert [each.what for each in found.partly] == ["图片"]


def test_categories_and_tags_are_named() -> None:
    groups = [
        f"<question type='category'><category><text>甲/{each}</text></category></question>"
        for each in "乙丙"
    ]
    found = read(*groups, asked("truefalse", TRUE, "<tags><tag><text>难</text></tag></tags>"))
    assert found.beside == ("分类，2 个：乙、丙", "标签，1 个：难")


def test_the_only_category_is_the_title() -> None:
    path = "<category><text>$course$/top/讲话/民生//品牌</text></category>"
    category = f"<question type='category'>{path}</question>"
    question = asked("truefalse", TRUE)
    assert read(category, question).title == "民生/品牌"
    assert read(category, question, category.replace("民生", "党建"), question).title == ""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<!DOCTYPE q [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><quiz>&b;</quiz>", "实体声明"),
        ("<!DOCTYPE q [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><quiz>&x;</quiz>", "实体声明"),
        ("<!DOCTYPE quiz SYSTEM 'http://127.0.0.1/a.dtd'><quiz/>", "实体声明"),
        ("<quiz>" + "<a>" * 100_000, "层次太深（第 1 行）"),
        ("<quiz>\n<question></quiz>", "第 2 行起不是合格的 XML"),
        ("\n<?xml version='1.0'\n encoding='gbk'?><quiz></a>", "第 3 行起不是合格的 XML"),
        ("<quiz>&nbsp;</quiz>", "第 1 行起不是合格的 XML"),
        ("<?xml version='1.0'?><w:p xmlns:w='x'/>", "不是 Moodle 题库（最外层是 <w:p>）"),
        ("<!DOCTYPE html><html></html>", "这是网页"),
    ],
)
def test_a_file_that_is_none_of_moodles_or_means_harm_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(KitError) as error:
        read_deck(text.encode())
    assert sentence in str(error.value)
