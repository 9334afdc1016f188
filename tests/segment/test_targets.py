"""Sentences of the languages translated into."""

import pytest

from tiptranslate.segment import Splitter

CASES = {
    "ru": [
        "Встреча прошла в г. Ташкенте 14 мая 2019 г.|Участники обсудили ст. 135 УК, п. 5 и т. д.",
        "Проф. А. Б. Иванов (ул. Навои, д. 5) выделил 5 млн долл. США.|Он ушел.",
        "«Зачем?» — спросил он.|«Да!»|Зал молчал.|См. док. А/5.",
        "1. Кто платит за билет?|Кто вернет деньги?",
    ],
    "uz": [
        "Uchrashuv 2019-yil 14-mayda boʻlib oʻtdi.|Sh. Mirziyoyev va Oʻ. Karimov qatnashdi.",
        "“Nega?” deb soʻradi u.|Tel. 1148.|Prof. A. Aliyev keldi va h.k.|Ular ketishdi.",
        "“Bu yaxshi”, — dedi u.|“Ha!”",
    ],
    "uz@cyrillic": ["Учрашув Тошкент ш. Навоий кўч. 5 да бўлди.|Ҳа.|Яхши."],
}


@pytest.mark.parametrize(
    ("language", "text"), [(code, text) for code, texts in CASES.items() for text in texts]
)
def test_sentences(language: str, text: str) -> None:
    """Abbreviations, initials, years and quotations of the language; ends are shown by a bar."""
    whole = text.replace("|", " ")
    spans = Splitter(language=language).spans(whole)

    assert [whole[start:end] for start, end in spans] == text.split("|")
