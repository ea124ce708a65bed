"""Letters of missions: they say that something waits, and where; neither what it is, nor for whom."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation import words
from reciproque.foundation.models import Message
from reciproque.foundation.outbox import Letter, notice

from .models import Mentoring, Mission, Offer, SignUp, Waiting
from .policy import UNANSWERED
from .policy.mentors import OPEN


def _page(code: str) -> str:
    return settings.PUBLIC_URL + reverse("missions:mission", args=[code])


@notice("missions.published", label=gettext_lazy("Une mission relue et publiée"))
def it_is_shown(message: Message) -> Letter | None:
    found = Mission.objects.filter(publication__isnull=False, closing=None, code=message.about).first()
    if found is None:
        return None
    said = _("Bonjour,\n\nCe que vous aviez écrit a été relu, et se lit maintenant ici : {url}\n")
    return Letter(_("Relu et publié"), said.format(url=_page(found.code)))


@notice("missions.offered", label=gettext_lazy("Une mission proposée"))
def something_is_offered(message: Message) -> Letter | None:
    """Told while it waits for an answer."""
    offer = Offer.objects.filter(UNANSWERED, code=message.about).select_related("mission").first()
    if offer is None:
        return None
    said = _(
        "Bonjour,\n\nOn vous propose quelque chose. Vous pouvez dire oui, non, ou à votre rythme ; un non ne demande"
        " pas de raison et ne se voit nulle part.\n\nPour lire : {url}\n"
    )
    return Letter(_("Une proposition pour vous"), said.format(url=_page(offer.mission.code)))


@notice("missions.answered", label=gettext_lazy("Une réponse à une demande de mission"))
def an_answer_came(message: Message) -> Letter | None:
    offer = Offer.objects.filter(code=message.about, taken_back_at=None).select_related("mission").first()
    if offer is None:
        return None
    said = _("Bonjour,\n\nOn a répondu à ce que vous aviez demandé.\n\nPour lire : {url}\n")
    return Letter(_("Une réponse pour vous"), said.format(url=_page(offer.mission.code)))


@notice("missions.place", label=gettext_lazy("Une place gardée à qui l’attendait"))
def a_place_is_kept(message: Message) -> Letter | None:
    """Told while the place is kept."""
    waiting = (
        Waiting.objects.filter(code=message.about, left_at=None, offered_at__isnull=False)
        .select_related("slot__mission", "slot__intervention")
        .first()
    )
    if waiting is None:
        return None
    said = _(
        "Bonjour,\n\nUne place s’est libérée pour le {day}, et vous est gardée.\n\nPour répondre : {url}\n"
    )
    day = words.day(waiting.slot.intervention.day)
    return Letter(_("Une place vous est gardée"), said.format(day=day, url=_page(waiting.slot.mission.code)))


def _still_coming(code: str) -> SignUp | None:
    rows = SignUp.objects.filter(code=code, cancelled_at=None).select_related(
        "slot__intervention", "slot__mission"
    )
    return rows.first()


@notice("missions.called_off", label=gettext_lazy("Une date annulée"))
def it_will_not_be(message: Message) -> Letter | None:
    signed = _still_coming(message.about)
    if signed is None or not hasattr(signed.slot.intervention, "cancellation"):
        return None
    said = _("Bonjour,\n\nLe rendez-vous du {day} n’aura pas lieu.\n\nPour en savoir plus : {url}\n")
    return Letter(
        _("Un rendez-vous annulé"),
        said.format(day=words.day(signed.day), url=_page(signed.slot.mission.code)),
    )


@notice("missions.moved", label=gettext_lazy("Une date déplacée"))
def the_date_moved(message: Message) -> Letter | None:
    signed = _still_coming(message.about)
    if signed is None or signed.moved_at is None:
        return None
    said = _("Bonjour,\n\nUn rendez-vous a changé de date : y serez-vous encore ?\n\nPour le dire : {url}\n")
    return Letter(_("Un rendez-vous a changé"), said.format(url=_page(signed.slot.mission.code)))


@notice("missions.reminder", label=gettext_lazy("Rappels de la veille"))
def it_is_soon(message: Message) -> Letter | None:
    """Told while she still comes, and it is still to come on that day."""
    signed = _still_coming(message.about)
    if signed is None or signed.moved_at is not None or hasattr(signed.slot.intervention, "cancellation"):
        return None
    day, hour = words.day(signed.day), words.hour(signed.hour)
    said = _("Bonjour,\n\nVous avez un rendez-vous {day} à {hour}.\n\nSi vous ne pouvez plus : {url}\n")
    return Letter(_("Rappel"), said.format(day=day, hour=hour, url=_page(signed.slot.mission.code)))


@notice("missions.mentor_asked", label=gettext_lazy("Quelqu’un demande à être accompagné"))
def somebody_asks_for_company(message: Message) -> Letter | None:
    """Told while it waits for an answer."""
    asked = Mentoring.objects.filter(OPEN, accepted_at=None, code=message.about).first()
    if asked is None:
        return None
    said = _(
        "Bonjour,\n\nOn vous demande quelque chose. Un non ne demande pas de raison.\n\nPour lire : {url}\n"
    )
    return Letter(_("Une demande pour vous"), said.format(url=_mentoring(asked)))


@notice("missions.mentor_answered", label=gettext_lazy("Une réponse à une demande d’être accompagné"))
def company_is_answered(message: Message) -> Letter | None:
    asked = (
        Mentoring.objects.filter(code=message.about, ended_at=None).select_related("taking__mission").first()
    )
    if asked is None:
        return None
    said = _("Bonjour,\n\nOn a répondu à ce que vous aviez demandé.\n\nPour lire : {url}\n")
    return Letter(_("Une réponse pour vous"), said.format(url=_page(asked.taking.mission.code)))


def _mentoring(asked: Mentoring) -> str:
    return settings.PUBLIC_URL + reverse("missions:mentoring", args=[asked.code])
