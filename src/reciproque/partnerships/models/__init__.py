"""The tables of a partnership's life, one file a chapter."""

from .charter import Charter, Clause, Remark, RemarkAnswer, Signature
from .degrees import DegreeAim, DegreeSeen
from .engagement import Engagement
from .evaluation import (
    EvaluationAnswer,
    EvaluationRound,
    Postponement,
    RoleConfirmation,
    RoundAction,
    RoundClosing,
)
from .framing import Concord, Difference, Framing, Hesitation, Need, Objective, Readiness, Settlement
from .intervention import Cancellation, Contribution, CrossTraining, Expected, Holding, Intervention
from .partnership import Activation, Ending, Hosting, Partnership, PartnershipMode
from .series import Attendance, CheckIn, PrivateNote, Series, SeriesDate

__all__ = [
    "Activation",
    "Attendance",
    "Cancellation",
    "Charter",
    "CheckIn",
    "Clause",
    "Concord",
    "Contribution",
    "CrossTraining",
    "DegreeAim",
    "DegreeSeen",
    "Difference",
    "Ending",
    "Engagement",
    "EvaluationAnswer",
    "EvaluationRound",
    "Expected",
    "Framing",
    "Hesitation",
    "Holding",
    "Hosting",
    "Intervention",
    "Need",
    "Objective",
    "Partnership",
    "PartnershipMode",
    "Postponement",
    "PrivateNote",
    "Readiness",
    "Remark",
    "RemarkAnswer",
    "RoleConfirmation",
    "RoundAction",
    "RoundClosing",
    "Series",
    "SeriesDate",
    "Settlement",
    "Signature",
]
