"""What can be done to begin, one file a chapter; nothing else writes to these tables."""

from . import calls, drafts, starts

__all__ = ["calls", "drafts", "starts"]
