"""Who claims, who vouches, who reads the evidence, who looks into a misuse. A title is public; its proof never is."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import ANYONE, NO_ROW, SOMEONE, allow, rule
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation, Person
from reciproque.people.policy import mine

from .kinds import Nature
from .models import (
    Case,
    Credential,
    Evidence,
    OutsideReferent,
    Qualification,
    Suspension,
    Title,
    Verification,
)


def asked_of_us(path: str = "asked_of"):
    """What an organisation was asked to make sure of, for those who coordinate it."""

    def where(actor: Actor) -> Q:
        return Q(**{path: actor.organisation_id}) if actor.organisation_id else NO_ROW

    return where


def vouched_by_us(actor: Actor) -> Q:
    """Claims that the actor's organisation verified once, whoever was asked since."""
    if not actor.organisation_id:
        return NO_ROW
    ours = Verification.objects.filter(credential=OuterRef("pk"), organisation=actor.organisation_id)
    return Q(Exists(ours))


def not_hers(path: str = "person"):
    """Nobody vouches for herself, nor looks into her own case."""
    return lambda actor: ~Q(**{path: actor.person_id})


holder = rule(SOMEONE, where=mine(), because=_("chacun tient ses propres titres et formations"))
asked = rule(
    Role.COORDINATOR, where=asked_of_us(), because=_("la coordination de la structure à qui on le demande")
)
voucher = rule(
    Role.COORDINATOR,
    where=vouched_by_us,
    because=_("la coordination d’une structure qui en a répondu"),
)
standing = Q(withdrawal=None)
not_withdrawn = (
    standing,
    _("la déclaration n’est pas retirée"),
    _("cette déclaration a été retirée : il n’y a plus rien à vérifier"),
)
by_another = (
    not_hers(),
    _("jamais pour soi-même"),
    _("personne ne vérifie ses propres titres : demandez-le à quelqu’un d’autre de la structure"),
)

for_oneself = rule(SOMEONE, where=mine("pk"), because=_("chacun déclare ses propres titres et formations"))
allow(
    Organisation,
    name_outside_referent=rule(
        Role.COORDINATOR,
        where=asked_of_us("pk"),
        because=_("la coordination de la structure nomme son référent extérieur"),
    ),
    verify_claims=rule(
        Role.COORDINATOR, where=asked_of_us("pk"), because=_("la coordination de la structure qui vérifie")
    ),
)
allow(Person, declare_title=for_oneself, declare_training=for_oneself)
allow(
    Title,
    see=rule(ANYONE, because=_("le vocabulaire des titres est public")),
    revise=rule(Role.COORDINATOR, "system", because=_("une coordination tient le vocabulaire des titres")),
    merge=rule(
        Role.COORDINATOR, "system", because=_("une coordination tient le vocabulaire des titres")
    ).when(
        Q(merged_into=None),
        _("le titre n’est pas déjà fondu dans un autre"),
        _("ce titre est déjà fondu dans un autre"),
    ),
)
allow(
    Credential,
    see=holder
    | asked
    | voucher
    | rule(
        SOMEONE,
        where=Q(nature=Nature.TITLE) & standing,
        because=_("un titre est public : il se montre et se vérifie"),
    ),
    read_proof=holder | asked | voucher,
    add_evidence=holder.when(*not_withdrawn),
    ask_organisation=holder.when(*not_withdrawn),
    take_back=holder.when(*not_withdrawn),
    verify=asked.when(*by_another).when(*not_withdrawn),
    withdraw=voucher.when(*by_another).when(*not_withdrawn),
    report=rule(
        ANYONE,
        where=Q(nature=Nature.TITLE) & standing,
        because=_("chacun peut signaler l’usage abusif d’un titre, sans compte"),
    ),
)
allow(Qualification, recount=rule("system", because=_("les heures sont recomptées chaque heure")))
allow(
    Evidence,
    see=rule(SOMEONE, where=mine("credential__person"), because=_("chacun lit ses propres pièces"))
    | rule(
        Role.COORDINATOR,
        where=asked_of_us("credential__asked_of"),
        because=_("la coordination de la structure à qui on demande de vérifier"),
    ),
    remove=rule(
        SOMEONE, where=mine("credential__person"), because=_("chacun retire ses propres pièces")
    ).when(
        Q(credential__verifications=None),
        _("personne ne s’est encore appuyé dessus"),
        _("une vérification s’appuie sur cette pièce : retirez plutôt la déclaration entière"),
    ),
)

referents = rule(
    Role.COORDINATOR,
    where=asked_of_us("organisation"),
    because=_("la coordination de la structure qui répond du titre"),
).when(
    not_hers("credential__person"),
    _("jamais dans sa propre affaire"),
    _("ce signalement vous concerne : quelqu’un d’autre s’en occupe"),
)
still_open = (Q(closing=None), _("l’affaire n’est pas close"), _("cette affaire est close"))


def watched(actor: Actor) -> Q:
    """Cases of organisations whose outside referent was the actor's while they were open."""
    if not actor.organisation_id:
        return NO_ROW
    naming = OutsideReferent.objects.filter(
        Q(ended_at=None) | Q(ended_at__gte=OuterRef("reported_at")),
        organisation=OuterRef("organisation"),
        referent=actor.organisation_id,
    )
    return Q(Exists(naming))


WATCHERS = (Role.COORDINATOR, Role.INSTITUTION)
outsiders = rule(
    *WATCHERS,
    where=watched,
    because=_("le référent extérieur nommé par cette structure, qui lit sans décider"),
)
named = rule(SOMEONE, where=mine("credential__person"), because=_("la personne mise en cause est entendue"))

allow(
    Case,
    see=referents | named | outsiders,
    read_contact=referents,
    answer=named.when(Q(answer=None), _("une seule réponse"), _("vous avez déjà répondu")).when(*still_open),
    suspend=referents.when(
        Q(suspension=None), _("le titre n’est pas déjà suspendu"), _("le titre est déjà suspendu")
    ).when(*still_open),
    close=referents.when(*still_open),
)
suspended_by_us = rule(
    Role.COORDINATOR,
    where=asked_of_us("case__organisation"),
    because=_("la coordination de la structure qui répond du titre"),
).when(
    not_hers("case__credential__person"),
    _("jamais dans sa propre affaire"),
    _("ce signalement vous concerne : quelqu’un d’autre s’en occupe"),
)
allow(
    Suspension,
    see=suspended_by_us,
    ask_to_lift=suspended_by_us.when(
        Q(lift_asked_by=None), _("personne ne l’a encore demandé"), _("la levée est déjà demandée")
    ),
    lift=suspended_by_us.when(
        Q(lift_asked_by__isnull=False, lifted_by=None),
        _("quelqu’un a demandé la levée"),
        _("il faut d’abord que quelqu’un demande la levée"),
    ).when(
        lambda actor: ~Q(lift_asked_by=actor.person_id),
        _("à deux : pas la personne qui l’a demandée"),
        _("lever une suspension se fait à deux : quelqu’un d’autre doit le confirmer"),
    ),
)
