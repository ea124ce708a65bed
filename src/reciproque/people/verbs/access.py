"""Inviting people by link or paper code, accepting once, and giving back a password to who has no e-mail address."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation import outbox
from reciproque.foundation.actor import Actor, Kind
from reciproque.foundation.parameters import parameter, value
from reciproque.foundation.policy import Refused
from reciproque.foundation.verbs import rewrite, verb

from ..kinds import MEMBER_ROLES, Role
from ..models import (
    Acceptance,
    Account,
    Invitation,
    Organisation,
    Person,
    Renewal,
    RenewalUse,
    Revocation,
)
from ..queries import digest_of, second_factors, secret_of
from .people import entrust, hats_change, settle

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")

parameter(
    "people.invitation_days",
    gettext_lazy("Durée d’une invitation"),
    7,
    unit="day",
    source=gettext_lazy("Choix de prudence du projet : assez pour répondre, trop court pour traîner"),
    status="proposal",
    since=date(2026, 11, 1),
)
parameter(
    "people.renewal_days",
    gettext_lazy("Durée d’un code pour changer de mot de passe"),
    2,
    unit="day",
    source=gettext_lazy("Choix de prudence du projet : remis en main propre, il sert tout de suite"),
    status="proposal",
    since=date(2026, 11, 1),
)


@verb(Organisation, "invite", keeps=("role", "means"))
def invite(
    organisation: Organisation,
    *,
    by: Actor,
    at: datetime,
    name: str,
    role: str,
    means: str = Invitation.Means.LINK,
    email: str = "",
    function: str = "",
    meets_people: bool = False,
    language: str = "fr",
    association: Organisation | None = None,
    letter: str = "",
    substitute: bool = False,
    ends_on: date | None = None,
) -> Invitation:
    """Offer a position to someone. An invitation with an address leaves by e-mail; `secret_of` gives the others.

    Raises ValidationError when a representative has no association, or a member has one or a substitution.
    """
    _check_offer(means, email, role, association, substitute)
    invitation = Invitation(
        organisation=organisation,
        name=name,
        email=email,
        role=role,
        function=function,
        meets_people=meets_people,
        language=language,
        association=association,
        letter=letter,
        substitute=substitute,
        ends_on=ends_on,
        means=means,
        invited_by_id=by.person_id,
        invited_at=at,
        expires_at=at + _days("people.invitation_days", at, organisation.pk),
    )
    invitation.digest = digest_of(secret_of(invitation))
    invitation.full_clean(exclude={"code", "digest", "organisation", "invited_by", "association"})
    invitation.save()
    _send(invitation, at)
    return invitation


@verb(Invitation, "renew")
def renew(invitation: Invitation, *, by: Actor, at: datetime) -> Invitation:
    """Give an invitation that has not served a new link or code and a new term; the former one is void."""
    rewrite(
        invitation,
        expires_at=at + _days("people.invitation_days", at, invitation.organisation_id),
        digest=digest_of(secret_of(invitation, version=invitation.version + 1)),
    )
    _send(invitation, at)
    return invitation


@verb(Invitation, "revoke")
def revoke(invitation: Invitation, *, by: Actor, at: datetime) -> Invitation:
    """Take an invitation back."""
    Revocation.objects.create(invitation=invitation, revoked_at=at)
    return invitation


@verb(Invitation, "accept", keeps=("username",))
def accept(
    invitation: Invitation,
    *,
    by: Actor,
    at: datetime,
    name: str = "",
    username: str = "",
    password: str = "",
    zone: str = "Europe/Paris",
) -> Person:
    """Take up an invitation, once: a visitor gets an account, someone signed in gets one more hat.

    Raises ValidationError, by field, when it has expired, when it was sent to another address than the account's,
    when the name is taken or the password too weak.
    """
    if at >= invitation.expires_at:
        raise ValidationError(_("Cette invitation a expiré. Demandez-en une nouvelle à la structure."))
    if by.is_someone:
        person = Person.objects.select_related("account").get(pk=by.person_id)
        _check_address(invitation, person)
    else:
        account = _open_account(invitation, username, password, at)
        person = Person(name=name or invitation.name, account=account, language=by.language, zone=zone)
        person.full_clean(exclude={"code", "account"})
        person.save()
    _take_position(invitation, person, on=at.astimezone(ZoneInfo(person.zone)).date())
    Acceptance.objects.create(invitation=invitation, person=person, accepted_at=at)
    return person


@verb(Person, "issue", keeps=("lift",))
def issue(person: Person, *, by: Actor, at: datetime, lift: bool = False) -> Renewal:
    """Give a member who cannot sign in any more a paper code to choose a new password; former codes are void.

    `lift` also takes away her second factors, when she has lost them all: by the command line alone.
    """
    if person.account_id is None:
        raise ValidationError(_("Cette personne n’a pas de compte : invitez-la."))
    if lift:
        if by.kind is not Kind.SYSTEM:
            raise Refused(_("les seconds facteurs ne se retirent que par la ligne de commande"))
        second_factors(person.account).delete()
    renewal = Renewal(
        person=person,
        issued_by_id=by.person_id,
        issued_at=at,
        expires_at=at + _days("people.renewal_days", at, by.organisation_id),
    )
    renewal.digest = digest_of(secret_of(renewal))
    Renewal.objects.filter(person=person, expires_at__gt=at).update(expires_at=at)
    renewal.save()
    return renewal


@verb(Renewal, "renew_password")
def renew_password(renewal: Renewal, *, by: Actor, at: datetime, password: str) -> Person:
    """Choose a new password with a code, once. Every open session of the account ends; second factors stay.

    Raises ValidationError when the code has expired or the password is too weak.
    """
    if at >= renewal.expires_at:
        raise ValidationError(_("Ce code a expiré. Demandez-en un nouveau à la coordination."))
    account = renewal.person.account
    _check_password(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    RenewalUse.objects.create(renewal=renewal, used_at=at)
    hats_change(renewal.person)
    outbox.tell(renewal.person_id, "people.password_renewed", once=f"renewal:{renewal.code}", due_at=at)
    return renewal.person


def _check_offer(
    means: str, email: str, role: str, association: Organisation | None, substitute: bool
) -> None:
    if means == Invitation.Means.PAPER and email:
        raise ValidationError(
            {"email": _("Un code sur papier se remet en main propre : laissez l’adresse vide.")}
        )
    if role == Role.REPRESENTATIVE and association is None:
        raise ValidationError({"association": _("Dites quelle association la mandate.")})
    if role in MEMBER_ROLES and association is not None:
        raise ValidationError({"association": _("Seul un représentant des usagers est mandaté.")})
    if role in MEMBER_ROLES and substitute:
        raise ValidationError({"substitute": _("Seul un représentant des usagers est mandaté.")})


def _check_address(invitation: Invitation, person: Person) -> None:
    address = (person.account.email or "") if person.account else ""
    if invitation.email and address and address.casefold() != invitation.email.casefold():
        raise ValidationError(
            _("Cette invitation a été envoyée à une autre adresse que celle de votre compte.")
        )


def _open_account(invitation: Invitation, username: str, password: str, at: datetime) -> Account:
    username = username.strip().lower()
    if not USERNAME.fullmatch(username):
        raise ValidationError(
            {
                "username": _(
                    "De 3 à 60 caractères : lettres sans accent, chiffres, point, tiret ; par exemple nadia.berthier."
                )
            }
        )
    if Account.objects.filter(username__iexact=username).exists():
        raise ValidationError({"username": _("Ce nom d’utilisateur est déjà pris.")})
    if invitation.email and Account.objects.filter(email__iexact=invitation.email).exists():
        raise ValidationError(
            _("Un compte porte déjà l’adresse de cette invitation : connectez-vous, puis rouvrez le lien.")
        )
    account = Account(username=username, email=invitation.email or None, created_at=at)
    _check_password(password, account)
    account.set_password(password)
    account.save()
    if account.email:
        EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


def _check_password(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as problem:
        raise ValidationError({"password": problem.messages}) from None


def _take_position(invitation: Invitation, person: Person, *, on: date) -> None:
    if invitation.role == Role.REPRESENTATIVE:
        entrust(
            invitation.organisation,
            person,
            association=invitation.association,
            letter=invitation.letter,
            substitute=invitation.substitute,
            body=invitation.function,
            starts_on=on,
            ends_on=invitation.ends_on,
        )
        return
    settle(
        invitation.organisation,
        person,
        role=invitation.role,
        function=invitation.function,
        meets_people=invitation.meets_people,
        starts_on=on,
        ends_on=invitation.ends_on,
    )


def _send(invitation: Invitation, at: datetime) -> None:
    if invitation.email:
        once = f"invitation:{invitation.code}:{invitation.version}"
        outbox.tell(outbox.NOBODY_YET, "people.invitation", about=invitation.code, once=once, due_at=at)


def _days(name: str, at: datetime, organisation_id: int | None) -> timedelta:
    return timedelta(days=int(value(name, on=at.date(), organisation_id=organisation_id)))
