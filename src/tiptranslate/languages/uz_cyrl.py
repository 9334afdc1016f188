"""Uzbek in Cyrillic script: derived from the Latin, never translated on its own.

No native speaker has reviewed the phrases yet.
"""

from tiptranslate.languages.base import Language

LANGUAGE = Language(
    code="uz@cyrillic",
    tag="uz-Cyrl",
    proofing="uz-Cyrl-UZ",
    locale="uz_Cyrl",
    name="Uzbek (Cyrillic)",
    native="Ўзбекча",
    script="Cyrillic",
    plural_forms="nplurals=2; plural=(n != 1);",
    quotes=("“", "”", "«", "»"),
    decimal=",",
    group="\u00a0",
    length_ratio=(0.5, 2.2),
    phrases={
        "draft-banner": "ҚОРАЛАМА. Инсон томонидан текширилмаган машина таржимаси мавжуд. "
        "Нашр этиш учун эмас.",
        "draft-mark": "қоралама",
        "stale-mark": "эскирган таржима",
        "reviewed-mark": "текширилган",
        "not-translated": "таржима қилинмаган",
        "source": "Асл матн",
        "translation": "Таржима",
        "derived-note": "Лотин ёзувидаги матндан автоматик тарзда ўгирилган.",
    },
)
