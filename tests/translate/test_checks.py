"""The checks of drafts: one table over all, so that none fires where it should be silent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.translate.checks import CHECKS, Candidate, faults, is_foreign

HOTLINE = "The hotline answers calls in three languages around the clock."
SOUND_RU = "Горячая линия круглосуточно отвечает на звонки на трех языках."
SOUND_UZ = "Ishonch telefoni qoʻngʻiroqlarga kechayu kunduz uch tilda javob beradi."

TABLE = [
    # What is sound.
    (HOTLINE, SOUND_RU, "ru", []),
    (HOTLINE, SOUND_UZ, "uz", []),
    ("Arifa Fatikhova", "Arifa Fatikhova", "uz", []),
    ("UNODC", "UNODC", "ru", []),
    ("IOM and ILO", "МОМ и МОТ", "ru", []),
    ("Why?", "Почему?", "ru", []),
    ("He said “no, no, no” to the recruiter.", "Вербовщику он сказал: «Нет, нет, нет».", "ru", []),
    ("The NGO “Istiqbolli Avlod” helps.", "НПО «Istiqbolli Avlod» оказывает помощь.", "ru", []),
    ("Write to a@example.org.", "Напишите на a@example.org.", "ru", []),
    ("On 27 July 2023 they met.", "Они встретились 27 июля 2023 года.", "ru", []),
    ("Video conference", "Videokonferensiya", "uz", []),
    ("Email", "Email", "uz", []),
    ("They meet again and again.", "Они встречаются снова и снова.", "ru", []),
    # Nothing.
    (HOTLINE, "", "ru", ["empty"]),
    (HOTLINE, " . — ", "ru", ["empty"]),
    # Traces of the machinery.
    (HOTLINE, "Горячая <unk> отвечает на звонки на трех языках.", "ru", ["model-debris"]),
    (HOTLINE, "rus_Cyrl Горячая линия отвечает на звонки на трех языках.", "ru", ["model-debris"]),
    (HOTLINE, "Горячая линия ⁇ отвечает на звонки на трех языках.", "ru", ["model-debris"]),
    (HOTLINE, "__uz__ " + SOUND_UZ, "uz", ["model-debris"]),
    # Spans.
    ("Please write to a@x.org as soon as you can.",
     "Напишите как можно скорее на a @ x. org.", "ru", ["lost-span"]),
    ("Write to us, please.", "Напишите на a@example.org.", "ru", ["invented-span"]),
    ("Write to a@b.org.", "На a@b.org пишите, a@b.org.", "ru", ["invented-span"]),
    ("Call +998 71 120 80 50 now.", "Звоните +998 71 120 80 51.", "ru",
     ["lost-span", "invented-span"]),
    ("See {name} there today.", "Там {имя} сегодня.", "ru", ["lost-span", "invented-span"]),
    # Figures.
    ("There were 244,890 victims.", "Было 24 490 жертв.", "ru", ["changed-number"]),
    ("There were 12 victims.", "Были жертвы.", "ru", ["changed-number"]),
    # Repetition.
    ("He ate a salad at noon.", "Он салат салат салат съел.", "ru", ["repetition"]),
    (HOTLINE, "Горячая линия на звонки, горячая линия на звонки, отвечает.", "ru", ["repetition"]),
    (HOTLINE, "Горячая линия ааааааааааа на трех языках.", "ru", ["repetition"]),
    (HOTLINE, "Горячая линия и линия и линия и линия отвечает.", "ru", ["repetition"]),
    (HOTLINE, "Горячая линия отвечает на МОМОМОМОМОМОМ языках.", "ru", ["repetition"]),
    (HOTLINE, "Горячая линия;;;;; отвечает на звонки на трех языках.", "ru", ["repetition"]),
    (HOTLINE + "..........", SOUND_RU + "..........", "ru", []),
    # The source, or another script.
    (HOTLINE, HOTLINE, "uz", ["copied-source"]),
    (HOTLINE, HOTLINE, "ru", ["copied-source", "wrong-script"]),
    ("Arifa Fatikhova", "Arifa Fatikhova", "ru", ["copied-source"]),
    ("World Day Against Trafficking", "World Day Against Trafficking", "uz", ["copied-source"]),
    (HOTLINE, SOUND_UZ, "ru", ["wrong-script"]),
    ("It was in the village.", "Это было далеко на юге, в villageе.", "ru", ["mixed-script"]),
    ("It was in the village.", "Bu yerdan uzoq qishloqлar orasida edi.", "uz", ["mixed-script"]),
    ("The UNODC met here today.", "UNODC здесь провело встречу.", "ru", []),
    ("It ended on 22 July 2022.", "Он завершился 22 июня 2022 года.", "ru", ["changed-date"]),
    ("It ended on 22 July 2022.", "Он завершился 22 июля 2022 года.", "ru", []),
    (HOTLINE, SOUND_RU, "uz", ["wrong-script"]),
    (HOTLINE, "Η γραμμή βοήθειας απαντά σε κλήσεις όλο το εικοσιτετράωρο.", "ru", ["wrong-script"]),
    # Length.
    (HOTLINE, "Линия.", "ru", ["length"]),
    (HOTLINE, SOUND_RU + " И это еще далеко не все, что о ней можно было бы сегодня вам " * 2, "ru",
     ["repetition", "length"]),
    ("No.", "Нет, это совершенно не так, и никто никогда бы такого не сказал.", "ru", ["length"]),
    ("Email", "Вопрос: ли вы нам позвоните?", "ru", ["length"]),
    ("ILO", "Международная организация труда", "ru", []),
    # Truncated.
    (HOTLINE, "Горячая линия круглосуточно отвечает на звонки на", "ru", []),
    (HOTLINE, "Горячая линия круглосуточно отвечает на звонки,", "ru", ["truncated"]),
    (HOTLINE, "Горячая линия отвечает на звонки на", "ru", ["truncated"]),
    ("The partners are:", "Партнеры:", "ru", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "language", "expected"), TABLE)
def test_each_case_has_exactly_these_faults(
    source: str, target: str, language: str, expected: list[str]
) -> None:
    """All checks over every case."""
    assert list(faults(Candidate(source, target, "en", language))) == expected


def test_every_check_has_a_case() -> None:
    """A new check needs one in the table."""
    assert {check.id for check in CHECKS} == {fault for case in TABLE for fault in case[3]}


def test_every_check_is_named_for_its_fault_and_explained() -> None:
    """The id is what a note shows; the docstring says what it means."""
    ids = [check.id for check in CHECKS]

    assert len(set(ids)) == len(ids)
    for check in CHECKS:
        assert check.id == check.id.lower()
        assert " " not in check.id
        assert type(check).__doc__


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["ru", "uz", "uz@cyrillic"]))
def test_any_texts_can_be_checked(source: str, target: str, language: str) -> None:
    """Whatever a model makes of whatever sentence."""
    assert set(faults(Candidate(source, target, "en", language))) <= {c.id for c in CHECKS}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Текст на русском здесь.", True),
        ("Text in English here.", False),
        ("UNODC — УНП ООН", False),
        ("***", False),
        ("", False),
        ("日本語", True),
    ],
)
def test_a_sentence_in_another_script_is_foreign(text: str, expected: bool) -> None:
    """A stray Russian line in an English release."""
    assert is_foreign(text, "en") is expected


@pytest.mark.parametrize(("column", "language"), [(1, "ru"), (2, "uz")])
def test_human_translations_pass(shared: object, column: int, language: str) -> None:
    """Of a thousand pairs that people would write, at most one may be taken for faulty."""
    rows = [
        line.split("\t")
        for name in ("figures-law-001.tsv", "donors-001.tsv")
        for line in (shared / "corpus" / "documents" / name).read_text().splitlines()  # type: ignore[operator]
    ]
    wrong = [
        (row[0], row[column], found)
        for row in rows
        if (found := faults(Candidate(row[0], row[column], "en", language)))
    ]

    assert len(rows) > 20
    assert wrong == []
