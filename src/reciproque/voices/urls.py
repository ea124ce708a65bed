"""Addresses of voices."""

from django.urls import path

from . import views

app_name = "voices"
urlpatterns = [
    path("paroles/", views.everywhere, name="everywhere"),
    path("paroles/<str:code>/", views.voice, name="voice"),
    path("paroles/<str:code>/reponse/", views.reply, name="reply"),
    path("paroles/<str:code>/retrait/", views.withdrawal, name="withdrawal"),
    path("partenariats/<str:code>/parole/", views.voices, name="voices"),
    path("partenariats/<str:code>/parole/nouvelle/", views.hear, name="hear"),
]
