"""A rule file that is wrong is one line with file and line, and is never more than a rule file."""

from pathlib import Path

import pytest

from tiptranslate.errors import InputError
from tiptranslate.segment import Splitter
from tiptranslate.segment.rules import read

OURS = Path(__file__).resolve().parents[2] / "src" / "tiptranslate" / "segment" / "press_en.srx"
HEAD = """<?xml version="1.0"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0"><body>
<languagerules><languagerule languagerulename="own">
"""
TAIL = """</languagerule></languagerules>
<maprules><languagemap languagepattern="en.*" languagerulename="own"/></maprules></body></srx>
"""
NO_BREAK = '<rule break="no"><beforebreak>One\\.\\s</beforebreak><afterbreak></afterbreak></rule>\n'


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Where a rule file is to be."""
    return tmp_path / "own.srx"


def refusal(path: Path) -> str:
    """The message that a splitter refuses a rule file with."""
    with pytest.raises(InputError) as caught:
        Splitter([path]).spans("One. Two.")
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(str(path))


def test_our_own_rules() -> None:
    """They are read whole, each with its line."""
    stated = read(OURS)

    lines = OURS.read_text(encoding="utf-8").splitlines()
    assert len(stated) == sum(line.startswith("<rule ") for line in lines) == 19
    assert all(lines[one.line - 1].startswith("<rule break=") for one in stated)
    assert [one.rule.is_break for one in stated] == [False] * 17 + [True] * 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", ":1: is no XML: no element found; mend the rule file"),
        ("Text.", ":1: is no XML: syntax error; mend the rule file"),
        (HEAD + NO_BREAK, ":5: is no XML: no element found; mend the rule file"),
        (HEAD + "<rule>\n</body>", ":5: is no XML: mismatched tag; mend the rule file"),
        (HEAD + "&amp;&nbsp;" + TAIL, ":4: is no XML: undefined entity; mend the rule file"),
        (
            '<?xml version="1.0" encoding="none"?><srx/>',
            ":1: is no XML: unknown encoding: none; save it as UTF-8",
        ),
        ("<html/>", ":1: is no SRX 2.0 rule file: its root is <html>, not <srx>"),
        ("\n<tmx><srx/></tmx>", ":2: is no SRX 2.0 rule file: its root is <tmx>, not <srx>"),
        ("<srx/>", ": has no rules for English; add a languagemap that matches 'en'"),
        (
            (HEAD + NO_BREAK + TAIL).replace("en.*", "de.*"),
            ": has no rules for English; add a languagemap that matches 'en'",
        ),
        (
            (HEAD + TAIL).replace('"own"/', '"none"/'),
            ":5: no languagerule is called 'none'; there are: 'own'",
        ),
        ((HEAD + TAIL).replace("en.*", "("), ":5: languagepattern is wrong: missing ); mend it"),
        (
            HEAD + NO_BREAK.replace('"no"', '"never"') + TAIL,
            ":4: break is 'never'; it must be yes or no",
        ),
        ("<srx><rule/></srx>", ":1: a rule stands outside of a languagerule"),
    ],
)
def test_what_is_no_rule_file(rules: Path, text: str, message: str) -> None:
    """Each fault by its name and, where there is one, its line."""
    rules.write_text(text)

    assert refusal(rules) == message


@pytest.mark.parametrize("kind", ["yes", "no"])
@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("(", "missing )"),
        ("[a", "unterminated character set"),
        ("a{9,1}", "min repeat greater than max repeat"),
        (r"\p{Nothing}", "unknown property"),
        ("\n(?&lt;=", "missing )"),
        ("a{99999999999}", "repeat count too big"),
    ],
)
def test_wrong_expressions(rules: Path, kind: str, expression: str, reason: str) -> None:
    """The line is that of the rule, though a good one stands before it."""
    bad = NO_BREAK.replace("One\\.\\s", expression).replace('"no"', f'"{kind}"')
    rules.write_text(HEAD + NO_BREAK + bad + TAIL)

    message = refusal(rules)

    assert message == f":5: a rule's expression is wrong: {reason}; mend it in the rule file"


def test_a_wrong_expression_behind_the_break(rules: Path) -> None:
    """The second half of a rule is looked at as well."""
    rules.write_text(HEAD + NO_BREAK.replace("<afterbreak>", "<afterbreak>*") + TAIL)

    message = refusal(rules)

    assert (
        message == ":4: a rule's expression is wrong: nothing to repeat; mend it in the rule file"
    )


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing file and a folder."""
    (tmp_path / "folder.srx").mkdir()

    assert refusal(tmp_path / "none.srx") == ": cannot be read: No such file or directory"
    assert refusal(tmp_path / "folder.srx") == ": cannot be read: Is a directory"


