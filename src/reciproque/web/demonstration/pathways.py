"""Pathways of the demonstration: the hospital's, shared and being changed; the health centre's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from reciproque.partnerships.models import Partnership
from reciproque.pathways import verbs
from reciproque.pathways.kinds import Side, StepKind, Verdict
from reciproque.pathways.models import Pathway, Step, Version
from reciproque.pathways.queries.contents import STEP_WORDS
from reciproque.pathways.rules.shipped import shipped
from reciproque.people.models import Organisation, Person

from ..tour import CONSULTATION
from .life import Story, hat_in
from .people import Cast


def tell(story: Story, cast: Cast) -> None:
    _at_the_hospital(story, cast)
    _at_the_health_centre(story, cast)


def _at_the_hospital(story: Story, cast: Cast) -> None:
    """Solène found something missing; Karim wrote it; both read it again. Now Karim proposes a second version."""
    tied = Partnership.objects.get(title=str(CONSULTATION))
    house = _House(story, cast.chu)
    pathway = house.adopts(cast.nadia, "consultation-prioritaire-hepatites", days=-120, partnership=tied)
    peers = _step(pathway, StepKind.PEERS)
    house.writes(
        cast.karim,
        peers,
        days=-118,
        why=_("Parce que les questions viennent souvent après, dans l’escalier."),
    )
    draft = _draft(pathway)
    verbs.credit(
        draft,
        by=house.by(cast.karim, -118),
        at=story.at(-118),
        name=_("Trois personnes passées par là"),
        side=Side.LIVED,
    )
    house.reads(
        cast.solene,
        draft,
        days=-117,
        verdict=Verdict.NOT_YET,
        missing=_("On ne sait pas à quelle porte frapper."),
    )
    physician = _step(pathway, StepKind.PHYSICIAN)
    house.writes(
        cast.solene,
        physician,
        days=-116,
        where=_("À l’hôpital, porte B. On vous donne un plan et un numéro à appeler."),
    )
    for reader in (cast.solene, cast.karim):
        house.reads(reader, draft, days=-115)
    house.publishes(cast.nadia, draft, days=-114)
    verbs.share(pathway, by=house.by(cast.nadia, -100), at=story.at(-100))
    following = verbs.begin_version(pathway, by=house.by(cast.karim, -6), at=story.at(-6))
    nurse = following.steps.get(kind=StepKind.NURSE)
    house.writes(
        cast.karim,
        nurse,
        days=-6,
        bring=_("Vos questions, même celles qui paraissent bêtes. On peut les écrire avec vous."),
    )
    house.reads(cast.solene, following, days=-3, missing=_("La phrase sur les questions aide beaucoup."))


def _at_the_health_centre(story: Story, cast: Cast) -> None:
    """Lucie wrote it with Hélène; both read it again."""
    house = _House(story, cast.msp)
    pathway = house.adopts(cast.nadia, "mediation-en-sante", days=-90)
    meeting = _step(pathway, StepKind.MEETING)
    house.writes(
        cast.lucie, meeting, days=-88, bring=_("Rien. Une personne de confiance peut venir, ou votre chien.")
    )
    draft = _draft(pathway)
    for reader in (cast.helene, cast.lucie):
        house.reads(reader, draft, days=-86)
    house.publishes(cast.nadia, draft, days=-85)


def _draft(pathway: Pathway) -> Version:
    return pathway.versions.get(publication=None)


def _step(pathway: Pathway, kind: str) -> Step:
    return Step.objects.filter(of=_draft(pathway), kind=kind)[0]


class _House:
    """What people of one house do with its pathways, on the days of a story."""

    def __init__(self, story: Story, house: Organisation):
        self.story, self.house = story, house

    def by(self, person: Person, days: int) -> Any:
        return hat_in(person, self.house, on=self.story.day(days))

    def adopts(
        self, person: Person, name: str, *, days: int, partnership: Partnership | None = None
    ) -> Pathway:
        return verbs.begin_pathway(
            self.house,
            by=self.by(person, days),
            at=self.story.at(days),
            content=replace(shipped(name), language=self.story.language),
            shipped=name,
            partnership=partnership,
        )

    def writes(self, person: Person, step: Step, *, days: int, **said: str) -> None:
        text = step.texts.get(language=self.story.language)
        words = {name: getattr(text, name) for name in STEP_WORDS} | said
        step.refresh_from_db()
        verbs.revise_step(
            step,
            by=self.by(person, days),
            at=self.story.at(days),
            version=step.version,
            language=self.story.language,
            **words,
        )

    def reads(
        self, person: Person, draft: Version, *, days: int, verdict: str = Verdict.READY, missing: str = ""
    ) -> None:
        draft.refresh_from_db()
        how = {"version": draft.version, "verdict": verdict, "missing": missing}
        verbs.read_again(draft, by=self.by(person, days), at=self.story.at(days), **how)

    def publishes(self, person: Person, draft: Version, *, days: int) -> None:
        verbs.publish(draft, by=self.by(person, days), at=self.story.at(days))
