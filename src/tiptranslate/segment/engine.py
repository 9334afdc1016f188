"""The SRX engine's names, imported without the XML schema library that comes along with it.

Importing that library takes longer than all else in a short run, and the engine uses it
only to validate rule files on request, which nothing here asks for. An empty module
stands in for it meanwhile. Import this module late: the engine itself takes a while too.
"""

import sys
from types import ModuleType

_absent = "xmlschema" not in sys.modules
if _absent:
    sys.modules["xmlschema"] = ModuleType("xmlschema")
try:
    from choppa import SrxDocument, SrxTextIterator
    from choppa.rule_manager import RuleManager
    from choppa.structures import LanguageRule, Rule
finally:
    if _absent:
        del sys.modules["xmlschema"]

__all__ = ["LanguageRule", "Rule", "RuleManager", "SrxDocument", "SrxTextIterator"]
