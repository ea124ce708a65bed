"""Missions, who is offered them and takes them, and the dates one signs up for."""

from .mission import (
    Closing,
    Mission,
    MissionLanguage,
    MissionTask,
    Publication,
    RequiredTitle,
    Review,
    Submission,
    SuppliedMeans,
    Terms,
)
from .scheduling import SignUp, Slot, Waiting
from .taking import Choice, Mentoring, Offer, Proposed, Season, Taking

__all__ = [
    "Choice",
    "Closing",
    "Mentoring",
    "Mission",
    "MissionLanguage",
    "MissionTask",
    "Offer",
    "Proposed",
    "Publication",
    "RequiredTitle",
    "Review",
    "Season",
    "SignUp",
    "Slot",
    "Submission",
    "SuppliedMeans",
    "Taking",
    "Terms",
    "Waiting",
]
