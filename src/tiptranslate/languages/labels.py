"""Lines of contact data: labels have a fixed form in each language, the data stay as they are.

No native speaker has reviewed the labels yet.
"""

import re

from tiptranslate.markup import PROTECTED, Kind, find_spans

LABELS: dict[str, dict[str, str]] = {
    "ru": {
        "tel": "Тел.", "telephone": "Тел.", "phone": "Тел.", "mobile": "Моб. тел.", "fax": "Факс",
        "e-mail": "Эл. почта", "email": "Эл. почта", "website": "Веб-сайт", "web": "Веб-сайт",
        "hotline": "Горячая линия", "ext": "доб.", "extension": "доб.", "whatsapp": "WhatsApp",
        "telegram": "Telegram", "facebook": "Facebook", "twitter": "Twitter", "x": "X",
    },
    "uz": {
        "tel": "Tel.", "telephone": "Tel.", "phone": "Tel.", "mobile": "Mob. tel.", "fax": "Faks",
        "e-mail": "El. pochta", "email": "El. pochta", "website": "Veb-sayt", "web": "Veb-sayt",
        "hotline": "Ishonch telefoni", "ext": "ichki", "extension": "ichki", "whatsapp": "WhatsApp",
        "telegram": "Telegram", "facebook": "Facebook", "twitter": "Twitter", "x": "X",
    },
}  # fmt: skip
_DATA = PROTECTED | {Kind.NUMBER}
_NOTHING = re.compile(r"[\s|,;:/()·•–—-]*")
_NAMES = "|".join(sorted(LABELS["ru"], key=len, reverse=True))
_LABEL = re.compile(rf"(?<![\w-])({_NAMES})(\.?)(?![\w-])", re.IGNORECASE)


def localized(text: str, language: str) -> str:
    """A line that has nothing but labels and data, its labels in a language; "" for any other."""
    labels = LABELS.get(language)
    spans = [span for span in find_spans(text) if span.kind in _DATA]
    if labels is None or not any(span.kind in PROTECTED for span in spans):
        return ""
    parts, position, found = [], 0, False
    for start, end in [*((span.start, span.end) for span in spans), (len(text), len(text))]:
        gap = text[position:start]
        if not _NOTHING.fullmatch(_LABEL.sub("", gap)):
            return ""
        found |= _LABEL.search(gap) is not None
        parts += [_LABEL.sub(lambda match: labels[match[1].lower()], gap), text[start:end]]
        position = end
    return "".join(parts) if found else ""
