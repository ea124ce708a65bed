"""What is due for time given and for what was spent, how it goes on its way, and the papers each status needs."""

from .expense import Expense, Gift, Receipt
from .grid import Rate
from .line import Batch, Line, Step
from .paper import Paper

__all__ = ["Batch", "Expense", "Gift", "Line", "Paper", "Rate", "Receipt", "Step"]
