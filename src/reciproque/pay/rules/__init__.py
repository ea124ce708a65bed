"""Pure rules of pay: amounts, steps, what is fair, landmarks of the law."""

from . import amounts, equity, landmarks, papers, steps

__all__ = ["amounts", "equity", "landmarks", "papers", "steps"]
