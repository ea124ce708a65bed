"""Missions of the demonstration: two open, one offered, one taken with its dates, one waiting to be read over."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.missions.kinds import Audience, Means, Unit, Where
from reciproque.missions.models import Mission, Taking, Terms
from reciproque.missions.verbs import dates, mentors, offers, review, signing, takings, writing
from reciproque.partnerships.kinds import InterventionKind, Status
from reciproque.partnerships.models import Partnership
from reciproque.people.models import Organisation, Person

from .life import Story, hat_in
from .people import Cast

WEDNESDAY, FRIDAY = 2, 4


def tell(story: Story, cast: Cast) -> None:
    missions = _Missions(story)
    _welcome(missions, cast)
    _booklet(missions, cast)
    _workshop(missions, cast)
    _draft(missions, cast)


class _Missions:
    """Writes missions on the days they were written."""

    def __init__(self, story: Story):
        self.story = story

    def by(self, person: Person, house: Organisation, days: int) -> Actor:
        return hat_in(person, house, on=self.story.day(days))

    def written(self, partnership: Partnership, writer: Actor, *, days: int, **sheet: Any) -> Mission:
        return writing.write(partnership, by=writer, at=self.story.at(days), **sheet)

    def completed(self, mission: Mission, writer: Actor, part: str, *, days: int, **said: Any) -> Mission:
        mission.refresh_from_db()
        at = self.story.at(days, 11)
        return writing.revise(mission, by=writer, at=at, version=mission.version, part=part, **said)

    def published(self, mission: Mission, writer: Actor, reader: Actor, *, days: int) -> None:
        review.submit(mission, by=writer, at=self.story.at(days, 12))
        review.publish(mission, by=reader, at=self.story.at(days, 15))


def _of(house: Organisation, template: str) -> Partnership:
    return Partnership.objects.get(host=house, template=template)


def _terms(mission: Mission, status: str) -> Terms:
    return Terms.objects.get(mission=mission, status=status, ended_at=None)


def _welcome(missions: _Missions, cast: Cast) -> None:
    """Paid or not, as each wishes; Malik takes it as a volunteer by choice, and asks Karim along, who is offered it."""
    story, partnership = missions.story, _of(cast.chu, "consultation")
    solene, malik = missions.by(cast.solene, cast.chu, -34), missions.by(cast.malik, cast.passerelle, -30)
    mission = missions.written(
        partnership,
        solene,
        days=-34,
        title=_("Accueil du mercredi, nouvelle antenne"),
        mode="soutien_accompagnement",
        tasks=["soutien_vecu"],
        purpose=_("Que personne ne reparte seul après l’annonce, à l’antenne comme au CHU."),
        does=_(
            "Être là à la sortie, proposer un café, écouter, reprendre le parcours si la personne le veut."
        ),
        does_not=_("Expliquer un résultat médical, garder un numéro de téléphone."),
        gains=_("Un binôme, un échange après chaque séance, une attestation."),
        place=_("Antenne de la gare, rez-de-chaussée"),
        starts_on=story.day(-20),
        ends_on=story.day(120),
        minutes=180,
        sessions=10,
        wanted=3,
        meets_people=True,
    )
    missions.completed(
        mission,
        solene,
        "conditions",
        days=-33,
        terms={
            Status.VOLUNTEER: (None, "", ""),
            Status.EMPLOYEE: (Decimal("30"), Unit.HOUR, _("vacation, préparation comprise")),
        },
        means=[Means.TRAVEL, Means.CHILDCARE, Means.INTERPRETER],
        in_advance=[Means.TRAVEL, Means.CHILDCARE],
        expenses=_("Trajets et garde d’enfant, d’avance ou sur justificatif."),
        supervision=_("Un quart d’heure avec la cadre après chaque séance, une supervision par mois."),
        access=_("De plain-pied, chaises avec accoudoirs, pauses quand on veut."),
        contact=cast.solene,
        rest_hours=2,
    )
    missions.completed(
        mission,
        solene,
        "attentes",
        days=-33,
        languages=["snk", "fr"],
        territory=None,
        titles=[],
        verified=False,
        beyond_law="",
        lived=_("une hépatite"),
        audience=Audience.HOUSES,
    )
    missions.published(mission, solene, malik, days=-30)
    takings.take(mission, by=malik, at=story.at(-28), terms=_terms(mission, Status.VOLUNTEER), sessions=4)
    taken = Taking.objects.get(mission=mission, engagement__person=cast.malik)
    mentors.ask_mentor(taken, by=malik, at=story.at(-2), mentor=cast.karim)
    slots = dates.open_dates(
        mission,
        by=solene,
        at=story.at(-21),
        day=story.day(story.weekday(WEDNESDAY, 1)),
        hour=time(10),
        places=2,
        kind=InterventionKind.PRESENCE,
        repeat="week",
        times=6,
    )
    for slot in slots[:2]:
        signing.sign_up(slot, by=malik, at=story.at(-14), travel=40)
    offers.offer(
        mission,
        by=solene,
        at=story.at(-3),
        people=[cast.karim],
        words=_("Deux mercredis suffiraient, si cela vous dit."),
    )


def _booklet(missions: _Missions, cast: Cast) -> None:
    """Short, at a distance, open to all, no diploma: proposed by a partner."""
    story, partnership = missions.story, _of(cast.chu, "consultation")
    malik, nadia = missions.by(cast.malik, cast.passerelle, -12), missions.by(cast.nadia, cast.chu, -11)
    mission = missions.written(
        partnership,
        malik,
        days=-12,
        title=_("Relire le livret d’accueil"),
        mode="parole_personnes",
        tasks=["elaborer_outils_recueil"],
        purpose=_("Un livret que tout le monde comprend, et un questionnaire de deux questions au dos."),
        does=_("Lire chez soi, dire ce qui n’est pas clair, en parler ensemble une fois."),
        where=Where.REMOTE,
        starts_on=story.day(-5),
        ends_on=story.day(60),
        minutes=60,
        sessions=2,
        wanted=5,
    )
    missions.completed(
        mission,
        malik,
        "conditions",
        days=-12,
        terms={Status.VOLUNTEER: (None, "", "")},
        means=[Means.MATERIAL],
        in_advance=[Means.MATERIAL],
        expenses=_("Aucun frais : tout se fait de chez soi, une tablette se prête."),
        supervision=_("Un appel avec Malik avant, un échange ensemble après."),
        access=_("Version facile à lire, et lecture à voix haute au téléphone."),
        contact=cast.malik,
    )
    missions.completed(
        mission,
        malik,
        "attentes",
        days=-12,
        languages=[],
        territory=None,
        titles=[],
        verified=False,
        beyond_law="",
        lived="",
        audience=Audience.EVERYONE,
    )
    missions.published(mission, malik, nadia, days=-11)
    dates.open_dates(
        mission,
        by=nadia,
        at=story.at(-10),
        day=story.day(story.weekday(FRIDAY, 1)),
        hour=time(14),
        places=5,
        kind=InterventionKind.WORKING_GROUP,
        repeat="fortnight",
        times=2,
    )


def _workshop(missions: _Missions, cast: Cast) -> None:
    """Asks for the forty hours, as the law does."""
    story, partnership = missions.story, _of(cast.msp, "douleur")
    lucie, helene = missions.by(cast.lucie, cast.msp, -9), missions.by(cast.helene, cast.msp, -8)
    mission = missions.written(
        partnership,
        lucie,
        days=-9,
        title=_("Co-animer l’atelier « Bouger avec la douleur »"),
        mode="etp",
        tasks=["co_etp"],
        purpose=_("Qu’à chaque atelier, quelqu’un qui vit avec la douleur anime avec un soignant."),
        does=_("Préparer avec la kinésithérapeute, animer à deux, faire le point après."),
        place=_("Salle polyvalente de la MSP"),
        starts_on=story.day(-5),
        minutes=120,
        sessions=6,
        wanted=1,
    )
    missions.completed(
        mission,
        lucie,
        "conditions",
        days=-9,
        terms={
            Status.VOLUNTEER: (None, "", ""),
            Status.INDEPENDENT: (Decimal("90"), Unit.SESSION, _("préparation comprise")),
            Status.ON_DUTY: (None, "", ""),
        },
        means=[Means.TRAVEL],
        in_advance=[],
        expenses=_("Trajets remboursés au kilomètre."),
        supervision=_("Analyse de pratiques tous les deux mois, avec quelqu’un de l’extérieur."),
        access=_("Salle chauffée, on peut s’allonger, pause au milieu."),
        contact=cast.helene,
    )
    missions.published(mission, lucie, helene, days=-8)


def _draft(missions: _Missions, cast: Cast) -> None:
    """Yves proposes; what is missing is there to be seen by who reads it over."""
    partnership = _of(cast.msp, "douleur")
    yves = missions.by(cast.yves, cast.msp, -2)
    mission = missions.written(
        partnership,
        yves,
        days=-2,
        title=_("Une marche douce, un samedi sur deux"),
        mode="prevention_promotion",
        tasks=["actions_prevention"],
        purpose=_("Sortir, parler, bouger un peu, sans que ce soit un soin."),
        does=_("Choisir le parcours, attendre le dernier, garder le sourire."),
        place=_("Départ devant la MSP"),
        starts_on=missions.story.day(20),
        minutes=90,
        wanted=2,
    )
    review.submit(mission, by=yves, at=missions.story.at(-1))
