"""Addresses of the package of support."""

from __future__ import annotations

from django.urls import path

from .views import answering, listening, supervision, tensions

app_name = "support"
urlpatterns = [
    path("mon-soutien/", listening.mine, name="mine"),
    path("mon-soutien/choix/", listening.choosing, name="choosing"),
    path("mon-soutien/aupres/<str:code>/", listening.beside, name="beside"),
    path("mon-soutien/aupres/<str:code>/accord/", listening.acceptance, name="acceptance"),
    path("mon-soutien/aupres/<str:code>/refus/", listening.refusal, name="refusal"),
    path("mon-soutien/aupres/<str:code>/fin/", listening.ending, name="ending"),
    path("mon-soutien/aupres/<str:code>/lecture/", listening.reading, name="reading"),
    path("mon-soutien/aupres/<str:code>/nouvelles/", listening.reaching, name="reaching"),
    path("mon-soutien/moments/<str:code>/", listening.question, name="question"),
    path("mon-soutien/moments/<str:code>/sans-reponse/", listening.no_answer, name="no_answer"),
    path("mon-soutien/moments/<str:code>/retrait/", listening.taking_back, name="taking_back"),
    path("mon-soutien/absences/", answering.absence, name="absence"),
    path("mon-soutien/absences/<str:code>/retour/", answering.back, name="back"),
    path("mon-soutien/tensions/", tensions.turning, name="turning"),
    path("mon-soutien/tensions/<str:code>/", tensions.tension, name="tension"),
    path("mon-soutien/tensions/<str:code>/reponse/", tensions.answer, name="tension_answer"),
    path("mon-soutien/tensions/<str:code>/accord/", tensions.closing, name="tension_closing"),
    path("mon-recapitulatif/", answering.digest, name="digest"),
    path("recapitulatif-du-mois/", answering.month, name="month"),
    path("partenariats/<str:code>/supervision/", supervision.supervision, name="supervision"),
    path("partenariats/<str:code>/relais/", answering.relays, name="relays"),
    path("partenariats/<str:code>/relais/<str:who>/", answering.relay, name="relay"),
    path("partenariats/<str:code>/relais/<str:which>/fin/", answering.relay_end, name="relay_end"),
    path("interventions/<str:code>/animation/", supervision.facilitation, name="facilitation"),
]
