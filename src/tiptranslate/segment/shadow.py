"""Markdown's inline marks as the sentence rules should see them.

The rules know quotation marks around a sentence's end but neither asterisks nor
links. The shadow of a text has the same length; marks look like quotation marks in
it, and what only names something (code, addresses, titles) has no full stops.
"""

import re

_MARKS = re.compile(
    r"(?<!`)(?P<code>`++).+?(?<!`)(?P=code)(?!`)"
    r"|!\[[^\[\]\n]*\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"  # an image
    r"|(?P<tail>\]\([^()\s]*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\))"  # the second half of a link
    r"|<(?:https?://|mailto:)[^<>\s]+>"
    r"|(?P<emphasis>\*{1,3}|_{1,3})"
)


def shadow(text: str) -> str:
    """A text of the same length whose sentences end where the reader sees them end."""
    return _MARKS.sub(_Shadow(text), text)


class _Shadow:
    """Replaces one mark after the other."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __call__(self, match: "re.Match[str]") -> str:
        length = len(match[0])
        if match["tail"]:
            return "”" * length
        if match["emphasis"]:
            return self._emphasis(match) * length
        return "x" * length

    def _emphasis(self, match: "re.Match[str]") -> str:
        """A closing mark after a letter or stop, an opening one before it; else as it stands."""
        before = self._text[match.start() - 1 : match.start()]
        after = self._text[match.end() : match.end() + 1]
        if before and not before.isspace() and before not in "“‘«([":
            return "”" if not after.isalnum() or match[0][0] == "*" else match[0][0]
        return "“" if after and not after.isspace() else match[0][0]
