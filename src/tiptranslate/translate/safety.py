"""Names that come with a model: which are safe as files, codes and versions on every system."""

import re
import unicodedata

CODE = re.compile(r"[A-Za-z]{2,8}(?:[-_@][A-Za-z0-9]{1,12})*", re.ASCII)
"""A language code: "en", "ru", "uz@cyrillic", "zh-Hant"; nothing that could be a path."""
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,31}", re.ASCII)
"""A version as packages write it: "1.9", "1.9.6"."""
_CONTROL_OR_RESERVED = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{n}{i}" for n in ("com", "lpt") for i in range(10)}
_LONGEST_PATH = 240
_LONGEST_PART = 120


def unsafe_name(name: str) -> str:
    """Why a relative path with slashes may not become a file; empty where it may.

    The rules are the union of what Windows forbids and what leaves a folder on any system,
    so that a package is refused or accepted alike everywhere.
    """
    parts = name.split("/")
    checks = (
        (not name or len(name) > _LONGEST_PATH, "has no name or too long a name"),
        ("\\" in name, "has a backslash in its name"),
        (name.startswith("/") or re.match("[A-Za-z]:", name), "has an absolute path"),
        (".." in parts, "would leave its folder"),
        (_CONTROL_OR_RESERVED.search(name), "has a forbidden character in its name"),
        ("" in parts or "." in parts, "has an empty part in its name"),
        (any(len(part) > _LONGEST_PART for part in parts), "has too long a name"),
        (any(part.endswith((".", " ")) for part in parts), "ends with a dot or a space"),
        (any(_stem(part) in _DEVICES for part in parts), "has the name of a device"),
    )
    return next((reason for wrong, reason in checks if wrong), "")


def clash_key(name: str) -> str:
    """What two names share that are one file on a system blind to case or composition."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).rstrip("/")


def _stem(part: str) -> str:
    """What Windows compares with the names of its devices: "NUL.txt" is one too."""
    return part.partition(".")[0].strip().casefold()
