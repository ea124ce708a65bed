"""Lists of pathways: those of the house, of a partnership, of others who share; and one with its versions."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import among, visible
from reciproque.partnerships.models import Partnership
from reciproque.people.models import Organisation

from ..kinds import State
from ..models import Pathway, Reading, Version, Wording
from ..policy import SHARED


def with_versions() -> QuerySet[Pathway]:
    """Pathways with what a list shows: the house, the partnership, versions and their titles."""
    versions = Version.objects.select_related("publication").order_by("-number")
    wordings = Prefetch("wordings", queryset=Wording.objects.order_by("pk"))
    return Pathway.objects.select_related("organisation", "partnership").prefetch_related(
        Prefetch("versions", queryset=versions.prefetch_related(wordings))
    )


def pathways(actor: Actor) -> QuerySet[Pathway]:
    """Those one may read, each with `is_ours` and `is_shared`."""
    ours = Pathway.objects.filter(pk=OuterRef("pk"), organisation=actor.organisation_id or 0)
    rows = among(with_versions(), actor)
    return rows.annotate(is_ours=Exists(ours), is_shared=Exists(SHARED.filter(pathway=OuterRef("pk"))))


def of_partnership(partnership: Partnership, actor: Actor) -> list[Pathway]:
    """Those tied to a partnership that the actor may read, the latest first."""
    return list(pathways(actor).filter(partnership=partnership).order_by("-begun_at", "code"))


def tied_to_my_house(actor: Actor) -> QuerySet[Partnership]:
    """Partnerships that the house of the hat carries and the actor reads: a pathway may be tied to one of them."""
    return (
        visible(Partnership, actor)
        .filter(hostings__organisation=actor.organisation_id or 0)
        .order_by("title")
    )


def named(rows: Iterable[Pathway], actor: Actor, language: str) -> list[Pathway]:
    """The same, each with `title`, `condition`, `current` and `unfinished`: versions with a state, or None.

    An unfinished version shows to who may read it: outsiders read what is published.
    """
    found = list(rows)
    readable = set(
        visible(Version, actor).filter(pathway__in=[one.pk for one in found]).values_list("pk", flat=True)
    )
    for one in found:
        versions = [version for version in one.versions.all() if version.pk in readable]
        one.current = next((version for version in versions if is_published(version)), None)  # type: ignore[attr-defined]
        one.unfinished = next((version for version in versions if not is_published(version)), None)  # type: ignore[attr-defined]
        told = _said(one.current or one.unfinished, language)  # type: ignore[attr-defined]
        one.title, one.condition = told.title, told.condition  # type: ignore[attr-defined]
    return found


def _said(version: Version | None, language: str) -> Wording:
    if version is None:
        return Wording()
    by_language = {one.language: one for one in version.wordings.all()}
    return by_language.get(language) or by_language.get(version.language) or Wording()


def is_published(version: Version) -> bool:
    """No query when the version came from here."""
    return hasattr(version, "publication")


def version_rows() -> QuerySet[Version]:
    """A version with what its pages show."""
    return Version.objects.select_related(
        "pathway__organisation", "pathway__partnership", "publication__published_by", "begun_by"
    )


def draft_rows() -> QuerySet[Version]:
    """The draft of a pathway, when it has one."""
    return version_rows().filter(publication=None)


def versions_of(pathway: Pathway, actor: Actor) -> list[Version]:
    """The versions one may read, the latest first, each with its `state`."""
    rows = list(among(version_rows(), actor).filter(pathway=pathway).order_by("-number"))
    current = next((one.pk for one in rows if is_published(one)), None)
    for one in rows:
        one.state = (  # type: ignore[attr-defined]
            State.CURRENT if one.pk == current else State.OLDER if is_published(one) else State.DRAFT
        )
    return rows


def readings_of(version: Version) -> list[Reading]:
    """What was said of a draft, the latest first, each with `stands`: it is about the text as it is now."""
    found = list(version.readings.select_related("person"))
    for one in found:
        one.stands = one.at_version == version.version  # type: ignore[attr-defined]
    return found


def pathway_rows() -> QuerySet[Pathway]:
    """A pathway with its house and its partnership."""
    return Pathway.objects.select_related("organisation", "partnership")


def may_begin(actor: Actor) -> Organisation | None:
    """The house of the hat, when the actor may begin a pathway there. One query."""
    return visible(Organisation, actor, "begin_pathway").first() if actor.organisation_id else None


def is_of_my_house(pathway: Pathway, actor: Actor) -> bool:
    return pathway.organisation_id == actor.organisation_id


def is_shared(pathway: Pathway) -> bool:
    return SHARED.filter(pathway=pathway).exists()


def name_of(pathway: Pathway, actor: Actor, language: str) -> str:
    """Its title, that of the version in use or of the draft. Four queries."""
    (one,) = named(with_versions().filter(pk=pathway.pk), actor, language)
    return one.title  # type: ignore[attr-defined]
