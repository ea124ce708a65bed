"""Who writes, reads over, sees, offers, takes and schedules missions."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import written
from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import NO_ROW, SOMEONE, Rule, allow, rule
from reciproque.partnerships.models import Engagement, Hosting, Partnership
from reciproque.partnerships.policy import ACCEPTED, coordinated, doers, readers, running
from reciproque.people.kinds import Role
from reciproque.people.models import Mandate, Membership, Organisation, Person
from reciproque.people.queries.hats import in_force

from .kinds import Audience
from .models import Mission, Offer, Season, SignUp, Slot, Submission, Taking, Waiting

UNANSWERED = Q(accepted_at=None, declined_at=None, taken_back_at=None)
STANDING = Q(ended_at=None)
BY_HERSELF = Q(made_by=F("person"))


def coordinators(path: str) -> Rule:
    """The coordination of the organisations that carry the partnership at `path`."""
    return rule(
        Role.COORDINATOR,
        where=lambda actor: coordinated(actor, path),
        because=_("c’est à la coordination des structures qui portent le partenariat"),
    )


def leaders(path: str) -> Rule:
    """Referents of both sides, and the coordination."""
    return doers(path, referent_since__isnull=False) | coordinators(path)


def belongs_to_a_carrier(actor: Actor) -> Q:
    """Missions of partnerships carried by an organisation where the person holds a position today, under any hat."""
    if not actor.person_id:
        return NO_ROW
    held = Membership.objects.filter(
        in_force(written.day()), person=actor.person_id, organisation=OuterRef("organisation")
    )
    seated = Mandate.objects.filter(
        in_force(written.day()), person=actor.person_id, seat=OuterRef("organisation")
    )
    carried = Hosting.objects.filter(Exists(held) | Exists(seated), partnership=OuterRef("partnership"))
    return Q(Exists(carried))


def offered_to_me(actor: Actor) -> Q:
    """Missions somebody was offered, asked for, or takes."""
    if not actor.person_id:
        return NO_ROW
    offers = Offer.objects.filter(mission=OuterRef("pk"), person=actor.person_id, taken_back_at=None)
    takings = Taking.objects.filter(mission=OuterRef("pk"), engagement__person=actor.person_id)
    return Q(Exists(offers)) | Q(Exists(takings))


published = (
    Q(publication__isnull=False),
    _("la mission est publiée"),
    _("cette mission n’est pas encore publiée"),
)
not_closed = Q(closing=None), _("la mission n’est pas close"), _("cette mission est close")
waits_for_a_reader = (
    Q(Exists(Submission.objects.filter(mission=OuterRef("pk"), review=None))),
    _("une relecture a été demandée"),
    _("personne n’a demandé de relecture"),
)
another_reads_it = (
    lambda actor: (
        ~Q(written_by=actor.person_id)
        & ~Q(Exists(Submission.objects.filter(mission=OuterRef("pk"), review=None, asked_by=actor.person_id)))
    ),
    _("quelqu’un d’autre que qui l’a écrite ou l’a fait relire"),
    _("c’est à quelqu’un d’autre de la relire"),
)
unpublished = Q(publication=None), _("la mission n’est pas publiée"), _("cette mission est déjà publiée")
see = (
    readers("partnership")
    | rule(
        SOMEONE, where=offered_to_me, because=_("qui se l’est vu proposer, l’a demandée ou l’a prise la lit")
    )
    | rule(
        SOMEONE,
        where=belongs_to_a_carrier,
        because=_("les membres des structures qui portent le partenariat la lisent"),
    )
    .when(Q(audience__in=(Audience.HOUSES, Audience.EVERYONE)), _("si elle leur est montrée"))
    .when(*published)
    | rule(SOMEONE, because=_("toute personne connectée la lit"))
    .when(Q(audience=Audience.EVERYONE), _("si elle est montrée à tous"))
    .when(*published)
)
writers = rule(
    SOMEONE,
    where=lambda actor: Q(written_by=actor.person_id) if actor.person_id else NO_ROW,
    because=_("qui l’a écrite la corrige"),
) | leaders("partnership")
allow(
    Partnership,
    write_mission=(doers() | coordinators("pk")).when(*running()),
)
allow(
    Mission,
    see=see,
    revise=writers.when(*not_closed).when(*running("partnership")),
    submit=writers.when(*unpublished)
    .when(
        ~Q(Exists(Submission.objects.filter(mission=OuterRef("pk"), review=None))),
        _("aucune relecture n’est déjà demandée"),
        _("une relecture est déjà demandée"),
    )
    .when(*not_closed)
    .when(*running("partnership")),
    publish=leaders("partnership")
    .when(*another_reads_it)
    .when(*waits_for_a_reader)
    .when(*not_closed)
    .when(*running("partnership")),
    give_back=leaders("partnership").when(*another_reads_it).when(*waits_for_a_reader),
    close=writers.when(*not_closed),
    offer=leaders("partnership").when(*published).when(*not_closed).when(*running("partnership")),
    open_dates=leaders("partnership").when(*published).when(*not_closed).when(*running("partnership")),
)


def takes_it_already(actor: Actor) -> Q:
    mine = Taking.objects.filter(STANDING, mission=OuterRef("pk"), engagement__person=actor.person_id)
    return Q(Exists(mine)) if actor.person_id else NO_ROW


def asked_already(actor: Actor) -> Q:
    mine = Offer.objects.filter(UNANSWERED, BY_HERSELF, mission=OuterRef("pk"), person=actor.person_id)
    return Q(Exists(mine)) if actor.person_id else NO_ROW


def engaged_there(actor: Actor) -> Q:
    mine = Engagement.objects.filter(ACCEPTED, person=actor.person_id, partnership=OuterRef("partnership"))
    return Q(Exists(mine)) if actor.person_id else NO_ROW


not_taken = (
    lambda actor: ~takes_it_already(actor),
    _("elle ne l’a pas déjà prise"),
    _("vous avez déjà pris cette mission"),
)
seen_by_her = rule(SOMEONE, where=see.where, because=_("chacun choisit pour soi, parmi ce qu’il peut lire"))
allow(
    Mission,
    take=seen_by_her.when(
        engaged_there, _("elle est déjà engagée dans le partenariat"), _("demandez-la d’abord")
    )
    .when(*not_taken)
    .when(*published)
    .when(*not_closed)
    .when(*running("partnership")),
    ask_for=seen_by_her.when(
        lambda actor: ~engaged_there(actor),
        _("elle n’est pas encore engagée dans le partenariat"),
        _("vous êtes déjà engagé dans ce partenariat : prenez-la directement"),
    )
    .when(
        lambda actor: ~asked_already(actor),
        _("elle ne l’a pas déjà demandée"),
        _("vous l’avez déjà demandée : la réponse est attendue"),
    )
    .when(*not_taken)
    .when(*published)
    .when(*not_closed)
    .when(*running("partnership")),
)
hers = rule(
    SOMEONE,
    where=lambda actor: Q(person=actor.person_id) if actor.person_id else NO_ROW,
    because=_("chacun répond pour soi"),
)
offered = ~BY_HERSELF, _("la mission a été proposée"), _("c’est vous qui l’avez demandée")
asked_for = BY_HERSELF, _("la personne l’a demandée"), _("cette mission a été proposée, non demandée")
not_accepted = (
    Q(accepted_at=None, taken_back_at=None),
    _("elle n’a pas été acceptée"),
    _("cette proposition a été acceptée ou reprise"),
)
"""To whoever offered, a « no » leaves the same buttons as a silence."""
waiting = UNANSWERED, _("une réponse est attendue"), _("une réponse a déjà été donnée")
allow(
    Offer,
    see=hers | leaders("mission__partnership"),
    accept=hers.when(*offered).when(*waiting).when(*running("mission__partnership")),
    decline=hers.when(*offered).when(*waiting),
    take_back=leaders("mission__partnership").when(*offered).when(*not_accepted)
    | hers.when(*asked_for).when(*waiting),
    welcome=leaders("mission__partnership")
    .when(*asked_for)
    .when(*waiting)
    .when(
        lambda actor: ~Q(person=actor.person_id),
        _("jamais pour soi-même"),
        _("c’est à quelqu’un d’autre de vous répondre"),
    )
    .when(*running("mission__partnership")),
    turn_down=leaders("mission__partnership")
    .when(*asked_for)
    .when(*waiting)
    .when(
        lambda actor: ~Q(person=actor.person_id),
        _("jamais pour soi-même"),
        _("c’est à quelqu’un d’autre de vous répondre"),
    ),
)
her_own = rule(
    SOMEONE,
    where=lambda actor: Q(engagement__person=actor.person_id) if actor.person_id else NO_ROW,
    because=_("chacun pour soi"),
)
goes_on = STANDING, _("la mission est en cours"), _("cette mission a pris fin pour vous")
allow(
    Taking,
    see=her_own | readers("mission__partnership"),
    set_rhythm=her_own.when(*goes_on),
    choose_terms=her_own.when(*goes_on),
    end=her_own.when(*goes_on),
    lapse=rule("system", because=_("un engagement qui prend fin emporte ce qui en dépend")),
)


def taken_by_me(actor: Actor) -> Q:
    mine = Taking.objects.filter(STANDING, mission=OuterRef("mission"), engagement__person=actor.person_id)
    return Q(Exists(mine)) if actor.person_id else NO_ROW


def mine_there(model: type[SignUp] | type[Waiting], **so):
    def where(actor: Actor) -> Q:
        rows = model.objects.filter(
            slot=OuterRef("pk"), taking__engagement__person=actor.person_id, taking__ended_at=None, **so
        )
        return Q(Exists(rows)) if actor.person_id else NO_ROW

    return where


signed = mine_there(SignUp, cancelled_at=None)
waits = mine_there(Waiting, left_at=None)
takers = rule(SOMEONE, where=taken_by_me, because=_("qui a pris la mission choisit ses dates"))
to_come = (
    Q(intervention__holding=None, intervention__cancellation=None),
    _("la date n’est ni passée ni annulée"),
    _("cette date est passée ou annulée"),
)
allow(
    Slot,
    see=readers("mission__partnership")
    | rule(
        SOMEONE,
        where=lambda actor: Q(mission__in=Mission.objects.filter(see.where(actor))),
        because=_("qui lit la mission en lit les dates"),
    ),
    sign_up=takers.when(
        lambda actor: ~signed(actor), _("elle n’y est pas déjà"), _("vous y êtes déjà inscrit")
    ).when(*to_come),
    wait=takers.when(lambda actor: ~signed(actor), _("elle n’y est pas déjà"), _("vous y êtes déjà inscrit"))
    .when(
        lambda actor: ~waits(actor), _("elle n’attend pas déjà"), _("vous êtes déjà sur la liste d’attente")
    )
    .when(*to_come),
    change_places=leaders("mission__partnership").when(*to_come),
)
allow(
    SignUp,
    see=rule(
        SOMEONE,
        where=lambda actor: Q(taking__engagement__person=actor.person_id) if actor.person_id else NO_ROW,
        because=_("chacun voit ses inscriptions"),
    )
    | readers("slot__mission__partnership"),
    cancel=rule(
        SOMEONE,
        where=lambda actor: Q(taking__engagement__person=actor.person_id) if actor.person_id else NO_ROW,
        because=_("chacun se désinscrit soi-même"),
    ).when(
        Q(cancelled_at=None, slot__intervention__holding=None, slot__intervention__cancellation=None),
        _("l’inscription tient, et la date est à venir"),
        _("cette inscription a déjà pris fin"),
    ),
    confirm=rule(
        SOMEONE,
        where=lambda actor: Q(taking__engagement__person=actor.person_id) if actor.person_id else NO_ROW,
        because=_("chacun dit pour soi s’il vient encore"),
    ).when(
        Q(cancelled_at=None, moved_at__isnull=False),
        _("la date a changé depuis l’inscription"),
        _("la date n’a pas changé"),
    ),
)
allow(
    Waiting,
    see=rule(
        SOMEONE,
        where=lambda actor: Q(taking__engagement__person=actor.person_id) if actor.person_id else NO_ROW,
        because=_("chacun voit ce qu’il attend"),
    ),
    leave=rule(
        SOMEONE,
        where=lambda actor: Q(taking__engagement__person=actor.person_id) if actor.person_id else NO_ROW,
        because=_("chacun quitte la liste quand il veut"),
    ).when(Q(left_at=None), _("elle attend encore"), _("vous n’attendez plus cette date")),
    pass_on=rule("system", because=_("une place gardée sans réponse passe à la personne suivante")),
)
of_my_house = rule(
    Role.COORDINATOR,
    where=lambda actor: Q(organisation=actor.organisation_id) if actor.organisation_id else NO_ROW,
    because=_("c’est à la coordination de cette structure"),
)
allow(
    Organisation,
    plan_season=rule(
        Role.COORDINATOR,
        where=lambda actor: Q(pk=actor.organisation_id) if actor.organisation_id else NO_ROW,
        because=_("c’est à la coordination de cette structure"),
    ),
)
allow(
    Season,
    see=of_my_house,
    send=of_my_house.when(
        Q(offered_at=None), _("rien n’a encore été proposé"), _("ces propositions sont déjà parties")
    ),
)
__all__ = ["ACCEPTED", "STANDING", "UNANSWERED", "Person", "leaders", "published"]
