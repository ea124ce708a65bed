"""The first example of the HAS sheet, alive: a priority consultation, and volunteers who welcome after it."""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext as _

from reciproque.decisions.kinds import Degree, Effect, Outcome
from reciproque.partnerships.kinds import (
    ClauseKind,
    ContributionKind,
    Domain,
    InterventionKind,
    Level,
    Question,
    RemarkOutcome,
    Side,
    Source,
    Speaker,
    Status,
)
from reciproque.partnerships.models import CheckIn, Need
from reciproque.partnerships.verbs import series
from reciproque.voices.kinds import Consent, Position, VoiceKind

from ..tour import CONSULTATION
from . import charters, degrees, openings, roles
from .life import HOUSE, Life, Story
from .people import Cast

THURSDAY = 3


def tell(story: Story, cast: Cast) -> None:
    life = _begins(story, cast)
    openings.at_the_hospital(story, cast)
    _thursdays(story, cast, life)
    _regular_exchanges(cast, life)
    _is_heard_and_decides(story, cast, life)
    _looks_back(cast, life)
    _writes_the_next_charter(cast, life)


def _begins(story: Story, cast: Cast) -> Life:
    life = Life.begins(
        story,
        days=-160,
        founder=cast.nadia,
        host=cast.chu,
        other=cast.malik,
        other_seat=cast.passerelle,
        title=str(CONSULTATION),
        purpose=_(
            "Que chaque personne dépistée soit vue en quinze jours, et que quelqu’un l’attende à la sortie."
        ),
        level=Level.MESO,
        domain=Domain.PATHWAY,
        modes=["soutien_accompagnement", "aide_parcours", "pouvoir_agir"],
        side=Side.CARE,
        status=Status.ON_DUTY,
        other_status=Status.VOLUNTEER,
        other_organisations=[cast.passerelle],
        template="consultation",
    )
    life.accepts(cast.malik, days=-158)
    life.proposes(cast.malik, cast.karim, days=-157, seat=cast.chu, side=Side.LIVED, status=Status.VOLUNTEER)
    life.accepts(cast.karim, days=-156)
    life.proposes(cast.nadia, cast.solene, days=-156, seat=cast.chu, side=Side.CARE, status=Status.ON_DUTY)
    life.accepts(cast.solene, days=-155)
    life.proposes(cast.nadia, cast.paul, days=-154, seat=cast.chu, side=Side.LIVED, status=Status.VOLUNTEER)
    life.accepts(cast.paul, days=-153)
    for name, sheet in roles.consultation().items():
        life.writes_role(getattr(cast, name), sheet, days=-153)
    life.answers(
        cast.solene,
        days=-152,
        need=_("Que les rendez-vous donnés soient honorés : une personne sur trois ne revient pas."),
        wish=_("Réserver des créneaux pour qu’un rendez-vous soit proposé en quinze jours au plus."),
        reason=_("Parce que l’annonce sans la suite fait plus de mal que de bien."),
    )
    life.answers(
        cast.malik,
        days=-150,
        need=_("Que quelqu’un soit là après l’annonce, et parle la langue de la personne."),
        wish=_(
            "Accueillir autour d’un café, puis reprendre tout le parcours avec celles et ceux qui le veulent."
        ),
        reason=_("Parce que nous savons ce que c’est de repartir seul avec un papier."),
    )
    life.settle(
        cast.solene,
        cast.malik,
        cast.solene,
        days=-148,
        question=Question.WISH,
        text=_("Le service parle de créneaux ; l’association parle du temps d’après."),
        wording=_(
            "Un rendez-vous en quinze jours, et un temps d’accueil après chaque consultation : l’un ne va"
            " pas sans l’autre."
        ),
    )
    life.agree_on(cast.malik, Question.NEED, Question.REASON, days=-148)
    life.aims(
        cast.malik,
        cast.solene,
        days=-147,
        need=_(
            "Des personnes dépistées ne reviennent pas : elles n’ont pas compris la suite, ou n’ont pas pu."
        ),
        knowledge=Need.Knowledge.EXPERIENTIAL,
        said_by=Speaker.SEVERAL,
        source=Source.STORY,
        evidence=_("Entendu au café du jeudi, par trois bénévoles, entre janvier et mars."),
        objective=_("Personne ne se perd entre le dépistage et la première consultation."),
        indicator=_("Part des personnes vues dans les quinze jours"),
        baseline=_("6 sur 10"),
        target=_("9 sur 10"),
        due=40,
    )
    life.writes_charter(cast.solene, charters.consultation(), days=-146)
    said = _("Et si quelqu’un nous raconte quelque chose de grave ? Il faut pouvoir en parler à quelqu’un.")
    life.answers_remark(
        cast.solene,
        life.remarks(cast.malik, ClauseKind.CONFIDENTIALITY, said, days=-146),
        days=-146,
        outcome=RemarkOutcome.ADAPTED,
        reason=_(
            "C’est dit plus bas, dans « En cas de difficulté » : les deux référents, puis la coordination."
        ),
    )
    life.aims_at(cast.malik, cast.solene, degrees.AIMED, days=-146)
    life.signs(cast.malik, cast.karim, cast.solene, cast.nadia, days=-145)
    life.plans_evaluation(cast.nadia, days=-145, due=-52)
    life.starts(cast.nadia, days=-144)
    return life


