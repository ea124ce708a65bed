"""Forms of decisions: taking one, and what follows."""

from .deciding import DecideForm
from .following import FulfilForm, HoldForm, SearchForm

__all__ = ["DecideForm", "FulfilForm", "HoldForm", "SearchForm"]
