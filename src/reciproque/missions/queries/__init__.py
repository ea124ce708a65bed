"""What is read of missions: lists start from what one may see, and say why."""

from . import barometer, dates, lists, matching, publication, seasons, takings, told

__all__ = ["barometer", "dates", "lists", "matching", "publication", "seasons", "takings", "told"]