BOMB = """<?xml version="1.0"?>
<!DOCTYPE srx [
  <!ENTITY a "aaaaaaaaaa">
  <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
]>
<srx>&b;</srx>
"""


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        '<!DOCTYPE srx SYSTEM "http://127.0.0.1:9/srx.dtd"><srx/>',
        '<!DOCTYPE srx [<!ENTITY a SYSTEM "file:///etc/hostname">]><srx>&a;</srx>',
        '<!DOCTYPE srx [<!ENTITY % a SYSTEM "http://127.0.0.1:9/"> %a;]><srx/>',
        "<!DOCTYPE srx><srx/>",
    ],
)
def test_entities_are_neither_expanded_nor_fetched(rules: Path, text: str) -> None:
    """A document type is refused where it begins; sockets are blocked besides."""
    rules.write_text(text)

    message = refusal(rules)

    assert message.endswith(": has a document type, which rule files do not need; remove it")


@pytest.mark.parametrize(
    "text",
    [
        HEAD + NO_BREAK + TAIL,
        (HEAD + NO_BREAK + TAIL).replace(' xmlns="http://www.lisa.org/srx20"', ""),
        (HEAD + NO_BREAK + TAIL)
        .replace("xmlns=", "xmlns:s=")
        .replace("</", "</s:")
        .replace("<", "<s:")
        .replace("<s:/s:", "</s:")
        .replace("<s:?", "<?"),
        (HEAD + NO_BREAK + TAIL).replace("One", "<!-- a -->O&#110;e"),
        (HEAD + NO_BREAK + TAIL).replace("One", "<![CDATA[One]]>"),
        (HEAD + NO_BREAK + TAIL).replace(NO_BREAK, NO_BREAK.replace("One", r"\Q.\E?One")),
    ],
    ids=["plain", "no-namespace", "prefix", "entity", "cdata", "quoted"],
)
def test_all_ways_to_write_one(rules: Path, text: str) -> None:
    """Namespaces, character references and literal text are those of any XML."""
    rules.write_text(text)

    assert Splitter([rules]).spans("One. Two. Six.") == ((0, 9), (10, 14))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(rules: Path, encoding: str) -> None:
    """XML says itself how it is encoded."""
    rules.write_bytes((HEAD + NO_BREAK.replace("One", "Оdin|One") + TAIL).encode(encoding))

    assert Splitter([rules]).spans("One. Two.") == ((0, 9),)


@pytest.mark.parametrize(("cascade", "expected"), [("yes", ((0, 9),)), ("no", ((0, 4), (5, 9)))])
def test_cascade(rules: Path, cascade: str, expected: tuple[tuple[int, int], ...]) -> None:
    """Without it only the first map that matches counts."""
    text = (HEAD + NO_BREAK + TAIL).replace(
        "<body>",
        f'<header segmentsubflows="yes" cascade="{cascade}"/><body>',
    )
    text = text.replace("</languagerules>", '<languagerule languagerulename="e"/></languagerules>')
    text = text.replace(
        "<maprules>", '<maprules><languagemap languagepattern="en" languagerulename="e"/>'
    )
    rules.write_text(text)

    assert Splitter([rules]).spans("One. Two.") == expected


def test_rules_for_other_languages_are_left_out(rules: Path) -> None:
    """A file may serve many; only English is asked."""
    german = '<languagerule languagerulename="de">' + NO_BREAK + "</languagerule>"
    text = (HEAD + TAIL).replace("</languagerules>", f"{german}</languagerules>")
    text = text.replace(
        "<maprules>", '<maprules><languagemap languagepattern="de" languagerulename="de"/>'
    )
    rules.write_text(text)

    assert Splitter([rules]).spans("One. Two.") == ((0, 4), (5, 9))
