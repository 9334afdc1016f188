"""Characters that differ in typography alone, for comparing texts."""

VARIANTS: dict[int, str] = str.maketrans(
    dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛ʻʼ`´", "'") | dict.fromkeys("‐‑‒–—―−", "-")
)
"""For ``str.translate``: quotation marks, apostrophes and dashes to their plainest form."""
