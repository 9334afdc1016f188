"""Russian. No native speaker has reviewed the phrases yet."""

from tiptranslate.languages.base import Language

LANGUAGE = Language(
    code="ru",
    tag="ru",
    proofing="ru-RU",
    locale="ru",
    name="Russian",
    native="Русский",
    script="Cyrillic",
    plural_forms="nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
    "(n%100<10 || n%100>=20) ? 1 : 2);",
    quotes=("«", "»", "„", "“"),
    decimal=",",
    group="\u00a0",
    length_ratio=(0.5, 2.2),
    phrases={
        "draft-banner": "ЧЕРНОВИК. Содержит машинный перевод, не проверенный человеком. "
        "Не для публикации.",
        "draft-mark": "черновик",
        "stale-mark": "устаревший перевод",
        "reviewed-mark": "проверено",
        "not-translated": "не переведено",
        "source": "Оригинал",
        "translation": "Перевод",
        "derived-note": "Получено автоматически из текста на латинице.",
    },
)
