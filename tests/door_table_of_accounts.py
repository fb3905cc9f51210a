# SPDX-License-Identifier: EUPL-1.2
"""The rows of the door table about signing in, one's own account, and a senior's card."""

ACCOUNTS = """
#                                      gues eva  host othh part othp coor boun neig
# What a card opens stands in activities/tests/test_card_door.py.
people:card                       GET  ok
people:card                       POST 422
people:card_end                   GET  405
people:card_end                   POST on
people:sign_in                    GET  ok   on   on   on   on   on   on   on   on
people:sign_in                    POST 422  on   on   on   on   on   on   on   on
people:code                       GET  on
people:code                       POST on
people:code_sms                   GET  405
people:code_sms                   POST on
people:second                     GET  on
people:second                     POST on
people:first                      GET  ok   on   on   on   on   on   on   on   on
people:first                      POST 422  on   on   on   on   on   on   on   on
people:provider                   GET  no
people:provider                   POST 405
people:provider_back              GET  no
people:provider_back              POST 405
people:proof                      GET  in   ok   ok   ok   ok   ok   ok   ok   ok
people:proof                      POST in   on   on   on   on   on   on   on   on
people:kept                       GET  in   on   on   on   on   on   on   on   on
people:kept                       POST in   on   on   on   on   on   on   on   on
people:account                    GET  in   ok   ok   ok   ok   ok   ok   ok   ok
people:account                    POST 405
people:provider_link              GET  in   on   on   on   on   on   on   on   on
people:provider_link              POST 405
people:provider_unlink            GET  405
people:provider_unlink            POST in   on   on   on   on   on   on   on   on
people:totp                       GET  in   no   ok   ok   ok   ok   ok   ok   no | all=ok
people:totp                       POST in   no   422  422  422  422  422  422  no | all=422
people:passkey                    GET  in   no   ok   ok   ok   ok   ok   ok   no | all=ok
people:passkey                    POST in   no   422  422  422  422  422  422  no | all=422
people:number                     GET  in   on   on   on   on   on   on   on   on
people:number                     POST in   on   on   on   on   on   on   on   on
people:number_code                GET  in   on   on   on   on   on   on   on   on
people:number_code                POST in   on   on   on   on   on   on   on   on
people:number_removal             GET  405
people:number_removal             POST in   on   on   on   on   on   on   on   on
people:factor_removal             GET  405
people:factor_removal             POST in   on   on   on   on   on   on   on   on
people:paper_codes                GET  in   on   on   on   on   on   on   on   on
people:paper_codes                POST in   on   on   on   on   on   on   on   on
people:sign_in_end                GET  405
people:sign_in_end                POST in   on   on   on   on   on   on   on   on
people:sign_out                   GET  on   ok   ok   ok   ok   ok   ok   ok   ok
people:sign_out                   POST on
people:saml_metadata              GET  no
people:saml_metadata              POST 405
people:saml_answer                GET  405
people:saml_answer                POST no
people:saml_finish                GET  no
people:saml_finish                POST 405
"""
