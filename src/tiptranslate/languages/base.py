"""The facts about one language that stages need; a language module is one value of this."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tiptranslate.model import NOTHING


@dataclass(frozen=True, slots=True)
class Language:
    """Typographic and orthographic facts of one written language.

    Args:
        code: What users type and catalogs carry ("ru", "uz", "uz@cyrillic").
        tag: The BCP 47 tag for ``lang`` attributes ("uz-Latn").
        proofing: The tag by which word processors choose a spelling checker ("uz-Latn-UZ").
        locale: The CLDR locale Babel knows ("uz_Latn").
        name: In English; ``native`` in the language itself.
        script: "Latin" or "Cyrillic".
        plural_forms: The gettext header value, from the Unicode CLDR plural rules.
        quotes: Outer opening and closing, then inner opening and closing marks.
        decimal: Decimal separator; ``group`` the thousands separator.
        length_ratio: Plausible characters of target a character of English
            source, (low, high), for sentences of 20 characters and more.
        phrases: Fixed words of our own documents in this language, by key
            ("draft-banner", "draft-mark", "stale-mark", "reviewed-mark",
            "not-translated", "source", "translation", "derived-note").
    """

    code: str
    tag: str
    proofing: str
    locale: str
    name: str
    native: str
    script: str
    plural_forms: str
    quotes: tuple[str, str, str, str]
    decimal: str
    group: str
    length_ratio: tuple[float, float] = (0.5, 2.5)
    phrases: Mapping[str, str] = field(default_factory=lambda: NOTHING)
