"""The second example of the HAS sheet, alive: partners and carers of a small health centre, three axes."""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext as _

from reciproque.decisions.kinds import Degree, Outcome
from reciproque.partnerships.kinds import (
    ContributionKind,
    Domain,
    InterventionKind,
    Level,
    Question,
    Side,
    Source,
    Speaker,
    Status,
)
from reciproque.partnerships.models import Need
from reciproque.voices.kinds import Consent, Position, VoiceKind

from ..tour import PAIN
from . import charters, degrees, openings, roles
from .life import Life, Story
from .people import Cast

TUESDAY, MONDAY = 1, 0


def tell(story: Story, cast: Cast) -> None:
    life = _begins(story, cast)
    openings.at_the_health_centre(story, cast)
    _workshops(story, cast, life)
    _is_heard_and_decides(cast, life)
    _looks_back(cast, life)


def _begins(story: Story, cast: Cast) -> Life:
    life = Life.begins(
        story,
        days=-250,
        founder=cast.lucie,
        host=cast.msp,
        other=cast.helene,
        other_seat=cast.msp,
        title=str(PAIN),
        purpose=_("Construire, animer et évaluer ensemble ce qui aide à vivre avec une douleur qui dure."),
        level=Level.MESO,
        domain=Domain.PATHWAY,
        modes=["etp", "aide_parcours", "pouvoir_agir"],
        side=Side.LIVED,
        status=Status.INDEPENDENT,
        other_status=Status.ON_DUTY,
        template="douleur",
    )
    life.accepts(cast.helene, days=-248)
    for person, side, status in (
        (cast.yves, Side.LIVED, Status.VOLUNTEER),
        (cast.agathe, Side.CARE, Status.ON_DUTY),
    ):
        life.proposes(cast.lucie, person, days=-247, seat=cast.msp, side=side, status=status)
        life.accepts(person, days=-246)
    for name, sheet in roles.pain().items():
        life.writes_role(getattr(cast, name), sheet, days=-245)
    life.answers(
        cast.lucie,
        days=-244,
        need=_("Qu’on nous demande ce qui nous empêche, pas seulement où nous avons mal."),
        wish=_("Un programme écrit à deux mains, et quelqu’un pour aider dans les démarches."),
        reason=_("Parce que l’isolement fait autant souffrir que la douleur."),
    )
    life.answers(
        cast.helene,
        days=-242,
        need=_("Du temps et des relais : en quinze minutes, nous ne voyons qu’un bout de la vie des gens."),
        wish=_("Un programme d’éducation thérapeutique, et une personne vers qui orienter."),
        reason=_("Parce que nos ordonnances ne suffisent pas."),
    )
    life.settle(
        cast.lucie,
        cast.helene,
        cast.lucie,
        days=-240,
        question=Question.NEED,
        text=_("Les partenaires parlent de la vie ; l’équipe parle du temps qui manque."),
        wording=_(
            "Une consultation mieux préparée, parce que la personne a pu dire avant ce qui compte pour elle."
        ),
    )
    life.agree_on(cast.helene, Question.WISH, Question.REASON, days=-240)
    life.aims(
        cast.lucie,
        cast.helene,
        days=-238,
        need=_("Les soignants ne savent pas vers qui orienter quelqu’un qui n’a plus de droits ouverts."),
        knowledge=Need.Knowledge.PROFESSIONAL,
        said_by=Speaker.TEAM,
        source=Source.OBSERVATION,
        evidence=_("Réunion d’équipe de la maison de santé, deux situations sur cinq."),
        objective=_("Chaque personne qui le souhaite rencontre la médiatrice dans le mois."),
        indicator=_("Part des rencontres tenues dans le mois"),
        baseline=_("non mesuré"),
        target=_("8 sur 10"),
        due=60,
    )
    life.aims(
        cast.yves,
        cast.agathe,
        days=-238,
        need=_("On a peur de bouger, et personne ne nous montre comment."),
        knowledge=Need.Knowledge.EXPERIENTIAL,
        said_by=Speaker.SEVERAL,
        source=Source.STORY,
        evidence=_("Dit par sept personnes sur neuf au groupe de parole de mars."),
        objective=_("Quatre ateliers écrits et animés à deux."),
        indicator=_("Ateliers co-écrits et co-animés"),
        baseline="0",
        target="4",
        due=-20,
    )
    life.writes_charter(cast.lucie, charters.pain(), days=-236)
    life.aims_at(cast.helene, cast.lucie, degrees.AIMED, days=-236)
    life.signs(cast.lucie, cast.yves, cast.helene, cast.agathe, days=-235)
    life.plans_evaluation(cast.lucie, days=-235, due=-140)
    life.starts(cast.helene, days=-234)
    return life


