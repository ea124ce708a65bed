"""The pathways shipped with the house, in French, plain French and English: each a file of this folder.

The format is that of any file of a pathway (`rules.content`), in TOML. They only make the first draft: a house adopts
one, changes it, and has it read again by both sides before anybody is accompanied along it.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
NAMES = ("consultation-prioritaire-hepatites", "mediation-en-sante")
"""The pathways shipped, in the order shown."""


@cache
def told_in(name: str) -> dict[str, Any]:
    """What a shipped file says, as it is written. Raises KeyError for a name that is not shipped."""
    if name not in NAMES:
        raise KeyError(name)
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
