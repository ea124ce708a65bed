"""What a profile may speak of, who may be let read it, and the words one picks from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reciproque.partnerships.kinds import Domain
from reciproque.partnerships.modes import mode_choices


class Reader(TextChoices):
    """Those a person may open a part of her profile to. Who belongs to each is computed at every reading."""

    COORDINATION = "coordination", _("Ma coordination")
    PARTNERS = "partenaires", _("Les personnes de mes partenariats")
    COLLEAGUES = "tous", _("Les autres qui peuvent voir ma page")


class Visibility(TextChoices):
    """Who reads one part of a profile. Each names its readers wholly: none is wider than what it says."""

    ALONE = "alone", _("Moi, et personne d’autre")
    COORDINATION = "coordination", _("Ma coordination")
    PARTNERS = "partners", _("Les personnes de mes partenariats")
    BOTH = "both", _("Ma coordination et les personnes de mes partenariats")
    EVERYONE = "everyone", _("Toute personne connectée qui peut voir ma page")


OPEN_TO: dict[Reader, tuple[Visibility, ...]] = {
    Reader.COORDINATION: (Visibility.COORDINATION, Visibility.BOTH, Visibility.EVERYONE),
    Reader.PARTNERS: (Visibility.PARTNERS, Visibility.BOTH, Visibility.EVERYONE),
    Reader.COLLEAGUES: (Visibility.EVERYONE,),
}


class Gender(TextChoices):
    """What somebody says of her gender, to be counted: nothing is offered as the ordinary one."""

    WOMAN = "woman", _("Femme")
    MAN = "man", _("Homme")
    OTHER = "other", _("Ni l’un ni l’autre, ou autrement")


class Chapter(TextChoices):
    """How the parts stand together: lived experience, « bagage » and « appétence » are the founding text's words."""

    LIVED = "vecu", _("Mon vécu")
    LUGGAGE = "bagage", _("Mon bagage")
    APPETITE = "appetence", _("Ce qui me plairait")
    LANGUAGES = "langues", _("Mes langues")
    PRACTICAL = "pratique", _("Où, quand et comment")


class Topic(TextChoices):
    """The parts of a profile, in the order shown. Each is optional, and open or closed apart from the others."""

    CONDITIONS = "sante", _("Ce avec quoi je vis")
    TREATMENTS = "parcours", _("Ce que j’ai traversé")
    CARING = "aidant", _("Comme proche ou aidant")
    JOBS = "metiers", _("Mes métiers")
    STUDIES = "etudes", _("Ce que j’ai appris")
    SKILLS = "savoir-faire", _("Ce que je sais faire")
    DOMAINS = "domaines", _("Les domaines qui m’attirent")
    MODES = "modes", _("Ce que j’aimerais faire")
    TASKS = "envies", _("Mes envies, avec mes mots")
    LANGUAGES = "langues", _("Les langues que je parle ou signe")
    INTERPRETER = "interprete", _("Pour que nous nous comprenions")
    TERRITORIES = "territoires", _("Là où je peux aller")
    CONSTRAINTS = "contraintes", _("Ce qu’il me faut pour venir")
    RHYTHM = "rythme", _("Mon rythme")


HEALTH = frozenset({Topic.CONDITIONS, Topic.TREATMENTS, Topic.CARING})
"""What tells of somebody's health, hers or that of whom she cares for."""

LANGUAGES: list[tuple[str, Any]] = [
    ("fr", _("Français")),
    ("fsl", _("Langue des signes française (LSF)")),
    ("en", _("Anglais")),
    ("ar", _("Arabe")),
    ("ber", _("Berbère")),
    ("tr", _("Turc")),
    ("pt", _("Portugais")),
    ("es", _("Espagnol")),
    ("it", _("Italien")),
    ("de", _("Allemand")),
    ("ru", _("Russe")),
    ("uk", _("Ukrainien")),
    ("ro", _("Roumain")),
    ("pl", _("Polonais")),
    ("sq", _("Albanais")),
    ("bm", _("Bambara")),
    ("snk", _("Soninké")),
    ("ff", _("Peul")),
    ("wo", _("Wolof")),
    ("ln", _("Lingala")),
    ("am", _("Amharique")),
    ("ti", _("Tigrigna")),
    ("fa", _("Persan, dari")),
    ("ps", _("Pachto")),
    ("bn", _("Bengali")),
    ("ta", _("Tamoul")),
    ("zh", _("Chinois")),
    ("vi", _("Vietnamien")),
    ("br", _("Breton")),
    ("creole", _("Un créole")),
]


class Help(TextChoices):
    """What lets people understand one another."""

    SPOKEN = "orale", _("Un interprète d’une langue parlée")
    SIGNED = "signes", _("Un interprète en langue des signes")
    WRITTEN = "transcription", _("Une transcription écrite de ce qui se dit")
    EASY = "falc", _("Des textes faciles à lire et à comprendre (FALC)")


class Distance(TextChoices):
    """How far one may go."""

    HERE = "place", _("Sur place seulement")
    NEAR = "10", _("Jusqu’à 10 km")
    AROUND = "30", _("Jusqu’à 30 km")
    FAR = "60", _("Jusqu’à 60 km")
    ANYWHERE = "loin", _("Plus loin, si le trajet est organisé")


