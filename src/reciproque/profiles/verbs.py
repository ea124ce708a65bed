"""What a person does with her profile: say, change, open, close or erase a part; let her health serve, or no more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import Stale, rewrite, verb
from reciproque.people.models import Person, Territory

from .kinds import SUBJECTS, Topic, Visibility
from .models import Facet, MatchingConsent, Pick, SelfDescription
from .rules import check_year_of_birth, consent_wording


@verb(Person, "describe_herself", keeps=())
def describe(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    version: int,
    topic: str,
    visibility: str = Visibility.ALONE,
    words: str = "",
    picks: Collection[str] = (),
    places: Collection[Territory] = (),
) -> Facet | None:
    """Say one part of one's profile and to whom it is open; left empty, it is erased and None comes back.

    The journal keeps neither what is said nor of what. Raises ValidationError for what this part does not offer,
    Stale when `version` (0 for a part not said yet) has been left behind.
    """
    _check(topic, visibility, picks, places)
    facet = Facet.objects.filter(person=person, topic=topic).first()
    if not (words.strip() or picks or places):
        return _erase(facet, version)
    said = {"words": words.strip(), "visibility": visibility, "said_at": at}
    if facet is None:
        facet = Facet.objects.create(person=person, topic=topic, **said)
    else:
        facet = rewrite(facet, version=version, **said)
        facet.picks.all().delete()
    words_picked = [Pick(facet=facet, value=value) for value in picks]
    Pick.objects.bulk_create(words_picked + [Pick(facet=facet, territory=place) for place in places])
    return facet


def _erase(said: Facet | SelfDescription | None, version: int) -> None:
    if said is None:
        return
    if said.version != version:
        raise Stale(said)
    said.delete()


def _check(topic: str, visibility: str, picks: Collection[str], places: Collection[Territory]) -> None:
    if topic not in Topic.values or visibility not in Visibility.values:
        raise ValidationError(_("Cela ne fait pas partie d’un profil."))
    subject = SUBJECTS[Topic(topic)]
    offered = {value for value, _said in subject.picks}
    if not set(picks) <= offered or (subject.one and len(picks) > 1) or (places and not subject.asks_places):
        raise ValidationError(_("Choisissez parmi ce qui est proposé."))


@verb(Person, "be_counted", keeps=())
def be_counted(
    person: Person, *, by: Actor, at: datetime, version: int, gender: str = "", born_in: int | None = None
) -> SelfDescription | None:
    """Say what may be counted of oneself; left empty, it is erased and None comes back.

    The journal keeps nothing of it. Raises ValidationError, by field, for a year nobody alive was born in; Stale when
    `version` (0 for nothing said yet) has been left behind.
    """
    check_year_of_birth(born_in, today=timezone.localdate(at))
    described = SelfDescription.objects.filter(person=person).first()
    said = {"gender": gender, "born_in": born_in, "said_at": at}
    if not gender and born_in is None:
        return _erase(described, version)
    if described is None:
        return SelfDescription.objects.create(person=person, **said)
    return rewrite(described, version=version, **said)


@verb(Person, "allow_matching", keeps=())
def allow_matching(person: Person, *, by: Actor, at: datetime) -> MatchingConsent:
    """Let what one says of one's health serve to find missions, unseen; under the wording of that day."""
    wording = consent_wording(timezone.localdate(at))
    return MatchingConsent.objects.create(person=person, wording=wording, given_at=at)


@verb(MatchingConsent, "withdraw", keeps=())
def withdraw(consent: MatchingConsent, *, by: Actor, at: datetime) -> MatchingConsent:
    """End it at once; the two dates stay, for herself."""
    return rewrite(consent, withdrawn_at=at)
