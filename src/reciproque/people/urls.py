"""Addresses of people, organisations, invitations and accounts.

What allauth serves stands under /compte/ in French nouns, under the names allauth looks for.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from django.urls import include, path

from .views import access, accounts, organisations, people
from .views.accounts import answering_422 as told

own = [
    path("structures/", organisations.directory, name="organisations"),
    path("structures/nouvelle/", organisations.new_organisation, name="organisation_add"),
    path("structures/<str:code>/", organisations.organisation, name="organisation"),
    path("structures/<str:code>/fiche/", organisations.facts, name="organisation_facts"),
    path("structures/<str:code>/invitations/", access.invitations, name="invitations"),
    path("structures/<str:code>/mandats/", organisations.new_mandate, name="mandate_add"),
    path("structures/<str:code>/reglages/", organisations.parameters, name="parameters"),
    path("structures/<str:code>/reglages/<str:name>/", organisations.parameter, name="parameter"),
    path("appartenances/<str:code>/fin/", organisations.end_of_membership, name="membership_end"),
    path("mandats/<str:code>/fin/", organisations.end_of_mandate, name="mandate_end"),
    path("personnes/", people.directory, name="people"),
    path("personnes/<str:code>/", people.person, name="person"),
    path("personnes/<str:code>/codes/", access.renewals, name="renewals"),
    path("codes/<str:code>/", access.renewal, name="renewal"),
    path("invitations/<str:code>/", access.invitation, name="invitation"),
    path("invitations/<str:code>/renouvellement/", access.renewed_invitation, name="invitation_renewed"),
    path("invitations/<str:code>/revocation/", access.revocation, name="invitation_revoked"),
    path("invitation/", access.offer_code, name="offer_code"),
    path("invitation/acceptation/", access.acceptance, name="acceptance"),
    path("invitation/<str:secret>/", access.offer, name="offer"),
    path("moi/", accounts.me, name="me"),
    path("moi/donnees/", accounts.my_data, name="my_data"),
    path("chapeau/", accounts.hat, name="hat"),
    path("compte/nouveau-mot-de-passe/", access.new_password, name="new_password"),
    path("demo/entrer/<str:code>/", accounts.demo_enter, name="demo_enter"),
]
signing_in = [
    path("connexion/", told(account.login), name="account_login"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("inscription/", accounts.no_sign_up, name="account_signup"),
    path("ferme/", account.account_inactive, name="account_inactive"),
    path("confirmation/", told(account.reauthenticate), name="account_reauthenticate"),
    path("adresses/", told(account.email), name="account_email"),
    path("adresses/envoi/", account.email_verification_sent, name="account_email_verification_sent"),
    path("adresses/<str:key>/", account.confirm_email, name="account_confirm_email"),
    path("mot-de-passe/", told(account.password_change), name="account_change_password"),
    path("mot-de-passe/choix/", told(account.password_set), name="account_set_password"),
    path("mot-de-passe/oubli/", told(account.password_reset), name="account_reset_password"),
    path("mot-de-passe/oubli/envoi/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "mot-de-passe/oubli/fin/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path(
        "mot-de-passe/oubli/<str:uidb36>/<str:key>/",
        told(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("sessions/", accounts.sessions, name="usersessions_list"),
]
second_factors = [
    path("", accounts.SecondFactors.as_view(), name="mfa_index"),
    path("etape/", told(factors.authenticate), name="mfa_authenticate"),
    path("confirmation/", told(factors.reauthenticate), name="mfa_reauthenticate"),
    path("application/", told(accounts.ActivateApp.as_view()), name="mfa_activate_totp"),
    path("application/retrait/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/nouveaux/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("codes/fichier/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("cles/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("cles/ajout/", told(accounts.AddKey.as_view()), name="mfa_add_webauthn"),
    path("cles/connexion/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("cles/confirmation/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("cles/<int:pk>/nom/", told(keys.edit_webauthn), name="mfa_edit_webauthn"),
    path("cles/<int:pk>/retrait/", keys.remove_webauthn, name="mfa_remove_webauthn"),
]
urlpatterns = [
    path("", include((own, "people"))),
    path("compte/", include(signing_in)),
    path("compte/second-facteur/", include(second_factors)),
]
