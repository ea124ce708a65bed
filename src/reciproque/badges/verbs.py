"""What is done with portable credentials: one is given, an organisation changes its key, words are forgotten."""

from __future__ import annotations

from datetime import datetime
from secrets import randbelow

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from openbadgeslib.ob3.status_list import DEFAULT_SIZE_BITS

from reciproque.foundation.actor import Actor, system
from reciproque.foundation.models import new_code
from reciproque.foundation.verbs import rewrite, verb
from reciproque.people.models import Organisation
from reciproque.titles.models import Credential

from . import writer
from .kinds import Why
from .models import Issued, Key
from .queries.issuers import current_key
from .queries.portable import portable

HOUSE = system("badges")


@verb(Organisation, "make_key", keeps=())
def make_key(organisation: Organisation, *, by: Actor, at: datetime) -> Key:
    """The key an organisation signs with: the one it has, else a new one, made when it is first needed."""
    return current_key(organisation=organisation) or _new_key(organisation, at)


def _new_key(organisation: Organisation, at: datetime) -> Key:
    code = new_code()
    public, sealed = writer.new_pair(code)
    return Key.objects.create(code=code, organisation=organisation, public=public, sealed=sealed, made_at=at)


@verb(Organisation, "change_key", keeps=("why",))
def change_key(organisation: Organisation, *, by: Actor, at: datetime, why: str) -> Key:
    """Sign with a new key from now on. The private part of the old one is destroyed.

    What the old one signed goes on being verified, unless it was exposed: then it is believed no more, and each
    holder takes a new credential.
    """
    old = current_key(organisation=organisation)
    if old is not None:
        rewrite(old, left_at=at, left_by_id=by.person_id, exposed=why == Why.EXPOSED, sealed="")
    return _new_key(organisation, at)


@verb(Credential, "make_portable", keeps=())
def make_portable(claim: Credential, *, by: Actor, at: datetime) -> Issued:
    """Sign, in the name of the organisation that vouches for it, a title to be taken away.

    The one already given is given again when it still says what is true. Raises ValidationError, with its reason,
    for a title that nobody vouches for today, and when the organisation's key does not open.
    """
    found = portable(claim, on=timezone.localdate(at))
    if found.refused:
        raise ValidationError(found.refused)
    if found.issued and not found.says_otherwise:
        return found.issued
    verification = found.verification
    organisation = verification.organisation
    key = make_key(organisation, by=HOUSE, at=at)
    place = _free_place(organisation)
    payload = writer.credential(found.facts, place=place, zone=organisation.zone)
    try:
        document = writer.sign(payload, key)
    except writer.Closed as problem:
        raise ValidationError(
            _("La clé de %(name)s ne s’ouvre pas ici : demandez à sa coordination d’en changer."),
            params={"name": organisation},
        ) from problem
    return Issued.objects.create(
        organisation=organisation,
        verification=verification,
        key=key,
        place=place,
        document=document,
        told=found.facts.digest(),
        issued_at=at,
    )


def _free_place(organisation: Organisation) -> int:
    """A place drawn among those left: its number says nothing of when a credential was given, nor to whom."""
    taken = set(Issued.objects.filter(organisation=organisation).values_list("place", flat=True))
    drawn = randbelow(DEFAULT_SIZE_BITS - len(taken))
    for used in sorted(taken):
        if used > drawn:
            break
        drawn += 1
    return drawn


@verb(Issued, "forget", keeps=())
def forget(issued: Issued, *, by: Actor, at: datetime) -> Issued:
    """Erase the words of a credential with its holder. Its place stays: who holds the file still learns its state."""
    return rewrite(issued, document="", told="", forgotten_at=at)
