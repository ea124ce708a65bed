"""Writing a mission, part by part; what is published must go on passing what it was published under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import rewrite, verb
from reciproque.partnerships.kinds import Status
from reciproque.partnerships.models import Partnership
from reciproque.partnerships.modes import MODES
from reciproque.people.models import Person, Territory
from reciproque.titles.models import Title

from ..kinds import Audience, Where
from ..models import Mission, MissionLanguage, MissionTask, RequiredTitle, SuppliedMeans, Terms
from ..queries.publication import publication_verdict

SET_BY_US = {"partnership", "written_by", "contact", "territory", "code", "plain"}


@verb(Partnership, "write_mission", keeps=("mode",))
def write(
    partnership: Partnership,
    *,
    by: Actor,
    at: datetime,
    title: str,
    mode: str,
    tasks: Iterable[str],
    purpose: str,
    does: str,
    starts_on: date,
    minutes: int,
    does_not: str = "",
    gains: str = "",
    where: str = Where.ON_SITE,
    place: str = "",
    ends_on: date | None = None,
    sessions: int | None = None,
    wanted: int = 1,
    meets_people: bool = False,
) -> Mission:
    """Begin a mission, as a draft that the people of the partnership read: partners propose them as well as staff.

    Raises ValidationError, by field, for a task of another mode, an end before the beginning.
    """
    mission = Mission(
        partnership=partnership,
        title=title.strip(),
        mode=mode,
        purpose=purpose,
        does=does,
        does_not=does_not,
        gains=gains,
        where=where,
        place=place,
        starts_on=starts_on,
        ends_on=ends_on,
        minutes=minutes,
        sessions=sessions,
        wanted=wanted,
        meets_people=meets_people,
        language=by.language,
        written_by_id=by.person_id,
        written_at=at,
    )
    _check(mission)
    ticked = _of_the_mode(mode, tasks)
    mission.save()
    MissionTask.objects.bulk_create(MissionTask(mission=mission, task=task) for task in ticked)
    return mission


@verb(Mission, "revise", keeps=("part",))
def revise(mission: Mission, *, by: Actor, at: datetime, version: int, part: str, **said: Any) -> Mission:
    """Change one part of a mission: « fiche », « conditions » or « attentes ».

    Raises Stale when `version` is behind, ValidationError by field, Unmet when it is published and would no longer
    say what a published mission must.
    """
    rewritten = PARTS[part](mission, version=version, at=at, **said)
    if hasattr(mission, "publication"):
        publication_verdict(rewritten, on=timezone.localdate(at)).demand()
    return rewritten


def _sheet(mission: Mission, *, version: int, at: datetime, tasks: Iterable[str], **fields: Any) -> Mission:
    for name, value in fields.items():
        setattr(mission, name, value)
    _check(mission)
    ticked = _of_the_mode(mission.mode, tasks)
    rewritten = rewrite(mission, version=version, **fields)
    MissionTask.objects.filter(mission=mission).delete()
    MissionTask.objects.bulk_create(MissionTask(mission=mission, task=task) for task in ticked)
    return rewritten


def _conditions(
    mission: Mission,
    *,
    version: int,
    at: datetime,
    terms: Mapping[str, tuple[Decimal | None, str, str]],
    means: Iterable[str],
    in_advance: Iterable[str],
    expenses: str,
    supervision: str,
    access: str,
    contact: Person | None,
    rest_hours: int | None = None,
) -> Mission:
    """`terms`: by status, an amount (None: nothing), what it is for, and a few words."""
    fields = {
        "expenses": expenses,
        "supervision": supervision,
        "access": access,
        "contact": contact,
        "rest_hours": rest_hours,
    }
    for name, value in fields.items():
        setattr(mission, name, value)
    mission.clean_fields(exclude=SET_BY_US)
    rewritten = rewrite(mission, version=version, **fields)
    _set_terms(mission, terms, at=at)
    SuppliedMeans.objects.filter(mission=mission).delete()
    ahead = set(in_advance)
    SuppliedMeans.objects.bulk_create(
        SuppliedMeans(mission=mission, means=one, in_advance=one in ahead) for one in {*means, *ahead}
    )
    return rewritten


def _set_terms(
    mission: Mission, terms: Mapping[str, tuple[Decimal | None, str, str]], *, at: datetime
) -> None:
    """What is no longer offered, or otherwise, ends: who chose it keeps it."""
    standing = {one.status: one for one in Terms.objects.filter(mission=mission, ended_at=None)}
    for status, one in standing.items():
        if terms.get(status) != (one.amount, one.unit, one.words):
            rewrite(one, ended_at=at)
    for status, (amount, unit, words) in terms.items():
        kept = standing.get(status)
        if kept is not None and kept.ended_at is None:
            continue
        offered = Terms(
            mission=mission, status=status, amount=amount, unit=unit if amount else "", words=words
        )
        if status == Status.VOLUNTEER and amount:
            raise ValidationError({"terms": _("Un bénévole n’est pas rémunéré : laissez ce montant vide.")})
        offered.clean_fields(exclude={"mission", "code", "ended_at"})
        offered.save()


def _expectations(
    mission: Mission,
    *,
    version: int,
    at: datetime,
    languages: Iterable[str],
    territory: Territory | None,
    titles: Iterable[Title],
    verified: bool,
    beyond_law: str,
    lived: str,
    audience: str = Audience.HOUSES,
) -> Mission:
    fields = {"territory": territory, "beyond_law": beyond_law, "lived": lived, "audience": audience}
    for name, value in fields.items():
        setattr(mission, name, value)
    mission.clean_fields(exclude=SET_BY_US)
    rewritten = rewrite(mission, version=version, **fields)
    MissionLanguage.objects.filter(mission=mission).delete()
    MissionLanguage.objects.bulk_create(
        MissionLanguage(mission=mission, spoken=one) for one in dict.fromkeys(languages)
    )
    RequiredTitle.objects.filter(mission=mission).delete()
    RequiredTitle.objects.bulk_create(
        RequiredTitle(mission=mission, title=one, verified=verified) for one in titles
    )
    return rewritten


PARTS = {"fiche": _sheet, "conditions": _conditions, "attentes": _expectations}


def _of_the_mode(mode: str, tasks: Iterable[str]) -> list[str]:
    known = dict(MODES[mode].missions) if mode in MODES else {}
    ticked = list(dict.fromkeys(tasks))
    if not set(ticked) <= known.keys():
        raise ValidationError({"tasks": _("Cette mission n’est pas de ce mode d’intervention.")})
    return ticked


def _check(mission: Mission) -> None:
    mission.clean_fields(exclude=SET_BY_US)
    if mission.ends_on and mission.ends_on < mission.starts_on:
        raise ValidationError({"ends_on": _("La fin vient avant le début.")})
    if not 5 <= mission.minutes <= 1440:
        raise ValidationError({"minutes": _("De 5 minutes à 24 heures.")})
    if mission.wanted < 1:
        raise ValidationError({"wanted": _("Au moins une personne.")})
