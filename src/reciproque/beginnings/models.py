"""A call and its answers, drafts and their sponsors, what was said when starting simply, first missions awaited."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.deadlines import Due
from reciproque.foundation.models import Record
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Engagement, Partnership
from reciproque.people.kinds import Role
from reciproque.people.models import LANGUAGES, Organisation, Person

from .kinds import AIMS, DraftKind, Means, Outcome, Sponsoring


# --- « Participer » -------------------------------------------------------------------------------
class Call(Record):
    """An organisation calls for volunteers on a page open to everyone, until it closes it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="calls")
    words = models.TextField(_("ce que nous cherchons"), max_length=1500)
    welcome = models.CharField(_("où et quand on peut nous trouver"), max_length=200, blank=True)
    language = models.CharField(_("langue"), max_length=5, choices=LANGUAGES, default="fr")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(closed_at=None), name="one_open_call_an_organisation"
            )
        ]

    def get_absolute_url(self):
        return address("beginnings:call", self.organisation.code)


class Answer(Due, Record):
    """Somebody would like to take part: a first name, a way to meet her, and no account.

    Its `code` is the number she was given. `due_on` is the day by which she is to be met; the first name and the
    way to meet her are blanked after `kept_until`, or before when she asks.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="answers")
    first_name = models.CharField(_("prénom"), max_length=60, blank=True)
    means = models.CharField(_("comment vous rencontrer"), max_length=5, choices=Means)
    contact = models.CharField(_("où, quand, ou à quel numéro"), max_length=200, blank=True)
    received_at = models.DateTimeField()
    kept_until = models.DateField(db_index=True)

    def get_absolute_url(self):
        return address("beginnings:receipt", self.call.organisation.code, self.code)


class Meeting(models.Model):
    """What became of an answer, said by the coordination that read it."""

    answer = models.OneToOneField(Answer, on_delete=models.PROTECT, related_name="meeting")
    outcome = models.CharField(_("ce qui s’est passé"), max_length=10, choices=Outcome)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()


class Erasure(models.Model):
    """The first name and the way to meet her were blanked; the row stays for the counts."""

    answer = models.OneToOneField(Answer, on_delete=models.PROTECT, related_name="erasure")
    erased_at = models.DateTimeField()


# --- drafts ---------------------------------------------------------------------------------------
class Draft(Record):
    """What somebody would like to see happen, in her words. It stays hers, whoever was asked to sponsor it."""

    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("c’est"), max_length=12, choices=DraftKind)
    title = models.CharField(_("titre"), max_length=160)
    for_whom = models.CharField(_("pour qui"), max_length=300)
    wish = models.TextField(_("ce que nous aimerions faire"), max_length=600)
    reason = models.TextField(_("pourquoi"), max_length=2000)
    aim = models.CharField(
        _("c’est surtout pour"), max_length=12, choices=[(code, aim.label) for code, aim in AIMS.items()]
    )
    drafted_at = models.DateTimeField()
    put_aside_at = models.DateTimeField(null=True)
    partnership = models.OneToOneField(Partnership, null=True, on_delete=models.PROTECT, related_name="draft")

    class Meta:
        indexes = [models.Index(fields=["drafted_by", "drafted_at"], name="draft_author")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return address("beginnings:draft", self.code)


UNANSWERED = Q(answered_at=None, withdrawn_at=None)


class Sponsorship(Due, Record):
    """A draft is shown to somebody of the care side, who owes an answer with its reason by `due_on`.

    The positions of both, at the moment it was asked, are those in which they engage once it is accepted.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="sponsorships")
    asked_at = models.DateTimeField()
    asked_as = models.CharField(max_length=16, choices=Role)
    asked_for = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    asked_seat = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    sponsor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    position = models.CharField(max_length=16, choices=Role)
    on_behalf_of = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(_("votre réponse"), max_length=12, choices=Sponsoring, blank=True)
    words = models.TextField(_("votre raison, ou votre condition"), max_length=1000, blank=True)
    agreed_at = models.DateTimeField(null=True)
    turned_down_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft"], condition=UNANSWERED, name="one_sponsor_asked_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="sponsor_answers_at_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=("", Sponsoring.ACCEPTED)) | ~Q(words=""),
                name="sponsor_says_why",
            ),
        ]

    def get_absolute_url(self):
        return address("beginnings:sponsorship", self.code)


# --- starting simply, and first missions ----------------------------------------------------------
class Start(Record):
    """What two people said together when they started on one page: each side confirms it in one tap."""

    partnership = models.OneToOneField(Partnership, on_delete=models.PROTECT, related_name="start")
    need = models.TextField(_("De quoi a-t-on besoin ?"), max_length=1000)
    wish = models.TextField(_("Que veut-on faire ?"), max_length=600)
    reason = models.TextField(_("Pourquoi le fait-on ?"), max_length=1000)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()


class Initiative(models.Model):
    """« À l’initiative de… »: whose idea a partnership was, and of which side."""

    partnership = models.OneToOneField(Partnership, on_delete=models.PROTECT, related_name="initiative")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=5, choices=Side)


class FirstMission(Due, Record):
    """Somebody of the side of patients and carers joined: something concrete is expected of us by `due_on`."""

    engagement = models.OneToOneField(Engagement, on_delete=models.PROTECT, related_name="first_mission")
