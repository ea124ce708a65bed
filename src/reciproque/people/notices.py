"""The letters of this package, and where each person is written to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation import words
from reciproque.foundation.models import Message
from reciproque.foundation.outbox import NOBODY_YET, Address, Letter, addresses_found_by, notice

from .models import Account, Invitation, Person
from .queries import secret_of

SECURITY = {
    "password_changed": "people.password_changed",
    "password_reset": "people.password_changed",
    "password_set": "people.password_changed",
    "email_changed": "people.email_changed",
    "totp_activated": "people.factor_added",
    "webauthn_added": "people.factor_added",
    "totp_deactivated": "people.factor_removed",
    "webauthn_removed": "people.factor_removed",
    "recovery_codes_generated": "people.codes_printed",
}
"""What allauth tells about an account (the end of its template's name) and the letter that says it."""

SAID: dict[str, Any] = {
    "people.password_changed": gettext_lazy("Votre mot de passe vient d’être changé."),
    "people.password_renewed": gettext_lazy(
        "Un nouveau mot de passe vient d’être choisi avec un code remis sur papier ;"
        " toutes vos sessions ouvertes ont été fermées."
    ),
    "people.email_changed": gettext_lazy("L’adresse e-mail de votre compte vient d’être changée."),
    "people.factor_added": gettext_lazy("Un second facteur vient d’être ajouté à votre compte."),
    "people.factor_removed": gettext_lazy("Un second facteur vient d’être retiré de votre compte."),
    "people.codes_printed": gettext_lazy("Une nouvelle liste de codes vient d’être faite pour votre compte."),
    "people.account_changed": gettext_lazy("Un réglage de votre compte vient d’être changé."),
}
PASSWORD = gettext_lazy("Demandes faites à la page de connexion")
"""One name for those that are answered and those that are not: apart, they would tell who has an account."""
ASKED_FOR = timedelta(days=1)
"""For how long somebody who asked for a new password still expects the letter."""
FOLLOWS_ITS_ADDRESS = {"people.email_confirmation", "people.email_changed"}
"""Letters that go to the address they speak of, named in `about`, rather than to that of the account."""


def address(message: Message) -> Address | None:
    """The address of a person's account, if she gave one; that of the invitation for who has no account yet."""
    if message.person_ref == NOBODY_YET:
        invitation = _open_invitation(message.about)
        if invitation is None or not invitation.email:
            return None
        return Address(invitation.email, invitation.language, invitation.organisation.zone)
    person = Person.objects.select_related("account").filter(pk=message.person_ref).first()
    account = person.account if person else None
    if person is None or account is None or not account.is_active:
        return None
    email = account.email
    if message.kind in FOLLOWS_ITS_ADDRESS and message.about:
        spoken_of = EmailAddress.objects.filter(pk=message.about, user=account).first()
        email = spoken_of.email if spoken_of else None
    return Address(email, person.language, person.zone) if email else None


addresses_found_by(address)


@notice("people.invitation", label=gettext_lazy("Invitation à rejoindre Réciproque"), urgent=True)
def invitation(message: Message) -> Letter | None:
    """The link of an invitation; nothing when it was used, taken back or out of date meanwhile."""
    offer = _open_invitation(message.about)
    if offer is None or offer.expires_at <= message.due_at or message.person_ref != NOBODY_YET:
        return None
    return Letter(
        _("Invitation à rejoindre Réciproque"),
        _(
            "Bonjour {name},\n\nQuelqu’un vous invite. Pour savoir qui, et pour accepter, ouvrez ce lien avant le"
            " {until} :\n\n{link}\n\nIl ne sert qu’une fois. Si vous n’attendiez rien, ne faites rien : il"
            " s’éteindra seul."
        ).format(
            name=offer.name,
            until=words.day(offer.expires_at),
            link=_link("people:offer", secret_of(offer)),
        ),
    )


@notice("people.password_reset", label=PASSWORD, urgent=True, discreet=True)
def password_reset(message: Message) -> Letter | None:
    """The link that lets a person choose a new password; made when the letter leaves, kept nowhere.

    Nothing when she asked more than a day ago: she has asked again, or does not want it any more.
    """
    account = Account.objects.filter(person=message.person_ref).first()
    if account is None or not account.is_active or message.due_at > message.first_due_at + ASKED_FOR:
        return None
    link = _link("account_reset_password_from_key", user_pk_to_url_str(account), _token(account))
    return Letter(
        _("Choisir un nouveau mot de passe"),
        _(
            "Bonjour,\n\nVous avez demandé à choisir un nouveau mot de passe. Ouvrez ce lien dans la journée :\n\n"
            "{link}\n\nVotre nom d’utilisateur est {username}.\nSi vous n’avez rien demandé, ne faites rien."
        ).format(link=link, username=account.username),
    )


@notice("people.email_confirmation", label=gettext_lazy("Adresse à confirmer"), urgent=True)
def email_confirmation(message: Message) -> Letter | None:
    """The link that shows an address to be its owner's."""
    waiting = EmailAddress.objects.filter(pk=message.about, verified=False).first()
    if waiting is None:
        return None
    return Letter(
        _("Confirmez votre adresse"),
        _(
            "Bonjour,\n\nPour confirmer que cette adresse est la vôtre, ouvrez ce lien :\n\n{link}\n\n"
            "Si vous n’avez rien demandé, ne faites rien."
        ).format(link=_link("account_confirm_email", EmailConfirmationHMAC(waiting).key)),
    )


@notice("people.nothing", label=PASSWORD, urgent=True, discreet=True)
def nothing(message: Message) -> None:
    """For an address nobody has here: the same line in the outbox as for a known one, and no letter."""


def _security(message: Message) -> Letter:
    return Letter(
        _("Un changement sur votre compte"),
        _(
            "Bonjour,\n\n{said}\n\nSi ce n’est pas vous, changez votre mot de passe et prévenez la coordination."
        ).format(said=SAID[message.kind]),
    )


for kind in SAID:
    notice(kind, label=gettext_lazy("Un changement sur un compte"), urgent=True)(_security)


def _token(account: Account) -> str:
    return default_token_generator.make_token(account)


def _link(name: str, *args: str) -> str:
    return settings.PUBLIC_URL + reverse(name, args=args)


def _open_invitation(code: str) -> Invitation | None:
    return (
        Invitation.objects.select_related("organisation")
        .filter(code=code, acceptance=None, revocation=None)
        .first()
    )
