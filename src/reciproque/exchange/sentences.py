"""Every sentence an import may have to say: kept by its code, so that it is said in the language of who reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

THINGS = {
    "image": _("une image"),
    "pdf": _("un document PDF"),
    "web": _("une page web"),
    "archive": _("une archive"),
    "text": _("un document de texte mis en forme"),
    "slides": _("un diaporama"),
    "program": _("un programme"),
    "sound": _("un son ou une vidéo"),
    "data": _("un fichier de données (JSON ou XML)"),
    "numbers": _("un classeur Numbers"),
    "unknown": _("un fichier d’un type inconnu"),
}
"""What a file turned out to be, when it is not a table."""

SENTENCES: dict[str, Any] = {
    # --- the file as a whole -----------------------------------------------------------------------
    "empty": _("Ce fichier est vide."),
    "too_big": _(
        "Ce fichier pèse {size} Mo et la limite est de {limit} Mo. Coupez-le en plusieurs fichiers."
    ),
    "not_a_table": _(
        "Ce fichier est {thing}, pas un tableau. Envoyez un fichier CSV, Excel (XLSX ou XLS) ou OpenDocument (ODS)."
    ),
    "no_titles": _("La première ligne doit porter les titres des colonnes : ici, on y lit « {first} »."),
    "no_rows": _("Ce tableau n’a que ses titres : aucune ligne ne suit."),
    "same_title": _(
        "Plusieurs colonnes portent le même titre, « {title} ». Renommez-les, puis renvoyez le fichier."
    ),
    "too_many_columns": _(
        "Ce tableau a plus de {limit} colonnes : ce n’est sans doute pas le fichier voulu."
    ),
    "too_many_rows": _("Ce tableau a plus de {limit} lignes. Coupez-le en plusieurs fichiers."),
    "line_too_long": _("La ligne {line} est démesurée : le fichier est abîmé, ou ce n’est pas un tableau."),
    "open_quote": _(
        "Un guillemet ouvert à la ligne {line} n’est jamais refermé : la suite ne peut pas être lue."
    ),
    "nul": _(
        "La ligne {line} contient des octets nuls : le fichier est abîmé. Enregistrez-le de nouveau, en CSV UTF-8."
    ),
    "broken_text": _(
        "À partir de la ligne {line}, des caractères sont illisibles : le fichier mêle plusieurs codages."
        " Enregistrez-le de nouveau, en CSV UTF-8."
    ),
    "unknown_encoding": _(
        "Le codage de ce texte n’a pas été reconnu. Enregistrez le fichier de nouveau, en CSV UTF-8."
    ),
    "password": _("Ce classeur est protégé par un mot de passe. Enlevez-le, puis renvoyez le fichier."),
    "broken_workbook": _(
        "Ce classeur est abîmé, ou ce n’en est pas un. Ouvrez-le, puis enregistrez-le de nouveau."
    ),
    "bomb": _("Ce classeur, une fois déplié, serait démesuré. Enregistrez la feuille voulue en CSV."),
    "no_sheet": _("Ce classeur n’a aucune feuille remplie."),
    # --- why a passage did not go through -----------------------------------------------------------
    "faulty": _("Des lignes sont à corriger : rien n’a été enregistré."),
    "not_allowed": _("Cet import n’a pas été permis : {reason}."),
    "hat_gone": _(
        "Vous n’avez plus la position sous laquelle ce fichier a été envoyé. Rien n’a été enregistré."
    ),
    "overtaken": _(
        "Quelqu’un a modifié la même chose pendant l’import. Rien n’a été enregistré : recommencez l’essai."
    ),
    "interrupted": _(
        "Le traitement s’est interrompu avant la fin. Rien n’a été enregistré : recommencez l’essai."
    ),
    "file_gone": _("Le fichier n’a pas été retrouvé. Envoyez-le de nouveau."),
    # --- what was noticed and settled while reading -------------------------------------------------
    "first_lines_skipped": _("Les {count} premières lignes, qui précèdent les titres, n’ont pas été lues."),
    "one_sheet_of": _("Le classeur a {count} feuilles : seule « {sheet} » a été lue."),
    "formulas": _("Le tableau contient des formules : ce sont leurs résultats enregistrés qui ont été lus."),
    "zeros": _("Zéros de tête ôtés par un tableur, remis dans « {column} » : {count} fois."),
    "siren_for_siret": _(
        "Numéros SIREN (9 chiffres) à la place d’un SIRET : {count}. Le SIRET a été laissé vide."
    ),
    "territory_unknown": _(
        "Communes inconnues ici : {count}. Importez d’abord la liste des communes pour situer ces structures."
    ),
    "deputy_communes": _("Communes déléguées ou associées, qui ne sont pas reprises : {count}."),
    "new_region": _("Régions ajoutées avec leurs communes : {count}."),
    "new_department": _("Départements ajoutés avec leurs communes : {count}."),
    "new_epci": _(
        "Intercommunalités ajoutées avec leurs communes : {count}. Leurs noms viennent d’une autre liste."
    ),
    # --- what is wrong with a line ------------------------------------------------------------------
    "missing": _("« {column} » manque."),
    "was_refused": _("« {column} » avait été refusé."),
    "scientific": _(
        "« {value} » : le tableur a remplacé ce numéro par un nombre arrondi, et ses chiffres sont perdus."
        " Reprenez le fichier d’origine."
    ),
    "too_many_cells": _(
        "Cette ligne a {count} cases pour {titles} titres : un séparateur ou un guillemet est mal placé."
    ),
    "twice": _("La même chose est déjà à la ligne {line} de ce fichier."),
    "ambiguous": _(
        "Plusieurs structures s’appellent déjà « {name} » à cet endroit : donnez le numéro FINESS."
    ),
    "held": _("Tenue par sa structure : « {name} » a sa propre coordination, et n’a pas été modifiée."),
}


@dataclass(frozen=True)
class Remark:
    """Something to say, about a file, a line or a field of it. `str()` says it in the reader's language."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    field: str = ""

    def __str__(self) -> str:
        shown = {
            name: THINGS.get(value, value) if name == "thing" else value
            for name, value in self.params.items()
        }
        return str(SENTENCES[self.code]).format(**shown)

    def kept(self) -> list[Any]:
        """Its form in a JSON column."""
        return [self.code, dict(self.params), self.field]

    @classmethod
    def read(cls, kept: list[Any]) -> Remark:
        return cls(*kept)


class Unreadable(Exception):
    """A file that cannot be read as a table; `remark` says why."""

    def __init__(self, code: str, **params: Any):
        self.remark = Remark(code, params)
        super().__init__(code, params)

    def __str__(self) -> str:
        return str(self.remark)
