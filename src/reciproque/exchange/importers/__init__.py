"""The kinds of lists that can be imported: adding one touches this line and its own file."""

from . import among as among  # the lookup that importers ask with
from .importer import Importer
from .organisations import Organisations
from .portion import Change, Entry, Fault, Portion
from .territories import Communes, Epcis

IMPORTERS: dict[str, type[Importer]] = {kind.name: kind for kind in (Organisations, Communes, Epcis)}

__all__ = ["IMPORTERS", "Change", "Entry", "Fault", "Importer", "Portion"]