def _thursdays(story: Story, cast: Cast, life: Life) -> None:
    """Every Thursday of the last weeks, and the next ones."""
    for weeks in (*range(-9, 0), *range(4)):
        days = story.weekday(THURSDAY, weeks)
        past = days < 0
        here = [cast.malik, cast.karim] if weeks % 2 else [cast.malik]
        life.meets(
            cast.malik,
            on=days,
            hour=time(14),
            minutes=180,
            expected=here,
            planned=days - 14 if past else -10,
            words=_("Café, puis le parcours repris avec celles et ceux qui le voulaient.") if past else None,
            title=_("Accueil après la consultation"),
            kind=InterventionKind.PRESENCE,
            mode="soutien_accompagnement",
            mission="soutien_vecu",
            place=_("Hall de la consultation, porte 4"),
        )
        if past and weeks % 3 == 0:
            life.adds_time(cast.malik, days=days, kind=ContributionKind.TRAVEL, minutes=50)
    for days in (-120, -62):
        life.meets(
            cast.solene,
            on=days,
            hour=time(17),
            minutes=90,
            expected=[cast.malik, cast.karim, cast.solene, cast.nadia],
            words=_("Point sur les rendez-vous donnés, et sur ce qui se dit au café."),
            title=_("Point du partenariat"),
            kind=InterventionKind.MEETING,
            place=_("Salle de réunion, hépatologie"),
        )
    life.meets(
        cast.solene,
        on=12,
        hour=time(17),
        minutes=90,
        expected=[cast.malik, cast.karim, cast.paul, cast.solene, cast.nadia],
        planned=-5,
        title=_("Préparer l’évaluation"),
        kind=InterventionKind.MEETING,
        place=_("Salle de réunion, hépatologie"),
    )
    life.meets(
        cast.malik,
        on=-3,
        hour=time(18),
        minutes=60,
        expected=[cast.malik, cast.karim],
        planned=-20,
        title=_("Échange entre bénévoles"),
        kind=InterventionKind.TALKING_GROUP,
        place=_("Local de Passerelle Santé"),
    )


def _regular_exchanges(cast: Cast, life: Life) -> None:
    """Two series; somebody has been missing in each, and a quiet word was said to her."""
    everyone = [cast.malik, cast.karim, cast.paul, cast.solene]
    circle = life.meets_regularly(
        cast.malik,
        on=-74,
        planned=-80,
        hour=time(18),
        minutes=60,
        weeks=3,
        times=7,
        expected=everyone,
        title=_("Groupe de parole des deux côtés"),
        kind=InterventionKind.TALKING_GROUP,
        place=_("Local de Passerelle Santé"),
    )
    for intervention, days in zip(circle, (-74, -53, -32, -11), strict=False):
        present = everyone if days < -40 else everyone[:-1]
        words = _("Chacun a parlé à son tour ; rien ne sort de la pièce.")
        life.holds(cast.malik, intervention, days=days, present=present, words=words)
    passed_on = CheckIn.objects.get(engagement=life.of(cast.solene))
    series.pass_on(passed_on, by=HOUSE, at=life.story.at(-4))
    reading = life.meets_regularly(
        cast.karim,
        on=-33,
        planned=-36,
        hour=time(17),
        minutes=90,
        weeks=2,
        times=6,
        expected=everyone,
        title=_("Relire ensemble ce qui se dit au café"),
        kind=InterventionKind.WORKSHOP,
        place=_("Salle de réunion, hépatologie"),
    )
    for intervention, days in zip(reading, (-33, -19, -5), strict=False):
        present = everyone if days < -30 else [cast.malik, cast.karim, cast.solene]
        words = _("Trois paroles relues, sans aucun nom.")
        life.holds(cast.karim, intervention, days=days, present=present, words=words)


