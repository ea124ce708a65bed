"""The barometer: each condition of success and point of vigilance of the founding texts, read from what happened.

One module a rule: facts in, a `Reading` out. `RULES` holds them by the code of their place in the texts; packages
above bring their own (queries.barometer). Adding one touches one file, and this list.
"""

from . import (
    anonymity,
    association,
    both_sides,
    charter_known,
    clear_roles,
    confidentiality,
    cross_training,
    evaluations,
    exchanges,
    fair_pay,
    give_and_receive,
    overload,
    protected_titles,
    real_place,
    same_thing,
    secrecy,
    three_questions,
    training,
    willingness,
)
from .facts import Facts, Look, Moment, Place, Someone
from .reading import RULES, Evidence, Nature, Reading, Rule, Said, State, Step

LIMITS = (
    overload.HOURS_A_MONTH,
    exchanges.MONTHS,
    cross_training.MONTHS,
    cross_training.FIRST,
)
"""The numbers in force that the rules read."""

__all__ = [
    "LIMITS",
    "RULES",
    "Evidence",
    "Facts",
    "Look",
    "Moment",
    "Nature",
    "Place",
    "Reading",
    "Rule",
    "Said",
    "Someone",
    "State",
    "Step",
    "anonymity",
    "association",
    "both_sides",
    "charter_known",
    "clear_roles",
    "confidentiality",
    "cross_training",
    "evaluations",
    "exchanges",
    "fair_pay",
    "give_and_receive",
    "overload",
    "protected_titles",
    "real_place",
    "same_thing",
    "secrecy",
    "three_questions",
    "training",
    "willingness",
]
