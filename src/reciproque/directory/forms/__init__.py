"""Forms of useful addresses."""

from .files import CommunesForm, ImportForm
from .search import SearchForm
from .sheets import CheckForm, ClosingForm, NewSheet, ServiceFacts, ServiceForm, SheetFacts

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
