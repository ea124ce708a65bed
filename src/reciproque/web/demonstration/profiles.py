"""What the people of the demonstration say of themselves, and to whom: some of it to everyone, some to nobody."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reciproque.partnerships.kinds import Domain
from reciproque.people.models import Person
from reciproque.profiles import verbs
from reciproque.profiles.kinds import Constraint, Distance, Gender, Rhythm, Topic, Visibility

from .life import Story, herself
from .people import Cast

ALONE, COORDINATION, PARTNERS = Visibility.ALONE, Visibility.COORDINATION, Visibility.PARTNERS
BOTH, EVERYONE = Visibility.BOTH, Visibility.EVERYONE


def tell(story: Story, cast: Cast) -> None:
    """Each fills what she likes, on some day of the last weeks; nobody fills everything."""
    _karim(story, cast.karim)
    _lucie(story, cast.lucie)
    _others(story, cast)
    _may_be_counted(story, cast)


def _karim(story: Story, karim: Person) -> None:
    says = _Says(story, karim, days=-30)
    says(
        Topic.CONDITIONS,
        PARTNERS,
        _("Hépatite C, guérie depuis 2019\nLa fatigue, encore certains jours"),
    )
    says(Topic.TREATMENTS, ALONE, _("Deux traitements, dont un qui n’a pas marché"))
    says(Topic.JOBS, EVERYONE, _("Cuisinier pendant douze ans\nAujourd’hui, aide en cantine, à mi-temps"))
    says(Topic.STUDIES, EVERYONE, _("Diplôme universitaire de démocratie en santé, en 2024"))
    says(Topic.SKILLS, EVERYONE, _("Mettre à l’aise quelqu’un qui attend\nExpliquer sans mots compliqués"))
    says(Topic.DOMAINS, EVERYONE, picks=[Domain.PATHWAY, Domain.TRAINING])
    says(Topic.MODES, BOTH, picks=["soutien_accompagnement", "etp"])
    says(Topic.TASKS, COORDINATION, _("J’aimerais animer un atelier cuisine. Plutôt pas de réunion le soir."))
    says(
        Topic.LANGUAGES,
        EVERYONE,
        _("Le bambara, pour comprendre plus que pour parler."),
        picks=["fr", "snk", "bm"],
    )
    says(Topic.TERRITORIES, EVERYONE, _("Autour de Deux-Rives, en bus."), picks=[Distance.NEAR])
    says(
        Topic.CONSTRAINTS,
        COORDINATION,
        _("Pas avant 9 h 30 : je dépose ma fille à l’école."),
        picks=[Constraint.HOURS, Constraint.TRANSPORT],
    )
    says(Topic.RHYTHM, BOTH, picks=[Rhythm.MONTHLY])
    verbs.allow_matching(karim, by=herself(karim), at=story.at(-29))


def _lucie(story: Story, lucie: Person) -> None:
    says = _Says(story, lucie, days=-75)
    says(Topic.CONDITIONS, BOTH, _("Des douleurs chroniques depuis un accident"))
    says(Topic.CARING, ALONE, _("J’ai accompagné ma mère pendant trois ans."))
    says(Topic.JOBS, EVERYONE, _("Secrétaire médicale\nMédiatrice en santé"))
    says(Topic.SKILLS, EVERYONE, _("Écouter\nTrouver le bon guichet, et y aller avec quelqu’un"))
    says(Topic.DOMAINS, EVERYONE, picks=[Domain.PATHWAY, Domain.PROVISION])
    says(Topic.MODES, EVERYONE, picks=["aide_parcours", "pouvoir_agir", "etp"])
    says(Topic.LANGUAGES, EVERYONE, picks=["fr", "fsl", "br"])
    says(Topic.CONSTRAINTS, BOTH, _("Une vraie pause au bout d’une heure."), picks=[Constraint.BREAKS])
    says(Topic.RHYTHM, EVERYONE, picks=[Rhythm.WEEKLY])


def _others(story: Story, cast: Cast) -> None:
    says = _Says(story, cast.yves, days=-40)
    says(Topic.CONDITIONS, PARTNERS, _("Le dos, opéré deux fois"))
    says(Topic.JOBS, EVERYONE, _("Maçon, maintenant à la retraite"))
    says(Topic.RHYTHM, BOTH, picks=[Rhythm.SOMETIMES])
    says = _Says(story, cast.malik, days=-20)
    says(Topic.LANGUAGES, EVERYONE, picks=["fr", "bm", "ff"])
    says(Topic.CONDITIONS, ALONE, _("Ce que je garde pour moi, pour le moment"))
    says = _Says(story, cast.nadia, days=-90)
    says(Topic.JOBS, EVERYONE, _("Infirmière pendant quinze ans\nCoordinatrice depuis 2022"))
    says(Topic.LANGUAGES, EVERYONE, picks=["fr", "en"])
    says(Topic.CARING, ALONE, _("Aidante de mon père."))
    says = _Says(story, cast.paul, days=-60)
    says(Topic.JOBS, EVERYONE, _("Conducteur de train\nTrésorier d’association"))
    says(Topic.SKILLS, EVERYONE, _("Lire un budget\nPrendre la parole quand il le faut"))


class _Says:
    """One person filling her profile, on one day."""

    def __init__(self, story: Story, who: Person, *, days: int):
        self.at, self.who = story.at(days), who

    def __call__(
        self, topic: Topic, visibility: Visibility, words: str = "", picks: list[str] | None = None
    ) -> None:
        verbs.describe(
            self.who,
            by=herself(self.who),
            at=self.at,
            version=0,
            topic=topic,
            visibility=visibility,
            words=words,
            picks=picks or [],
        )


def _may_be_counted(story: Story, cast: Cast) -> None:
    """Some answer both questions, some one, some none."""
    for who, gender, born_in in (
        (cast.karim, Gender.MAN, 1979),
        (cast.lucie, Gender.WOMAN, 1968),
        (cast.malik, "", 1991),
        (cast.yves, Gender.MAN, None),
        (cast.solene, Gender.WOMAN, 1983),
    ):
        said = {"gender": gender, "born_in": born_in}
        verbs.be_counted(who, by=herself(who), at=story.at(-18), version=0, **said)
