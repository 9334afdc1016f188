"""Russian forms made for the table: heads inflect, dependents stand, animacy is right."""

import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tiptranslate.errors import UsageError
from tiptranslate.glossary import russian_names, russian_words
from tiptranslate.glossary.compiling import compile_forms
from tiptranslate.model import Name, NameKind, Target, Term

pytest.importorskip("pymorphy3")

PHRASES = Path(__file__).resolve().parent.parent / "data" / "glossary" / "phrases" / "ru.toml"
GOLDEN = tomllib.loads(PHRASES.read_text("utf-8"))


def term(text: str, pos: str = "noun", **target: Any) -> Term:
    """A term whose Russian is this text."""
    return Term("x", pos, targets={"ru": Target(text, **target), "uz": Target("y")})


def forms(item: Term | Name) -> tuple[str, ...]:
    """The Russian forms of one term or name, compiled."""
    if isinstance(item, Term):
        return compile_forms((item,), ()).terms[0].targets["ru"].forms
    return compile_forms((), (item,)).names[0].targets["ru"].forms


@pytest.mark.parametrize("row", GOLDEN["term"], ids=lambda row: row["term"])
def test_golden_terms(row: dict[str, Any]) -> None:
    """The forms in the phrase file, read by a person, are what the compiler makes."""
    made = term(row["target"], row.get("pos", "noun"), admitted=tuple(row.get("admitted", ())))

    assert forms(made) == tuple(row["forms"])


@pytest.mark.parametrize("row", GOLDEN["name"], ids=lambda row: row["name"])
def test_golden_names(row: dict[str, Any]) -> None:
    """So are those of names."""
    kind = NameKind(row.get("kind", "body"))
    name = Name("x", kind, gender=row.get("gender", ""), targets={"ru": Target(row["target"])})

    assert forms(name) == tuple(row["forms"])


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("торговля людьми", "торговли людьми|торговлей людьми", "торговле людей|торговлями людьми"),
        ("жертва", "жертву|жертв|жертвах", ""),
        ("торговец", "торговца|торговцев|торговцы", "торговец людьми"),
        (
            "лицо, совершившее преступление",
            "лиц, совершивших преступление|лицом, совершившим преступление",
            "лица, совершившего преступления",
        ),
        (
            "лицо, ставшее жертвой",
            "лица, ставшие жертвами|лица, ставшего жертвой",
            "лица, ставшие жертвой",
        ),
        ("люди, ставшие жертвами", "человек, ставший жертвой", ""),
        ("ребенок – жертва", "детей – жертв|ребенка – жертву", "дети – жертва|ребенок – жертву"),
        ("ребенок-солдат", "детей-солдат|ребенка-солдата", "дети-солдат"),
        ("государство-член", "государства-члены|государствами-членами", "государство-члена"),
        ("трудящийся-мигрант", "трудящихся-мигрантов|трудящегося-мигранта", "трудящийся-мигранта"),
        ("интернет-провайдер", "интернет-провайдеров", "интернета-провайдера"),
        ("онлайн-центр", "онлайн-центров", "онлайна-центра"),
        ("наихудшие формы", "наихудших форм|наихудшая форма", "худших форм|худшая форма"),
        ("обвиняемый", "обвиняемая|обвиняемую|обвиняемых", ""),
        ("исполняющий обязанности", "исполняющая обязанности|исполняющих обязанности", ""),
        ("жертва и свидетель", "жертвы и свидетеля|жертв и свидетелей", "жертвы и свидетель"),
        ("деньги", "денег|деньгами", "деньга"),
        ("рабство", "рабства", "рабств"),
        ("преступление", "преступлений", ""),
        ("проект «Голубое сердце»", "проекта «Голубое сердце»", "проекта «Голубого сердца»"),
        ("вербовка", "вербовку", "вербовок"),
        ("бюро", "бюро", "бюров"),
        ("посол", "посла|послах", "после"),
        ("виновный", "виновная|виновных|виновного", ""),
        ("узбекский", "узбекская|узбекское|узбекские|узбекскими", ""),
        ("астанинский", "астанинская|астанинские", ""),
        ("Приаралье", "Приаралья|Приаральем", ""),
        ("киберпреступление", "киберпреступлений", ""),
    ],
)  # fmt: skip
def test_terms(text: str, wanted: str, unwanted: str) -> None:
    """What a linguist looks at first in a paradigm is there, and no wrong form is."""
    made = forms(term(text))

    assert made[0] == text
    assert set(wanted.split("|")) <= set(made)
    assert not set(unwanted.split("|")) & set(made)


def test_order() -> None:
    """Cases come in their order, the number of the target first, each form once."""
    expected = "жертвы жертв жертвам жертвами жертвах жертва жертве жертву жертвой"

    assert " ".join(forms(term("жертвы"))) == expected


def test_yo_as_in_the_table() -> None:
    """A table without ё gets forms without it, a table with ё keeps it."""
    assert "ребенка" in forms(term("ребенок"))
    assert "ребёнка" in forms(term("ребёнок"))


def test_capital_means_one_number() -> None:
    """A title of a law has no plural, a post has one."""
    post = Name("x", NameKind.POST, targets={"ru": Target("Генеральный секретарь")})

    assert "Протоколы" not in forms(term("Протокол", "title"))
    assert "Генеральные секретари" in forms(post)
    assert "Управления ООН" in forms(_body("Управление ООН"))
    assert "Управлениями ООН" not in forms(_body("Управление ООН"))


