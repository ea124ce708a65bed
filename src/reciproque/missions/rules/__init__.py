"""Rules of missions: values in, answers with their reasons out."""

from . import access, conflicts, fit, periods, publication, season, taking, terms, words

__all__ = ["access", "conflicts", "fit", "periods", "publication", "season", "taking", "terms", "words"]
