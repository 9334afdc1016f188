"""Forms of English words: the number of nouns.

`numbers` makes the singular and the plural of one noun by the rules of spelling and a
short table; that is how the matcher finds a vocabulary of some hundred known nouns in a
text, without a dictionary.
"""

_IRREGULAR = {
    "analysis": "analyses",
    "basis": "bases",
    "child": "children",
    "crisis": "crises",
    "criterion": "criteria",
    "foot": "feet",
    "half": "halves",
    "hypothesis": "hypotheses",
    "knife": "knives",
    "leaf": "leaves",
    "life": "lives",
    "man": "men",
    "parenthesis": "parentheses",
    "person": "persons",
    "phenomenon": "phenomena",
    "self": "selves",
    "shelf": "shelves",
    "synthesis": "syntheses",
    "thesis": "theses",
    "thief": "thieves",
    "wife": "wives",
    "woman": "women",
}
_COMPOUND = ("child", "man", "woman", "person", "wife")
"""Irregular nouns that also end longer ones: grandchild, policeman, chairwoman."""
_ONE_NUMBER = (
    "affairs aircraft arms customs data equipment evidence goods headquarters human information "
    "means media news people police premises proceeds research series smuggling species staff "
    "trafficking works"
)
"""Nouns without another number, or whose other number is another word (arm, custom, good).

"people" stays apart from "person": the house style writes "trafficked persons", and
"trafficked people" is for a row of its own to admit or not.
"""
_INVARIABLE = frozenset(_ONE_NUMBER.split())
_SIBILANTS = ("s", "x", "z", "ch", "sh")
_PLURALS = {plural: singular for singular, plural in _IRREGULAR.items()}


def numbers(noun: str) -> frozenset[str]:
    """The noun in the singular and in the plural, whichever it was given in.

    Args:
        noun: One folded word (``languages.words.fold``).

    Returns:
        The word itself and its other number; the word alone where it has none or
        holds a digit.
    """
    if noun in _INVARIABLE or not noun.isalpha():
        return frozenset({noun})
    return frozenset({noun, _singular(noun) or _plural(noun)})


def _plural(noun: str) -> str:
    for ending in (noun, *_COMPOUND):
        if ending in _IRREGULAR and noun.endswith(ending):
            return noun.removesuffix(ending) + _IRREGULAR[ending]
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(_SIBILANTS) else "s")


def _singular(noun: str) -> str:
    """The singular of a plural; "" for a word that is none."""
    for ending in (noun, *(_IRREGULAR[part] for part in _COMPOUND)):
        if ending in _PLURALS and noun.endswith(ending):
            return noun.removesuffix(ending) + _PLURALS[ending]
    if not noun.endswith("s") or noun.endswith(("ss", "us", "is")):
        return ""
    if noun.endswith("ies") and len(noun) > len("ties"):
        return noun[:-3] + "y"
    base = noun.removesuffix("es")
    return base if base != noun and base.endswith(("ss", "x", "ch", "sh")) else noun[:-1]
