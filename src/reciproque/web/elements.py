"""Every element of the two founding texts, and the screen where Réciproque makes it act, as far as it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

PARTNERSHIPS, FOUNDING, HOME = "partnerships:list", "partnerships:founding", "web:home"
ORGANISATIONS, HOURS = "people:organisations", "partnerships:my_hours"
CALENDAR, ME = "partnerships:agenda", "people:me"
PROFILE = "profiles:mine"
MISSIONS, RHYTHM = "missions:missions", "load:mine"
SUPPORT, PAYMENTS = "support:mine", "pay:my_payments"
PATHWAYS = "pathways:pathways"
WORDS, TITLES, BEGIN = "titles:vocabulary", "titles:mine", "beginnings:begin"
ENCOUNTER = "encounters:door"


@dataclass(frozen=True)
class Element:
    """`view` names the screen where it acts; empty, it is still to come."""

    code: str
    label: Any
    view: str = ""


@dataclass(frozen=True)
class Chapter:
    title: Any
    elements: tuple[Element, ...]


def _all(text: int, *rows: tuple) -> tuple[Element, ...]:
    return tuple(Element(f"S{text}-{number:02}", label, *view) for number, label, *view in rows)


CHAPTERS: tuple[Chapter, ...] = (
    Chapter(
        _("Fondements et valeurs"),
        _all(
            1,
            (1, _("Quatre acteurs : usagers, patients partenaires, soignants, institutions"), PARTNERSHIPS),
            (2, _("Les proches et les aidants ont leur place")),
            (3, _("Chaque acteur détient un savoir complémentaire"), PARTNERSHIPS),
            (4, _("Démocratie en santé : co-construire parcours, formations, politiques"), PARTNERSHIPS),
            (5, _("Améliorer le système entier : pour les usagers et pour les pratiques")),
            (6, _("Réciprocité : ce que chacun donne et reçoit"), PARTNERSHIPS),
            (7, _("Complémentarité : qui apporte quoi"), PARTNERSHIPS),
            (8, _("Reconnaissance mutuelle des savoirs")),
            (9, _("Des personnes en soins, non des objets de soins"), HOME),
            (10, _("Rejet du modèle paternaliste")),
            (11, _("Les savoirs expérientiels comptent comme source"), PARTNERSHIPS),
            (12, _("Autonomie et pouvoir d’agir, sans injonction ni infantilisation"), PARTNERSHIPS),
            (13, _("« Celui qui contribue » : ce que devient ce qu’on a dit"), PARTNERSHIPS),
            (14, _("Un rôle décisionnel, et non la seule consultation"), PARTNERSHIPS),
            (15, _("Égalité des savoirs, sans hiérarchie implicite"), PARTNERSHIPS),
            (16, _("Transparence et accès à l’information"), PARTNERSHIPS),
            (17, _("Droit à la participation active")),
            (18, _("Éthique du consentement et décisions partagées"), ENCOUNTER),
            (19, _("Sortir d’une vision purement biomédicale")),
            (20, _("Niveau micro : la relation entre la personne et ses soignants")),
            (21, _("Niveau méso : hôpitaux, CPTS, MSP, associations"), ORGANISATIONS),
            (22, _("Niveau macro : les politiques de santé")),
            (23, _("Le lien entre les niveaux")),
            (24, _("Équité : inégalités d’accès et discriminations")),
            (25, _("Des parcours adaptés aux réalités sociales et économiques")),
            (26, _("Une approche inclusive et intersectionnelle")),
            (27, _("Autodétermination : refuser est un choix reconnu"), MISSIONS),
            (28, _("Valoriser l’éducation thérapeutique")),
            (29, _("Travail interdisciplinaire"), PARTNERSHIPS),
            (30, _("Espaces de dialogue et d’expérimentation")),
            (31, _("Des partenaires dans les formations et les instances")),
        ),
    ),
    Chapter(
        _("Ce que cela change en pratique"),
        _all(
            1,
            (32, _("Consultation : la co-décision"), ENCOUNTER),
            (33, _("Formation des soignants : témoignages et expertises")),
            (34, _("Recherche : dès la conception")),
            (35, _("Gouvernance : une place décisionnelle")),
            (36, _("Des partenaires dans les programmes d’ETP")),
            (37, _("Des comités patients dans les structures")),
            (38, _("Des parcours de soins co-construits"), PATHWAYS),
        ),
    ),
    Chapter(
        _("Le patient partenaire : définition, statuts, formation"),
        _all(
            1,
            (39, _("Vivre avec une maladie, et agir dans son propre parcours"), PROFILE),
            (40, _("Au-delà de ses propres soins : se professionnaliser")),
            (41, _("Bénévole"), HOURS),
            (42, _("Salarié"), HOURS),
            (43, _("Indépendant, consultant"), HOURS),
            (44, _("Des formes d’engagement propres à chaque structure et territoire"), MISSIONS),
            (45, _("Diplôme d’université"), TITLES),
            (46, _("Licence"), TITLES),
            (47, _("Master"), TITLES),
            (48, _("Quarante heures d’ETP pour intervenir dans un programme"), TITLES),
            (49, _("L’intitulé « patient partenaire »"), WORDS),
            (50, _("Des collaborations multiples"), PARTNERSHIPS),
            (51, _("À plusieurs niveaux"), PARTNERSHIPS),
            (52, _("Conseils consultatifs")),
            (53, _("Comités de gouvernance")),
            (54, _("Panels d’experts")),
            (55, _("Appétence, opportunités, « bagage »"), PROFILE),
        ),
    ),
    Chapter(
        _("Titres et rôles"),
        _all(
            1,
            (56, _("Représentant des usagers, mandaté par une association"), ORGANISATIONS),
            (57, _("Patient expert"), WORDS),
            (58, _("Patient intervenant"), WORDS),
            (59, _("Animateur ETP"), WORDS),
            (60, _("e-patient"), WORDS),
            (61, _("Pair aidant"), WORDS),
            (62, _("Médiateur de santé pair"), WORDS),
            (63, _("Patient navigateur"), WORDS),
            (64, _("Patient ressource"), WORDS),
            (65, _("Éducateur par les pairs"), WORDS),
            (66, _("Patient coach"), WORDS),
            (67, _("Patient co-chercheur"), WORDS),
            (68, _("Patient chercheur en science du partenariat"), WORDS),
            (69, _("Patient formateur"), WORDS),
            (70, _("Patient enseignant"), WORDS),
            (71, _("Patient mentor"), WORDS),
            (72, _("Patient en ingénierie pédagogique"), WORDS),
            (73, _("Le profil « ressource »"), WORDS),
        )
        + _all(
            2,
            (1, _("Pair-aidance : quand parcours ou vécu sont semblables")),
            (2, _("Médiatrice en santé")),
            (3, _("Bénévole, volontaire d’une association"), ORGANISATIONS),
        ),
    ),
    Chapter(
        _("Champs d’activité"),
        _all(
            1,
            (74, _("Soins : former d’autres patients, stratégies d’autogestion")),
            (75, _("Évaluer la qualité des services")),
            (76, _("Promouvoir la citoyenneté en santé")),
            (77, _("Organiser et améliorer les parcours")),
            (78, _("Recherche : participer à des essais")),
            (79, _("Recherche : définir les priorités")),
            (80, _("Recherche : co-créer les protocoles")),
            (81, _("Formation : intervenir seul")),
            (82, _("Formation : avec un autre patient")),
            (83, _("Formation : avec un professionnel")),
            (84, _("Cursus médicaux et paramédicaux")),
        ),
    ),
    Chapter(
        _("Les cinq avantages, mesurés"),
        _all(
            1,
            (85, _("Adhésion au traitement")),
            (86, _("Mieux-être, autonomie, contrôle")),
            (87, _("Qualité des soins")),
            (88, _("Soutien à l’éducation thérapeutique")),
            (89, _("Innovation")),
        ),
    ),
    Chapter(
        _("Les six limites, et ce qui y répond"),
        _all(
            1,
            (90, _("Risque de surcharge"), RHYTHM),
            (91, _("Formation et compétences")),
            (92, _("Statut et protection du titre"), TITLES),
            (93, _("Reconnaissance et légitimité")),
            (94, _("Effet de mode")),
            (95, _("Inégalité d’accès"), MISSIONS),
        ),
    ),
    Chapter(
        _("Usagers, représentants, partenaires formés : trois positions"),
        _all(
            1,
            (96, _("Ce qui fonde la parole de chacun"), ME),
            (97, _("La manière d’entrer"), BEGIN),
            (98, _("La voix dans les instances")),
            (99, _("Les actes de chacun")),
            (100, _("Ce qui manque à chacun, et l’appui qui y répond")),
            (101, _("Les données de chacun")),
            (102, _("Jamais comptés l’un pour l’autre"), PARTNERSHIPS),
            (103, _("Une même personne, plusieurs positions : un chapeau par acte"), ME),
        ),
    ),
    Chapter(
        _("Les sept modes d’intervention et leurs missions"),
        _all(
            2,
            (4, _("Soutien à partir de l’expérience vécue"), PARTNERSHIPS),
            (5, _("Repérer les obstacles")),
            (6, _("Expliquer les étapes"), PATHWAYS),
            (7, _("Renforcer les capacités à agir")),
            (8, _("Motiver à s’engager dans son propre parcours")),
            (9, _("…ou dans l’établissement ou le service")),
            (10, _("Accompagner l’expression et le traitement des plaintes")),
            (11, _("Groupes d’analyse de pratiques")),
            (12, _("Retours d’expérience")),
            (13, _("…avec un effet sur l’organisation")),
            (14, _("Élaborer les outils de recueil")),
            (15, _("Les diffuser")),
            (16, _("Motiver à répondre")),
            (17, _("Expliquer les contenus")),
            (18, _("Analyser la parole")),
            (19, _("Co-élaborer un programme d’ETP")),
            (20, _("Co-animer les ateliers")),
            (21, _("Co-évaluer")),
            (22, _("Prévention et promotion de la santé")),
            (23, _("Les quatre domaines de la HAS"), FOUNDING),
            (24, _("Le patient partenaire mobilise et partage son expérience vécue")),
        ),
    ),
    Chapter(
        _("Premier exemple : une consultation prioritaire"),
        _all(
            2,
            (25, _("Une consultation dédiée, tenue avec une association"), PARTNERSHIPS),
            (26, _("Un rendez-vous dans les quinze jours")),
            (27, _("Précarité, migrants, mineurs non accompagnés")),
            (28, _("Des bénévoles présents pendant les consultations"), CALENDAR),
            (29, _("Un espace d’écoute et de soutien"), CALENDAR),
            (30, _("Le lien avec l’accompagnement social")),
            (31, _("Le médecin, l’infirmière, puis les pairs"), PATHWAYS),
            (32, _("« S’ils en ont envie, bien sûr »")),
            (33, _("Une prise en charge adaptée"), PARTNERSHIPS),
            (34, _("La difficulté de rester dans le parcours"), PARTNERSHIPS),
            (35, _("De l’hépatite C à l’hépatite B"), PATHWAYS),
            (36, _("« Éviter de perdre les gens dans la nature »"), PATHWAYS),
            (37, _("Un accompagnement rapide, global et coordonné")),
            (38, _("La place des bénévoles est valorisée"), HOURS),
            (39, _("La confiance avec les professionnels"), PARTNERSHIPS),
            (40, _("Une meilleure coordination du parcours")),
            (41, _("« Être reconnu en tant qu’association »"), PARTNERSHIPS),
            (42, _("Prendre le temps, au départ, de parler de la même chose"), FOUNDING),
            (43, _("De quoi a-t-on besoin ? Que veut-on faire ? Pourquoi ?"), FOUNDING),
            (44, _("Le secret professionnel"), PARTNERSHIPS),
            (45, _("L’anonymat"), PARTNERSHIPS),
            (46, _("La confidentialité")),
            (47, _("Une expérience capitalisée")),
        ),
    ),
    Chapter(
        _("Second exemple : une maison de santé"),
        _all(
            2,
            (48, _("Une petite équipe, en milieu semi-rural"), PARTNERSHIPS),
            (49, _("Un programme sur la douleur chronique, co-coordonné")),
            (50, _("Patients et soignants écrivent et animent ensemble"), CALENDAR),
            (51, _("Une médiatrice en santé")),
            (52, _("Orientation et soutien personnalisé")),
            (53, _("Un outil de rencontre"), ENCOUNTER),
            (54, _("…pour la décision partagée"), ENCOUNTER),
            (55, _("Des partenaires à toutes les étapes")),
            (56, _("Voir les déterminants sociaux en consultation")),
            (57, _("Des ressources pour orienter")),
            (58, _("Éviter le cloisonnement"), CALENDAR),
            (59, _("Une prise en charge plus humaine")),
            (60, _("…plus adaptée")),
            (61, _("…plus co-construite"), PARTNERSHIPS),
            (62, _("Orienter les actions par l’expérience"), PARTNERSHIPS),
            (63, _("Ce qu’y gagnent les partenaires"), PARTNERSHIPS),
            (64, _("Ce qu’y gagnent les professionnels"), PARTNERSHIPS),
            (65, _("Ce qu’y gagne la structure")),
            (66, _("Une volonté réelle, et le droit de dire « pas prêt »"), PARTNERSHIPS),
            (67, _("Des temps d’échange réguliers"), CALENDAR),
            (68, _("Des formations croisées"), CALENDAR),
            (69, _("Équité, rémunération et statut"), PAYMENTS),
            (70, _("Clarifier le rôle de chacun"), PARTNERSHIPS),
            (71, _("Supervision, y compris avec des intervenants extérieurs"), SUPPORT),
        ),
    ),
    Chapter(
        _("Par où commencer ?"),
        _all(
            2,
            (72, _("Commencer, et programmer des évaluations"), FOUNDING),
            (73, _("Ce qui fonctionne, ce qui marche, ce qui ne marche pas"), PARTNERSHIPS),
            (74, _("Identifier un patient volontaire"), BEGIN),
            (75, _("Une mission concrète dès le départ"), BEGIN),
            (76, _("Atelier, réunion, groupe de travail"), MISSIONS),
            (77, _("Dire clairement objectifs, modalités, droits et limites"), PARTNERSHIPS),
            (78, _("Adapter le rythme et l’engagement"), RHYTHM),
        ),
    ),
    Chapter(
        _("Structures, institutions, documents"),
        _all(
            2,
            (79, _("Mission d’appui du partenariat patient en santé (MAPPS)")),
            (80, _("Centre opérationnel du partenariat en santé (COPS)")),
            (81, _("Centre d’excellence sur le partenariat avec les patients et le public (CEPPP)")),
            (82, _("Structures régionales d’appui (SRA)")),
            (83, _("Fédération Promotion Santé")),
            (84, _("Unités transversales d’éducation thérapeutique (UTEP)"), ORGANISATIONS),
            (85, _("Les fiches et le guide de la HAS")),
            (86, _("Une conférence sur l’intégration des usagers")),
            (87, _("Une fiche de capitalisation (CAPS)")),
        )
        + _all(
            1,
            (104, _("HAS, universités, ARS : qui reconnaît")),
            (105, _("Les dix-neuf références du texte")),
            (106, _("L’engagement dans la certification")),
        ),
    ),
)
