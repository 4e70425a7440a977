"""GIFT: what is written is read again, by the kit and by another's parser."""

from __future__ import annotations

import warnings
from collections import Counter
from types import ModuleType
from typing import get_args

import pytest
from hypothesis import given

from kit.decks import FORMATS, Deck, Imported, read_deck
from kit.quiz import Kind, Option, Question, WrongAnswer, wrong_name
from kit.speech import Speech
from tests.decks.samples import deck_of, essence, questions

CLASSES = {
    "single": "MultipleChoiceRadio()",
    "multiple": "MultipleChoiceCheckbox()",
    "judge": "TrueFalse()",
    "fill": "Short()",
    "numeric": "Numerical()",
    "match": "Matching()",
    "recall": "Essay()",
}


def read(text: str) -> Imported:
    return read_deck(text.encode())


def one(text: str) -> Question:
    found = read(text)
    assert (len(found.questions), found.left) == (1, ())
    return found.questions[0]


def test_an_arrow_in_a_typed_answer_would_make_a_matching_question(speech: Speech) -> None:
    question = Question("a1", "fill", "____", answers=(("甲->乙",),), explanation="说明。")
    (left,) = FORMATS["gift"].write(deck_of([question], speech)).left
    assert left.what == "答案里有“->”的填空题"


def test_a_likely_wrong_answer_is_worth_nothing_and_is_answered(eight: Deck) -> None:
    text = FORMATS["gift"].write(eight).data.decode()
    assert "\t=%0%二号建议#少了“一号”。\n" in text
    assert "\t=6:0\n\t=%0%7:0#第七个&\\#61;标题。\n" in text
    assert "常见错误（“社会稳定”配“护航员”）：护航的是企业。" in text


def test_a_multiple_question_is_worth_what_the_kit_says(eight: Deck) -> None:
    text = FORMATS["gift"].write(eight).data.decode()
    assert "~%50%甲#好。" in text
    assert "~%50%乙\\=丙" in text
    assert "~%-50%丁#不在此处。" in text


def test_ids_stand_where_moodle_looks_for_them(eight: Deck) -> None:
    text = FORMATS["gift"].write(eight).data.decode()
    assert "// [id:aa03] [tag:04_brand] [tag:进阶] [tag:应用]\n::aa03::" in text


