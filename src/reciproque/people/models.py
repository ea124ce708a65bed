"""Who is who: accounts to sign in, people who act, organisations they belong to, territories these serve."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.models import PlainField, Record

from . import rules
from .kinds import VOICE_OF_ROLE, OrganisationKind, Role, TerritoryKind

LANGUAGES = [("fr", "Français"), ("en", "English")]


class AccountManager(BaseUserManager):
    def get_by_natural_key(self, username):
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """A way to sign in, and nothing else. A person may have none; an e-mail address is never compulsory."""

    username = models.CharField(_("nom d’utilisateur"), max_length=60, unique=True)
    email = models.EmailField(_("adresse e-mail"), null=True, blank=True, default=None)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = AccountManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("email"),
                name="account_email_once",
                condition=Q(email__isnull=False) & ~Q(email=""),
            )
        ]

    def __str__(self):
        return self.username


class Person(Record):
    """Someone who acts here; her name is in clear, for titles are public. Never subclassed.

    `version` rises whenever a hat of hers changes: a right ends at the next click.
    """

    name = models.CharField(_("nom"), max_length=120)
    account = models.OneToOneField(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    language = models.CharField(_("langue"), max_length=5, choices=LANGUAGES, default="fr")
    zone = models.CharField(_("fuseau horaire"), max_length=40, default="Europe/Paris")
    plain = PlainField(of=("name",))

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["name", "id"], name="person_name")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address("people:person", self.code)


class Territory(Record):
    """A place of the official geographic code (Insee), from the commune to the region."""

    kind = models.CharField(max_length=12, choices=TerritoryKind)
    number = models.CharField(_("code Insee ou SIREN"), max_length=9)
    name = models.CharField(_("nom"), max_length=120)
    department = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    epci = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    postcodes = models.CharField(max_length=400, blank=True)
    population = models.PositiveIntegerField(null=True)
    plain = PlainField(of=("name", "postcodes"))

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="territory_once")]
        indexes = [models.Index(fields=["name", "id"], name="territory_name")]

    def __str__(self):
        return self.name


CHECKS = {
    "finess": rules.finess,
    "finess_legal": rules.finess,
    "finess_category": rules.finess_category,
    "siret": rules.siret,
    "postcode": rules.postcode,
}
"""How each number of an organisation is checked."""


class Organisation(Record):
    """A hospital, a health centre, an association, a university, an agency, a resource centre."""

    name = models.CharField(_("nom"), max_length=200)
    acronym = models.CharField(_("sigle"), max_length=40, blank=True)
    kind = models.CharField(_("type de structure"), max_length=16, choices=OrganisationKind)
    finess = models.CharField(
        _("numéro FINESS"),
        max_length=9,
        null=True,
        blank=True,
        error_messages={"unique": _("Une structure de l’annuaire a déjà ce numéro FINESS.")},
    )
    finess_legal = models.CharField(_("FINESS de l’entité juridique"), max_length=9, blank=True)
    finess_category = models.CharField(_("catégorie FINESS"), max_length=4, blank=True)
    siret = models.CharField(_("numéro SIRET"), max_length=14, blank=True)
    legal_status = models.CharField(_("statut"), max_length=60, blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    postcode = models.CharField(_("code postal"), max_length=10, blank=True)
    town = models.CharField(_("commune"), max_length=120, blank=True)
    territory = models.ForeignKey(
        Territory,
        verbose_name=_("territoire"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    zone = models.CharField(_("fuseau horaire"), max_length=40, default="Europe/Paris")
    approval_number = models.CharField(_("numéro d’agrément"), max_length=40, blank=True)
    approval_until = models.DateField(_("agrément valable jusqu’au"), null=True, blank=True)
    approved_for = models.CharField(_("thèmes de plaidoyer"), max_length=300, blank=True)
    plain = PlainField(of=("name", "acronym", "town", "finess"))

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["name", "id"], name="organisation_name")]
        constraints = [
            # not unique=True, which on PostgreSQL adds a second index that nothing here reads
            models.UniqueConstraint(fields=["finess"], name="organisation_finess"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address("people:organisation", self.code)

    @property
    def line(self):
        """What is read under its name in a list: its kind, its town, its FINESS number."""
        told = [self.get_kind_display()]
        if self.town:
            told.append(f"{self.postcode} {self.town}")
        if self.finess:
            told.append(f"FINESS {self.finess}")
        return " · ".join(told)

    def clean_fields(self, exclude=None):
        """Puts the numbers in their stored form first; raises ValidationError, a sentence per wrong field."""
        wrong = {}
        for name, check in CHECKS.items():
            try:
                setattr(self, name, check(getattr(self, name) or ""))
            except ValidationError as problem:
                wrong[name] = problem.error_list
        self.finess = self.finess or None
        try:
            super().clean_fields(exclude={*(exclude or ()), *wrong})
        except ValidationError as problem:
            wrong = problem.update_error_dict(wrong)
        if wrong:
            raise ValidationError(wrong)

    def clean(self):
        if self.approval_until and not self.approval_number:
            raise ValidationError({"approval_number": _("Donnez aussi le numéro de l’agrément.")})


class Installation(Record):
    """The one row that stands for the whole installation: what is done to all is done to it."""

    name = models.CharField(max_length=120, default="Réciproque")
    contact = models.CharField(_("à qui s’adresser"), max_length=200, blank=True)
    only = models.BooleanField(default=True, unique=True, editable=False)


class Membership(Record):
    """A person holds a position in an organisation, from a day to another."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("position"), max_length=16, choices=Role)
    function = models.CharField(_("fonction"), max_length=120, blank=True)
    meets_people = models.BooleanField(_("en contact avec des personnes accompagnées"), default=False)
    starts_on = models.DateField(_("à partir du"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="membership_ends_after"
            ),
            models.UniqueConstraint(
                fields=["organisation", "person", "role"],
                condition=Q(ends_on=None),
                name="membership_once_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "role"], name="membership_organisation_role"),
            models.Index(fields=["person", "organisation"], name="membership_person"),
        ]

    @property
    def voice(self):
        """Who speaks: lived experience, care, institution."""
        return VOICE_OF_ROLE[Role(self.role)]

    @property
    def line(self):
        """What is read under the person's name."""
        return self.function or self.get_role_display()


class Mandate(Record):
    """An association mandates someone to represent users in an organisation; every statement names it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    association = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates_given")
    seat = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates_received")
    body = models.CharField(_("instance"), max_length=120, blank=True)
    letter = models.CharField(_("référence de la désignation"), max_length=120, blank=True)
    substitute = models.BooleanField(_("en suppléance"), default=False)
    starts_on = models.DateField(_("à partir du"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="mandate_ends_after"
            )
        ]

    @property
    def title(self):
        """Who holds the seat, or who sits there when the holder cannot (CSP, art. R. 1112-79 to 94)."""
        return (
            _("Représentant des usagers, en suppléance") if self.substitute else _("Représentant des usagers")
        )


class Invitation(Record):
    """An offer to join an organisation in a position, by link or by paper code; only a digest is kept.

    For a representative, `association` is who mandates her, `letter` the reference of her designation, `substitute`
    whether she sits only when the holder of the seat cannot.
    """

    class Means(models.TextChoices):
        LINK = "link", _("Lien")
        PAPER = "paper", _("Code sur papier")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    name = models.CharField(_("nom de la personne invitée"), max_length=120)
    email = models.EmailField(_("adresse e-mail"), blank=True)
    role = models.CharField(_("position"), max_length=16, choices=Role)
    function = models.CharField(_("fonction"), max_length=120, blank=True)
    meets_people = models.BooleanField(_("en contact avec des personnes accompagnées"), default=False)
    means = models.CharField(_("remise"), max_length=5, choices=Means)
    language = models.CharField(_("langue"), max_length=5, choices=LANGUAGES, default="fr")
    association = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    letter = models.CharField(_("référence de la désignation"), max_length=120, blank=True)
    substitute = models.BooleanField(_("en suppléance"), default=False)
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    def get_absolute_url(self):
        return address("people:invitation", self.code)


class Acceptance(models.Model):
    """An invitation was used: once, by one account."""

    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="acceptance")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField()


class Revocation(models.Model):
    """An invitation was taken back before it was used."""

    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="revocation")
    revoked_at = models.DateTimeField()


class Renewal(Record):
    """A paper code that lets a person choose a new password, when she has no e-mail address to be written to."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="renewals")
    digest = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    def get_absolute_url(self):
        return address("people:renewal", self.code)


class RenewalUse(models.Model):
    """A code for a new password was used: once."""

    renewal = models.OneToOneField(Renewal, on_delete=models.PROTECT, related_name="use")
    used_at = models.DateTimeField()
