"""Addresses of missions."""

from django.urls import path

from .views import answering, dates, mentors, seasons, sheets

app_name = "missions"
urlpatterns = [
    path("missions/", answering.missions, name="missions"),
    path("missions/<str:code>/", sheets.mission, name="mission"),
    path("missions/<str:code>/fiche/", sheets.sheet, name="sheet"),
    path("missions/<str:code>/conditions/", sheets.conditions, name="conditions"),
    path("missions/<str:code>/attentes/", sheets.expectations, name="expectations"),
    path("missions/<str:code>/relecture/", sheets.submission, name="submission"),
    path("missions/<str:code>/publication/", sheets.publication, name="publication"),
    path("missions/<str:code>/retour/", sheets.give_back, name="give_back"),
    path("missions/<str:code>/cloture/", sheets.closing, name="closing"),
    path("missions/<str:code>/personnes/", answering.people, name="people"),
    path("missions/<str:code>/prise/", answering.take, name="take"),
    path("missions/<str:code>/demande/", answering.ask, name="ask"),
    path("missions/<str:code>/dates/", dates.opening, name="dates"),
    path("partenariats/<str:code>/missions/", sheets.of_partnership, name="of_partnership"),
    path("partenariats/<str:code>/missions/nouvelle/", sheets.write, name="write"),
    path("propositions/<str:code>/acceptation/", answering.acceptance, name="acceptance"),
    path("propositions/<str:code>/refus/", answering.refusal, name="refusal"),
    path("propositions/<str:code>/retrait/", answering.retraction, name="retraction"),
    path("propositions/<str:code>/accueil/", answering.welcome, name="welcome"),
    path("propositions/<str:code>/reponse/", answering.turn_down, name="turn_down"),
    path("missions-prises/<str:code>/rythme/", answering.rhythm, name="rhythm"),
    path("missions-prises/<str:code>/statut/", answering.status, name="status"),
    path("missions-prises/<str:code>/fin/", answering.end, name="end"),
    path("missions-prises/<str:code>/premieres-fois/", mentors.choosing, name="mentor"),
    path("premieres-fois/<str:code>/", mentors.asked, name="mentoring"),
    path("premieres-fois/<str:code>/fin/", mentors.ending, name="mentoring_end"),
    path("interventions/<str:code>/inscription/", dates.sign_up, name="sign_up"),
    path("interventions/<str:code>/attente/", dates.waiting, name="waiting"),
    path("interventions/<str:code>/places/", dates.places, name="places"),
    path("inscriptions/<str:code>/annulation/", dates.cancellation, name="cancellation"),
    path("inscriptions/<str:code>/confirmation/", dates.confirmation, name="confirmation"),
    path("attentes/<str:code>/fin/", dates.no_more_waiting, name="no_more_waiting"),
    path("saisons/", seasons.seasons, name="seasons"),
    path("saisons/<str:code>/", seasons.season, name="season"),
    path("saisons/<str:code>/missions/<str:which>/", seasons.others, name="others"),
]
