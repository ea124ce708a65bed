"""The degrees of the demonstration, stage by stage: what is aimed at, what each side sees."""

from __future__ import annotations

from reciproque.partnerships.kinds import Degree, Observed, Phase

AIMED = {
    Phase.CONCEIVE: Degree.CO_DECISION,
    Phase.ORGANISE: Degree.COLLABORATION,
    Phase.RUN: Degree.CO_DECISION,
    Phase.LINK: Degree.COLLABORATION,
    Phase.EVALUATE: Degree.CO_DECISION,
}
BY_PATIENTS = {
    Phase.CONCEIVE: Observed.COLLABORATION,
    Phase.ORGANISE: Observed.CONSULTATION,
    Phase.RUN: Observed.CO_DECISION,
    Phase.LINK: Observed.COLLABORATION,
    Phase.EVALUATE: Observed.WITHOUT,
}
BY_PROFESSIONALS = {
    **BY_PATIENTS,
    Phase.ORGANISE: Observed.COLLABORATION,
    Phase.EVALUATE: Observed.CONSULTATION,
}
