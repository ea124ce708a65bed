"""Beginning a pathway (blank, shipped, from a file, from another house's), then its next version."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.models import new_codes
from reciproque.foundation.policy import may
from reciproque.foundation.verbs import rewrite, verb
from reciproque.partnerships.models import Partnership
from reciproque.people.models import Organisation

from ..kinds import SIDE_OF_ROLE
from ..models import Author, Pathway, Step, StepText, Variant, VariantText, Version, Wording
from ..queries.contents import STEP_WORDS, WORDS, content_of
from ..queries.lists import tied_to_my_house
from ..rules.content import Content


@verb(Organisation, "begin_pathway", keeps=("shipped",))
def begin_pathway(
    house: Organisation,
    *,
    by: Actor,
    at: datetime,
    content: Content,
    partnership: Partnership | None = None,
    shipped: str = "",
    drawn_from: Version | None = None,
) -> Pathway:
    """Begin a pathway of the house with a first draft that holds `content`: nothing is in use before it is published.

    `drawn_from` is a version of another house, which shares it. Raises ValidationError for a partnership that the
    house does not carry, or a version one may not read.
    """
    _demand_carried(partnership, by)
    if drawn_from is not None and not may(by, "see", drawn_from):
        raise ValidationError(_("Ce parcours n’est plus partagé."))
    pathway = Pathway.objects.create(
        organisation=house,
        partnership=partnership,
        shipped=shipped,
        drawn_from=drawn_from,
        begun_by_id=by.person_id,
        begun_at=at,
    )
    version = Version.objects.create(
        pathway=pathway, number=1, language=content.language, begun_by_id=by.person_id, begun_at=at
    )
    write(version, content)
    return pathway


@verb(Pathway, "begin_version", keeps=())
def begin_version(pathway: Pathway, *, by: Actor, at: datetime) -> Version:
    """Begin the next version, a draft that says the same: those who are on the way keep theirs."""
    last = pathway.versions.order_by("-number")[0]
    version = Version.objects.create(
        pathway=pathway,
        number=last.number + 1,
        language=last.language,
        begun_by_id=by.person_id,
        begun_at=at,
    )
    write(version, content_of(last), after=list(last.steps.all()))
    return version


@verb(Pathway, "tie", keeps=())
def tie(
    pathway: Pathway, *, by: Actor, at: datetime, version: int, partnership: Partnership | None
) -> Pathway:
    """Tie the pathway to a partnership of the house, whose people may then write and read it; or to none."""
    _demand_carried(partnership, by)
    return rewrite(pathway, version=version, partnership=partnership)


def _demand_carried(partnership: Partnership | None, by: Actor) -> None:
    if partnership is not None and not tied_to_my_house(by).filter(pk=partnership.pk).exists():
        raise ValidationError({"partnership": _("Choisissez un partenariat que porte votre structure.")})


def note_author(version: Version, *, by: Actor, at: datetime) -> None:
    """Whoever writes is among those it was written with, once; an institution or a command writes for nobody."""
    side = SIDE_OF_ROLE.get(by.role)
    if side is None or by.person_id is None:
        return
    Author.objects.get_or_create(
        of=version,
        person_id=by.person_id,
        defaults={"side": side, "added_by_id": by.person_id, "added_at": at},
    )


def write(version: Version, content: Content, *, after: list[Step] | None = None) -> None:
    """Inside a verb: the rows of a new version. `after` are the steps they are copied from, in order."""
    Wording.objects.bulk_create(
        Wording(of=version, language=code, **{name: getattr(words, name) for name in WORDS})
        for code, words in content.wording.items()
    )
    steps = []
    for n, (one, code) in enumerate(zip(content.steps, new_codes(len(content.steps)), strict=True)):
        steps.append(
            Step(
                code=code,
                of=version,
                position=n + 1,
                kind=one.kind,
                same_day=one.same_day,
                minutes=one.minutes,
                days=one.days,
                delay=one.delay,
                offered=one.offered,
                follows=after[n] if after else None,
            )
        )
    Step.objects.bulk_create(steps)
    StepText.objects.bulk_create(
        StepText(step=step, language=code, **{name: getattr(words, name) for name in STEP_WORDS})
        for step, one in zip(steps, content.steps, strict=True)
        for code, words in one.texts.items()
    )
    for told in content.variants:
        variant = Variant.objects.create(of=version, kind=told.kind)
        VariantText.objects.bulk_create(
            VariantText(
                variant=variant,
                step=steps[words.step - 1],
                language=code,
                when=words.when,
                part=words.part,
                replaces=words.replaces,
                words=words.words,
            )
            for code, said in told.texts.items()
            for words in {one.step: one for one in said}.values()
        )
