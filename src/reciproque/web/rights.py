"""The rules of permission in the words of who reads them: the thing, the act, for whom and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.policy import ANYONE, RULES, SOMEONE
from reciproque.people.kinds import Role

THINGS = {
    "badges.Issued": gettext_lazy("Attestations portables"),
    "badges.Key": gettext_lazy("Clés des structures qui signent"),
    "beginnings.Answer": gettext_lazy("Réponses à un appel à participer"),
    "beginnings.Call": gettext_lazy("Appels à participer"),
    "beginnings.Draft": gettext_lazy("Brouillons"),
    "beginnings.Sponsorship": gettext_lazy("Demandes de parrainage"),
    "beginnings.Start": gettext_lazy("Ce qui a été dit en commençant"),
    "decisions.Commitment": gettext_lazy("Promesses"),
    "decisions.Decision": gettext_lazy("Décisions"),
    "decisions.Review": gettext_lazy("Retours sur une décision"),
    "exchange.Import": gettext_lazy("Imports"),
    "exchange.Passage": gettext_lazy("Passages d’un import"),
    "openings.Opening": gettext_lazy("Accès aux personnes accompagnées, donné à deux"),
    "partnerships.Charter": gettext_lazy("Chartes"),
    "partnerships.CheckIn": gettext_lazy("Un mot à qui n’a pas pu venir"),
    "partnerships.Clause": gettext_lazy("Clauses d’une charte"),
    "partnerships.Concord": gettext_lazy("Cadrage : ce qui est pareil"),
    "partnerships.Contribution": gettext_lazy("Heures"),
    "partnerships.CrossTraining": gettext_lazy("Formations croisées"),
    "partnerships.DegreeAim": gettext_lazy("Degrés de participation visés"),
    "partnerships.DegreeSeen": gettext_lazy("Degrés de participation vus par chaque côté"),
    "partnerships.Difference": gettext_lazy("Cadrage : ce qui diffère"),
    "partnerships.Ending": gettext_lazy("Fin d’un partenariat"),
    "partnerships.Engagement": gettext_lazy("Engagements des personnes"),
    "partnerships.EvaluationAnswer": gettext_lazy("Réponses à une évaluation"),
    "partnerships.EvaluationRound": gettext_lazy("Évaluations"),
    "partnerships.Framing": gettext_lazy("Réponses au cadrage"),
    "partnerships.Hesitation": gettext_lazy("« Je ne suis pas prêt »"),
    "partnerships.Intervention": gettext_lazy("Interventions"),
    "partnerships.Need": gettext_lazy("Besoins"),
    "partnerships.Objective": gettext_lazy("Objectifs"),
    "partnerships.Partnership": gettext_lazy("Partenariats"),
    "partnerships.PrivateNote": gettext_lazy("Notes pour soi"),
    "partnerships.Readiness": gettext_lazy("« Je suis prêt »"),
    "partnerships.Remark": gettext_lazy("Remarques sur une charte"),
    "partnerships.RoundAction": gettext_lazy("Actions qui suivent une évaluation"),
    "partnerships.Settlement": gettext_lazy("Formulations communes"),
    "pay.Batch": gettext_lazy("Envois à la comptabilité"),
    "pay.Expense": gettext_lazy("Frais"),
    "pay.Line": gettext_lazy("Lignes de paiement"),
    "pay.Paper": gettext_lazy("Pièces de chaque statut"),
    "pay.Rate": gettext_lazy("Grilles de rémunération"),
    "pay.Receipt": gettext_lazy("Justificatifs de frais"),
    "people.Installation": gettext_lazy("L’installation"),
    "people.Invitation": gettext_lazy("Invitations"),
    "people.Mandate": gettext_lazy("Mandats de représentants"),
    "people.Membership": gettext_lazy("Appartenances à une structure"),
    "people.Organisation": gettext_lazy("Structures"),
    "people.Person": gettext_lazy("Personnes"),
    "people.Renewal": gettext_lazy("Codes de mot de passe"),
    "people.Territory": gettext_lazy("Territoires"),
    "profiles.Facet": gettext_lazy("Profils, partie par partie"),
    "profiles.MatchingConsent": gettext_lazy("Accord pour servir sans être montré"),
    "titles.Case": gettext_lazy("Signalements d’un titre"),
    "titles.Credential": gettext_lazy("Titres et formations déclarés"),
    "titles.Evidence": gettext_lazy("Documents à l’appui d’un titre"),
    "titles.Qualification": gettext_lazy("Heures qui ouvrent aux ateliers d’éducation thérapeutique"),
    "titles.Suspension": gettext_lazy("Suspensions d’un titre"),
    "titles.Title": gettext_lazy("Vocabulaire des titres"),
    "voices.Reply": gettext_lazy("Réponses à une parole"),
    "voices.Voice": gettext_lazy("Paroles"),
}
ACTS = {
    "accept": gettext_lazy("accepter"),
    "activate": gettext_lazy("commencer"),
    "add_clause": gettext_lazy("ajouter une clause"),
    "add_evidence": gettext_lazy("ajouter un document"),
    "add_organisation": gettext_lazy("ajouter une structure"),
    "agree": gettext_lazy("donner son accord"),
    "aim_degree": gettext_lazy("proposer un degré de participation"),
    "allow_matching": gettext_lazy("laisser sa santé servir sans être montrée"),
    "answer": gettext_lazy("répondre"),
    "ask": gettext_lazy("demander un parrainage"),
    "ask_expense": gettext_lazy("demander des frais"),
    "ask_opening": gettext_lazy("demander l’accès aux personnes accompagnées"),
    "ask_organisation": gettext_lazy("demander une vérification"),
    "ask_to_lift": gettext_lazy("demander la levée"),
    "attach": gettext_lazy("joindre un justificatif"),
    "begin_simply": gettext_lazy("commencer simplement"),
    "cancel": gettext_lazy("annuler"),
    "carry_out": gettext_lazy("mener"),
    "change_key": gettext_lazy("changer la clé qui signe"),
    "close": gettext_lazy("conclure"),
    "conclude": gettext_lazy("terminer"),
    "confirm": gettext_lazy("confirmer"),
    "confirm_role": gettext_lazy("confirmer sa fiche de rôle"),
    "contribute": gettext_lazy("noter du temps"),
    "correct": gettext_lazy("corriger"),
    "decide": gettext_lazy("décider"),
    "decide_action": gettext_lazy("promettre une action"),
    "declare_title": gettext_lazy("déclarer un titre"),
    "declare_training": gettext_lazy("déclarer une formation"),
    "decline": gettext_lazy("décliner"),
    "deposit_import": gettext_lazy("déposer un fichier"),
    "describe_herself": gettext_lazy("dire de soi"),
    "draft": gettext_lazy("écrire un brouillon"),
    "draft_charter": gettext_lazy("ouvrir une version de la charte"),
    "end": gettext_lazy("mettre fin"),
    "engage": gettext_lazy("proposer quelqu’un"),
    "erase": gettext_lazy("effacer"),
    "finish": gettext_lazy("dire fait"),
    "forget": gettext_lazy("oublier les mots"),
    "found_partnership": gettext_lazy("fonder un partenariat"),
    "frame": gettext_lazy("répondre aux questions de cadrage"),
    "fulfil": gettext_lazy("dire ce qu’elle est devenue"),
    "give": gettext_lazy("donner ses frais"),
    "hear_voice": gettext_lazy("noter une parole"),
    "hesitate": gettext_lazy("dire qu’on n’est pas prêt"),
    "hold": gettext_lazy("dire que c’est tenu"),
    "import_organisations": gettext_lazy("importer des structures"),
    "import_territories": gettext_lazy("importer des territoires"),
    "invite": gettext_lazy("inviter"),
    "issue": gettext_lazy("remettre"),
    "join": gettext_lazy("y entrer"),
    "keep_note": gettext_lazy("garder une note pour soi"),
    "lapse": gettext_lazy("laisser expirer"),
    "leave": gettext_lazy("partir"),
    "lift": gettext_lazy("lever"),
    "make_key": gettext_lazy("faire la clé qui signe"),
    "make_portable": gettext_lazy("prendre l’attestation portable"),
    "mandate": gettext_lazy("donner un mandat"),
    "map_columns": gettext_lazy("faire correspondre les colonnes"),
    "mark_cross_training": gettext_lazy("dire que c’était une formation croisée"),
    "merge": gettext_lazy("fondre dans un autre"),
    "move_lines": gettext_lazy("valider, envoyer, marquer payé"),
    "name_outside_referent": gettext_lazy("nommer le référent extérieur"),
    "name_referent": gettext_lazy("nommer la personne référente"),
    "note_concord": gettext_lazy("noter que c’est pareil"),
    "note_difference": gettext_lazy("noter une différence"),
    "note_need": gettext_lazy("noter un besoin"),
    "note_paper": gettext_lazy("noter la référence d’une pièce"),
    "open_call": gettext_lazy("ouvrir un appel"),
    "observe_degrees": gettext_lazy("dire la place que chacun a eue"),
    "plan_evaluation": gettext_lazy("fixer une évaluation"),
    "plan_first_evaluation": gettext_lazy("fixer la première évaluation"),
    "pass_on": gettext_lazy("passer à la personne référente"),
    "pay": gettext_lazy("marquer payé"),
    "plan_series": gettext_lazy("prévoir une série"),
    "plan_intervention": gettext_lazy("mettre à l’agenda"),
    "postpone": gettext_lazy("reporter"),
    "propose_settlement": gettext_lazy("proposer une formulation"),
    "put_aside": gettext_lazy("mettre de côté"),
    "reach": gettext_lazy("dire atteint"),
    "reach_out": gettext_lazy("prendre des nouvelles"),
    "read_contact": gettext_lazy("lire comment joindre"),
    "read_equity": gettext_lazy("lire qui est payé et qui ne l’est pas"),
    "read_grid": gettext_lazy("lire la grille"),
    "read_papers": gettext_lazy("lire les pièces qui manquent"),
    "read_proof": gettext_lazy("lire les documents"),
    "recount": gettext_lazy("recompter"),
    "receive": gettext_lazy("dire que c’est reçu"),
    "refuse": gettext_lazy("refuser"),
    "remark": gettext_lazy("faire une remarque"),
    "remove": gettext_lazy("retirer"),
    "renew": gettext_lazy("renouveler"),
    "renew_password": gettext_lazy("préparer un code de mot de passe"),
    "reopen": gettext_lazy("rouvrir"),
    "reply": gettext_lazy("répondre"),
    "report": gettext_lazy("signaler"),
    "resume": gettext_lazy("reprendre après une pause"),
    "revise": gettext_lazy("modifier"),
    "revise_role": gettext_lazy("modifier la fiche de rôle"),
    "revoke": gettext_lazy("révoquer"),
    "say_ready": gettext_lazy("dire qu’on est prêt"),
    "see": gettext_lazy("lire"),
    "send": gettext_lazy("envoyer à la comptabilité"),
    "set_objective": gettext_lazy("poser un objectif"),
    "set_parameter": gettext_lazy("changer un réglage"),
    "set_rate": gettext_lazy("écrire un tarif"),
    "settle": gettext_lazy("dire ce qu’il en est"),
    "sign": gettext_lazy("signer"),
    "suspend": gettext_lazy("suspendre"),
    "take_back": gettext_lazy("reprendre"),
    "turn_down": gettext_lazy("ne pas être d’accord"),
    "validate": gettext_lazy("valider"),
    "verify": gettext_lazy("en répondre"),
    "verify_claims": gettext_lazy("répondre de plusieurs"),
    "welcome": gettext_lazy("accueillir"),
    "withdraw": gettext_lazy("retirer"),
}
OTHERS = {
    ANYONE: gettext_lazy("n’importe lequel, et même sans compte"),
    SOMEONE: gettext_lazy("n’importe lequel"),
    "system": gettext_lazy("Réciproque lui-même"),
}


@dataclass(frozen=True)
class Right:
    """One rule: what may be done, by whom in the end, and the condition in a sentence."""

    act: Any
    served: str
    because: Any


@dataclass(frozen=True)
class Thing:
    """What the rules bear on, with each act that may be done to it."""

    name: Any
    rights: list[Right]


def in_words() -> list[Thing]:
    """Every rule the software applies, under the thing it bears on, in alphabetical order."""
    things = [
        Thing(THINGS[label], list(_rights(declared)))
        for label, declared in groupby(sorted(RULES), key=lambda key: key[0])
    ]
    return sorted(things, key=lambda thing: str(thing.name))


def _rights(declared: Iterable[tuple[str, str]]) -> Iterator[Right]:
    for label, verb in declared:
        rule = RULES[label, verb]
        served = sorted(str(Role(one).label if one in Role else OTHERS[one]) for one in rule.serves)
        yield Right(ACTS[verb], ", ".join(served) or _("aucun"), rule.because)
