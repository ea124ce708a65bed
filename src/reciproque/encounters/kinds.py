"""Words of encounters: the two sides, what each card asks, how lines are marked, who else is there, what is felt."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

BY_CODE = "encounter"
"""The role of whoever holds the code of an encounter: no account, no person, and this encounter alone."""


class Side(TextChoices):
    """Whose card it is. No role of accompanied person exists in this house: she is whoever holds the code."""

    PERSON = "person", _("la personne")
    PRO = "pro", _("le professionnel")

    @property
    def other(self) -> Side:
        return Side.PRO if self is Side.PERSON else Side.PERSON


class Question(TextChoices):
    """The three questions of each card."""

    MATTERS = "matters", _("Ce qui compte pour moi")
    FEARS = "fears", _("Ce que je crains")
    UNSAID = "unsaid", _("Ce que je n’ose pas dire")
    UNDERSTAND = "understand", _("Ce que je voudrais comprendre")
    OFFER = "offer", _("Ce que je peux proposer")
    LIMITS = "limits", _("Mes limites")


QUESTIONS = {
    Side.PERSON: (Question.MATTERS, Question.FEARS, Question.UNSAID),
    Side.PRO: (Question.UNDERSTAND, Question.OFFER, Question.LIMITS),
}


class Mark(TextChoices):
    """What one says of a line of the other, having read it."""

    AGREE = "agree", _("D’accord")
    DISCUSS = "discuss", _("À discuter")
    UNSAID = "unsaid", _("Pas dit de mon côté")


class Gap(TextChoices):
    """Where a line stands between the two, from what both said of it; computed, stored nowhere."""

    UNREAD = "unread", _("pas encore regardé")
    AGREED = "agreed", _("d’accord tous les deux")
    DISCUSS = "discuss", _("à discuter")
    ONE_SIDE = "one_side", _("dit d’un seul côté")
    TALKED = "talked", _("nous en avons parlé")


class Presence(TextChoices):
    """Who else the person wants there, this time: nobody unless she says so."""

    ALONE = "alone", _("Personne d’autre")
    THERE = "there", _("Un médiateur ou une médiatrice sera là")
    WRITES = "writes", _("Un médiateur ou une médiatrice sera là, et écrit pour moi")
    CLOSE = "close", _("Un proche sera là")


class Item(TextChoices):
    """The same three questions asked of each side afterwards; `HELD` counts the encounters themselves."""

    HEARD = "heard", _("Je me suis senti·e écouté·e")
    UNDERSTOOD = "understood", _("Je me suis senti·e compris·e")
    PART = "part", _("J’ai pris part à la décision")
    HELD = "held", _("Rencontres terminées")


ASKED_AFTER = (Item.HEARD, Item.UNDERSTOOD, Item.PART)
