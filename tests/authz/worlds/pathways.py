"""What the package of pathways holds in the small world."""

from __future__ import annotations

from types import SimpleNamespace

from reciproque.pathways.models import (
    Author,
    Pathway,
    Publication,
    Reading,
    Sharing,
    Step,
    StepText,
    Variant,
    VariantText,
    Version,
    Wording,
)

from ..world import AT, World, make


def furnish(world: World, orgs: SimpleNamespace, where: str) -> None:
    """Around one partnership: one in use with its next draft, one in use alone; under « begun », one lent to all."""
    it = world.objects[where]
    it.pathway, _version = _in_use(it, where)
    draft = Version.objects.create(pathway=it.pathway, number=2, begun_by=it.care.person, begun_at=AT)
    it.drafted_step = _told(it, draft, f"{where}-2")
    _word(draft, f"{where}-2-en", "en")
    it.author = make(
        Author, where, of=draft, name="Une voisine", side="lived", added_by=it.care.person, added_at=AT
    )
    for engagement in (it.care, it.lived):
        make(
            Reading,
            f"{where}-{engagement.side}",
            of=draft,
            at_version=draft.version,
            person=engagement.person,
            side=engagement.side,
            verdict="ready",
            read_at=AT,
        )
    it.settled, _version = _in_use(it, f"{where}-settled")
    if where == "begun":
        it.lent, _version = _in_use(it, f"{where}-lent")
        Sharing.objects.create(pathway=it.lent, shared_by=it.care.person, shared_at=AT)


def _in_use(it: SimpleNamespace, where: str) -> tuple[Pathway, Version]:
    pathway = Pathway.objects.create(
        organisation=it.partnership.host, partnership=it.partnership, begun_by=it.care.person, begun_at=AT
    )
    version = Version.objects.create(pathway=pathway, number=1, begun_by=it.care.person, begun_at=AT)
    _told(it, version, where)
    Publication.objects.create(of=version, published_by=it.care.person, published_at=AT)
    return pathway, version


def _told(it: SimpleNamespace, version: Version, where: str) -> Step:
    _word(version, where, "fr")
    step = Step.objects.create(of=version, position=1, kind="consultation", days=15)
    make(StepText, where, step=step, language="fr", neutral="Rendez-vous")
    variant = Variant.objects.create(of=version, kind="sans-papiers")
    make(VariantText, where, variant=variant, step=step, language="fr", part="bring")
    Author.objects.create(
        of=version, person=it.lived.person, side="lived", added_by=it.care.person, added_at=AT
    )
    return step


def _word(version: Version, where: str, language: str) -> None:
    make(Wording, where, of=version, language=language, neutral="Mes rendez-vous")
