"""Every address, gathered from the packages."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from reciproque.foundation import health

urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("langue/", login_not_required(set_language), name="set_language"),
    path("", include("reciproque.web.urls")),
    path("", include("reciproque.people.urls")),
    path("", include("reciproque.titles.urls")),
    path("", include("reciproque.badges.urls")),
    path("", include("reciproque.openings.urls")),
    path("", include("reciproque.directory.urls")),
    path("", include("reciproque.partnerships.urls")),
    path("", include("reciproque.profiles.urls")),
    path("", include("reciproque.beginnings.urls")),
    path("", include("reciproque.load.urls")),
    path("", include("reciproque.feeds.urls")),
    path("", include("reciproque.hours.urls")),
    path("", include("reciproque.support.urls")),
    path("", include("reciproque.missions.urls")),
    path("", include("reciproque.pay.urls")),
    path("", include("reciproque.voices.urls")),
    path("", include("reciproque.decisions.urls")),
    path("", include("reciproque.pathways.urls")),
    path("", include("reciproque.encounters.urls")),
    path("", include("reciproque.exchange.urls")),
]
handler400 = "reciproque.foundation.web.bad_request"
handler403 = "reciproque.foundation.web.forbidden"
handler404 = "reciproque.foundation.web.not_found"
handler500 = "reciproque.foundation.web.broken"
