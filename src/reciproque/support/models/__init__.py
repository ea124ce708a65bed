"""The rows of support, one file a subject."""

from .listening import Call, Confidant, Moment, Question
from .relays import Absence, Relay
from .supervision import Facilitation, SupervisionDue
from .tensions import Tension

__all__ = [
    "Absence",
    "Call",
    "Confidant",
    "Facilitation",
    "Moment",
    "Question",
    "Relay",
    "SupervisionDue",
    "Tension",
]
