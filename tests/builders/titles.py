"""Titles, trainings and documents for tests, made by the verbs themselves."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from reciproque.foundation import files
from reciproque.people.models import Organisation, Person
from reciproque.titles import verbs
from reciproque.titles.kinds import Form, Means, Topic
from reciproque.titles.models import Credential, Title
from tests import cast

NO = {"sells": False, "industry": False, "movement": False}


def title(key: str = "patient_partenaire") -> Title:
    return Title.objects.get(key=key)


def claims(
    person: Person,
    key: str = "patient_partenaire",
    *,
    of: Organisation | None = None,
    at: datetime = cast.NOON,
    form: str = Form.MASCULINE,
) -> Credential:
    by = cast.actor_of(person)
    return verbs.declare_title(person, by=by, at=at, title=title(key), form=form, asked_of=of, **NO)


def trained(
    person: Person,
    hours: int,
    *,
    of: Organisation | None = None,
    topic: str = Topic.ETP,
    provider: str = "UTEP du CHU des Deux-Rives",
    ended_on: date | None = None,
    at: datetime = cast.NOON,
) -> Credential:
    by = cast.actor_of(person)
    return verbs.declare_training(
        person,
        by=by,
        at=at,
        label=f"Éducation thérapeutique, {hours} h",
        topic=topic,
        provider=provider,
        hours=hours,
        ended_on=ended_on or cast.LONG_AGO,
        asked_of=of,
    )


def vouched(claim: Credential, by: Person, *, at: datetime = cast.NOON, **how):
    how = {"means": Means.REGISTER} | how
    return verbs.verify(claim, by=cast.actor_of(by, claim.asked_of), at=at, **how)


def picture(colour: str = "white", name: str = "attestation.png") -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (8, 8), colour).save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), content_type="image/png")


def with_document(claim: Credential, colour: str = "white"):
    document = files.accept(picture(colour))
    return verbs.add_evidence(claim, by=cast.actor_of(claim.person), at=cast.NOON, document=document)
