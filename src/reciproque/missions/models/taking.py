"""Who is offered a mission, who takes it, and under which terms she chose to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.models import Record
from reciproque.partnerships.models import Engagement
from reciproque.people.models import Organisation, Person

from .mission import Mission, Terms


class Season(Record):
    """A proposal for many missions at once, worked out by the solver: it offers, and assigns nobody."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    first_on = models.DateField(_("du"))
    last_on = models.DateField(_("au"))
    worked_out_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    worked_out_at = models.DateTimeField()
    points = models.IntegerField()
    gap = models.IntegerField()
    milliseconds = models.PositiveIntegerField()
    sent_at = models.DateTimeField(null=True)

    def get_absolute_url(self):
        return address("missions:season", self.code)


class Proposed(models.Model):
    """One proposal of a season: a mission, a person, on how many dates. An offer once somebody sends it."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="proposed")
    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    dates = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["season", "mission", "person"], name="proposed_once")]


class Offer(Record):
    """Somebody is offered a mission, or asks for one herself (`made_by` is then the person).

    She answers, or not: to whoever offers, a « no » looks like a silence. `expires_on` is stored when it is made and
    does not move with an answer. What she asks for herself is answered by the house, with a word (`reply`).
    """

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="offers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offers")
    season = models.ForeignKey(Season, null=True, on_delete=models.PROTECT, related_name="offers")
    words = models.CharField(_("un mot"), max_length=300, blank=True)
    terms = models.ForeignKey(Terms, null=True, on_delete=models.PROTECT, related_name="+")
    sessions = models.PositiveSmallIntegerField(_("séances souhaitées"), null=True, blank=True)
    rhythm = models.CharField(_("rythme souhaité"), max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    expires_on = models.DateField(db_index=True)
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    reply = models.CharField(_("votre réponse"), max_length=300, blank=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None), name="offer_accepted_or_declined"
            ),
            models.UniqueConstraint(
                fields=["mission", "person"],
                condition=Q(
                    accepted_at=None, declined_at=None, taken_back_at=None, made_by=models.F("person")
                ),
                name="asked_for_once_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["person", "mission", "expires_on"], name="offer_person")]

    def get_absolute_url(self):
        return address("missions:mission", self.mission.code)


class Taking(Record):
    """Somebody takes a mission: how many sessions she wishes (empty: as they come), since when, until when."""

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="takings")
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="takings")
    sessions = models.PositiveSmallIntegerField(_("séances souhaitées"), null=True, blank=True)
    rhythm = models.CharField(_("rythme souhaité"), max_length=200, blank=True)
    taken_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "engagement"], condition=Q(ended_at=None), name="taken_once_at_a_time"
            )
        ]

    def get_absolute_url(self):
        return address("missions:mission", self.mission.code)


class Choice(Record):
    """Under which terms she gives her time, chosen by herself, dated: the latest one holds.

    Choosing to be a volunteer where the mission is paid is recorded as her choice (« bénévole par choix, le … »).
    """

    taking = models.ForeignKey(Taking, on_delete=models.PROTECT, related_name="choices")
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="choices")
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]


class Mentoring(Record):
    """Somebody who has been there before goes along with her who takes a mission, for her first times.

    She asks whom she likes; a « no » asks for no reason, and either ends it when she wishes.
    """

    taking = models.ForeignKey(Taking, on_delete=models.PROTECT, related_name="mentorings")
    mentor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["taking"], condition=Q(declined_at=None, ended_at=None), name="one_mentor_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None), name="mentoring_accepted_or_declined"
            ),
        ]

    def get_absolute_url(self):
        return address("missions:mentoring", self.code)