@pytest.fixture(scope="module")
def parser() -> ModuleType:
    """A GIFT parser that others have written; it leaves a file open when it is imported."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pytest.importorskip("pygiftparser", reason="pygiftparserrgmf is not installed")
        from pygiftparser import parser

        return parser


def test_another_parser_reads_every_question_of_the_built_in_papers(
    built_in: Deck, parser: ModuleType
) -> None:
    written = FORMATS["gift"].write(built_in)
    left = {each.name for each in written.left}
    held = [(paper, each) for paper, each in built_in.questions() if each.id not in left]
    found = parser.parse(written.data.decode()).questions
    assert [each.name for each in found] == [each.id for _, each in held]
    for theirs, (paper, ours) in zip(found, held, strict=True):
        assert theirs.category == f"{built_in.title}/{paper.title}"
        assert (
            theirs.text == ours.stem.replace("**不**", "<strong>不</strong>") or "**" in ours.stem
        )
        assert repr(theirs.answer) == CLASSES[ours.kind]
        answers = [each.text for each in theirs.answer.options]
        match ours.kind:
            case "single":
                assert answers == [each.text for each in ours.options]
                right = [each.text for each in theirs.answer.options if each.percentage == 1]
                assert right == [each.text for each in ours.options if each.correct]
            case "judge":
                assert answers == [str(ours.options[ours.keys[0]].text == "对")]
            case "fill":
                wrong = [text for each in ours.wrong for text in each.texts]
                assert answers == [*ours.answers[0], *wrong]
                shares = [each.percentage for each in theirs.answer.options]
                assert shares[len(ours.answers[0]) :] == [0] * len(wrong)
            case "match":
                assert answers == [f"{left} -> {right}" for left, right in ours.pairs]
            case "numeric":
                assert answers == [ours.answers[0][0]] or ours.answers[0][0].isalpha()


def test_another_parser_reads_escaped_marks(eight: Deck, parser: ModuleType) -> None:
    found = parser.parse(FORMATS["gift"].write(eight).data.decode()).questions
    kinds = Counter(repr(each.answer).replace("Multiple", "", 1) for each in found)
    assert kinds == Counter(each.replace("Multiple", "", 1) for each in CLASSES.values())


@given(question=questions(get_args(Kind)))
def test_another_parser_takes_any_marks(
    question: Question, speech: Speech, parser: ModuleType
) -> None:
    written = FORMATS["gift"].write(deck_of([question], speech))
    if not written.left:  # it refuses an empty file
        assert len(parser.parse(written.data.decode()).questions) == 1


def test_reads_what_moodle_documents_of_a_choice() -> None:
    question = one(
        "// a comment\n::Q2:: What's between orange and green in the spectrum?\n"
        "{ =yellow # right; good! ~red # wrong, it's yellow ~blue # wrong, it's yellow }"
    )
    assert question.kind == "single"
    assert question.id == "Q2"
    assert question.stem == "What's between orange and green in the spectrum?"
    assert question.options == (
        Option("yellow", True),
        Option("red", False, "wrong, it's yellow"),
        Option("blue", False, "wrong, it's yellow"),
    )
    assert question.explanation == "right; good!"  # all that is said of the right one


@pytest.mark.parametrize("mark", ["=", "~%100%"])
def test_what_is_said_of_the_right_option_explains_it_however_it_is_marked(mark: str) -> None:
    question = one(f"哪一项？{{ {mark}甲#正是。 ~乙#不是。 }}")
    assert question.options == (Option("甲", True), Option("乙", False, "不是。"))
    assert question.explanation == "正是。"


@pytest.mark.parametrize(
    ("text", "kind", "stem", "answers"),
    [
        ("Two plus {=two =2} equals four.", "fill", "Two plus ____ equals four.", ("two", "2")),
        ("Who's buried?{=no one =nobody}", "fill", "Who's buried?____", ("no one", "nobody")),
        ("What is 2 + 2?{#4:0}", "numeric", "What is 2 + 2?____", ("4",)),
        ("二加二等于____。{#4}", "numeric", "二加二等于____。", ("4",)),
        ("二加二等于_______。{#=4 =5.0:0#对}", "numeric", "二加二等于____。", ("4", "5")),
        ("圆周率{#3.14:0.010}", "numeric", "圆周率____", ("3.14 ± 0.01",)),
        ("圆周率{#3..4}", "numeric", "圆周率____", ("3 … 4",)),
        ("圆周率{#=.5 =+1e1:0 =-2..-1}", "numeric", "圆周率____", ("0.5", "10", "-2 … -1")),
        ("::甲::[html]<p>二加二等于</p>{=%100%四#好}", "numeric", "二加二等于____", ("四",)),
        ("[plain]a<b**c**{=x\\=y}", "fill", "a<b**c**____", ("x=y",)),
    ],
)
def test_typed_answers_get_a_blank(
    text: str, kind: str, stem: str, answers: tuple[str, ...]
) -> None:
    question = one(text)
    assert (question.kind, question.stem, question.answers) == (kind, stem, (answers,))


@pytest.mark.parametrize(
    ("text", "true", "wrong", "right"),
    [
        ("1+1=2 {T}", True, "", ""),
        ("Grant is buried.{FALSE#No one is.#Right!####See there.}", False, "No one is.", "Right!"),
        ("地球是圆的。{TRUE#再想想}", True, "再想想", ""),
    ],
)
def test_true_and_false_are_a_judge_question(text: str, true: bool, wrong: str, right: str) -> None:
    question = one(text)
    assert question.kind == "judge"
    assert [each.text for each in question.options if each.correct] == ["对" if true else "错"]
    said = {each.correct: each.feedback for each in question.options}
    explained = question.explanation in {"See there.", right}
    assert (said[False], explained) == (wrong, True)


def test_reads_matching_and_essays() -> None:
    found = read(
        "Match.{\n  =cat -> cat food\n  =dog -> dog food\n  =cow->grass\n  = -> stone }\n\n"
        "Write.{####A model answer.}\n\nWrite too. {}"
    )
    match, essay, empty = found.questions
    assert match.pairs == (("cat", "cat food"), ("dog", "dog food"), ("cow", "grass"))
    assert [(each.name, each.what) for each in found.partly] == [
        ("第 1 题（第 1 行）", "多余的右项")
    ]
    assert (essay.kind, essay.model_answer) == ("recall", "A model answer.")
    assert (empty.kind, empty.model_answer) == ("recall", "")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Read this first.", "没有答案的说明文字"),
        ("=a ~b", "答案没有写在花括号里的题目"),
        ("Pi?{#three}", "答案里有通配符、或不是数字的题目"),
        ("Which?{~a ~b}", "没有正确答案的题目"),
        ("Say?{=a*}", "答案里有通配符、或不是数字的题目"),
        ("Order.{>3 ALL VERTICAL\na\nb\nc}", "排序题（Moodle 插件的写法）"),
        ("Odd.{hello}", "看不懂的答案"),
        ("Odd.{hello =a ~b}", "看不懂的答案"),
        ("Two. {T} and {=a}", "有几处答案、又不都是填空的题目"),
        ("Two. {#1..2} and {#3}", "有几个空、答案是一个范围的题目"),
        ("Open.{=a", "花括号不成对的题目"),
        ("Open.=a} {=b}", "花括号不成对的题目"),
        ("<img src\\=a alt\\=甲>{=a ~b}", "题目里只有图片、没有文字的题目"),
        ("看图{=<img src\\=a> ~b}", "选项里只有图片、没有文字的题目"),
    ],
)
def test_what_a_paper_cannot_hold_is_named(text: str, what: str) -> None:
    found = read(text if "{" in text else f"{text}\n\nX{{T}}")
    assert [(each.name, each.what) for each in found.left] == [("第 1 题（第 1 行）", what)]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Who?{=Jesus ~%50%Galilee ~Athens}", "选项的部分得分"),
        ("Who?{=%100%Ulysses =%50%Grant}", "只得部分分的答案"),
        ("Who?{=Ulysses =%0%Grant}", "没有说明的错答"),
        ("Who?{=Ulysses =%0%*#Think again.}", "对其余答案的说明"),
        ("When?{#=1822:0 =%50%1823:0}", "只得部分分的答案"),
        ("When?{#=1822:0 ~#Think again.}", "对其余答案的说明"),
        ("Which?{=a =b ~c}", "选中一个正确项就得满分的规定"),
        ("Which?{~%70%a ~%30%b ~c}", "各选项的分值"),
        ('[html]<p>看图：<img src\\="@@PLUGINFILE@@/a.png" alt\\="甲"></p>{T}', "图片"),
        ("[markdown]看图：![甲](a.png){T}", "图片"),
        ("看表：<table><tr><td>甲</td></tr></table>{T}", "表格的排版"),
        ("式 \\\\(x^2\\\\) 对。{T}", "公式的排版"),
        ("看{T#<video src\\=a>}", "音频、视频等插入的内容"),
        ('看<a href\\="http\\://a">甲</a>{T}', "链接的地址"),
    ],
)
def test_what_is_lost_of_a_question_is_named(text: str, what: str) -> None:
    found = read(text)
    assert len(found.questions) == 1
    assert [each.what for each in found.partly] == [what]


def stems(text: str) -> list[str]:
    found = read(text)
    assert found.left == ()
    return [each.stem for each in found.questions]


def test_questions_need_no_blank_line_between_them() -> None:
    text = "::a::甲{T}\n::b::乙{\n=一\n~二\n}\n丙{=三}。\n// 注释\n丁{F} ::e::戊 {=五}\n己{T}"
    assert stems(text) == ["甲", "乙", "丙____。", "丁", "戊____", "己"]


def test_a_mistake_that_fits_no_pair_is_not_lost() -> None:
    said = "看清。<br>常见错误（“甲”配“丑”）：错。<br>常见错误（“丁”配“子”）：没有。"
    question = one(f"配。{{=甲->子 =乙->丑 ####{said}}}")
    assert question.wrong == (WrongAnswer("错。", 0, 1),)
    assert question.explanation == "看清。 常见错误（“丁”配“子”）：没有。"


@pytest.mark.parametrize(
    "name", ["“守社会的‘石’”配“护航员”", "“守社会的“石””配““护航员””"], ids=["now", "formerly"]
)
def test_a_mistake_is_known_whose_sides_have_quotation_marks_of_their_own(name: str) -> None:
    said = f"常见错误（{name}）：错。"
    question = one(f"配。{{=守社会的“石”->压舱 =守企业的->“护航员” ####{said}}}")
    assert question.wrong == (WrongAnswer("错。", 0, 1),)
    assert wrong_name(question, question.wrong[0]) == "“守社会的‘石’”配“护航员”"


def test_a_file_may_begin_with_a_bracket() -> None:
    assert stems("[第一单元] 甲{T}\n乙{F}") == ["[第一单元] 甲", "乙"]


def test_blank_lines_inside_a_question_do_not_end_it() -> None:
    (question,) = read("甲：{\n\n=一\n\n\n~二\n\n}\n").questions
    assert [each.text for each in question.options] == ["一", "二"]


def test_an_answer_may_stand_first() -> None:
    assert stems("{=居委会}是居民的组织。\n\n{=村委会}也是。") == [
        "____是居民的组织。",
        "____也是。",
    ]


def test_several_braces_are_several_blanks_wherever_they_stand() -> None:
    text = "从{=甲 =乙#好}到 {=丙=%0%丁#不是}，\n共{#6}项。"
    (question,) = read(text).questions[:1]
    assert question.stem == "从____到 ____，"
    assert question.answers == (("甲", "乙"), ("丙",))
    assert question.wrong == (WrongAnswer("不是", 1, texts=("丁",)),)
    assert question.explanation == "好"


@pytest.mark.parametrize(
    ("text", "kind", "right"),
    [
        ("选哪个？｛＝甲＃对～乙＃错｝", "single", ["甲"]),
        ("选哪个？{＝甲　～乙}", "single", ["甲"]),
        ("选哪个？｛=甲 ~乙}", "single", ["甲"]),
        ("选哪些？｛～％50％甲～％50％乙～％-100％丙｝", "multiple", ["甲", "乙"]),
        ("选哪些？{=甲 =乙 ~丙}", "multiple", ["甲", "乙"]),
        ("选哪些？｛～％５０％甲　～％５０％乙　～％－１００％丙｝", "multiple", ["甲", "乙"]),
        ("：：题一：：选哪个？｛＝甲　～乙｝", "single", ["甲"]),
        ("选哪个？{~=甲 ~乙}", "single", ["甲"]),
        ("年份：｛=1～5年 ~6～10年｝", "single", ["1～5年"]),
        ("是对的。｛对｝", "judge", ["对"]),
        ("是对的。{正确#再想}", "judge", ["对"]),
        ("是对的。{错误}", "judge", ["错"]),
        ("是对的。{ f }", "judge", ["错"]),
    ],
)
def test_marks_and_words_as_people_type_them(text: str, kind: str, right: list[str]) -> None:
    question = one(text)
    assert question.kind == kind
    assert [each.text for each in question.options if each.correct] == right
    assert not set("{}｛｝：_") & set(question.stem.removeprefix("年份："))


@pytest.mark.parametrize(
    ("answer", "accepted"), [("６：０．５", "6 ± 0.5"), ("１..５", "1 … 5"), ("－1…１", "-1 … 1")]
)
def test_numbers_as_people_type_them(answer: str, accepted: str) -> None:
    assert one(f"几个？｛＃{answer}｝").answers == ((accepted,),)


def test_no_blank_is_made_where_nothing_is_filled_in() -> None:
    assert stems("{T}这句话对。\n\n谈谈{}体会。") == ["这句话对。", "谈谈体会。"]


def test_numbers_that_count_the_questions_are_none_of_them() -> None:
    found = read("题库（一）\n1. 甲{T}\n2．乙{=丙}。\n\n说明\n\n1、丁{F}")
    assert [each.stem for each in found.questions] == ["甲", "乙____。", "丁"]
    assert [each.what for each in found.left] == ["没有答案的说明文字"] * 2
    assert stems("1. 甲{T}\n1.5 倍{F}") == ["1. 甲", "1.5 倍"]
    assert stems("选：\n1. 甲\n2. 乙{T}\n\n丙{T}") == ["选：1. 甲 2. 乙", "丙"]


def test_categories_and_tags_are_named() -> None:
    found = read("$CATEGORY: 甲/乙\n//[tag:难][tag:必会]\n一{T}\n\n$CATEGORY: 甲/丙\n二{F}")
    assert found.beside == ("分类，2 个：乙、丙", "标签，1 个：难")
    many = "".join(f"[tag:{each}]" for each in range(9))
    assert read(f"//{many}\n一{{T}}").beside == ("标签，9 个：0、1、2、3、4、5、6、7等",)


def test_what_follows_a_whole_question_is_no_blank() -> None:
    assert stems("哪个？{=甲 ~乙}（2 分）\n是（　）{=丙}") == ["哪个？（2 分）", "是____"]


def test_lines_end_without_a_blank_beside_a_full_width_mark() -> None:
    assert stems("看：\n“甲，\n乙。”\n丙\nA{T}") == ["看：“甲，乙。”丙 A"]


def test_full_width_braces_without_answers_are_text() -> None:
    assert stems("集合｛1,2｝有两个数。{T}") == ["集合｛1,2｝有两个数。"]


def test_braces_that_do_not_close_take_nothing_of_the_next_question_with_them() -> None:
    found = read("::a::甲{=一 ~二\n\n::b::乙{T}\n丙{=三\n丁{F}\n\n{\n\n戊{T}")
    assert [each.stem for each in found.questions] == ["乙", "丁", "戊"]
    assert [each.name for each in found.left] == [
        "a（第 1 行）",
        "第 3 题（第 4 行）",
        "第 5 题（第 7 行）",
    ]
    assert {each.what for each in found.left} == {"花括号不成对的题目"}


def test_braces_in_an_option_are_read_where_they_have_their_partner() -> None:
    question = one("哪个？{\n=集合{1,2}\n~集合{3}\n}")
    assert [each.text for each in question.options] == ["集合{1,2}", "集合{3}"]


def test_escaped_marks_are_characters_everywhere() -> None:
    question = one(r"::a\:b::\{甲\}\=乙\~丙\#丁{=\{一\}\#\~#\=说\: ~二}")
    assert (question.id, question.stem) == ("a:b", "{甲}=乙~丙#丁")
    assert question.options[0].text == "{一}#~"
    assert question.explanation == "=说:"


def test_ranges_come_back(speech: Speech) -> None:
    question = Question(
        *("a1", "numeric", "占____"),
        answers=(("3.5 ± 0.1", "7", "10 … 20"),),
        explanation="说明。",
        wrong=(WrongAnswer("太大。", 0, texts=("100 … 200",)),),
    )
    data = FORMATS["gift"].write(deck_of([question], speech)).data
    assert "\t=3.5:0.1\n\t=7:0\n\t=10..20\n\t=%0%100..200#太大。\n" in data.decode()
    assert essence(read_deck(data).questions[0]) == essence(question)


def test_braces_of_either_width_may_stand_in_one_line() -> None:
    (question,) = read("每月｛＝一次｝，每年{=两次}，集合｛1,2｝。").questions
    assert question.stem == "每月____，每年____，集合｛1,2｝。"
    assert question.answers == (("一次",), ("两次",))


def test_a_line_below_a_whole_question_is_none_of_it() -> None:
    found = read("哪一项对？{=甲 ~乙}\n第二部分\n由{=市\n~县}\n负责。")
    assert [each.stem for each in found.questions] == ["哪一项对？", "第二部分 由____ 负责。"]
    found = read("哪一项对？{=甲 ~乙}\n第二部分\n\n丙{T}")
    assert [(each.name, each.what) for each in found.left] == [
        ("第 2 题（第 2 行）", "没有答案的说明文字")
    ]
