"""Addresses of titles and training."""

from django.urls import path

from .views import cases, own, public

app_name = "titles"
urlpatterns = [
    path("titres/", own.vocabulary, name="vocabulary"),
    path("titres/<str:code>/mots/", own.words, name="words"),
    path("titres/<str:code>/fondre/", own.merge, name="merge"),
    path("mes-titres/", own.mine, name="mine"),
    path("mes-titres/titre/", own.declare_title, name="declare_title"),
    path("mes-titres/formation/", own.declare_training, name="declare_training"),
    path("a-verifier/", own.to_verify, name="to_verify"),
    path("titre/<str:code>/", own.credential, name="credential"),
    path("titre/<str:code>/piece/", own.evidence, name="evidence"),
    path("titre/<str:code>/demande/", own.ask, name="ask"),
    path("titre/<str:code>/reprise/", own.take_back, name="take_back"),
    path("titre/<str:code>/verification/", own.verify, name="verify"),
    path("titre/<str:code>/retrait/", own.withdraw, name="withdraw"),
    path("pieces/<str:code>/", own.document, name="document"),
    path("pieces/<str:code>/retrait/", own.remove_evidence, name="remove_evidence"),
    path("verifier/", public.check, name="check"),
    path("verifier/<str:code>/", public.public, name="public"),
    path("verifier/<str:code>/qr.svg", public.code_drawn, name="qr"),
    path("verifier/<str:code>/signaler/", public.report, name="report"),
    path("signalement/<str:code>/", public.number, name="number"),
    path("signalements/", cases.listed, name="cases"),
    path("structures/<str:code>/referent-exterieur/", cases.outside, name="outside"),
    path("signalements/<str:code>/", cases.case, name="case"),
    path("signalements/<str:code>/reponse/", cases.answer, name="answer"),
    path("signalements/<str:code>/suspension/", cases.suspend, name="suspend"),
    path("signalements/<str:code>/levee/demande/", cases.ask_to_lift, name="ask_to_lift"),
    path("signalements/<str:code>/levee/", cases.lift, name="lift"),
    path("signalements/<str:code>/fin/", cases.close, name="close"),
]
