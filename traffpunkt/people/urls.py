# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from traffpunkt.people.views import account, card, door, first, number, proof, provider, saml

app_name = "people"
urlpatterns = [
    path("logga-in/", door.sign_in, name="sign_in"),
    path("logga-in/kod/", door.code, name="code"),
    path("logga-in/kod/sms/", door.code_sms, name="code_sms"),
    path("logga-in/andra-steget/", door.second, name="second"),
    path("logga-in/forsta/", first.first, name="first"),
    path("logga-in/kommunen/", provider.ask, name="provider"),
    path("logga-in/kommunen/svar/", provider.back, name="provider_back"),
    path("logga-in/saml/metadata/", saml.metadata, name="saml_metadata"),
    path("logga-in/saml/svar/", saml.answer, name="saml_answer"),
    path("logga-in/saml/klar/", saml.finish, name="saml_finish"),
    path("logga-in/igen/", proof.proof, name="proof"),
    path("logga-in/kvar/", door.kept, name="kept"),
    path("kort/", card.card, name="card"),
    path("kort/klar/", card.card_end, name="card_end"),
    path("logga-ut/", door.sign_out, name="sign_out"),
    path("arbete/mitt-konto/", account.account, name="account"),
    path("arbete/mitt-konto/kommunen/", provider.link, name="provider_link"),
    path("arbete/mitt-konto/kommunen/borttagning/", provider.unlink, name="provider_unlink"),
    path("arbete/mitt-konto/app/", account.totp, name="totp"),
    path("arbete/mitt-konto/mobil/", number.number, name="number"),
    path("arbete/mitt-konto/mobil/kod/", number.number_code, name="number_code"),
    path("arbete/mitt-konto/mobil/borttagning/", number.number_removal, name="number_removal"),
    path("arbete/mitt-konto/nyckel/", account.passkey, name="passkey"),
    path(
        "arbete/mitt-konto/andra-steg/borttagning/", account.factor_removal, name="factor_removal"
    ),
    path("arbete/mitt-konto/reservkoder/", account.paper_codes, name="paper_codes"),
    path("arbete/mitt-konto/inloggningar/slut/", account.sign_in_end, name="sign_in_end"),
]
