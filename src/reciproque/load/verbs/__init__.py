"""What a person sets for herself, and what other packages promise, release and count inside their own verbs."""

from .given import recount
from .promises import OverCeiling, Paused, promise, release
from .rhythm import pause, resume, set_rhythm

__all__ = ["OverCeiling", "Paused", "pause", "promise", "recount", "release", "resume", "set_rhythm"]
