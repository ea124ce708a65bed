"""The people and organisations of the demonstration: all invented, all at example.org."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from reciproque.people import verbs
from reciproque.people.kinds import OrganisationKind, Role
from reciproque.people.models import Organisation, Person
from reciproque.people.queries import installation

from .life import HOUSE, Story

LONG_AGO = -400


@dataclass
class Cast:
    """Everyone, by first name; organisations by a short one."""

    chu: Organisation
    passerelle: Organisation
    msp: Organisation
    utep: Organisation
    atlas: Organisation
    ars: Organisation
    nadia: Person
    karim: Person
    lucie: Person
    helene: Person
    solene: Person
    paul: Person
    ines: Person
    malik: Person
    agathe: Person
    yves: Person


def gather(story: Story) -> Cast:
    """Everyone arrives, with the positions they hold."""
    at, since = story.at(LONG_AGO), story.day(LONG_AGO)
    orgs = _organisations(at, story)
    people = _people(at, story)
    _positions(orgs, people, at, since)
    return Cast(**orgs, **people)


def _organisations(at, story: Story) -> dict[str, Organisation]:
    known = {
        "chu": ("CHU des Deux-Rives", OrganisationKind.HOSPITAL, "Deux-Rives", ""),
        "passerelle": ("Passerelle Santé", OrganisationKind.ASSOCIATION, "Deux-Rives", ""),
        "msp": ("MSP du Val-d’Oust", OrganisationKind.MSP, "Val-d’Oust", ""),
        "utep": ("UTEP des Deux-Rives", OrganisationKind.RESOURCE_CENTRE, "Deux-Rives", "UTEP"),
        "atlas": ("Atlas-Partenariat", OrganisationKind.RESOURCE_CENTRE, "Deux-Rives", ""),
        "ars": ("ARS Région Démo", OrganisationKind.ARS, "Deux-Rives", "ARS"),
    }
    made = {}
    for short, (name, kind, town, acronym) in known.items():
        more = {}
        if kind == OrganisationKind.ASSOCIATION:
            more = {
                "approval_number": "N-DEMO-0001",
                "approval_until": date(story.today.year + 2, 12, 31),
                "approved_for": _("Accès aux soins des personnes en situation de précarité"),
            }
        made[short] = verbs.add_organisation(
            installation(), by=HOUSE, at=at, name=name, kind=kind, town=town, acronym=acronym, **more
        )
    return made


NAMES = {
    "nadia": ("Nadia Berthier", "nadia"),
    "karim": ("Karim Sow", "karim"),
    "lucie": ("Lucie Arnaud", "lucie"),
    "helene": ("Dr Hélène Morvan", "helene"),
    "solene": ("Solène Kervella", "solene"),
    "paul": ("Paul Ménard", "paul"),
    "ines": ("Inès Rahmani", "ines"),
    "malik": ("Malik Traoré", "malik"),
    "agathe": ("Agathe Le Bihan", "agathe"),
    "yves": ("Yves Cadoret", "yves"),
}


def _people(at, story: Story) -> dict[str, Person]:
    return {
        short: verbs.welcome(
            installation(), by=HOUSE, at=at, name=name, username=username, language=story.language
        )
        for short, (name, username) in NAMES.items()
    }


def _positions(orgs: dict[str, Organisation], people: dict[str, Person], at, since: date) -> None:
    held = [
        ("chu", "nadia", Role.COORDINATOR, _("Coordinatrice du partenariat")),
        ("chu", "solene", Role.PROFESSIONAL, _("Cadre de santé, hépatologie")),
        ("chu", "karim", Role.PARTNER, _("Patient partenaire")),
        ("passerelle", "malik", Role.PARTNER, _("Bénévole, pair-aidant")),
        ("passerelle", "lucie", Role.PARTNER, _("Patiente partenaire")),
        ("msp", "lucie", Role.PARTNER, _("Médiatrice en santé")),
        ("msp", "helene", Role.PROFESSIONAL, _("Médecin généraliste")),
        ("msp", "agathe", Role.PROFESSIONAL, _("Kinésithérapeute")),
        ("msp", "yves", Role.PARTNER, _("Patient partenaire")),
        ("msp", "nadia", Role.COORDINATOR, _("Appui à la coordination")),
        ("utep", "solene", Role.COORDINATOR, _("Responsable de l’éducation thérapeutique")),
        ("ars", "ines", Role.INSTITUTION, _("Chargée de mission démocratie en santé")),
        ("atlas", "paul", Role.PROFESSIONAL, _("Accompagnateur")),
    ]
    for organisation, person, role, function in held:
        verbs.join(
            orgs[organisation],
            by=HOUSE,
            at=at,
            person=people[person],
            role=role,
            function=function,
            starts_on=since,
        )
    verbs.mandate(
        orgs["chu"],
        by=HOUSE,
        at=at,
        person=people["paul"],
        association=orgs["passerelle"],
        body=_("Commission des usagers"),
        letter="PS-DEMO-04",
        starts_on=since,
    )
