"""The Uzbek suffix grammar: what is a form of what, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.languages.uz_forms import stems
from tiptranslate.languages.words import TOKEN, fold

FORMS = {
    "savdosi": "savdosi savdosini savdosining savdosiga savdosida savdosidan savdosidagi savdolari "
    "savdolarini savdolaridan savdosidir savdosimi savdosigacha savdosigina savdongiz",
    "markazi": "markaziga markazlari markazlariga markazimiz markazingizda markazim "
    "markazlarimizdagi markazlarimizdagilar markazidagilarni",
    "markaz": "markazni markazlar markazdan markazdagi markazdagilarga markazmi",
    "shaxs": "shaxsga shaxslar shaxslarning shaxsmiz shaxsdir shaxslarcha",
    "tilak": "tilagi tilagim tilaklar tilakka tilagimizdan",
    "qishloq": "qishlog'i qishlog'imizda qishloqqa qishloqlar qishloqqacha",
    "huquq": "huquqi huquqlari huquqimiz huquqqa",
    "bank": "banki bankka banklar",
    "singil": "singlim singlingiz singlisi singillar",
    "shahar": "shahri shahrimizda shahrining shaharlar shaharga",
    "og'iz": "og'zi og'zida og'izlar",
    "burun": "burni burnim",
    "o'g'il": "o'g'li o'g'limiz o'g'illari",
    "o'rni": "o'rni o'rnida o'rinlari o'rinlarini",
    "yarim": "yarmi yarmidan",
    "bog": "bog'i bog'ga bog'lar",
    "obro": "obro'yi obro'si obro'ga",
    "tashkiloti": "tashkilotiga tashkilotlari tashkilotlarining",
    "tashkilotlari": "tashkiloti tashkilotlarimizga tashkilotlarining",
    "organlar": "organ organni organlarga organlari",
    "jabrlangan": "jabrlanganlar jabrlanganlarning jabrlanganman jabrlangansiz",
    "rozilik": "roziligisiz roziligi rozilikka",
    "olish": "olishga olishni olishi olishdan",
    "bu": "buni buning bunga bundan",
    "men": "meni mening",
    "boshpana": "boshpanalar boshpanasi boshpanamizga boshpanalaringizdan",
    "савдоси": "савдосини савдосининг савдолари савдосидан савдосидаги",
    "қишлоқ": "қишлоғи қишлоққа қишлоғимизда",
    "тилак": "тилаги тилакка",
    "шаҳар": "шаҳри шаҳримизда шаҳарлар",
    "ўғил": "ўғли ўғиллари",
    "бўйин": "бўйни",
    "шахс": "шахсларнинг шахсдан шахсмиз",
    "жабрланган": "жабрлангансиз жабрланганларга",
}
STRANGERS = {
    "savdosi": "savdo savdoni savdoga savdolar savdoning savdodan savdogar savdogari",
    "jabr": "jabrlangan jabrdiyda jabrlanuvchi jabrlanganlar",
    "tashkilot": "tashkiliy tashkilotchi tashkil tashkilotchilik",
    "mehnat": "mehnatsevar mehnatkash mehnatsiz mehnatkashlar",
    "migrant": "migratsiya migratsiyasi",
    "majburiy": "majburiyat majburiyati majburlash",
    "hujjat": "hujjatsiz hujjatli",
    "jinoyat": "jinoyatchi jinoyatchilik jinoiy",
    "markazi": "markaz markazga markaziy markazlar",
    "shaxs": "shaxsiy shaxsiyat",
    "shahar": "shaharlik shahriston",
    "uy": "uyka uyqa",
    "bola": "bolai bolaim",
    "uyi": "uysi",
    "савдоси": "савдо савдони савдогар",
    "ташкилот": "ташкилий",
    "қишлоқ": "қишлоқлик",
    "ҳужжат": "ҳужжатсиз",
}


def _pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(stem, word) for stem, words in table.items() for word in words.split()]


@pytest.mark.parametrize(("stem", "word"), _pairs(FORMS))
def test_form(stem: str, word: str) -> None:
    """A form has its dictionary form among its stems."""
    assert stem in stems(word)


@pytest.mark.parametrize(("stem", "word"), _pairs(STRANGERS))
def test_stranger(stem: str, word: str) -> None:
    """A derived word, a bare stem and an impossible form do not."""
    assert stem not in stems(word)


@given(st.text(alphabet="abdgiklmnoqrstuyz'абгдиклмнорстўқғҳ", min_size=1, max_size=25))
def test_any_word(text: str) -> None:
    """Whatever the word, it is its own stem and the stems are tokens without end apostrophes."""
    for word in TOKEN.findall(fold(text)):
        found = stems(word)

        assert word in found
        assert not any(stem.endswith("'") or not stem for stem in found)


@given(
    st.sampled_from(["tashkilot", "markaz", "reja", "boshpana", "hamkorlik", "qishloq"]),
    st.sampled_from(["", "lar"]),
    st.sampled_from(["", "ning", "ni", "da", "dan", "dagi"]),
    st.sampled_from(["", "dir", "mi"]),
)
def test_layers(stem: str, plural: str, case: str, end: str) -> None:
    """Plural, case and person in their order never hide a stem."""
    assert stem in stems(stem + plural + case + end)
