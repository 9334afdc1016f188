"""gettext's line breaking (first version)."""

import re

WIDTH = 79
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\a": "\\a", "\b": "\\b", "\f": "\\f", "\v": "\\v"}
_TABLE = str.maketrans(_ESCAPES)
_LINE = re.compile(r".{1,77}(?:(?<=[ /–—])(?! )|(?<=-)(?![\d ])|\Z)|.+?(?:(?<=[ /–—])(?! )|(?<=-)(?![\d ])|\Z)")


def columns(text: str) -> int:
    """Columns."""
    return len(text)


def wrap(keyword: str, text: str, prefix: str = "", *, wrapped: bool = True) -> str:
    """Lines."""
    parts = [part.translate(_TABLE) for part in text.split("\n")]
    lines = [part + "\\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
    if len(lines) <= 1:
        one = f'{prefix}{keyword} "{"".join(lines)}"\n'
        if len(one) <= WIDTH + 1 or not wrapped:
            return one
    if wrapped:
        lines = [found for line in lines for found in _LINE.findall(line)]
    return f'{prefix}{keyword} ""\n' + "".join(f'{prefix}"{line}"\n' for line in lines)
