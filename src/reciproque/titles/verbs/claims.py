"""What a person says of herself: a title, a training, the documents that support them. Nobody has to vouch yet."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation import files
from reciproque.foundation.actor import Actor
from reciproque.foundation.models import new_code
from reciproque.foundation.verbs import rewrite, verb
from reciproque.people.models import Organisation, Person

from ..kinds import Nature
from ..models import Credential, Evidence, Title, Withdrawal
from .vouching import recount

MOST_EVIDENCE = 8
MOST_HOURS = 2_000


@verb(Person, "declare_title", keeps=("title", "form"))
def declare_title(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    title: Title,
    form: str,
    sells: bool,
    industry: bool,
    movement: bool,
    interests: str = "",
    asked_of: Organisation | None = None,
) -> Credential:
    """Claim a title, in the form one chooses, with the same three answers about interests as everybody.

    Raises ValidationError for a title claimed already, or for a yes without a word about it.
    """
    if Credential.objects.filter(person=person, title=title, withdrawal=None).exists():
        raise ValidationError({"title": _("Vous avez déjà déclaré ce titre : il est dans votre liste.")})
    if (sells or industry or movement) and not interests.strip():
        raise ValidationError(
            {"interests": _("Vous avez répondu oui : dites en quelques mots de quoi il s’agit.")}
        )
    claimed = Credential(
        person=person,
        nature=Nature.TITLE,
        title=title,
        form=form,
        asked_of=asked_of,
        sells=sells,
        industry=industry,
        movement=movement,
        interests=interests.strip(),
        declared_at=at,
        public_code=new_code(),
    )
    claimed.clean_fields(exclude={"label", "topic", "provider", "hours", "content", "ended_on", "asked_of"})
    claimed.save()
    return claimed


@verb(Person, "declare_training", keeps=("topic", "hours"))
def declare_training(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    label: str,
    topic: str,
    provider: str,
    hours: int,
    ended_on: date,
    content: str = "",
    asked_of: Organisation | None = None,
) -> Credential:
    """Claim a training: who gave it, its hours, its content, its last day (what an attestation must show).

    Raises ValidationError for a day to come, for hours no training has, and for one claimed already.
    """
    wrong = {}
    if ended_on > timezone.localdate(at):
        wrong["ended_on"] = ValidationError(_("Cette formation n’est pas finie : déclarez-la ensuite."))
    if not 1 <= hours <= MOST_HOURS:
        wrong["hours"] = ValidationError(
            _("Écrivez un nombre d’heures entre 1 et %(most)s."), params={"most": MOST_HOURS}
        )
    if wrong:
        raise ValidationError(wrong)
    same = Credential.objects.filter(
        person=person, hours=hours, ended_on=ended_on, provider__iexact=provider.strip(), withdrawal=None
    )
    if same.exists():
        raise ValidationError(
            {"label": _("Vous avez déjà déclaré cette formation (même organisme, mêmes heures, même date).")}
        )
    claimed = Credential(
        person=person,
        nature=Nature.TRAINING,
        label=label.strip(),
        topic=topic,
        provider=provider.strip(),
        hours=hours,
        content=content.strip(),
        ended_on=ended_on,
        asked_of=asked_of,
        declared_at=at,
        public_code=new_code(),
    )
    claimed.clean_fields(exclude={"title", "form", "interests", "content", "asked_of"})
    claimed.save()
    return claimed


@verb(Credential, "add_evidence", keeps=())
def add_evidence(claim: Credential, *, by: Actor, at: datetime, document: files.Document) -> Evidence:
    """Add a document that supports a claim. Raises ValidationError when it is there already, here or elsewhere."""
    known = Evidence.objects.filter(credential__person=claim.person_id, digest=document.digest)
    here = known.select_related("credential__title").first()
    if here is not None:
        raise ValidationError(
            {
                "document": ValidationError(
                    _("Ce document est déjà gardé avec « %(claim)s » : il ne compte qu’une fois."),
                    params={"claim": here.credential},
                )
            }
        )
    if claim.evidence.count() >= MOST_EVIDENCE:
        raise ValidationError({"document": _("Huit documents suffisent : retirez-en un d’abord.")})
    return Evidence.objects.create(credential=claim, added_at=at, **files.kept(document))


@verb(Evidence, "remove", keeps=())
def remove_evidence(proof: Evidence, *, by: Actor, at: datetime) -> Credential:
    """Take back a document nobody relied on yet: it is erased."""
    claim, place = proof.credential, proof.place
    proof.delete()
    transaction.on_commit(lambda: files.forget(place))
    return claim


@verb(Credential, "ask_organisation", keeps=("asked_of",))
def ask(claim: Credential, *, by: Actor, at: datetime, asked_of: Organisation) -> Credential:
    """Ask an organisation to make sure: its coordination then reads the documents."""
    return rewrite(claim, asked_of=asked_of)


@verb(Credential, "take_back", keeps=())
def take_back(claim: Credential, *, by: Actor, at: datetime) -> Credential:
    """Take back what one claimed, without a reason; it leaves every page, and the public one says « retiré »."""
    Withdrawal.objects.create(credential=claim, by_holder=True, withdrawn_by_id=by.person_id, withdrawn_at=at)
    recount(claim, on=timezone.localdate(at))
    return claim
