"""Addresses of titles and training."""

from django.urls import path

from . import views

app_name = "titles"
urlpatterns = [
    path("titres/", views.vocabulary, name="vocabulary"),
    path("titres/<str:code>/mots/", views.words, name="words"),
    path("titres/<str:code>/fondre/", views.merge, name="merge"),
    path("mes-titres/", views.mine, name="mine"),
    path("mes-titres/titre/", views.declare_title, name="declare_title"),
    path("mes-titres/formation/", views.declare_training, name="declare_training"),
    path("a-verifier/", views.to_verify, name="to_verify"),
    path("titre/<str:code>/", views.credential, name="credential"),
    path("titre/<str:code>/piece/", views.evidence, name="evidence"),
    path("titre/<str:code>/demande/", views.ask, name="ask"),
    path("titre/<str:code>/reprise/", views.take_back, name="take_back"),
    path("titre/<str:code>/verification/", views.verify, name="verify"),
    path("titre/<str:code>/retrait/", views.withdraw, name="withdraw"),
    path("pieces/<str:code>/", views.document, name="document"),
    path("pieces/<str:code>/retrait/", views.remove_evidence, name="remove_evidence"),
]
