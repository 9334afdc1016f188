"""A check that a translation denies what its source denies."""

import re
from collections.abc import Iterator
from functools import lru_cache

from tiptranslate.model import Level
from tiptranslate.qa.entry import RECENT, BadPair, EntryText, GoodPair, TargetCheck, TargetHit

_NEGATION = {
    "en": re.compile(
        r"\b(?:not(?! only)|never|nobody|nothing|nowhere|no one|neither|nor|without|cannot|none)\b"
        r"|n[’']t\b|\bno (?!\d|longer than|(?:\w+er|less|more|fewer|doubt|matter)\b)",
        re.IGNORECASE,
    ),
    # «неделя», «неправительственная», «несовершеннолетний» deny nothing.
    "ru": re.compile(
        r"(?<!\w)(?:не|ни|нет|вне|без|безо|едва|вряд|мало)(?!\w)|(?<!\w)(?:ник|ничт|ничег|ничу|ниг|нел|"
        r"отсутств|запре|отказ|невоз|без|беспл|лиш|утрат|исключ|переста|прекра|избе|избав|помимо|кроме|"
        r"молч|впервые|вместо|плох|отста|расход|воздерж|против(?!оде|остоя))\w*"
        r"|(?<!\w)не(?!дел|скол|котор|давн|медлен|посредств|зависим|правительств|законн|соверш)"
        r"(?!обходим|фт|рв|мец)\w+",
        re.IGNORECASE,
    ),
    # "tarjimasi", "nafar", "nodavlat" deny nothing.
    "uz": re.compile(
        r"\w{2}m(?:a|ay)(?:y|gan|b(?=di|man|san)|di|ng|ym|s(?=a|l|d|k|\b)|sin|slik|ymiz)\w*|\w{3}siz(?!\w*lan)\w*"
        r"|\b(?:emas|yoʻq|hech|aslo|rad|taqiq|inkor|mahrum|ojiz|mustasno|kam|voz|faqat|sira|zinhor)\w*"
        r"|\bna\b|\bbe(?:ayb|darak|farq|hud|pul|nom|kor|gʻar|xab|xat|asos|chor|gun)\w*"
        r"|\bno(?!yabr|mzod|vvoy|qonun|m\b|mi|mer|rm|tiq|davlat|vosh)\w+|toʻxta|tashqari",
        re.IGNORECASE,
    ),
}


class LostNegation(TargetCheck):
    """The source says no, not or never, and nothing in the translation does.

    Why: "leave no one behind" without the "no" is the opposite.

    Limits: languages negate in many ways (prefixes, suffixes, verbs that deny), so
    this is a suggestion, and silent as soon as any negative word is there.
    """

    id = "lost-negation"
    level = Level.SUGGESTION
    bad = (
        BadPair("He did not come.", "Он пришел."),
        BadPair("He did not come.", "U keldi.", language="uz"),
    )
    good = (
        GoodPair("He did not come.", "Он не пришел."),
        GoodPair("He did not come.", "U kelmadi.", "uz"),
        GoodPair("No fewer than 12 came.", "Пришли как минимум 12 человек."),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        words = _NEGATION.get(text.language.code)
        said = _said(text.source)
        if words and said and not words.search(text.target):
            yield TargetHit(0, 0, f"“{said}” has no counterpart")


@lru_cache(maxsize=RECENT)
def _said(source: str) -> str:
    """The first word of an English sentence that denies, or ""."""
    found = _NEGATION["en"].search(source)
    return found[0].strip() if found else ""


CHECKS: tuple[TargetCheck, ...] = (LostNegation(),)
