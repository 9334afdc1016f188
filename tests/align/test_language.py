"""Which language a document is in."""

from pathlib import Path

import pytest

from tiptranslate.align.language import by_letters, fault, guess

EN = ["The minister spoke of the law and of the people that it was made for."]
RU = ["Министр рассказал о законе и о тех, для кого он принят (UNODC, IOM)."]
UZ = ["Vazir qonun va u kimlar uchun qabul qilingani haqida gapirib berdi."]
CYRILLIC = ["Вазир қонун ва у кимлар учун қабул қилингани ҳақида гапириб берди."]
KNOWN = ("ru", "uz")


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (EN, "en"),
        (RU, "ru"),
        (UZ, "uz"),
        (CYRILLIC, "uz@cyrillic"),
        (["12 – 14"], ""),
        ([], ""),
        (["Asia"], ""),
    ],
)
def test_letters(texts: list[str], code: str) -> None:
    """The alphabet, letters of Uzbek alone, and the commonest English words tell."""
    assert by_letters(texts) == code


@pytest.mark.parametrize(
    ("name", "texts", "code"),
    [
        ("news.txt", RU, "ru"),
        ("news.txt", UZ, "uz"),
        ("news.ru.txt", RU, "ru"),
        ("ru/news.txt", ["2019"], "ru"),
        ("news_uz.docx", ["2019"], "uz"),
        ("news-russian.docx", ["2019"], "ru"),
        ("news.uz.txt", RU, "ru"),
        ("news.txt", EN, ""),
        ("news.txt", CYRILLIC, ""),
        ("guru.txt", ["2019"], ""),
    ],
)
def test_guess(name: str, texts: list[str], code: str) -> None:
    """The name counts as long as the letters can be of that language."""
    assert guess(Path(name), texts, KNOWN) == code


@pytest.mark.parametrize(
    ("code", "texts", "why"),
    [
        ("ru", RU, ""),
        ("uz", UZ, ""),
        ("en", EN, ""),
        ("ru", UZ, "is written in Latin letters"),
        ("uz", RU, "is written in Cyrillic letters"),
        ("en", RU, "is written in Cyrillic letters"),
        ("uz", EN, "is in English"),
        ("en", UZ, "is in Uzbek"),
        ("uz@cyrillic", RU, ""),
        ("kk", RU, ""),
    ],
)
def test_fault(code: str, texts: list[str], why: str) -> None:
    """What cannot be in a language is told; what could be is not."""
    assert fault(code, texts) == why
