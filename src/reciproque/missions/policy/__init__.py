"""Who may do what with missions: each part declares its rules as it loads."""

from . import answers, dates, mentors, sheets
from .who import BY_HERSELF, STANDING, UNANSWERED, leads

__all__ = ["BY_HERSELF", "STANDING", "UNANSWERED", "answers", "dates", "leads", "mentors", "sheets"]
