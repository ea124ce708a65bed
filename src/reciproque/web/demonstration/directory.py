"""In the demonstration, two houses keep a dozen useful addresses: one is stale, one free, one answers no more.

The structures are invented; the communes are real, each placed to a hundredth of a degree.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from reciproque.directory import verbs
from reciproque.directory.kinds import Access, Family, Heard, Mode, Room
from reciproque.directory.models import Sheet
from reciproque.directory.rules.communes import Commune
from reciproque.directory.rules.distance import Point
from reciproque.people.models import Organisation, Person
from reciproque.people.queries import installation

from .life import HOUSE, Story, hat_in
from .people import Cast

COMMUNES = (
    ("56184", "Questembert", "56230", 47.66, -2.45),
    ("56123", "Malansac", "56220", 47.68, -2.30),
    ("56196", "Rochefort-en-Terre", "56220", 47.70, -2.34),
    ("56143", "Muzillac", "56190", 47.55, -2.48),
    ("56260", "Vannes", "56000", 47.66, -2.76),
    ("35236", "Redon", "35600", 47.65, -2.08),
    ("33063", "Bordeaux", "33000 33100 33200 33300 33800", 44.84, -0.58),
    ("33318", "Pessac", "33600", 44.81, -0.63),
    ("33281", "Mérignac", "33700", 44.84, -0.65),
    ("33522", "Talence", "33400", 44.81, -0.59),
    ("33039", "Bègles", "33130", 44.81, -0.55),
    ("33119", "Cenon", "33150", 44.86, -0.53),
)
FREE = Decimal(0)


def tell(story: Story, cast: Cast) -> None:
    """Lucie, mediator of the health centre, keeps those around Questembert; Nadia, of the hospital, the others."""
    communes = [
        Commune(number, name, Point(north, east), set(codes.split()))
        for number, name, codes, north, east in COMMUNES
    ]
    verbs.place_communes(installation(), by=HOUSE, at=story.at(-200), communes=communes)
    _around_questembert(Keeping(story, cast.msp, cast.lucie), cast)
    _around_bordeaux(Keeping(story, cast.chu, cast.nadia))


def _around_questembert(lucie: Keeping, cast: Cast) -> None:
    rights = lucie.adds(
        _("Maison des droits du Pays d’Oust"),
        ("56230", "Questembert"),
        days=-20,
        phone="02 99 00 00 11",
        hours=_("Mardi et jeudi, 9 h à 12 h, sans rendez-vous"),
        access=Access.FULL,
        source=_("Visite de Lucie"),
    )
    lucie.gives(
        rights,
        _("Permanence d’accès aux droits"),
        [Family.RIGHTS, Family.CARE],
        conditions=_("Venir avec ses papiers, même incomplets."),
        audience=_("Tout le monde"),
        cost=FREE,
        languages=["fr", "en"],
        contact=_("Sans rendez-vous, ou par téléphone."),
        mode=Mode.ON_SITE,
        room=Room.ROOM,
        answers_to="accueil.droits@example.org",
    )
    door = lucie.adds(
        _("La Porte ouverte"),
        ("56220", "Malansac"),
        days=-40,
        phone="02 97 00 00 22",
        access=Access.FULL,
        access_words=_("Rampe côté jardin."),
    )
    lucie.gives(
        door,
        _("Visites et cafés du mercredi"),
        [Family.ISOLATION, Family.MIND],
        audience=_("Personnes seules, à tout âge"),
        cost=FREE,
        languages=["fr", "br"],
        mode=Mode.BOTH,
        room=Room.LIST,
        answers_to="porte.ouverte@example.org",
    )
    forms = lucie.adds(
        _("Point d’aide aux démarches de Muzillac"),
        ("56190", "Muzillac"),
        days=-290,
        phone="02 97 00 00 33",
        access=Access.FULL,
    )
    lucie.gives(
        forms,
        _("Aide aux démarches en ligne"),
        [Family.RIGHTS],
        conditions=_("Habiter l’intercommunalité."),
        cost=FREE,
        languages=["fr"],
        mode=Mode.ON_SITE,
    )
    ride = lucie.adds(_("Covoit’Oust"), ("56220", "Rochefort-en-Terre"), days=-60, phone="02 97 00 00 44")
    lucie.gives(
        ride,
        _("Transport solidaire vers les soins"),
        [Family.PLACE],
        conditions=_("Réserver deux jours avant."),
        audience=_("Personnes sans voiture"),
        cost=Decimal(3),
        cost_words=_("par trajet"),
        languages=["fr"],
        room=Room.ROOM,
    )
    listening = lucie.adds(
        _("Écoute et Présence"), ("56000", "Vannes"), days=-80, phone="02 97 00 00 55", access=Access.PART
    )
    lucie.gives(
        listening,
        _("Entretiens avec une psychologue"),
        [Family.MIND],
        cost=Decimal(15),
        cost_words=_("selon les revenus"),
        languages=["fr", "en"],
        room=Room.FULL,
    )
    pantry = lucie.adds(_("Épicerie du Canal"), ("35600", "Redon"), days=-100, phone="02 99 00 00 66")
    lucie.gives(
        pantry,
        _("Épicerie solidaire"),
        [Family.MONEY],
        conditions=_("Sur demande d’une assistante sociale."),
        cost=Decimal(2),
        languages=["fr"],
    )
    for who, where, days in ((cast.helene, cast.msp, -6), (cast.malik, cast.passerelle, -3)):
        lucie.hears(pantry, who, where, Heard.SILENT, days=days)
    lucie.hears(rights, cast.agathe, cast.msp, Heard.ANSWERS, days=-5)


def _around_bordeaux(nadia: Keeping) -> None:
    clinic = nadia.adds(
        _("Permanence d’accès aux soins du Pont"),
        ("33000", "Bordeaux"),
        days=-15,
        phone="05 56 00 00 11",
        access=Access.FULL,
    )
    nadia.gives(
        clinic,
        _("Consultation sans avance de frais"),
        [Family.CARE, Family.RIGHTS],
        audience=_("Personnes sans couverture santé"),
        cost=FREE,
        languages=["fr", "en", "ar", "es"],
        room=Room.ROOM,
        answers_to="permanence.pont@example.org",
    )
    tongues = nadia.adds(
        _("Mille Langues"), ("33400", "Talence"), days=-30, phone="05 56 00 00 22", access=Access.FULL
    )
    nadia.gives(
        tongues,
        _("Interprétariat pour un rendez-vous"),
        [Family.LANGUAGE],
        conditions=_("Demander une semaine avant."),
        cost=Decimal(20),
        languages=["ar", "tr", "ru", "uk", "wo", "fsl"],
        mode=Mode.BOTH,
    )
    roof = nadia.adds(_("Toit pour tous Rive droite"), ("33150", "Cenon"), days=-45, phone="05 56 00 00 33")
    nadia.gives(
        roof,
        _("Aide pour garder son logement"),
        [Family.HOME, Family.MONEY],
        cost=FREE,
        languages=["fr", "pt"],
        room=Room.LIST,
    )
    equal = nadia.adds(_("Égaux ici"), ("33600", "Pessac"), days=-70, phone="05 56 00 00 44")
    nadia.gives(
        equal,
        _("Écoute et aide après une discrimination"),
        [Family.DISCRIMINATION, Family.RIGHTS],
        cost=FREE,
        languages=["fr", "en"],
        mode=Mode.REMOTE,
    )
    budget = nadia.adds(
        _("Point budget de Mérignac"), ("33700", "Mérignac"), days=-90, phone="05 56 00 00 55"
    )
    nadia.gives(budget, _("Faire le point sur ses dettes"), [Family.MONEY], cost=FREE, languages=["fr"])
    nadia.adds(_("Les Ateliers du lien"), ("", ""), days=-25, phone="05 56 00 00 66")


class Keeping:
    """Somebody writes and keeps addresses in the name of a house."""

    def __init__(self, story: Story, house: Organisation, who: Person):
        self.story, self.house, self.who = story, house, who

    def adds(self, name: str, place: tuple[str, str], *, days: int, **fields: Any) -> Sheet:
        """Checked, and written, so many days ago."""
        by = hat_in(self.who, self.house, on=self.story.day(days))
        postcode, town = place
        at = self.story.at(days)
        return verbs.add_sheet(self.house, by=by, at=at, name=name, postcode=postcode, town=town, **fields)

    def gives(self, sheet: Sheet, name: str, families: list[str], **fields: Any) -> None:
        by = hat_in(self.who, self.house, on=self.story.today)
        verbs.add_service(sheet, by=by, at=sheet.added_at, name=name, families=families, **fields)

    def hears(self, sheet: Sheet, who: Person, house: Organisation, heard: str, *, days: int) -> None:
        by = hat_in(who, house, on=self.story.day(days))
        verbs.tell(sheet, by=by, at=self.story.at(days), heard=heard)
