"""What can be done with imports; nothing else writes to them."""

from .batches import BATCHES, Faulty, import_organisations, import_territories
from .imports import carry_out, conclude, confirm, deposit, map_columns, remove

__all__ = [
    "BATCHES",
    "Faulty",
    "carry_out",
    "conclude",
    "confirm",
    "deposit",
    "import_organisations",
    "import_territories",
    "map_columns",
    "remove",
]
