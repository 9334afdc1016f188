"""What marks a list item: in Markdown a marker in front of the text, elsewhere its first word."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tiptranslate.assemble.document import Passage
from tiptranslate.model import BlockKind

_MARKDOWN = re.compile(r"(?:[-+*]|(?P<number>\d{1,9})[.)])[ \t]+\Z")
_LABEL = re.compile(r"\(?\w{1,3}[.)]\s")
_TEXT = re.compile(r"(?:[•▪◦·*⁃–—-]|(?P<number>\d{1,3})[.)])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Item:
    """A list item without its marker.

    ``number`` is "" in a bullet list; ``continued`` says that it is a further
    paragraph of the item before it, ``labelled`` that its text begins with a label
    of its own: "(a)".
    """

    passage: Passage
    number: str = ""
    continued: bool = False
    labelled: bool = False

    @property
    def depth(self) -> int:
        """How deep it is nested, from 1; no reader nests deeper than 20 (markdown-it)."""
        return max(1, self.passage.level)


def read_items(passages: Iterable[Passage], form: str) -> Iterator[Item]:
    """The list items among passages, their markers taken off.

    Markdown counts on from a list's first number whatever the others say; elsewhere
    a number is what the author wrote.

    Args:
        passages: All passages of a document in order.
        form: The format of the source: "md" keeps markers out of the text.
    """
    counters: dict[int, int] = {}
    for passage in passages:
        if passage.kind is not BlockKind.LIST_ITEM:
            counters.clear()
        elif form == "md":
            yield _read_markdown(passage, counters)
        else:
            found = _TEXT.match(passage.block.text)
            labelled = not found and bool(_LABEL.match(passage.block.text))
            yield Item(_strip(passage), (found and found["number"]) or "", labelled=labelled)


def _read_markdown(passage: Passage, counters: dict[int, int]) -> Item:
    """An item of a Markdown list; ``counters`` has the last number at each depth."""
    found = _MARKDOWN.search(passage.block.before)
    if not found:
        return Item(passage, continued=True)
    depth = passage.level
    for deeper in [level for level in counters if level > depth]:
        del counters[deeper]
    if not found["number"]:
        counters.pop(depth, None)
        return Item(passage)
    counters[depth] = counters[depth] + 1 if depth in counters else int(found["number"])
    return Item(passage, str(counters[depth]))


def _strip(passage: Passage) -> Passage:
    """The passage with the marker taken off its text and off its first sentence."""
    block = replace(passage.block, text=_TEXT.sub("", passage.block.text, count=1))
    first, *others = passage.sentences or (None,)
    if first is None:
        return replace(passage, block=block)
    target = _TEXT.sub("", first.target, count=1)
    first = replace(first, source=_TEXT.sub("", first.source, count=1), target=target)
    return replace(passage, block=block, sentences=(first, *others))
