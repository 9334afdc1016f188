"""Uzbek texts from Latin script to Cyrillic and back.

Words go by `cyrillic_words`; this module knows what in a text is no word: links, addresses,
placeholders, codes, Roman numerals, dates, and what the caller wants kept or written in a
way of its own. Everything else (quotation marks, dashes, figures, spaces) stays as it is,
except the hyphen of dates, which Latin writes and Cyrillic does not: 2023-yil 27-iyul,
2023 йил 27 июль.

No native speaker has reviewed the results yet.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from tiptranslate import markup
from tiptranslate.languages import cyrillic_words as words
from tiptranslate.languages.cyrillic_dates import dates_to_cyrillic, dates_to_latin
from tiptranslate.languages.cyrillic_exceptions import Table, read_exceptions, table

__all__ = ["read_exceptions", "to_cyrillic", "to_latin"]

_LETTER = r"(?:[^\W\d_\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f]|[\u0300-\u036f])"
_APOSTROPHE = "['‘’`´ʻʼ′]"
_MARKS = frozenset(_APOSTROPHE[1:-1])
_TOKEN = re.compile(
    r"(?P<code>(?<!\w)(?:(?:[A-Z]{1,3}[0-9][0-9A-Z]*|[2-6][DG])(?!\w)|Wi-Fi|[Ee]-mail))"
    rf"|{_LETTER}+(?:{_APOSTROPHE}{_LETTER}+)*(?:[ʻʼ]|(?<=[oOgG]){_APOSTROPHE})?"
)
"""What stays as it stands (G20, A4, 5G); or a word, with the apostrophe at its end where it may
be a letter's."""
_LATIN = re.compile("[a-zA-Z]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_TENS, _ONES = (
    ("", "X", "XX", "XXX", "XL"),
    ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"),
)
_ROMAN = frozenset(tens + ones for tens in _TENS for ones in _ONES) - {""}
"""Numerals up to 49: centuries and chapters. With C, D, L and M acronyms begin (DXX)."""
_INITIAL = re.compile(r"\.[ \u00a0]?[A-Z]")
_MAY_BE_PROTECTED = re.compile(r"[@⟦{%/]|www\.|\w\.\w|[\[(](?:at?|@)[\])]", re.IGNORECASE)
_OPENS = re.compile(r"(?<!\w)['‘](?=\w)")
_BEFORE = 300
"""Characters to look back for an open quotation; no text shall take more than linear time."""
_CLOSES = re.compile(r"(?<=[\w.,!?…])['’](?!\w)")


def to_cyrillic(
    text: str, keep: Sequence[str] = (), exceptions: Mapping[str, str] = words.NONE
) -> str:
    """Uzbek in Cyrillic script.

    Links, addresses and placeholders stay, and so do Roman numerals, codes and foreign words:
    those with letters that Uzbek does not have (UNODC, Winrock) and well-known ones (USAID,
    Telegram). Uzbek acronyms are written in Cyrillic (BMT, БМТ; AQSH, АҚШ).

    Args:
        text: In Latin script; what is in Cyrillic already stays as it is.
        keep: Words and names that stay Latin, as they stand or in capitals; Uzbek suffixes
            behind them are written in Cyrillic.
        exceptions: Latin to Cyrillic, for words and names with or without suffixes; they go
            before everything but protected spans.
    """
    if not _LATIN.search(text):
        return text
    own = table(tuple(exceptions.items()), tuple(keep), backwards=False)
    return _convert(text, own, lambda gap: _TOKEN.sub(_word_to_cyrillic, dates_to_cyrillic(gap)))


def to_latin(
    text: str, keep: Sequence[str] = (), exceptions: Mapping[str, str] = words.NONE
) -> str:
    """Uzbek in Latin script, with U+02BB in oʻ and gʻ and U+02BC for the tutuq belgisi.

    Args:
        text: In Cyrillic script; what is in Latin already stays as it is.
        keep: Words that stay Cyrillic.
        exceptions: Latin to Cyrillic as in `to_cyrillic`, here taken backwards.
    """
    if not _CYRILLIC.search(text):
        return text
    own = table(tuple(exceptions.items()), tuple(keep), backwards=True)
    return _convert(text, own, lambda gap: _TOKEN.sub(_word_to_latin, dates_to_latin(gap)))


def _convert(text: str, own: Table, convert: Callable[[str], str]) -> str:
    """A text with everything converted but what stands fixed."""
    pieces: list[str] = []
    end = 0
    for start, stop, fixed in _fixed(text, own):
        pieces += (convert(text[end:start]), fixed)
        end = stop
    return "".join([*pieces, convert(text[end:])])


def _fixed(text: str, own: Table) -> Iterator[tuple[int, int, str]]:
    """What stands fixed in a text, in its order: start, end, what to write there."""
    spans = markup.protected(text) if _MAY_BE_PROTECTED.search(text) else ()
    found: list[tuple[int, int, str]] = []
    for span in spans:
        # Behind an oʻ there is no address, so a mark before one stays a mark.
        is_marked = span.start > (found[-1][1] if found else 0) and text[span.start - 1] in _MARKS
        start = span.start - is_marked
        found.append((start, span.end, text[start : span.end]))
    if own:
        free = bytearray(len(text))
        for start, stop, _ in found:
            free[start:stop] = b"\x01" * (stop - start)
        found += [hit for hit in own.find(text) if 1 not in free[hit[0] : hit[1]]]
    yield from sorted(found)


def _word_to_cyrillic(match: re.Match[str]) -> str:
    word = match[0]
    if match["code"] or (word in _ROMAN and not _is_initial(match)):
        return word
    if word[-1] in "'’" and _closes_a_quotation(match):
        return words.to_cyrillic(word[:-1]) + word[-1]
    return words.to_cyrillic(word)


def _is_initial(match: re.Match[str]) -> bool:
    """Whether a numeral is somebody's initial (I. Karimov), not the number of a heading."""
    if len(match[0]) > 1 or not _INITIAL.match(match.string, match.end()):
        return False
    return bool(_before(match).rpartition("\n")[2].strip())


def _closes_a_quotation(match: re.Match[str]) -> bool:
    """Whether the apostrophe behind an o or g closes a quotation that is open."""
    before = _before(match) + match[0][0]
    return len(_OPENS.findall(before)) > len(_CLOSES.findall(before))


def _before(match: re.Match[str]) -> str:
    """What stands before a word, as far as it matters."""
    return match.string[max(0, match.start() - _BEFORE) : match.start()]


def _word_to_latin(match: re.Match[str]) -> str:
    return words.to_latin(match[0])
