"""Useful addresses: a structure, its services, what those who tried say of it, and what files of others brought."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.models import PlainField, Record
from reciproque.people import rules as people_rules
from reciproque.people.models import Organisation, Person, Territory

from .kinds import LANGUAGES, Access, Family, Heard, Mode, Outcome, Room, unpacked, words_of


class Position(models.Model):
    """Where a commune stands: the middle of it, as the open file of communes gives it."""

    territory = models.OneToOneField(Territory, on_delete=models.CASCADE, related_name="position")
    latitude = models.FloatField()
    longitude = models.FloatField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)), name="position_on_earth"
            )
        ]


class Sourced(models.Model):
    """What may come from the file of somebody else: its identifier there, and the fields corrected here since.

    An import never writes over a field named in `by_hand`: it shows the difference.
    """

    source = models.CharField(_("d’où vient cette fiche"), max_length=80, blank=True)
    source_id = models.CharField(max_length=200, blank=True)
    by_hand = models.JSONField(default=list)

    class Meta:
        abstract = True


class Sheet(Sourced, Record):
    """A structure that helps, kept by an organisation of ours.

    `checked_on` is the civil day somebody made sure of it; from `recheck_on` it is stale (see `rules`). Without
    coordinates of its own it stands in the middle of its commune; `latitude` and `longitude` hold what is searched.
    """

    name = models.CharField(_("nom"), max_length=200)
    siret = models.CharField(_("numéro SIRET"), max_length=14, blank=True)
    what = models.TextField(_("ce que c’est"), max_length=2000, blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    postcode = models.CharField(_("code postal"), max_length=10, blank=True)
    town = models.CharField(_("commune"), max_length=120, blank=True)
    commune = models.ForeignKey(Territory, null=True, on_delete=models.PROTECT, related_name="+")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    exact = models.BooleanField(default=False)
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    email = models.EmailField(_("adresse e-mail"), blank=True)
    page = models.URLField(_("page web"), max_length=400, blank=True)
    hours = models.TextField(_("heures d’ouverture"), max_length=600, blank=True)
    access = models.CharField(_("accessibilité"), max_length=6, choices=Access, blank=True)
    access_words = models.CharField(_("accessibilité, en mots"), max_length=300, blank=True)
    source_page = models.URLField(_("page de la source"), max_length=400, blank=True)
    kept_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sheets")
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    checked_on = models.DateField()
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recheck_months = models.PositiveSmallIntegerField(
        _("à revérifier tous les combien de mois"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    recheck_on = models.DateField()
    plain = PlainField(of=("name", "what", "postcode", "town"))

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["latitude", "longitude"], name="sheet_place"),
            models.Index(fields=["kept_by", "recheck_on"], name="sheet_recheck"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~Q(source_id=""), name="sheet_of_source_once"
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="sheet_on_earth",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address("directory:sheet", self.code)

    def clean_fields(self, exclude=None):
        """Puts the SIRET number and the postcode in their stored form; raises ValidationError, by field."""
        wrong = {}
        for name, check in (("siret", people_rules.siret), ("postcode", people_rules.postcode)):
            try:
                setattr(self, name, check(getattr(self, name)))
            except ValidationError as problem:
                wrong[name] = problem.error_list
        try:
            super().clean_fields(exclude={*(exclude or ()), *wrong})
        except ValidationError as problem:
            wrong = problem.update_error_dict(wrong)
        if wrong:
            raise ValidationError(wrong)

    @property
    def dialled(self):
        """The telephone number as a link dials it: digits, and the plus of another country."""
        return "".join(char for char in self.phone if char.isdigit() or char == "+")

    @property
    def where(self):
        """Postcode and town, as an envelope has them."""
        return " ".join(filter(None, (self.postcode, self.town)))


class Closure(models.Model):
    """A structure that closed down, or whose sheet is the same as another one: it is sent nobody any more."""

    sheet = models.OneToOneField(Sheet, on_delete=models.PROTECT, related_name="closure")
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    reason = models.CharField(_("ce qui s’est passé"), max_length=600)
    same_as = models.ForeignKey(Sheet, null=True, on_delete=models.PROTECT, related_name="+")


class Service(Sourced, Record):
    """Something a structure does for people: what it helps with, for whom, at what cost, how one comes in.

    `cost` in euros, 0 for free, None when it is not known. `families` and `languages` hold codes between bars.
    `answers_to` is the address that answers when somebody is sent there.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="services")
    name = models.CharField(_("nom du service"), max_length=200)
    what = models.TextField(_("ce qu’on y trouve"), max_length=2000, blank=True)
    families = models.CharField(_("ce que cela aide"), max_length=160, blank=True)
    conditions = models.TextField(_("conditions d’accès"), max_length=600, blank=True)
    audience = models.CharField(_("pour qui"), max_length=300, blank=True)
    cost = models.DecimalField(
        _("coût"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    cost_words = models.CharField(_("coût, en mots"), max_length=200, blank=True)
    languages = models.CharField(_("langues parlées"), max_length=120, blank=True)
    contact = models.TextField(_("comment prendre contact"), max_length=600, blank=True)
    mode = models.CharField(_("sur place ou à distance"), max_length=8, choices=Mode, blank=True)
    room = models.CharField(_("place"), max_length=6, choices=Room, blank=True)
    answers_to = models.EmailField(_("adresse qui répond aux orientations"), blank=True)
    plain = PlainField(of=("name", "what", "audience", "conditions"))

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~Q(source_id=""), name="service_of_source_once"
            ),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="service_cost_not_negative"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{address('directory:sheet', self.sheet.code)}#{self.code}"

    @property
    def helps_with(self):
        return words_of(unpacked(self.families), dict(Family.choices))

    @property
    def spoken(self):
        return words_of(unpacked(self.languages), LANGUAGES)


class Withdrawal(models.Model):
    """A service that is given no more: kept for those who were sent there, shown to nobody who looks."""

    service = models.OneToOneField(Service, on_delete=models.PROTECT, related_name="withdrawal")
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField()


class Feedback(Record):
    """What somebody who tried says: one for each person, sheet and month; she may change her mind within the month."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="feedbacks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    heard = models.CharField(max_length=8, choices=Heard)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "person", "month"], name="feedback_once_a_month")
        ]


class Check(Record):
    """Several people say that it does not answer any more: the organisation that keeps the sheet looks into it."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="checks")
    opened_at = models.DateTimeField()
    outcome = models.CharField(_("ce que vous avez trouvé"), max_length=10, choices=Outcome, blank=True)
    words = models.CharField(_("en quelques mots"), max_length=600, blank=True)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet"], condition=Q(closed_at=None), name="check_one_open_for_a_sheet"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="", closed_by=None)
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(outcome="")),
                name="check_closed_by_an_outcome",
            ),
        ]

    def get_absolute_url(self):
        return address("directory:sheet", self.sheet.code)


