"""Addresses of the bare pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("hello", views.hello),
    path("people/", views.people),
    path("people/<str:code>/", views.person),
    path("organisations/", views.organisations),
    path("organisations/new/", views.new_organisation),
    path("partnerships/", views.partnerships),
    path("partnerships/<str:code>/", views.partnership),
]
