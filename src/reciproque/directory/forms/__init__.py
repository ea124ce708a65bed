"""Forms of useful addresses."""

from .sheets import CheckForm, ClosingForm, NewSheet, ServiceForm, SheetFacts, ServiceFacts
from .files import CommunesForm, ImportForm
from .search import SearchForm

__all__ = [
    "CheckForm",
    "ClosingForm",
    "CommunesForm",
    "ImportForm",
    "NewSheet",
    "SearchForm",
    "ServiceFacts",
    "ServiceForm",
    "SheetFacts",
]
