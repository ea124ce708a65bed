"""What changes pay: the grid, the steps of a line, expenses, papers."""

from .expenses import ask_expense, attach, give
from .grid import set_rate
from .papers import note_paper
from .steps import cancel, move_lines, pay, receive, refuse, send, validate

__all__ = [
    "ask_expense",
    "attach",
    "cancel",
    "give",
    "move_lines",
    "note_paper",
    "pay",
    "receive",
    "refuse",
    "send",
    "set_rate",
    "validate",
]
