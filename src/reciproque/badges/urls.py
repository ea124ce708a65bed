"""Addresses of portable credentials. Those of an organisation stand in what it signs: they never change."""

from django.urls import path

from .views import own, published

app_name = "badges"
urlpatterns = [
    path("titre/<str:code>/attestation/", own.attestation, name="attestation"),
    path("attestations/<str:code>/<str:shape>/", own.file, name="file"),
    path("cle-de-la-structure/", own.keys, name="keys"),
    path("emetteurs/<str:code>/did.json", published.document, name="document"),
    path("emetteurs/<str:code>/etat/<str:purpose>/", published.state_list, name="list"),
]