def _is_heard_and_decides(story: Story, cast: Cast, life: Life) -> None:
    signs = life.hears(
        cast.malik,
        days=-96,
        kind=VoiceKind.DIFFICULTY,
        said_as=Position.PERSON,
        consent=Consent.QUOTED,
        text=_("J’ai tourné une heure dans l’hôpital. Les panneaux, je ne les lis pas."),
    )
    letters = life.hears(
        cast.karim,
        days=-90,
        kind=VoiceKind.STORY,
        said_as=Position.PERSON,
        consent=Consent.MEMBERS,
        text=_("Mon cousin a ouvert la lettre avant moi. Maintenant tout le monde sait."),
    )
    decision = life.decides(
        cast.solene,
        days=-70,
        title=_("Quelqu’un à l’entrée, et des lettres qui ne disent rien"),
        text=_(
            "Nous avons décidé qu’un bénévole attend à l’entrée le jeudi, et que les courriers ne nomment plus"
            " le service."
        ),
        degree=Degree.CO_DECISION,
        options=[
            (_("Un bénévole à l’entrée les jours de consultation"), cast.malik, Outcome.ADOPTED, ""),
            (_("Un nouveau modèle de courrier, sans nom de service"), cast.solene, Outcome.ADOPTED, ""),
            (
                _("Des panneaux traduits en quatre langues"),
                cast.nadia,
                Outcome.REFUSED,
                _("Les personnes qui ne lisent pas n’y gagneraient rien."),
            ),
            (
                _("Ne plus envoyer de lettre du tout"),
                cast.karim,
                Outcome.ADAPTED,
                _("La lettre reste pour qui la demande, sans nom de service."),
            ),
        ],
        promises=[
            (_("Modifier le modèle de courrier"), cast.solene, -40),
            (_("Tenir le tour de présence à l’entrée"), cast.malik, 5),
        ],
        review=3,
        voices=[signs, letters],
    )
    life.keeps(cast.solene, decision, days=-44, words=_("Le nouveau modèle est en place depuis lundi."))
    thanks = life.hears(
        cast.malik,
        days=-6,
        kind=VoiceKind.THANKS,
        said_as=Position.PERSON,
        consent=Consent.QUOTED,
        text=_("On m’a demandé ce que moi je voulais. C’était la première fois."),
    )
    life.replies(
        cast.solene,
        thanks,
        days=-5,
        text=_("Merci de nous l’avoir dit : c’est ce que nous cherchons à tenir."),
    )
    life.hears(
        cast.karim,
        days=-33,
        kind=VoiceKind.DIFFICULTY,
        said_as=Position.PERSON,
        consent=Consent.MEMBERS,
        text=_("Le jeudi à quatorze heures, je travaille. Si je viens, je perds ma journée."),
    )
    life.hears(
        cast.malik,
        days=-4,
        kind=VoiceKind.IDEA,
        said_as=Position.RELATIVE,
        consent=Consent.MEMBERS,
        text=_("On pourrait attendre avec lui, nous la famille, si on avait où s’asseoir."),
    )
    earlier = life.decides(
        cast.nadia,
        days=-110,
        title=_("Un café, toutes les semaines"),
        text=_("Nous avons décidé que le café est payé par le service, et servi chaque jeudi."),
        degree=Degree.COLLABORATION,
        options=[
            (_("Le service paie le café et les fruits"), cast.karim, Outcome.ADOPTED, ""),
            (_("L’association le paie sur ses dons"), cast.malik, Outcome.REFUSED, _("Ce n’est pas à elle.")),
        ],
        promises=[(_("Ouvrir la ligne de dépense"), cast.nadia, -100)],
        review=-50,
    )
    life.keeps(cast.nadia, earlier, days=-101, words=_("Ligne ouverte, pour un an."))
    life.comes_back(
        cast.nadia,
        earlier,
        days=-49,
        effect=Effect.YES,
        words=_("Neuf jeudis sur neuf ; on vient aussi pour le café."),
    )


def _looks_back(cast: Cast, life: Life) -> None:
    life.confirms_roles(cast.malik, cast.karim, cast.paul, cast.solene, cast.nadia, days=-51)
    life.sees(cast.solene, degrees.BY_PROFESSIONALS, days=-51)
    life.sees(cast.malik, degrees.BY_PATIENTS, days=-51)
    life.looks_back(
        days=-50,
        answers={
            cast.solene: {
                "works": 8,
                "trust": 9,
                "good": _("Les personnes reviennent ; l’équipe ne travaille plus seule."),
                "bad": _("Les créneaux manquent en fin de mois."),
                "change": _("Demander un créneau de plus le lundi."),
                "gave": _("Une salle, du temps, notre écoute."),
                "received": _("Ce que les personnes n’osent pas nous dire."),
            },
            cast.malik: {
                "works": 5,
                "trust": 8,
                "good": _("L’accueil, et la confiance de l’équipe."),
                "bad": _("Nos trajets ne sont pas remboursés."),
                "change": _("Que le défraiement soit réglé, et dit à l’avance."),
                "gave": _("Nos jeudis, notre expérience."),
                "received": _("L’impression que ce que nous faisons sert à quelque chose."),
            },
        },
        closer=cast.solene,
        conclusion=_(
            "Ça tient, et l’écart se comprend : le service voit les rendez-vous, l’association voit ce"
            " que cela lui coûte."
        ),
        text=_("Faire rembourser les trajets des bénévoles"),
        owner=cast.nadia,
        due=6,
    )


def _writes_the_next_charter(cast: Cast, life: Life) -> None:
    """A second version is being written; Solène asks for an answer before anyone signs it."""
    life.opens_next_charter(cast.karim, days=-4)
    life.remarks(
        cast.solene,
        ClauseKind.PAY,
        _("Les trajets sont remboursés au bout de deux mois. Peut-on écrire un délai ?"),
        days=-3,
        before_signing=True,
    )
