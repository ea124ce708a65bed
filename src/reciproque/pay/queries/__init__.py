"""Readings of pay: the grid, what is owed and where it stands, how long it waits, papers, and whether it is fair."""

from . import ageing, equity, expenses, grid, lines, papers, prices, told, waiting

__all__ = [
    "ageing",
    "equity",
    "expenses",
    "grid",
    "lines",
    "papers",
    "prices",
    "told",
    "waiting",
]
