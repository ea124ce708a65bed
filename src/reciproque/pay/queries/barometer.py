"""What the barometer says of fair pay, once sessions were held: who was paid there, who was not, and who chose it."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reciproque.foundation.actor import Actor
from reciproque.missions.models import Choice, Terms
from reciproque.partnerships.kinds import ClauseKind, ContributionKind, Side, Status
from reciproque.partnerships.models import Charter, Clause, Contribution, Intervention, Partnership, Signature
from reciproque.partnerships.queries.barometer import brings
from reciproque.partnerships.rules.barometer import Evidence, Nature, Reading, State, Step

from .equity import flagged


@brings(
    "S2-69", gettext_lazy("Équité : reconnaissance, rémunération, statut"), Nature.VIGILANCE, instead=True
)
def pay_is_fair(partnership: Partnership, actor: Actor, today: date) -> Reading | None:
    """Counts of sessions, which are never withheld from the members of the partnership. One query.

    None while no session was held, or when the charter in force says nothing of pay: what is known below then speaks.
    """
    n = _counted(partnership)
    if not n["n_held"] or n["n_silent"]:
        return None
    if not n["n_beside"]:
        text = _("Dans aucune séance quelqu’un n’était là bénévolement à côté d’un professionnel payé.")
        return Reading(State.HOLDS, text)
    where = reverse("partnerships:hours", args=[partnership.code])
    beside = ngettext(
        "{n} séance sur {held} : un patient ou un proche y était bénévole, à côté d’un professionnel payé.",
        "{n} séances sur {held} : un patient ou un proche y était bénévole, à côté d’un professionnel payé.",
        n["n_beside"],
    ).format(n=n["n_beside"], held=n["n_held"])
    evidence = (Evidence(beside, where),)
    if n["n_unchosen"]:
        text = ngettext(
            "Dans {n} séance, quelqu’un n’est pas payé sans l’avoir choisi.",
            "Dans {n} séances, quelqu’un n’est pas payé sans l’avoir choisi.",
            n["n_unchosen"],
        ).format(n=n["n_unchosen"])
        grid = reverse("pay:grid", args=[partnership.host.code])
        return Reading(State.REVIEW, text, evidence, Step(_("Lire la grille de la structure"), grid))
    text = _("Qui n’est pas payé l’a choisi, et la date de son choix est gardée.")
    return Reading(State.HOLDS, text, evidence)


def _counted(partnership: Partnership) -> dict[str, int]:
    """Sessions held, those with somebody unpaid beside somebody paid, those where she had not chosen it."""
    held = Intervention.objects.filter(partnership=partnership, holding__isnull=False)
    paid_terms = Terms.objects.filter(mission=OuterRef("taking__mission"), amount__isnull=False)
    chosen = Choice.objects.filter(
        Exists(paid_terms),
        terms__status=Status.VOLUNTEER,
        taking__engagement=OuterRef("engagement"),
        taking__mission__slots__intervention=OuterRef("intervention"),
    )
    unpaid = Contribution.objects.filter(
        intervention=OuterRef("pk"),
        kind=ContributionKind.SESSION,
        engagement__side=Side.LIVED,
        status=Status.VOLUNTEER,
    )
    beside = Exists(flagged(Intervention.objects.filter(pk=OuterRef("pk"))))
    rows = held.annotate(
        beside=beside, unchosen=Exists(unpaid.filter(~Exists(chosen))), silent=_says_nothing(partnership)
    )
    return rows.aggregate(
        n_held=Count("pk"),
        n_silent=Count("pk", filter=Q(silent=True)),
        n_beside=Count("pk", filter=Q(beside=True)),
        n_unchosen=Count("pk", filter=Q(beside=True, unchosen=True)),
    )


def _says_nothing(partnership: Partnership) -> Q:
    """The charter in force, the last one that both sides signed, has no clause on pay."""
    signed = Signature.objects.filter(charter=OuterRef("pk"))
    both = [Exists(signed.filter(side=side)) for side in Side]
    in_force = Charter.objects.filter(*both, partnership=partnership).order_by("-number")[:1]
    about_pay = Clause.objects.standing().filter(charter=OuterRef("pk"), kind=ClauseKind.PAY)
    last = Charter.objects.filter(pk=Subquery(in_force.values("pk")))
    return Q(Exists(last.filter(~Exists(about_pay))))
