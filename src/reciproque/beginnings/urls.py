"""Addresses of beginnings: those open to everyone stand under /participer/."""

from django.urls import path

from .views import calls, drafts, starts

app_name = "beginnings"
urlpatterns = [
    path("participer/<str:code>/", calls.call, name="call"),
    path("participer/<str:code>/reponse/", calls.answering, name="answering"),
    path("participer/<str:code>/reponses/<str:number>/", calls.receipt, name="receipt"),
    path("participer/<str:code>/reponses/<str:number>/retrait/", calls.taking_back, name="taking_back"),
    path("structures/<str:code>/appel/", calls.management, name="management"),
    path("structures/<str:code>/appel/fin/", calls.closing, name="closing"),
    path("structures/<str:code>/appel/reponses/", calls.answers, name="answers"),
    path("reponses/<str:code>/", calls.answer, name="answer"),
    path("commencer/", starts.begin, name="begin"),
    path("commencer/simplement/", starts.simply, name="simply"),
    path("commencer/guide/", calls.guide, name="guide"),
    path("partenariats/<str:code>/cadrage/depart/", starts.confirmation, name="confirmation"),
    path("brouillons/", drafts.drafts, name="drafts"),
    path("brouillons/nouveau/", drafts.new_draft, name="new_draft"),
    path("brouillons/<str:code>/", drafts.draft, name="draft"),
    path("brouillons/<str:code>/texte/", drafts.text, name="draft_text"),
    path("brouillons/<str:code>/repos/", drafts.putting_aside, name="putting_aside"),
    path("brouillons/<str:code>/parrainage/", drafts.asking, name="asking"),
    path("parrainages/<str:code>/", drafts.sponsorship, name="sponsorship"),
    path("parrainages/<str:code>/retrait/", drafts.withdrawal, name="withdrawal"),
    path("parrainages/<str:code>/accord/", drafts.agreement, name="agreement"),
    path("parrainages/<str:code>/desaccord/", drafts.disagreement, name="disagreement"),
]
