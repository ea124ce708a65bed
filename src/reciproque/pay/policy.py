"""Who reads and moves what is owed: the person, and the coordination of the house that owes; nobody else."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import NO_ROW, SOMEONE, Rule, allow, rule
from reciproque.missions.models import Offer
from reciproque.partnerships.kinds import Status
from reciproque.partnerships.models import Attendance, Engagement, Intervention
from reciproque.partnerships.policy import ONGOING
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation
from reciproque.people.policy import COLLEAGUES, coordinates_it, is_my_organisation, mine

from .kinds import State
from .models import Batch, Expense, Line, Paper, Rate, Receipt, Step
from .rules.steps import FROM

STATE_WORDS = {
    State.VALIDATED: (_("la ligne est due"), _("cette ligne n’attend plus d’être validée")),
    State.SENT: (_("la ligne est validée"), _("cette ligne n’attend pas d’être envoyée à la comptabilité")),
    State.PAID: (_("la ligne est envoyée"), _("cette ligne n’attend pas d’être payée")),
    State.RECEIVED: (_("la ligne est payée"), _("cette ligne n’attend pas votre réponse")),
    State.REFUSED: (_("la ligne est payée"), _("cette ligne n’attend pas votre réponse")),
    State.CANCELLED: (
        _("elle n’est pas encore envoyée"),
        _("cette ligne est déjà envoyée, ou annulée : elle ne s’annule plus"),
    ),
}


def stands_at(*states: str, line: str = "pk") -> Q:
    """Lines whose last step is one of these; a line without any step is due."""
    later = Step.objects.filter(line=OuterRef("line"), rank__gt=OuterRef("rank"))
    last = Step.objects.filter(~Exists(later), line=OuterRef(line), state__in=states)
    if State.DUE not in states:
        return Q(Exists(last))
    return Q(Exists(last)) | ~Q(Exists(Step.objects.filter(line=OuterRef(line))))


def owed_by_us(path: str = "organisation"):
    """What the organisation of the hat owes."""

    def where(actor: Actor) -> Q:
        return Q(**{path: actor.organisation_id}) if actor.organisation_id else NO_ROW

    return where


def coordination(path: str = "organisation") -> Rule:
    return rule(
        Role.COORDINATOR,
        where=owed_by_us(path),
        because=_("la coordination de la structure qui doit cet argent"),
    )


def herself(path: str = "engagement__person") -> Rule:
    return rule(SOMEONE, where=mine(path), because=_("chacun lit et suit ce qui lui est dû"))


not_the_payee = (
    lambda actor: ~Q(engagement__person=actor.person_id),
    _("jamais ce que l’on doit à soi-même"),
    _("cette ligne vous est due : quelqu’un d’autre de la coordination s’en occupe"),
)
priced = (
    Q(amount__isnull=False),
    _("un montant est convenu"),
    _("aucun montant n’est convenu : écrivez d’abord ce tarif dans la grille"),
)


def step(who: Rule, state: State) -> Rule:
    """Those who take a line to a state, from where it must stand."""
    return who.when(stands_at(*FROM[state]), *STATE_WORDS[state])


allow(
    Line,
    see=herself() | coordination(),
    validate=step(coordination().when(*not_the_payee), State.VALIDATED).when(*priced),
    send=step(coordination().when(*not_the_payee), State.SENT),
    pay=step(coordination().when(*not_the_payee), State.PAID),
    cancel=step(coordination().when(*not_the_payee), State.CANCELLED),
    receive=step(herself(), State.RECEIVED),
    refuse=step(herself(), State.REFUSED),
)
allow(Batch, see=coordination())


# --- the grid -------------------------------------------------------------------------------------
def offered_there(actor: Actor, organisation: str) -> Q:
    """Houses where somebody is engaged, or is offered a mission: what they pay is told before she says yes."""
    if not actor.person_id:
        return NO_ROW
    asked = {"person": actor.person_id}
    engaged = Engagement.objects.filter(ONGOING, partnership__host=OuterRef(organisation), **asked)
    offered = Offer.objects.filter(mission__partnership__host=OuterRef(organisation), **asked)
    return Q(Exists(engaged)) | Q(Exists(offered))


def readers_of_the_grid(path: str, organisation: str) -> Rule:
    return rule(
        *COLLEAGUES, where=owed_by_us(path), because=_("les membres de la structure lisent sa grille")
    ) | rule(
        SOMEONE,
        where=lambda actor: offered_there(actor, organisation),
        because=_("qui y est engagé, ou s’y voit proposer une mission, lit ce qui s’y paie"),
    )


in_it = rule(
    SOMEONE,
    where=lambda actor: (
        Q(Exists(Attendance.objects.filter(intervention=OuterRef("pk"), engagement__person=actor.person_id)))
        if actor.person_id
        else NO_ROW
    ),
    because=_("qui était là voit qui était payé, et qui ne l’était pas"),
)
their_referents = rule(
    SOMEONE,
    where=lambda actor: (
        Q(
            Exists(
                Engagement.objects.filter(
                    ONGOING,
                    partnership=OuterRef("partnership"),
                    person=actor.person_id,
                    referent_since__isnull=False,
                )
            )
        )
        if actor.person_id
        else NO_ROW
    ),
    because=_("leurs référents le voient aussi"),
)
allow(Rate, see=readers_of_the_grid("organisation", "organisation"))
allow(
    Organisation,
    read_grid=readers_of_the_grid("pk", "pk"),
    set_rate=coordinates_it,
    move_lines=coordinates_it,
    read_papers=coordinates_it,
    read_equity=rule(
        *COLLEAGUES,
        where=is_my_organisation,
        because=_("les membres de la structure lisent son rapport d’équité"),
    ),
)
allow(Intervention, read_equity=in_it | their_referents)


# --- expenses and papers --------------------------------------------------------------------------
accepted = (Q(accepted_at__isnull=False), _("l’engagement a été accepté"))
kept_by = rule(
    SOMEONE, where=mine("engagement__person"), because=_("chacun demande et suit ses propres frais")
)
not_yet_sent = (
    stands_at(State.DUE, State.VALIDATED, line="line__pk"),
    _("ces frais ne sont pas encore envoyés à la comptabilité"),
    _("ces frais sont déjà envoyés, payés ou annulés"),
)
allow(
    Engagement,
    ask_expense=rule(SOMEONE, where=mine(), because=_("chacun demande ses propres frais")).when(*accepted),
    note_paper=(
        rule(SOMEONE, where=mine(), because=_("chacun note les références de ses propres pièces"))
        | rule(
            Role.COORDINATOR,
            where=owed_by_us("partnership__host"),
            because=_("la coordination de la structure qui porte le partenariat"),
        )
    ).when(*accepted),
)
allow(
    Expense,
    see=kept_by | coordination("engagement__partnership__host"),
    give=kept_by.when(*not_yet_sent).when(
        Q(line__status=Status.VOLUNTEER),
        _("elle est bénévole"),
        _("seul un bénévole peut donner ses frais"),
    ),
    attach=kept_by.when(
        ~Q(Exists(Receipt.objects.filter(expense=OuterRef("pk")))),
        _("aucun justificatif n’y est encore"),
        _("un justificatif y est déjà"),
    ).when(*not_yet_sent),
)
allow(
    Receipt,
    see=herself("expense__engagement__person") | coordination("expense__engagement__partnership__host"),
)
allow(Paper, see=herself() | coordination("engagement__partnership__host"))
