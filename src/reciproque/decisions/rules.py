"""What a decision must hold to be one: options with their fate, promises with their owner, a day to come back to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reciproque.foundation.parameters import parameter
from reciproque.partnerships.rules.barometer import Evidence, Reading, State, Step

from .kinds import Outcome

LEAST_OPTIONS, MOST_OPTIONS = 2, 6
"""One option alone leaves nothing to decide; more than six do not fit on a page."""
MOST_COMMITMENTS = 6

REVIEW_MONTHS = parameter(
    "decisions.review_months",
    gettext_lazy("Mois après lesquels revenir sur une décision"),
    6,
    unit=gettext_lazy("mois"),
    source=gettext_lazy(
        "Proposition de Réciproque, d’après l’usage des retours d’expérience : effet vu à six mois"
    ),
    status="proposal",
    since=date(2026, 1, 1),
)


@dataclass(frozen=True)
class OptionDraft:
    """An option as it is put to `decide`; without `carried_by`, both sides carried it together."""

    text: str
    outcome: str
    carried_by: Any = None
    reason: str = ""


@dataclass(frozen=True)
class CommitmentDraft:
    """A promise as it is put to `decide`."""

    text: str
    owner: Any
    due_on: date | None


def faults(
    *,
    options: Sequence[OptionDraft],
    commitments: Sequence[CommitmentDraft],
    decided_on: date,
    review_on: date | None,
    today: date,
) -> dict[str, str]:
    """What keeps this from being a decision, a sentence by field: « option_2_reason » is the second option's."""
    wrong = _about_dates(decided_on, review_on, today)
    if not LEAST_OPTIONS <= len(options) <= MOST_OPTIONS:
        wrong["options"] = _("Une décision choisit entre {least} options au moins, {most} au plus.").format(
            least=LEAST_OPTIONS, most=MOST_OPTIONS
        )
    for place, option in enumerate(options, start=1):
        wrong |= {f"option_{place}_{name}": said for name, said in _about_option(option).items()}
    if not 1 <= len(commitments) <= MOST_COMMITMENTS:
        wrong["commitments"] = _("Dites au moins une chose que quelqu’un s’engage à faire, et pour quand.")
    for place, commitment in enumerate(commitments, start=1):
        said_of_it = _about_commitment(commitment, decided_on)
        wrong |= {f"commitment_{place}_{name}": said for name, said in said_of_it.items()}
    return wrong


def _about_dates(decided_on: date, review_on: date | None, today: date) -> dict[str, str]:
    wrong = {}
    if decided_on > today:
        wrong["decided_on"] = _("Ce jour n’est pas encore venu.")
    if review_on is None:
        wrong["review_on"] = _("Dites quand vous reviendrez voir si cette décision a eu un effet.")
    elif review_on <= max(decided_on, today):
        wrong["review_on"] = _("Choisissez un jour à venir : c’est celui où vous reviendrez sur la décision.")
    return wrong


def _about_option(option: OptionDraft) -> dict[str, str]:
    wrong = {}
    if not option.text.strip():
        wrong["text"] = _("Écrivez cette option, ou videz la ligne.")
    if option.outcome not in Outcome.values:
        wrong["outcome"] = _("Dites ce que cette option est devenue.")
    elif option.outcome != Outcome.ADOPTED and not option.reason.strip():
        wrong["reason"] = _("Dites pourquoi : une option adaptée ou refusée a droit à sa raison.")
    return wrong


def _about_commitment(commitment: CommitmentDraft, decided_on: date) -> dict[str, str]:
    wrong = {}
    if not commitment.text.strip():
        wrong["text"] = _("Écrivez ce qui sera fait, ou videz la ligne.")
    if commitment.owner is None:
        wrong["owner"] = _("Dites qui s’y engage.")
    if commitment.due_on is None:
        wrong["due_on"] = _("Dites pour quand.")
    elif commitment.due_on < decided_on:
        wrong["due_on"] = _("Ce jour vient avant la décision.")
    return wrong


# --- what is said is answered ---------------------------------------------------------------------
@dataclass(frozen=True)
class Heard:
    """How many voices were heard in a partnership (its code), not answered yet, not answered when they should be."""

    code: str
    heard: int
    unanswered: int
    late: int


def answers_come(facts: Heard) -> Reading:
    """« Celui qui contribue » reads what became of what she said: each voice has an answer by its day."""
    where = reverse("voices:voices", args=[facts.code])
    if not facts.heard:
        return Reading(State.EARLY, _("Aucune parole n’a encore été recueillie ici."))
    done = facts.heard - facts.unanswered
    told = ngettext("{n} parole a sa réponse, sur {all}", "{n} paroles ont leur réponse, sur {all}", done)
    evidence = (
        Evidence(told.format(n=done, all=facts.heard), reverse("decisions:said_and_done", args=[facts.code])),
    )
    if facts.late:
        late = ngettext(
            "{n} parole attend sa réponse au-delà du délai promis.",
            "{n} paroles attendent leur réponse au-delà du délai promis.",
            facts.late,
        )
        return Reading(State.REVIEW, late.format(n=facts.late), evidence, Step(_("Répondre"), where))
    if not done:
        return Reading(State.EARLY, _("Les réponses sont attendues, dans leur délai."), evidence)
    return Reading(State.HOLDS, _("Aucune réponse n’est en retard."), evidence)
