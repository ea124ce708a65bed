"""What changes missions."""

from . import dates, offers, review, seasons, signing, takings, writing

__all__ = ["dates", "offers", "review", "seasons", "signing", "takings", "writing"]
