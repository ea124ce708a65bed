"""Words of useful addresses: what a service helps with, how one comes in, whether there is room, what was found."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Family(TextChoices):
    """What may stand in somebody's way, and a service may help with."""

    RIGHTS = "rights", _("Droits et démarches")
    MONEY = "money", _("Argent et biens essentiels")
    ISOLATION = "isolation", _("Isolement, famille, liens")
    PLACE = "place", _("Distance et transport")
    LANGUAGE = "language", _("Langue, lecture, écriture")
    MIND = "mind", _("Moral et soutien psychologique")
    HOME = "home", _("Logement et cadre de vie")
    DISCRIMINATION = "discrimination", _("Discriminations")
    CARE = "care", _("Accès aux soins, lien avec les soignants")


class Access(TextChoices):
    """Whether somebody in a wheelchair gets in."""

    UNKNOWN = "", _("On ne sait pas")
    FULL = "full", _("Accessible en fauteuil roulant")
    PART = "part", _("Accessible avec de l’aide")
    NONE = "none", _("Pas accessible en fauteuil roulant")


class Mode(TextChoices):
    ON_SITE = "on_site", _("Sur place")
    REMOTE = "remote", _("À distance")
    BOTH = "both", _("Sur place et à distance")


class Room(TextChoices):
    """Whether there is room for somebody more."""

    UNKNOWN = "", _("On ne sait pas")
    ROOM = "room", _("Il y a de la place")
    LIST = "list", _("Liste d’attente")
    FULL = "full", _("Plus de place pour l’instant")


class Heard(TextChoices):
    """What somebody who tried says."""

    ANSWERS = "answers", _("Ça répond")
    SILENT = "silent", _("Ça ne répond plus")


class Outcome(TextChoices):
    """How a check ends."""

    STILL_GOOD = "still_good", _("J’ai vérifié, et tout est encore bon")
    CORRECTED = "corrected", _("J’ai corrigé la fiche")
    CLOSED = "closed", _("C’est fermé pour de bon")


class Fault(TextChoices):
    """Why a line of a file was not taken, or was taken without one of its particulars."""

    SHAPE = "shape", _("ce n’est pas une fiche lisible")
    NO_ID = "no_id", _("elle n’a pas d’identifiant")
    NO_NAME = "no_name", _("elle n’a pas de nom")
    NO_DATE = "no_date", _("sa date de mise à jour manque, ou n’est pas une date")
    FUTURE = "future", _("sa date de mise à jour est à venir")
    TWICE = "twice", _("le même identifiant est déjà plus haut dans le fichier")
    ELSEWHERE = "elsewhere", _("une autre structure d’ici garde déjà cette fiche")
    NO_SHEET = "no_sheet", _("la structure qui le propose n’est ni dans le fichier ni déjà ici")
    CLOSED = "closed", _("la fiche a été fermée ici")
    UNREADABLE = "unreadable", _("un caractère ne peut pas être gardé : laissé de côté")
    SIRET = "siret", _("numéro SIRET faux : laissé de côté")
    POSTCODE = "postcode", _("code postal faux : laissé de côté")
    POSITION = "position", _("coordonnées impossibles : laissées de côté")
    EMAIL = "email", _("adresse e-mail illisible : laissée de côté")
    LINK = "link", _("lien illisible : laissé de côté")
    LONG = "long", _("trop long : coupé")


REFUSED = frozenset(
    {
        *(Fault.SHAPE, Fault.NO_ID, Fault.NO_NAME, Fault.NO_DATE, Fault.FUTURE),
        *(Fault.TWICE, Fault.ELSEWHERE, Fault.NO_SHEET, Fault.CLOSED),
    }
)
"""Faults for which the whole line is left; the others leave out one particular and take the rest."""

LANGUAGES = {
    "fr": _("français"),
    "sq": _("albanais"),
    "en": _("anglais"),
    "ar": _("arabe"),
    "hy": _("arménien"),
    "bm": _("bambara"),
    "bn": _("bengali"),
    "br": _("breton"),
    "zh": _("chinois"),
    "es": _("espagnol"),
    "ka": _("géorgien"),
    "it": _("italien"),
    "fsl": _("langue des signes"),
    "ln": _("lingala"),
    "ps": _("pachto"),
    "fa": _("persan, dari"),
    "pt": _("portugais"),
    "ro": _("roumain"),
    "ru": _("russe"),
    "so": _("somali"),
    "ta": _("tamoul"),
    "tr": _("turc"),
    "uk": _("ukrainien"),
    "vi": _("vietnamien"),
    "wo": _("wolof"),
}
"""The languages a service may be given in, by ISO 639 codes (« fsl », the sign language of France)."""


def packed(codes: Iterable[str]) -> str:
    """Several codes in one column, each between bars, so that one of them can be looked for: « |fr|ar| »."""
    kept = list(dict.fromkeys(code for code in codes if code))
    return f"|{'|'.join(kept)}|" if kept else ""


def unpacked(text: str) -> list[str]:
    return [code for code in text.split("|") if code]


def words_of(codes: Collection[str], known: dict) -> str:
    """Codes in words, those that are known."""
    return ", ".join(str(known[code]) for code in codes if code in known)
