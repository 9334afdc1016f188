"""Uzbek in Latin script. No native speaker has reviewed the phrases yet.

oʻ and gʻ carry U+02BB, the tutuq belgisi is U+02BC (Unicode and CLDR advise both;
no law fixes the code points).
"""

from tiptranslate.languages.base import Language

LANGUAGE = Language(
    code="uz",
    tag="uz-Latn",
    proofing="uz-Latn-UZ",
    locale="uz_Latn",
    name="Uzbek",
    native="Oʻzbekcha",
    script="Latin",
    plural_forms="nplurals=2; plural=(n != 1);",
    quotes=("“", "”", "«", "»"),
    decimal=",",
    group="\u00a0",
    length_ratio=(0.5, 2.2),
    phrases={
        "draft-banner": "QORALAMA. Inson tomonidan tekshirilmagan mashina tarjimasi mavjud. "
        "Nashr etish uchun emas.",
        "draft-mark": "qoralama",
        "stale-mark": "eskirgan tarjima",
        "reviewed-mark": "tekshirilgan",
        "not-translated": "tarjima qilinmagan",
        "source": "Asl matn",
        "translation": "Tarjima",
        "derived-note": "Lotin yozuvidagi matndan avtomatik tarzda oʻgirilgan.",
    },
)
