"""Who may see and do what in a partnership."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import SELF, Actor
from reciproque.foundation.policy import NO_ROW, SOMEONE, Rule, allow, also, rule
from reciproque.foundation.reach import NOWHERE, Reach
from reciproque.openings.policy import not_herself, nothing_pending
from reciproque.people.kinds import Role
from reciproque.people.models import Mandate, Organisation, Person

from .kinds import Form, Side, Word
from .models import (
    Charter,
    CheckIn,
    Clause,
    Concord,
    Contribution,
    CrossTraining,
    DegreeAim,
    DegreeSeen,
    Difference,
    Ending,
    Engagement,
    EvaluationAnswer,
    EvaluationRound,
    Framing,
    Hesitation,
    Hosting,
    Intervention,
    Need,
    Objective,
    Partnership,
    PrivateNote,
    Readiness,
    Remark,
    RoundAction,
    Settlement,
    Signature,
)

ONGOING = Q(left_at=None, declined_at=None)
ACCEPTED = ONGOING & Q(accepted_at__isnull=False)


def my_engagements(actor: Actor, *, of: str = "pk"):
    """Engagements of the person, whatever her hat: enough to read, never to act."""
    if not actor.person_id:
        return Engagement.objects.none()
    return Engagement.objects.filter(ONGOING, person=actor.person_id, partnership=OuterRef(of))


def under_this_hat(actor: Actor) -> Q:
    """Engagements taken in the position the actor wears now: rights never add up across hats."""
    if not actor.person_id:
        return NO_ROW
    if actor.role == SELF:
        return ACCEPTED & Q(person=actor.person_id, position=Role.USER, on_behalf_of=None)
    held = ACCEPTED & Q(person=actor.person_id, position=actor.role)
    if actor.role != Role.REPRESENTATIVE:
        return held & Q(on_behalf_of=actor.organisation_id)
    worn = Mandate.objects.filter(
        code=actor.hat.code if actor.hat else "",
        association=OuterRef("on_behalf_of"),
        seat=OuterRef("seat"),
    )
    return held & Q(Exists(worn))


def acting_engagements(actor: Actor, *, of: str = "pk", **more):
    return Engagement.objects.filter(under_this_hat(actor), partnership=OuterRef(of), **more)


def coordinated(actor: Actor, path: str = "pk") -> Q:
    """Partnerships carried by the organisation whose coordination the actor does now."""
    if actor.role != Role.COORDINATOR or not actor.organisation_id:
        return NO_ROW
    return Q(Exists(Hosting.objects.filter(partnership=OuterRef(path), organisation=actor.organisation_id)))


def readers(path: str = "") -> Rule:
    """Those who read what belongs to a partnership: engaged people, and the coordination of its hosts.

    `path` leads from the row to its partnership (« partnership », « charter__partnership »); empty for itself.
    """
    key = path or "pk"

    def engaged_by_key(actor: Actor) -> Reach:
        mine = Engagement.objects.filter(ONGOING, person=actor.person_id)
        return Reach(key, (mine.values_list("partnership"),))

    def hosted_by_key(actor: Actor) -> Reach:
        if not actor.organisation_id:
            return NOWHERE
        hosted = Hosting.objects.filter(organisation=actor.organisation_id)
        return Reach(key, (hosted.values_list("partnership"),))

    engaged = rule(
        SOMEONE,
        where=lambda actor: Q(Exists(my_engagements(actor, of=key))),
        because=_("les personnes engagées dans le partenariat le lisent"),
        reach=engaged_by_key,
    )
    return engaged | rule(
        Role.COORDINATOR,
        where=lambda actor: coordinated(actor, key),
        because=_("la coordination des structures qui le portent le lit"),
        reach=hosted_by_key,
    )


def doers(path: str = "", **more) -> Rule:
    """Those who act in a partnership: engaged people, under the hat they engaged with."""
    key = path or "pk"
    return rule(
        SOMEONE,
        where=lambda actor: Q(Exists(acting_engagements(actor, of=key, **more))),
        because=_("il faut être engagé dans ce partenariat, sous le chapeau que vous portez"),
    )


def running(path: str = "") -> tuple[Q, object, object]:
    """The partnership has not ended (to be given to `Rule.when`)."""
    prefix = f"{path}__" if path else ""
    ended = Ending.objects.filter(partnership=OuterRef(f"{prefix}pk" if prefix else "pk"), reopened_at=None)
    return ~Q(Exists(ended)), _("le partenariat n’est pas terminé"), _("le partenariat est terminé")


coordination = rule(
    Role.COORDINATOR, where=coordinated, because=_("c’est à la coordination des structures qui le portent")
)
referents = doers(referent_since__isnull=False)
begun = (
    Q(activation__isnull=False),
    _("le partenariat a commencé"),
    _("le partenariat n’a pas encore commencé"),
)
begun_or_simple = Q(activation__isnull=False) | Q(form=Form.SIMPLE), *begun[1:]
"""What was started simply plans its first missions before the charter: those with people ask for it (rules)."""
begins_simply = (
    Q(activation=None, form=Form.SIMPLE),
    _("il a été commencé simplement, et n’est encore qu’à ses débuts"),
    _("ce sont les personnes engagées qui tiennent l’agenda"),
)
not_begun = (
    Q(activation=None),
    _("le partenariat n’a pas encore commencé"),
    _("le partenariat a déjà commencé"),
)
both_framed = (
    Q(Exists(Framing.objects.filter(partnership=OuterRef("pk"), side=Side.LIVED)))
    & Q(Exists(Framing.objects.filter(partnership=OuterRef("pk"), side=Side.CARE))),
    _("les deux côtés ont répondu aux trois questions"),
    _("les deux côtés n’ont pas encore répondu aux trois questions"),
)
ended_now = (
    Q(Exists(Ending.objects.filter(partnership=OuterRef("pk"), reopened_at=None))),
    _("le partenariat est terminé"),
    _("le partenariat n’est pas terminé"),
)


def other_side_answered(model, group: str) -> Q:
    """The same question was answered by the other side too."""
    return Q(
        Exists(model.objects.filter(**{group: OuterRef(group)}).exclude(side=OuterRef("side"))),
    )


def of_my_side(group: str):
    def where(actor: Actor) -> Q:
        own = Engagement.objects.filter(
            ONGOING, person=actor.person_id, partnership=OuterRef(group), side=OuterRef("side")
        )
        return Q(Exists(own)) if actor.person_id else NO_ROW

    return where


no_open_round = (
    ~Q(Exists(EvaluationRound.objects.filter(partnership=OuterRef("pk"), closing=None))),
    _("aucune évaluation n’est déjà prévue"),
    _("une évaluation est déjà prévue : reportez-la, ou concluez-la d’abord"),
)
allow(
    Organisation,
    found_partnership=rule(
        Role.COORDINATOR,
        where=lambda actor: Q(pk=actor.organisation_id),
        because=_("une coordination fonde les partenariats de sa structure"),
    )
    | rule(
        Role.PARTNER,
        Role.PROFESSIONAL,
        Role.REPRESENTATIVE,
        where=lambda actor: Q(pk=actor.organisation_id),
        because=_("un membre de la structure peut y fonder un partenariat"),
    )
    | rule("system", because=_("un brouillon que deux personnes portent devient un partenariat")),
)
allow(
    Partnership,
    see=readers(),
    revise=(referents | coordination).when(*running()),
    engage=(referents | coordination).when(*running()),
    frame=doers().when(*not_begun),
    hesitate=doers().when(*running()),
    say_ready=doers().when(*running()),
    note_concord=doers().when(*not_begun).when(*both_framed),
    note_difference=doers().when(*not_begun).when(*both_framed),
    note_need=doers().when(*running()),
    set_objective=doers().when(*running()),
    aim_degree=doers().when(*running()),
    draft_charter=doers().when(*running()),
    plan_first_evaluation=(referents | coordination).when(*running()).when(*not_begun),
    activate=(referents | coordination).when(*not_begun),
    plan_intervention=doers().when(*begun_or_simple).when(*running())
    | coordination.when(*begins_simply).when(*running()),
    plan_series=doers().when(*begun_or_simple).when(*running()),
    plan_evaluation=(referents | coordination).when(*begun).when(*running()).when(*no_open_round),
    end=(referents | coordination).when(*running()),
    reopen=(referents | coordination).when(*ended_now),
    hear_voice=doers().when(*running()),
    decide=doers().when(*begun).when(*running()),
)
unanswered = (
    Q(accepted_at=None) & ONGOING,
    _("la proposition attend une réponse"),
    _("cette proposition a déjà eu sa réponse, ou elle a été reprise"),
)
lasting = ONGOING, _("l’engagement est en cours"), _("cet engagement a pris fin")
allow(
    Engagement,
    see=rule(SOMEONE, where=lambda actor: Q(person=actor.person_id), because=_("chacun voit ses engagements"))
    | readers("partnership").when(Q(declined_at=None), _("rien ne dit qui a décliné")),
    accept=rule(SOMEONE, where=lambda actor: Q(person=actor.person_id), because=_("chacun s’engage pour soi"))
    .when(*unanswered)
    .when(*running("partnership")),
    decline=rule(
        SOMEONE, where=lambda actor: Q(person=actor.person_id), because=_("chacun s’engage pour soi")
    ).when(*unanswered),
    withdraw=(
        doers("partnership", referent_since__isnull=False)
        | rule(
            Role.COORDINATOR,
            where=lambda actor: coordinated(actor, "partnership"),
            because=_("la coordination reprend une proposition"),
        )
    )
    .when(*unanswered)
    .when(*running("partnership")),
    contribute=rule(
        SOMEONE, where=lambda actor: Q(person=actor.person_id), because=_("chacun note son propre temps")
    ).when(Q(accepted_at__isnull=False), _("l’engagement a été accepté")),
    lapse=rule("system", because=_("une position qui prend fin emporte ses engagements")).when(*lasting),
    leave=rule(
        SOMEONE, where=lambda actor: Q(person=actor.person_id), because=_("chacun peut s’arrêter")
    ).when(ACCEPTED, _("l’engagement est en cours")),
    revise_role=(
        doers("partnership")
        | rule(
            Role.COORDINATOR,
            where=lambda actor: coordinated(actor, "partnership"),
            because=_("la coordination tient les fiches de rôle"),
        )
    )
    .when(*lasting)
    .when(*running("partnership")),
    confirm_role=rule(
        SOMEONE,
        where=lambda actor: Q(person=actor.person_id),
        because=_("chacun dit pour soi si sa fiche tient encore"),
    )
    .when(ACCEPTED, _("l’engagement est en cours"))
    .when(*running("partnership")),
    name_referent=(
        doers("partnership", referent_since__isnull=False)
        | rule(
            Role.COORDINATOR,
            where=lambda actor: coordinated(actor, "partnership"),
            because=_("la coordination nomme les référents"),
        )
    )
    .when(ACCEPTED & Q(referent_since=None), _("la personne est engagée et n’est pas encore référente"))
    .when(*running("partnership")),
)
allow(
    Framing,
    see=rule(SOMEONE, where=of_my_side("partnership"), because=_("chaque côté lit ses propres réponses"))
    | readers("partnership").when(
        lambda actor: other_side_answered(Framing, "partnership"), _("les deux côtés ont répondu")
    ),
    revise=rule(
        SOMEONE,
        where=lambda actor: Q(Exists(acting_engagements(actor, of="partnership", side=OuterRef("side")))),
        because=_("chaque côté tient ses propres réponses"),
    ).when(
        lambda actor: ~other_side_answered(Framing, "partnership"),
        _("l’autre côté n’a pas encore répondu"),
        _("les deux côtés ont répondu : les réponses ne changent plus"),
    ),
)
allow(
    Hesitation,
    see=readers("partnership"),
    lift=rule(
        SOMEONE,
        where=lambda actor: Q(engagement__in=Engagement.objects.filter(under_this_hat(actor))),
        because=_("chacun dit pour soi qu’il est prêt"),
    ).when(Q(lifted_at=None), _("elle n’est pas encore levée"), _("c’est déjà dit")),
)
allow(Readiness, see=readers("partnership"))
allow(Concord, see=readers("partnership"))
allow(
    Difference,
    see=readers("partnership"),
    propose_settlement=doers("partnership")
    .when(*running("partnership"))
    .when(
        Q(settlement=None),
        _("aucune formulation n’a encore été proposée"),
        _("une formulation est déjà proposée : acceptez-la, ou proposez-en une autre"),
    ),
)
not_agreed = (
    Q(agreed_at=None),
    _("elle n’est pas encore acceptée"),
    _("les deux côtés ont déjà accepté cette formulation"),
)
allow(
    Settlement,
    see=readers("difference__partnership"),
    revise=doers("difference__partnership").when(*running("difference__partnership")).when(*not_agreed),
    agree=rule(
        SOMEONE,
        where=lambda actor: Q(
            Exists(
                acting_engagements(actor, of="difference__partnership").exclude(
                    side=OuterRef("proposed_by__side")
                )
            )
        ),
        because=_("c’est à l’autre côté de l’accepter"),
    )
    .when(*running("difference__partnership"))
    .when(*not_agreed),
)
allow(Need, see=readers("partnership"), revise=doers("partnership").when(*running("partnership")))
not_reached = (
    Q(reached_on=None),
    _("l’objectif n’est pas encore atteint"),
    _("l’objectif est déjà atteint"),
)
allow(
    Objective,
    see=readers("partnership"),
    revise=doers("partnership").when(*running("partnership")).when(*not_reached),
    reach=doers("partnership").when(*running("partnership")).when(*not_reached),
)


def unsigned(charter: str) -> tuple[Q, object, object]:
    """Nobody signed the version yet: once signed by anyone, its text is frozen."""
    return (
        ~Q(Exists(Signature.objects.filter(charter=OuterRef(charter)))),
        _("personne n’a encore signé cette version"),
        _("cette version est signée, son texte ne change plus : proposez-en une nouvelle"),
    )


def signed_by_me(actor: Actor) -> Q:
    mine = Signature.objects.filter(charter=OuterRef("pk"), engagement__person=actor.person_id)
    return Q(Exists(mine)) if actor.person_id else NO_ROW


newer_version = Charter.objects.filter(partnership=OuterRef("partnership"), number__gt=OuterRef("number"))
allow(
    Charter,
    see=readers("partnership"),
    add_clause=doers("partnership").when(*running("partnership")).when(*unsigned("pk")),
    sign=doers("partnership")
    .when(*running("partnership"))
    .when(
        ~Q(Exists(newer_version)),
        _("c’est la dernière version"),
        _("une version plus récente a été proposée : c’est elle qui se signe"),
    )
    .when(
        lambda actor: ~signed_by_me(actor),
        _("chacun signe une fois"),
        _("vous avez déjà signé cette version"),
    ),
)
clause_open = (*running("charter__partnership"),), (*unsigned("charter"),)
allow(
    Clause,
    see=readers("charter__partnership"),
    revise=doers("charter__partnership").when(*clause_open[0]).when(*clause_open[1]),
    remove=doers("charter__partnership").when(*clause_open[0]).when(*clause_open[1]),
    remark=doers("charter__partnership").when(*clause_open[0]).when(*clause_open[1]),
)
remark_open = (
    Q(answer=None, taken_back_at=None),
    _("la remarque attend une réponse"),
    _("cette remarque a déjà sa réponse, ou a été retirée"),
)
being_written = unsigned("clause__charter")
allow(
    Remark,
    see=readers("clause__charter__partnership"),
    answer=doers("clause__charter__partnership")
    .when(*running("clause__charter__partnership"))
    .when(*being_written)
    .when(*remark_open)
    .when(
        lambda actor: ~Q(made_by__person=actor.person_id),
        _("quelqu’un d’autre que son auteur"),
        _("c’est à quelqu’un d’autre de répondre à votre remarque ; vous pouvez la retirer"),
    ),
    take_back=rule(
        SOMEONE,
        where=lambda actor: Q(made_by__person=actor.person_id) if actor.person_id else NO_ROW,
        because=_("chacun retire sa propre remarque"),
    )
    .when(*being_written)
    .when(*remark_open),
)
open_round = Q(closing=None), _("l’évaluation n’est pas close"), _("cette évaluation est close")
round_begun = (Q(partnership__activation__isnull=False), *begun[1:])


def in_an_open_round(**more) -> Rule:
    """Those who act in the partnership, while it goes on and its round is open."""
    return doers("partnership", **more).when(*running("partnership")).when(*open_round)


allow(
    EvaluationRound,
    see=readers("partnership"),
    answer=in_an_open_round().when(*round_begun),
    decide_action=in_an_open_round().when(*round_begun),
    close=in_an_open_round().when(*round_begun),
    observe_degrees=in_an_open_round().when(*round_begun),
    postpone=in_an_open_round(referent_since__isnull=False),
)
allow(
    DegreeAim,
    see=readers("partnership"),
    agree=rule(
        SOMEONE,
        where=lambda actor: Q(
            Exists(acting_engagements(actor, of="partnership").exclude(side=OuterRef("proposed_by__side")))
        ),
        because=_("c’est à l’autre côté de dire s’il est d’accord"),
    )
    .when(*running("partnership"))
    .when(
        Q(agreed_at=None, replaced_at=None),
        _("la proposition attend une réponse"),
        _("cette proposition a eu sa réponse, ou une autre l’a remplacée"),
    ),
)
allow(
    DegreeSeen,
    see=rule(
        SOMEONE, where=of_my_side("round__partnership"), because=_("chaque côté lit ce qu’il a dit voir")
    )
    | readers("round__partnership").when(
        lambda actor: other_side_answered(DegreeSeen, "round"), _("les deux côtés ont dit ce qu’ils voient")
    ),
)
allow(
    EvaluationAnswer,
    see=rule(
        SOMEONE, where=of_my_side("round__partnership"), because=_("chaque côté lit ses propres réponses")
    )
    | readers("round__partnership").when(
        lambda actor: other_side_answered(EvaluationAnswer, "round"), _("les deux côtés ont répondu")
    ),
    revise=rule(
        SOMEONE,
        where=lambda actor: Q(
            Exists(acting_engagements(actor, of="round__partnership", side=OuterRef("side")))
        ),
        because=_("chaque côté tient ses propres réponses"),
    )
    .when(*running("round__partnership"))
    .when(
        lambda actor: ~other_side_answered(EvaluationAnswer, "round"),
        _("l’autre côté n’a pas encore répondu"),
        _("les deux côtés ont répondu : les réponses ne changent plus"),
    ),
)
allow(
    RoundAction,
    see=readers("round__partnership"),
    finish=doers("round__partnership")
    .when(*running("round__partnership"))
    .when(Q(done_on=None), _("l’action n’est pas encore faite"), _("l’action est déjà faite")),
)
planned = (
    Q(holding=None, cancellation=None),
    _("elle n’est ni tenue ni annulée"),
    _("quelqu’un a déjà dit qu’elle s’est tenue, ou l’a annulée"),
)
since_the_beginning = (
    Q(partnership__activation__isnull=False) | Q(partnership__form=Form.SIMPLE),
    _("le partenariat a commencé"),
    _("le partenariat n’a pas encore commencé"),
)
allow(
    Intervention,
    see=readers("partnership"),
    revise=doers("partnership").when(*planned).when(*since_the_beginning).when(*running("partnership")),
    hold=doers("partnership").when(*planned).when(*since_the_beginning),
    cancel=doers("partnership").when(*planned).when(*since_the_beginning),
    mark_cross_training=doers("partnership")
    .when(Q(holding__isnull=False), _("elle s’est tenue"), _("personne n’a encore dit qu’elle s’était tenue"))
    .when(
        ~Q(Exists(CrossTraining.objects.filter(intervention=OuterRef("pk"), taken_back_at=None))),
        _("ce n’est pas encore dit"),
        _("c’est déjà dit : elle compte comme formation croisée"),
    ),
    keep_note=rule(
        SOMEONE,
        where=lambda actor: Q(
            Exists(
                Engagement.objects.filter(
                    ACCEPTED, person=actor.person_id, partnership=OuterRef("partnership")
                )
            )
        ),
        because=_("chacun garde sa propre note, que personne d’autre ne lit"),
    ),
)
allow(
    CrossTraining,
    see=readers("intervention__partnership"),
    take_back=doers("intervention__partnership").when(
        Q(taken_back_at=None), _("elle compte comme formation croisée"), _("c’est déjà retiré")
    ),
)
allow(
    PrivateNote,
    see=rule(
        SOMEONE,
        where=lambda actor: Q(person=actor.person_id),
        because=_("une note n’est lue que par qui l’a écrite"),
    ),
)
FOR_THE_REFERENT = Q(settled_at=None) & (Q(word=Word.TALK) | Q(passed_on_at__isnull=False, answered_at=None))
"""A quiet word waits for the referent: its reader wished to talk, or it stayed without an answer."""


def as_referent(me: Q) -> Q:
    """Quiet words of my side, when I am its referent; of the other side, when it has nobody else to ask for news."""
    there = Engagement.objects.filter(
        partnership=OuterRef("engagement__partnership"), referent_since__isnull=False
    ).exclude(pk=OuterRef("engagement"))
    others = there.filter(ACCEPTED, side=OuterRef("engagement__side"))
    mine = there.filter(me)
    same_side = mine.filter(side=OuterRef("engagement__side"))
    return Q(Exists(same_side)) | (Q(Exists(mine)) & ~Q(Exists(others)))


her_own = rule(
    SOMEONE,
    where=lambda actor: Q(engagement__person=actor.person_id),
    because=_("un mot n’est dit qu’à la personne"),
)
still_engaged = (
    Q(engagement__left_at=None, engagement__accepted_at__isnull=False),
    _("l’engagement est en cours"),
    _("cet engagement a pris fin"),
)
allow(
    CheckIn,
    see=her_own
    | rule(
        SOMEONE,
        where=lambda actor: as_referent(ACCEPTED & Q(person=actor.person_id)),
        because=_("la personne référente prend des nouvelles de qui n’a pas répondu"),
    )
    .when(FOR_THE_REFERENT, _("le mot est resté sans réponse, ou la personne souhaite parler"))
    .when(*running("engagement__partnership")),
    answer=her_own.when(
        Q(answered_at=None, settled_at=None), _("le mot attend une réponse"), _("ce mot a eu sa réponse")
    )
    .when(*still_engaged)
    .when(*running("engagement__partnership")),
    resume=her_own.when(
        Q(word=Word.PAUSE, resumed_at=None), _("une pause est en cours"), _("aucune pause n’est en cours")
    )
    .when(*still_engaged)
    .when(*running("engagement__partnership")),
    pass_on=rule("system", because=_("un mot resté sans réponse passe à la personne référente")),
    reach_out=rule(
        SOMEONE,
        where=lambda actor: as_referent(under_this_hat(actor)),
        because=_("c’est à la personne référente de prendre des nouvelles"),
    )
    .when(FOR_THE_REFERENT, _("le mot est resté sans réponse, ou la personne souhaite parler"))
    .when(*still_engaged)
    .when(*running("engagement__partnership")),
)
allow(
    Contribution,
    see=rule(
        SOMEONE,
        where=lambda actor: Q(engagement__person=actor.person_id),
        because=_("chacun lit son propre temps"),
    )
    | readers("engagement__partnership"),
    correct=rule(
        SOMEONE,
        where=lambda actor: Q(engagement__person=actor.person_id),
        because=_("chacun corrige son propre temps"),
    ),
    remove=rule(
        SOMEONE,
        where=lambda actor: Q(engagement__person=actor.person_id),
        because=_("chacun corrige son propre temps"),
    ),
)
allow(Ending, see=readers("partnership"))


# --- who is engaged with whom may ask that she be opened among accompanied people -------------------
def engaged_here(actor: Actor, **more) -> Q:
    """People engaged in a partnership that the actor's organisation carries."""
    if not actor.organisation_id:
        return NO_ROW
    carried = Hosting.objects.filter(partnership=OuterRef("partnership"), organisation=actor.organisation_id)
    return Q(Exists(Engagement.objects.filter(Exists(carried), ACCEPTED, person=OuterRef("pk"), **more)))


def engaged_with_me(actor: Actor) -> Q:
    """The same, in the partnerships in which the actor is engaged under her hat."""
    mine = Engagement.objects.filter(under_this_hat(actor)).values("partnership")
    return engaged_here(actor, partnership__in=mine)


also(
    Person,
    ask_opening=(
        rule(
            Role.COORDINATOR,
            where=engaged_here,
            because=_("la coordination d’une structure qui porte un partenariat où elle est engagée"),
        )
        | rule(
            Role.PROFESSIONAL,
            where=engaged_with_me,
            because=_("un professionnel de cette structure, engagé avec elle"),
        )
    )
    .when(*not_herself)
    .when(*nothing_pending),
)
