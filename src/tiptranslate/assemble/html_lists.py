"""Lists of a page, deeper ones inside their items."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from tiptranslate.assemble.document import Passage
from tiptranslate.assemble.lists import Item

Show = Callable[[Passage], str]
"""Gives the inside of a passage's element: its source or its translation."""


def lists(items: Sequence[Item], show: Show) -> Iterator[str]:
    """Lists of items, deeper ones inside the item before them."""
    for ordered, group in groupby(_nested(items), key=lambda pair: bool(pair[0].number)):
        tag = "ol" if ordered else "ul"
        lines = [f"<{tag}>"]
        for item, inner in group:
            attribute = f' value="{item.number}"' if ordered else ""
            if item.labelled:
                attribute = ' class="labelled"'
            lines.append(f"<li{attribute}>{_item(item, inner, show)}</li>")
        yield "\n".join([*lines, f"</{tag}>"])


def _nested(items: Sequence[Item]) -> Iterator[tuple[Item, Sequence[Item]]]:
    """Items of the outer level, each with those that belong into it."""
    start = 0
    for end in range(1, len(items) + 1):
        if end == len(items) or not _belongs(items[end], items[start]):
            yield items[start], items[start + 1 : end]
            start = end


def _belongs(item: Item, outer: Item) -> bool:
    """Whether an item, or a further paragraph, is inside another item."""
    return item.depth > outer.depth or item.continued


def _item(item: Item, inner: Sequence[Item], show: Show) -> str:
    """The inside of a list item: its paragraphs, then its own lists."""
    text = show(item.passage)
    further = 0
    while further < len(inner) and inner[further].continued:
        text += f"<p>{show(inner[further].passage)}</p>"
        further += 1
    return text + "".join(f"\n{part}" for part in lists(inner[further:], show))