class Intake(Record):
    """A file of somebody else, read here: what came of each of its lines. `faults` are [thing, id, name, fault]."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    read_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()
    files = models.CharField(max_length=300)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    differences = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)

    def get_absolute_url(self):
        return address("directory:intake", self.code)


class Difference(Record):
    """A field that was corrected here by hand, and that the source says otherwise. `theirs` as it would be stored."""

    class Answer(models.TextChoices):
        TAKEN = "taken", _("pris")
        KEPT = "kept", _("gardé comme ici")

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="differences")
    service = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="differences")
    field = models.CharField(max_length=20)
    theirs = models.TextField(blank=True)
    seen_at = models.DateTimeField()
    answer = models.CharField(max_length=6, choices=Answer, blank=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["sheet", "answer"], name="difference_sheet")]

    def get_absolute_url(self):
        return address("directory:sheet", self.sheet.code)

    @property
    def column(self):
        return (Service if self.service_id else Sheet)._meta.get_field(self.field)

    @property
    def label(self):
        return self.column.verbose_name

    @property
    def ours(self):
        """What stands here, in words. Read with `sheet` and `service`."""
        return self._in_words(getattr(self.service or self.sheet, self.field))

    @property
    def said(self):
        """What the source says, in words."""
        return self._in_words(self.theirs)

    def _in_words(self, value):
        if self.field == "families":
            return words_of(unpacked(value), dict(Family.choices))
        return str(dict(self.column.flatchoices).get(value, "" if value is None else value))