def _workshops(story: Story, cast: Cast, life: Life) -> None:
    for weeks in (-11, -9, -7, -5, -3, -1, 1, 3):
        days = story.weekday(TUESDAY, weeks)
        past = days < 0
        life.meets(
            cast.lucie,
            on=days,
            hour=time(18),
            minutes=120,
            expected=[cast.lucie, cast.agathe] if weeks % 4 else [cast.yves, cast.agathe],
            planned=days - 21 if past else -12,
            words=_("Atelier tenu à deux voix.") if past else None,
            title=_("Atelier « Bouger sans se faire mal »"),
            kind=InterventionKind.WORKSHOP,
            meets_people=True,
            mode="etp",
            mission="co_etp",
            place=_("Salle du rez-de-chaussée"),
        )
        if past:
            life.adds_time(cast.lucie, days=days - 1, kind=ContributionKind.PREPARATION, minutes=90)
    for days, title, kind in (
        (-180, _("Écrire le programme ensemble"), InterventionKind.WORKING_GROUP),
        (-90, _("Rôles, attentes et limites de chacun"), InterventionKind.CROSS_TRAINING),
        (-25, _("Supervision avec une intervenante extérieure"), InterventionKind.SUPERVISION),
    ):
        life.meets(
            cast.helene,
            on=days,
            hour=time(12, 30),
            minutes=90,
            expected=[cast.lucie, cast.yves, cast.helene, cast.agathe],
            words="" if kind == InterventionKind.SUPERVISION else _("Tenue avec tout le monde."),
            title=title,
            kind=kind,
            place=_("Maison de santé"),
        )
    life.meets(
        cast.lucie,
        on=story.weekday(MONDAY, 1),
        hour=time(14),
        minutes=60,
        expected=[cast.lucie, cast.helene],
        planned=-6,
        title=_("Essayer l’outil de rencontre"),
        kind=InterventionKind.WORKING_GROUP,
        mode="pouvoir_agir",
        place=_("Maison de santé"),
    )


def _is_heard_and_decides(cast: Cast, life: Life) -> None:
    evening = life.hears(
        cast.yves,
        days=-60,
        kind=VoiceKind.DIFFICULTY,
        said_as=Position.PERSON,
        consent=Consent.QUOTED,
        text=_("À quinze heures, ceux qui travaillent ne peuvent pas venir."),
    )
    life.decides(
        cast.helene,
        days=-45,
        title=_("Ouvrir l’atelier le soir"),
        text=_("Nous avons décidé que l’atelier se tient à dix-huit heures, un mardi sur deux."),
        degree=Degree.CO_DECISION,
        options=[
            (_("Un atelier à dix-huit heures"), cast.lucie, Outcome.ADOPTED, ""),
            (
                _("Un atelier le samedi matin"),
                cast.yves,
                Outcome.REFUSED,
                _("La maison de santé est fermée."),
            ),
            (
                _("Deux horaires en alternance"),
                cast.agathe,
                Outcome.ADAPTED,
                _("Un mardi sur deux, pour commencer."),
            ),
        ],
        promises=[(_("Demander l’ouverture des locaux le soir"), cast.helene, -38)],
        review=14,
        voices=[evening],
    )
    life.keeps(cast.helene, life.partnership.decisions.get(), days=-39, words=_("Accord reçu, clés remises."))
    life.hears(
        cast.lucie,
        days=-38,
        kind=VoiceKind.STORY,
        said_as=Position.PERSON,
        consent=Consent.MEMBERS,
        text=_("Le premier bus est à neuf heures vingt. Après, il n’y en a plus avant midi."),
    )
    life.hears(
        cast.yves,
        days=-6,
        kind=VoiceKind.IDEA,
        said_as=Position.RELATIVE,
        consent=Consent.QUOTED,
        text=_("Un atelier pour nous, les proches : nous non plus, nous ne savons pas comment faire."),
    )


def _looks_back(cast: Cast, life: Life) -> None:
    life.confirms_roles(cast.lucie, cast.yves, cast.helene, days=-139)
    life.sees(cast.helene, degrees.BY_PROFESSIONALS, days=-139)
    life.sees(cast.lucie, degrees.BY_PATIENTS, days=-139)
    life.looks_back(
        days=-138,
        answers={
            cast.lucie: {
                "works": 7,
                "trust": 8,
                "good": _("Nous écrivons vraiment ensemble."),
                "bad": _("Les réunions se décident à l’heure des consultations."),
                "change": _("Fixer les dates trois mois à l’avance."),
                "gave": _("Nos mots, nos nuits sans sommeil, notre humour."),
                "received": _("Une place, et de la confiance."),
            },
            cast.helene: {
                "works": 8,
                "trust": 9,
                "good": _("Les ateliers ne ressemblent plus à des cours."),
                "bad": _("Le temps de préparation déborde."),
                "change": _("Compter ce temps et le partager."),
                "gave": _("Notre connaissance des traitements, nos locaux."),
                "received": _("Une autre manière de regarder ce que nous faisons."),
            },
        },
        closer=cast.lucie,
        conclusion=_("Nous continuons, avec un calendrier fixé d’avance."),
        text=_("Poser toutes les dates du trimestre"),
        owner=cast.agathe,
        due=-120,
    )
