"""A mission: the sheet of the HAS role profile, read by a second person before it is shown."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.models import PlainField, Record
from reciproque.partnerships.kinds import Status
from reciproque.partnerships.models import Partnership
from reciproque.partnerships.modes import mode_choices
from reciproque.people.models import LANGUAGES, Person, Territory
from reciproque.profiles.kinds import LANGUAGES as SPOKEN
from reciproque.titles.models import Title

from ..kinds import Audience, Means, Outcome, Unit, Where


class Mission(Record):
    """Something concrete offered to partners, in one mode of intervention, under one partnership.

    `lived` says which lived experience would help: it weighs in the order of those who allowed it, and is the
    reason of nothing shown. `supervision` says who supports whoever takes it, how often. `wanted`: how many people.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="missions")
    title = models.CharField(_("titre"), max_length=160)
    mode = models.CharField(_("mode d’intervention"), max_length=30, choices=mode_choices())
    purpose = models.TextField(_("à quoi elle sert"), max_length=1000)
    does = models.TextField(_("ce que l’on y fait"), max_length=2000, blank=True)
    does_not = models.TextField(_("ce que l’on n’y fait pas"), max_length=2000, blank=True)
    gains = models.TextField(_("ce que la personne y trouve"), max_length=1000, blank=True)
    where = models.CharField(_("où"), max_length=8, choices=Where, default=Where.ON_SITE)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    territory = models.ForeignKey(
        Territory,
        verbose_name=_("territoire"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    access = models.TextField(_("accessibilité"), max_length=1000, blank=True)
    starts_on = models.DateField(_("à partir du"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("durée d’une séance, en minutes"))
    sessions = models.PositiveSmallIntegerField(_("nombre de séances"), null=True, blank=True)
    wanted = models.PositiveSmallIntegerField(_("nombre de personnes"), default=1)
    rest_hours = models.PositiveSmallIntegerField(
        _("heures de repos entre deux séances"), null=True, blank=True
    )
    meets_people = models.BooleanField(_("auprès de personnes accompagnées"), default=False)
    lived = models.CharField(_("vécu qui aiderait"), max_length=200, blank=True)
    beyond_law = models.CharField(_("pourquoi demander plus que la loi"), max_length=300, blank=True)
    expenses = models.TextField(_("frais remboursés, et comment"), max_length=1000, blank=True)
    supervision = models.TextField(_("soutien et supervision"), max_length=1000, blank=True)
    contact = models.ForeignKey(
        Person,
        verbose_name=_("à qui s’adresser"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    audience = models.CharField(_("montrée à"), max_length=12, choices=Audience, default=Audience.HOUSES)
    language = models.CharField(_("langue"), max_length=5, choices=LANGUAGES, default="fr")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    plain = PlainField(of=("title", "purpose", "place"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=1440), name="mission_lasts_up_to_a_day"
            ),
            models.CheckConstraint(condition=Q(wanted__gte=1), name="mission_wants_someone"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="mission_ends_after"
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "starts_on", "id"], name="mission_partnership"),
            models.Index(fields=["starts_on", "id"], name="mission_start"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return address("missions:mission", self.code)


class MissionTask(models.Model):
    """One of the missions of the HAS table, ticked."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="tasks")
    task = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mission", "task"], name="mission_task_once")]


class MissionLanguage(models.Model):
    """A language spoken or signed there: speaking one of them is enough."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="languages")
    spoken = models.CharField(max_length=8, choices=SPOKEN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mission", "spoken"], name="mission_language_once")]


class SuppliedMeans(models.Model):
    """Something arranged for whoever comes; `in_advance`: paid before, nobody lends money to the house."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="means")
    means = models.CharField(max_length=12, choices=Means)
    in_advance = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mission", "means"], name="mission_means_once")]


class RequiredTitle(models.Model):
    """A title one must have, or may be preparing; `verified` asks that somebody vouches for it."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="required")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+")
    verified = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mission", "title"], name="mission_title_once")]


class Terms(Record):
    """What is offered under one status: an amount and what it is for, or nothing (volunteer).

    Said before anybody accepts (NIHR, HUG: compensation decided and announced beforehand). `ended_at`: no longer
    offered; who chose it keeps it.
    """

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="terms")
    status = models.CharField(_("statut"), max_length=12, choices=Status)
    amount = models.DecimalField(_("montant"), max_digits=8, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("monnaie"), max_length=3, default="EUR")
    unit = models.CharField(_("pour"), max_length=8, choices=Unit, blank=True)
    words = models.CharField(_("en clair"), max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "status"], condition=Q(ended_at=None), name="terms_once_a_status"
            ),
            models.CheckConstraint(
                condition=Q(amount=None, unit="") | (Q(amount__gt=0) & ~Q(unit="")),
                name="terms_amount_for_a_unit",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.VOLUNTEER) | Q(amount=None), name="volunteers_are_not_paid"
            ),
        ]

    @property
    def is_paid(self) -> bool:
        return self.amount is not None


class Submission(models.Model):
    """Its writer asks somebody else to read it before it is shown."""

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="submissions")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")


class Review(models.Model):
    """What the second reader said: published, or what is missing."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="review")
    outcome = models.CharField(max_length=10, choices=Outcome)
    words = models.TextField(_("ce qu’il manque"), max_length=2000, blank=True)
    reviewed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")


class Publication(models.Model):
    """It is shown, since then, under the rules of `gate_version`."""

    mission = models.OneToOneField(Mission, on_delete=models.PROTECT, related_name="publication")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    gate_version = models.DateField()


class Closing(models.Model):
    """No one else is looked for, and why; who took it goes on."""

    mission = models.OneToOneField(Mission, on_delete=models.PROTECT, related_name="closing")
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("raison"), max_length=300)
