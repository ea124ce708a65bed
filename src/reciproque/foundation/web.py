"""What every view uses: find an object one may see, answer with a page or with its part, refuse in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import written
from .actor import VISITOR, Actor
from .addresses import address
from .policy import Refused, among, refused, with_rights

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Entry:
    """A line of the main menu. `shown` says for whom; `icon` is a Lucide name; `own`: it stands under « Pour moi »."""

    label: Any
    view: str
    icon: str
    order: int
    shown: Callable[[Actor], bool] = lambda actor: actor.is_someone
    own: bool = False


MENU: list[Entry] = []


def menu(*entries: Entry) -> None:
    """Add lines to the main menu (each package does, in its `navigation.py`)."""
    MENU.extend(entries)
    MENU.sort(key=lambda entry: entry.order)


def find(
    request: HttpRequest,
    model: type[Row],
    *,
    to: str | None = None,
    rows: QuerySet | Callable[[], QuerySet] | None = None,
    buttons: tuple[str, ...] = (),
    **lookup: Any,
) -> Row:
    """The object, found among those the actor may see; 404 otherwise, existence itself being confidential.

    With `to`, the verb the page leads to: someone who sees the object but may not do it is told why before she
    fills a form (403). `rows` may bring the joins the page needs; the filter of the policy is added to it. The
    object carries `may_<verb>` for each verb of `buttons`. A function given as `rows` (one of a module, without
    arguments) lets the SQL be kept from one request to the next.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]
    verbs = (*buttons, to) if to is not None else buttons
    if isinstance(rows, QuerySet):
        found = with_rights(among(rows, actor), actor, *verbs).filter(**lookup).first()
    else:
        found = written.first(_seen, actor, model, rows, verbs, **lookup)
    if found is None:
        raise Http404
    if to is not None and not getattr(found, f"may_{to}"):
        hats = [hat for hat in getattr(request, "hats", ()) if actor.strong or not hat.needs_second_factor]
        raise refused(actor, to, found, hats=hats)
    return found


def _seen(
    actor: Actor,
    model: type[Model],
    rows: Callable[[], QuerySet] | None,
    verbs: tuple[str, ...],
    **lookup: Any,
) -> QuerySet:
    every = rows() if rows else model._default_manager.all()
    seen = with_rights(among(every, actor), actor, *verbs).filter(**lookup)
    return (seen if seen.ordered else seen.order_by("pk"))[:1]


def page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, part: str | None = None
) -> HttpResponse:
    """The page, or only its part named `part` when HTMX asks for it. The status is the form's, if there is one."""
    context = context or {}
    form = context.get("form")
    wanted = f"{template}#{part}" if part and request.htmx else template  # type: ignore[attr-defined]
    return render(request, wanted, context, status=getattr(form, "status", 200))


def done(request: HttpRequest, where: Any, said: Any, *args: Any) -> HttpResponse:
    """See other, with a word that it is done. `where` is a row with a page of its own, a path or a view name."""
    messages.success(request, said)
    return redirect(where, *args)


def layout(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame needs: the actor and her menu.

    `request.frame` is left with all that the frame shows of her: what {% kept %} goes by.
    """
    actor: Actor = getattr(request, "actor", VISITOR)
    menu = tuple(
        Line(entry.label, url := address(entry.view), entry.icon, _within(request.path, url), entry.own)
        for entry in MENU
        if entry.shown(actor)
    )
    shown = tuple((line.url, line.here) for line in menu)
    name, voice = getattr(request, "actor_name", ""), getattr(request, "actor_voice", "")
    hats = tuple(getattr(request, "hats", ()))
    request.frame = (shown, name, voice, actor.hat, actor.strong, hats)  # type: ignore[attr-defined]
    common, own = ([line for line in menu if line.own is hers] for hers in (False, True))
    return {"actor": actor, "menu": common, "own_menu": own, "in_own": any(line.here for line in own)}


@dataclass(frozen=True)
class Line:
    """An entry of the menu as one page shows it; `here` when the page stands under it."""

    label: Any
    url: str
    icon: str
    here: bool
    own: bool = False


def _within(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def refusal(request: HttpRequest, status: int, title: Any, sentence: Any, **more: Any) -> HttpResponse:
    """A page that says no: what happened, in a sentence, and where to go; with the menu of who is signed in."""
    someone = getattr(request, "actor", VISITOR).is_someone
    frame = "foundation/base.html" if someone else "foundation/bare.html"
    context = {"frame": frame, "status": status, "title": title, "sentence": sentence, **more}
    return render(request, "foundation/refusal.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return refusal(
            request,
            413,
            _("Trop lourd"),
            _("Ce qui a été envoyé est trop lourd pour être lu. Rien n’a changé."),
        )
    return refusal(
        request, 400, _("Demande illisible"), _("Cette demande n’a pas pu être lue. Rien n’a changé.")
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = capfirst(
        exception.reason if isinstance(exception, Refused) else _("cet acte n’est pas permis ici")
    )
    verdict = getattr(exception, "verdict", None)
    if sentence[-1:].isalnum():
        sentence += "."
    return refusal(
        request,
        403,
        _("Ce n’est pas possible"),
        sentence,
        verdict=verdict,
        would_do=getattr(exception, "hats", ()),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal(
        request,
        404,
        _("Page introuvable"),
        _("Cette page n’existe pas, ou elle ne vous est pas ouverte."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Says that something broke, without the database, the session or anything else that may be what broke."""
    context = {
        "frame": "foundation/bare.html",
        "LANGUAGE_CODE": get_language() or settings.LANGUAGE_CODE,
        "status": 500,
        "title": _("Quelque chose s’est cassé"),
        "sentence": _("Rien n’a été enregistré à moitié. Réessayez, puis dites-le-nous."),
    }
    return HttpResponse(render_to_string("foundation/refusal.html", context), status=500)


NEVER_SHOWN_AGAIN = {"csrfmiddlewaretoken", "code"}


def give_back(request: HttpRequest) -> HttpResponse:
    """The answer to a form sent once its session or its page had ended: what was typed, ready to be sent again.

    A file is never kept, nor anything secret.
    """
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NEVER_SHOWN_AGAIN and "password" not in name
        for value in values
    ]
    return refusal(
        request,
        403,
        _("Votre session a pris fin"),
        _("Rien n’est perdu : ce que vous aviez écrit est sur cette page."),
        typed=typed,
        words=[value for name, value in typed if " " in value],
        with_files=bool(request.FILES),
        again=True,
    )


def came_from_here(request: HttpRequest) -> bool:
    """True when the browser itself says that the form stood on a page of this site."""
    return request.headers.get("origin") == f"{request.scheme}://{request.get_host()}"


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form whose session ended or that comes from elsewhere."""
    if came_from_here(request):
        return give_back(request)
    return refusal(
        request,
        403,
        _("Cette page a expiré"),
        _(
            "Revenez en arrière, rechargez la page, puis renvoyez. Votre navigateur garde ce que vous aviez écrit."
        ),
    )
