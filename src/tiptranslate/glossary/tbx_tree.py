"""The XML of a TBX file as a tree in which the styles and versions of TBX look alike."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from tiptranslate.glossary.cells import Problems

_OLD_TAGS = {"martif": "tbx", "termEntry": "conceptEntry", "langSet": "langSec"}
_OLD_TAGS |= {"tig": "termSec", "ntig": "termSec"}
_GENERAL = {"descrip", "admin", "termNote", "ref", "xref", "transac", "transacNote"}
"""Elements whose ``type`` says what they hold."""
_SECTIONS = {"conceptEntry", "langSec", "termSec"}
_DEEPEST = 30
"""Elements within each other; TBX needs about ten."""


@dataclass(eq=False)
class Node:
    """An element: its name without prefix, attributes, text of its own, children, line."""

    tag: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def inside(self) -> Iterator["Node"]:
        """What is in it, but nothing of a section within it."""
        for child in self.children:
            yield child
            if child.tag not in _SECTIONS:
                yield from child.inside()

    def sections(self, tag: str) -> list["Node"]:
        """The sections of a kind anywhere within it."""
        found = [child for child in self.children if child.tag == tag]
        for child in self.children:
            if child.tag != tag:
                found += child.sections(tag)
        return found

    @property
    def category(self) -> str:
        """What the element holds, in either style."""
        return self.attributes.get("type", "") if self.tag in _GENERAL else self.tag

    def first(self, category: str) -> str:
        """The text of the first element of a category; "" without one."""
        found = (node.text.strip() for node in self.inside() if node.category == category)
        return next(found, "")


class _Builder(ContentHandler):
    """Makes the tree."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Node("", {}, 0)
        self._open = [self.root]

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX's name
        """Open an element."""
        if len(self._open) > _DEEPEST:
            raise SAXException("elements are nested too deeply")
        tag = name.rpartition(":")[2]
        locator = getattr(self, "_locator", None)
        line = locator.getLineNumber() if locator is not None else 0
        node = Node(_OLD_TAGS.get(tag, tag), dict(attrs.items()), line or 0)
        self._open[-1].children.append(node)
        self._open.append(node)

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802 - SAX's name
        """Close it; the text of what only emphasises is its parent's, too."""
        node = self._open.pop()
        if node.tag in {"hi", "foreign"}:
            self._open[-1].text += node.text

    def characters(self, content: str) -> None:
        """Text."""
        self._open[-1].text += content


def parse(data: bytes, problems: Problems) -> Node | None:
    """The tree of a TBX file; None where it is none, with the reason among the problems."""
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - only an import needs it
    from defusedxml.sax import make_parser  # noqa: PLC0415

    builder = _Builder()
    parser = make_parser()
    parser.setContentHandler(builder)
    try:
        parser.parse(BytesIO(data))
    except SAXParseException as error:
        problems.add(error.getLineNumber(), f"is no XML: {error.getMessage()}")
    except DefusedXmlException:
        problems.add(None, "leads to other files or defines entities; remove its DOCTYPE")
    except (SAXException, ValueError, LookupError) as error:
        problems.add(None, f"is no XML: {error}")
    else:
        if [node.tag for node in builder.root.children] == ["tbx"]:
            return builder.root
        problems.add(1, "is XML, but no TBX; give a file that another tool has exported as TBX")
    return None