def _body(text: str) -> Name:
    return Name("x", NameKind.BODY, targets={"ru": Target(text)})


@pytest.mark.parametrize(
    ("text", "pos"),
    [
        ("по борьбе с торговлей людьми", "adj"),
        ("никого не оставить без внимания", "phrase"),
        ("выявить", "verb"),
        ("УНП ООН", "noun"),
        ("«Истикболли авлод»", "noun"),
        ("Winrock", "noun"),
        ("жертва", "slogan"),
    ],
)
def test_frozen(text: str, pos: str) -> None:
    """What never inflects is its own only form, without a note."""
    made = compile_forms((term(text, pos),), ())

    assert made.terms[0].targets["ru"].forms == (text,)
    assert made.notes == ()


def test_adjective() -> None:
    """One adjective has all genders and cases."""
    made = forms(term("трансграничный", "adj"))

    assert {"трансграничная", "трансграничного", "трансграничными"} <= set(made)


def test_heads_by_hand() -> None:
    """Several heads may be given; words that are not theirs stay."""
    made = forms(term("угроза силой или ее применение", head="угроза применение"))

    assert made[1] == "угрозы силой или ее применения"
    assert forms(term("Олий Мажлис", head="Мажлис"))[1] == "Олий Мажлиса"


def test_head_given_for_one_wording() -> None:
    """An admitted wording without the head given finds its own."""
    made = forms(term("торговля людьми", head="торговля", admitted=("работорговля",)))

    assert "торговли людьми" in made
    assert "работорговлю" in made


def test_hand_made_forms_stay() -> None:
    """A head of "-" leaves the forms, "=" makes the text its only form."""
    assert forms(term("жертва", head="-", forms=("жертва", "жертвою"))) == ("жертва", "жертвою")
    assert forms(term("жертва", head="=", forms=("жертвы",))) == ("жертва",)


def test_left_to_hand() -> None:
    """No head: the forms stay as they were, and a note says so in one line."""
    item = term("выявлено много", forms=("прежнее",))
    made = compile_forms((item,), ())

    assert made.terms == (item,)
    note = (
        "x: 'выявлено много': no head in the nominative was found; "
        "give ru_head, or make ru_forms by hand"
    )
    assert made.notes == (note,)


def test_guessed_words_are_named() -> None:
    """A word that the dictionary lacks is inflected by its ending, and a note names it."""
    made = compile_forms((term("бурбулятор"),), ())

    assert "бурбулятора" in made.terms[0].targets["ru"].forms
    assert "lacks бурбулятор" in made.notes[0]


def test_nothing_else_changes() -> None:
    """Other languages, and rows without Russian, stay; a second run changes nothing."""
    bare = Term("y", targets={"uz": Target("savdo")})
    first = compile_forms((term("жертва"), bare), ())

    assert first.terms[1] is bare
    assert first.terms[0].targets["uz"] == Target("y")
    assert compile_forms(first.terms, ()) == first


@pytest.mark.parametrize(
    ("name", "gender", "expected"),
    [
        ("Гутерриш", "m", "Гутерриша|Гутерришу|Гутерришем|Гутеррише"),
        ("Гада Вали", "f", "Гады Вали|Гаде Вали|Гаду Вали|Гадой Вали"),
        ("Ашита Миттал", "f", "Ашиты Миттал|Ашите Миттал|Ашиту Миттал|Ашитой Миттал"),
        ("Вера Зимина", "f", "Веры Зиминой|Вере Зиминой|Веру Зимину|Верой Зиминой"),
        ("Лев Польский", "m", "Льва Польского|Льву Польскому|Львом Польским|Льве Польском"),
        ("Мария Гарсия", "f", "Марии Гарсии|Марию Гарсию|Марией Гарсией"),
        ("Павел Черных", "m", "Павла Черных|Павлу Черных|Павлом Черных|Павле Черных"),
        ("Жан-Поль Ли", "m", "Жан-Поля Ли|Жан-Полю Ли|Жан-Полем Ли|Жан-Поле Ли"),
        ("Львов-Ли", "m", "Львова-Ли|Львову-Ли|Львовым-Ли|Львове-Ли"),
        ("И. Зайцев", "m", "И. Зайцева|И. Зайцеву|И. Зайцевым|И. Зайцеве"),
    ],
)  # fmt: skip
def test_persons(name: str, gender: str, expected: str) -> None:
    """A person's name declines by its gender and endings."""
    assert russian_names.forms(name, gender) == (name, *expected.split("|"))


def test_person_without_gender() -> None:
    """Without a gender only a name that nobody declines has forms."""
    person = Name("x", NameKind.PERSON, targets={"ru": Target("Ашита Миттал")})

    assert compile_forms((), (person,)).notes == (
        "x: 'Ашита Миттал': the gender is not known; give it, or make ru_forms by hand",
    )
    assert russian_names.forms("Коити Ли", "") == ("Коити Ли",)


def test_without_pymorphy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing pymorphy3 is one line that says what to install."""
    monkeypatch.setitem(sys.modules, "pymorphy3", None)
    russian_words._analyzer.cache_clear()
    try:
        with pytest.raises(UsageError, match=r'pip install "tiptranslate\[compile\]"'):
            compile_forms((term("жертва"),), ())
    finally:
        russian_words._analyzer.cache_clear()
