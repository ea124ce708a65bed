"""One person in one partnership: her side, the position she holds there, her status, her role sheet."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.models import Record
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation, Person

from ..kinds import Side, Status
from .partnership import Partnership


class Engagement(Record):
    """Proposed, then accepted by the person herself; what she does in the partnership, she does under it.

    A member speaks for her organisation, a representative for the association that mandates her to sit in
    `seat`, and who comes in her own name for nobody (`on_behalf_of` is then empty).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="engagements")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="engagements")
    side = models.CharField(_("côté"), max_length=5, choices=Side)
    position = models.CharField(_("position"), max_length=16, choices=Role)
    on_behalf_of = models.ForeignKey(
        Organisation,
        verbose_name=_("au nom de"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    seat = models.ForeignKey(
        Organisation,
        verbose_name=_("siège dans"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    status = models.CharField(_("statut"), max_length=12, choices=Status)
    does = models.TextField(_("ce que la personne fait"), max_length=2000, blank=True)
    does_not = models.TextField(_("ce qu’elle ne fait pas"), max_length=2000, blank=True)
    decides = models.TextField(_("ce qu’elle décide"), max_length=2000, blank=True)
    consulted_on = models.TextField(_("ce sur quoi elle est consultée"), max_length=2000, blank=True)
    role_revised_at = models.DateTimeField(null=True)
    role_revised_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    referent_since = models.DateField(null=True, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    left_words = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "person"],
                condition=Q(left_at=None, declined_at=None),
                name="engaged_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["partnership", "side"],
                condition=Q(left_at=None, declined_at=None, referent_since__isnull=False),
                name="one_referent_a_side",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None), name="accepted_or_declined"
            ),
            models.CheckConstraint(
                condition=~Q(position=Role.REPRESENTATIVE)
                | Q(on_behalf_of__isnull=False, seat__isnull=False),
                name="representative_speaks_for_an_association",
            ),
        ]
        indexes = [models.Index(fields=["person", "partnership"], name="engagement_person")]

    def __str__(self):
        return self.person.name

    def get_absolute_url(self):
        return address("partnerships:engagement", self.partnership.code, self.code)

    @property
    def speaks_as(self) -> str:
        """What is printed beside her words: her position; for a representative, whose collective voice she carries."""
        if self.position != Role.REPRESENTATIVE:
            return self.get_position_display()
        return _("{position}, au nom de {association}").format(
            position=self.get_position_display(), association=self.on_behalf_of
        )

    @property
    def voice(self) -> str:
        return "lived" if self.side == Side.LIVED else "care"
