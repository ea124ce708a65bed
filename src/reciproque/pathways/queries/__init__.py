"""What packages above may ask of pathways; `accompaniment` follows people along them.

    version = current_version(pathway)                          # the published one, or None
    steps = steps_of(version, "fr", ["sans-papiers"])           # StepTold, in order, in one language
    deadline_days(steps[2], on=today, organisation_id=house.pk) # 15, or None: this step promises nothing

People keep the version they began with: keep its key and the codes of its steps, never those of the pathway.
"""

from . import told
from .steps import Aside, StepTold, current_version, deadline_days, language_for, languages_of, steps_of

__all__ = [
    "Aside",
    "StepTold",
    "current_version",
    "deadline_days",
    "language_for",
    "languages_of",
    "steps_of",
    "told",
]
