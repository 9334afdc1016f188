"""English, the source."""

from tiptranslate.languages.base import Language

LANGUAGE = Language(
    code="en",
    tag="en",
    proofing="en-GB",
    locale="en",
    name="English",
    native="English",
    script="Latin",
    plural_forms="nplurals=2; plural=(n != 1);",
    quotes=("“", "”", "‘", "’"),
    decimal=".",
    group=",",
    phrases={
        "draft-banner": "DRAFT. Contains machine-made translation that nobody has reviewed. "
        "Not for publication.",
        "draft-mark": "draft",
        "stale-mark": "outdated translation",
        "reviewed-mark": "reviewed",
        "not-translated": "not translated",
        "source": "Source",
        "translation": "Translation",
        "derived-note": "Derived automatically from the text in Latin script.",
    },
)