class Constraint(TextChoices):
    """What has to be arranged for somebody to come (founding text: unequal access)."""

    ACCESS = "acces", _("Un lieu accessible : fauteuil, marche difficile, ascenseur")
    SENSES = "sens", _("Des documents ou des échanges adaptés : vue, audition")
    BREAKS = "pauses", _("Des pauses, ou des séances courtes")
    HOURS = "horaires", _("Certains horaires seulement")
    TRANSPORT = "transport", _("Un transport organisé ou remboursé")
    CARE = "garde", _("Une garde d’enfant, ou quelqu’un auprès d’un proche")
    REMOTE = "distance", _("À distance seulement")


class Rhythm(TextChoices):
    """How often; set by the person alone, at any time."""

    ONCE = "une-fois", _("Une fois, pour voir")
    SOMETIMES = "parfois", _("De temps en temps, quand on me le demande")
    MONTHLY = "mois", _("Quelques heures par mois")
    WEEKLY = "semaine", _("Quelques heures par semaine")
    PAUSE = "pause", _("En pause pour le moment")


@dataclass(frozen=True)
class Subject:
    """What one part asks: free words, words to pick (`one` of them at most), places; and how it asks for them."""

    chapter: Chapter
    hint: Any
    picks: tuple[tuple[str, Any], ...] = ()
    one: bool = False
    asks_picks: Any = ""
    asks_words: Any = ""
    asks_places: Any = ""


_IN_YOUR_WORDS, _IF_YOU_WISH = _("Avec vos mots"), _("Autre chose à en dire")
_ONE_A_LINE = _("Avec vos mots, une chose par ligne")

SUBJECTS: dict[Topic, Subject] = {
    Topic.CONDITIONS: Subject(
        Chapter.LIVED,
        _("Une maladie, un handicap, un état de santé : ce que vous voulez bien en dire, et rien de plus."),
        asks_words=_ONE_A_LINE,
    ),
    Topic.TREATMENTS: Subject(
        Chapter.LIVED,
        _("Des traitements, des soins, un parcours, une sortie d’hôpital : ce dont vous pourriez parler."),
        asks_words=_ONE_A_LINE,
    ),
    Topic.CARING: Subject(
        Chapter.LIVED,
        _("Vous accompagnez ou avez accompagné quelqu’un. Ne nommez pas cette personne."),
        asks_words=_IN_YOUR_WORDS,
    ),
    Topic.JOBS: Subject(
        Chapter.LUGGAGE, _("Ceux d’aujourd’hui et d’avant, payés ou non."), asks_words=_ONE_A_LINE
    ),
    Topic.STUDIES: Subject(
        Chapter.LUGGAGE,
        _("À l’école, au travail, dans une association, dans la vie. Aucun diplôme n’est demandé."),
        asks_words=_ONE_A_LINE,
    ),
    Topic.SKILLS: Subject(
        Chapter.LUGGAGE,
        _("Écouter, animer, écrire, dessiner, organiser, parler en public…"),
        asks_words=_ONE_A_LINE,
    ),
    Topic.DOMAINS: Subject(
        Chapter.APPETITE,
        _("Les quatre domaines des fiches de la HAS."),
        picks=tuple(Domain.choices),
        asks_picks=_("Ce qui vous attire"),
    ),
    Topic.MODES: Subject(
        Chapter.APPETITE,
        _("Les sept modes d’intervention de la HAS."),
        picks=tuple(mode_choices()),
        asks_picks=_("Ce que vous aimeriez faire"),
    ),
    Topic.TASKS: Subject(
        Chapter.APPETITE,
        _("Ce que vous aimeriez essayer, et ce que vous préférez ne pas faire."),
        asks_words=_IN_YOUR_WORDS,
    ),
    Topic.LANGUAGES: Subject(
        Chapter.LANGUAGES,
        _("Même un peu : cela peut aider quelqu’un à être compris."),
        picks=tuple(LANGUAGES),
        asks_picks=_("Les langues que vous parlez ou signez"),
        asks_words=_("Une autre langue, ou jusqu’où vous la parlez"),
    ),
    Topic.INTERPRETER: Subject(
        Chapter.LANGUAGES,
        _("Ce qu’il faut prévoir avec vous pour une réunion ou un document."),
        picks=tuple(Help.choices),
        asks_picks=_("Ce qu’il faut prévoir"),
        asks_words=_("Dans quelle langue, et à quelles occasions"),
    ),
    Topic.TERRITORIES: Subject(
        Chapter.PRACTICAL,
        _("Une commune, une intercommunalité, un département ou une région."),
        picks=tuple(Distance.choices),
        one=True,
        asks_picks=_("Jusqu’où pouvez-vous aller ?"),
        asks_places=_("Autour de quels endroits ? Un par ligne"),
        asks_words=_IF_YOU_WISH,
    ),
    Topic.CONSTRAINTS: Subject(
        Chapter.PRACTICAL,
        _("Rien de cela ne ferme une porte : c’est à la structure de s’arranger."),
        picks=tuple(Constraint.choices),
        asks_picks=_("Ce qu’il faut prévoir"),
        asks_words=_IF_YOU_WISH,
    ),
    Topic.RHYTHM: Subject(
        Chapter.PRACTICAL,
        _("Vous seule ou vous seul le choisissez, et vous le changez quand vous voulez."),
        picks=tuple(Rhythm.choices),
        one=True,
        asks_picks=_("Le rythme qui vous irait"),
        asks_words=_IF_YOU_WISH,
    ),
}
