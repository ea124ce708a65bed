"""Addresses of profiles."""

from django.urls import path

from . import views

app_name = "profiles"
urlpatterns = [
    path("mon-profil/", views.mine, name="mine"),
    path("mon-profil/vu-par/<str:reader>/", views.as_read, name="as_read"),
    path("mon-profil/accord/", views.matching, name="matching"),
    path("mon-profil/accord/retrait/", views.no_more_matching, name="no_more_matching"),
    path("mon-profil/compter/", views.counted, name="counted"),
    path("mon-profil/parties/<str:topic>/", views.part, name="part"),
    path("personnes/<str:code>/profil/", views.shown, name="shown"),
]
