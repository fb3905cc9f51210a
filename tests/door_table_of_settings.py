# SPDX-License-Identifier: EUPL-1.2
"""The rows of the door table that are about the settings of a municipality."""

SETTINGS = """
# The settings: for whoever coordinates the whole municipality.
#                                      gues eva  host othh part othp coor boun neig
home:settings                     GET  in   no   no   no   no   no   ok   no   no | offi+admi=ok
home:settings                     POST 405
home:settings_municipality        GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_municipality        POST in   no   no   no   no   no   422  no   no | admi=422
home:settings_seals               GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_seals               POST 405
home:settings_venues              GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_venues              POST 405
home:settings_venue_new           GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_venue_new           POST in   no   no   no   no   no   422  no   no | admi=422
home:settings_venue               GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_venue               POST in   no   no   no   no   no   422  no   no | admi=422
home:settings_venue_closing       GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_venue_closing       POST in   no   no   no   no   no   422  no   no | admi=422
home:settings_venue_reopening     GET  405
home:settings_venue_reopening     POST in   no   no   no   no   no   on   no   no | admi=on
home:settings_screen_new          GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_screen_new          POST in   no   no   no   no   no   422  no   no | admi=422
home:settings_screen              GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_screen              POST 405
home:settings_screen_pin          GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_screen_pin          POST in   no   no   no   no   no   422  no   no | admi=422
home:settings_screen_code         GET  405
home:settings_screen_code         POST in   no   no   no   no   no   on   no   no | admi=on
home:settings_screen_revoking     GET  405
home:settings_screen_revoking     POST in   no   no   no   no   no   on   no   no | admi=on
home:settings_closed_days         GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_closed_days         POST 405
home:settings_closed_day_new      GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_closed_day_new      POST in   no   no   no   no   no   422  no   no | admi=422
home:settings_closed_day          GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_closed_day          POST 405
home:settings_closed_day_removal  GET  405
home:settings_closed_day_removal  POST in   no   no   no   no   no   on   no   no | admi=on
home:settings_topics              GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_topics              POST in   no   no   no   no   no   422  no   no | admi=422
home:settings_topic               GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_topic               POST in   no   no   no   no   no   422  no   no | admi=422
home:settings_topic_removal       GET  405
home:settings_topic_removal       POST in   no   no   no   no   no   on   no   no | admi=on
home:settings_sharing             GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_sharing             POST in   no   no   no   no   no   on   no   no | admi=on
home:settings_reminders           GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_reminders           POST in   no   no   no   no   no   422  no   no | admi=422
home:settings_wordings            GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_wordings            POST 405
home:settings_wording             GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_wording             POST in   no   no   no   no   no   on   no   no | admi=on
home:settings_statement           GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_statement           POST in   no   no   no   no   no   422  no   no | admi=422
home:settings_faults              GET  in   no   no   no   no   no   ok   no   no
home:settings_faults              POST 405
home:settings_fault               GET  in   no   no   no   no   no   ok   no   no
home:settings_fault               POST in   no   no   no   no   no   422  no   no
home:settings_intakes             GET  in   no   no   no   no   no   ok   no   no
home:settings_intakes             POST in   no   no   no   no   no   422  no   no
home:settings_intake              GET  in   no   no   no   no   no   ok   no   no
home:settings_intake              POST in   no   no   no   no   no   on   no   no
home:settings_intake_undo         GET  405
home:settings_intake_undo         POST in   no   no   no   no   no   on   no   no
home:settings_synonyms            GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_synonyms            POST in   no   no   no   no   no   422  no   no | admi=422
home:settings_synonym_removal     GET  405
home:settings_synonym_removal     POST in   no   no   no   no   no   on   no   no | admi=on
home:settings_legal_texts         GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_legal_texts         POST 405
home:settings_legal_text_new      GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_legal_text_new      POST in   no   no   no   no   no   422  no   no | admi=422
home:settings_legal_text          GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_legal_text          POST 405
home:settings_legal_draft         GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_legal_draft         POST in   no   no   no   no   no   422  no   no | admi=422
home:settings_legal_publication   GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_legal_publication   POST in   no   no   no   no   no   422  no   no | admi=422
home:settings_legal_pdf           GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_legal_pdf           POST 405
home:settings_agreements          GET  in   no   no   no   no   no   ok   no   no | offi+admi=ok
home:settings_agreements          POST 405
home:settings_agreement_new       GET  in   no   no   no   no   no   ok   no   no
home:settings_agreement_new       POST in   no   no   no   no   no   422  no   no
home:settings_agreement           GET  in   no   no   no   no   no   ok   no   no
home:settings_agreement           POST in   no   no   no   no   no   422  no   no
home:settings_organisations       GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_organisations       POST 405
home:settings_organisation        GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_organisation        POST in   no   no   no   no   no   on   no   no | admi=on
home:settings_erasure             GET  in   no   no   no   no   no   ok   no   no | offi+admi=ok
home:settings_erasure             POST 405
home:settings_erasure_decision    GET  in   no   no   no   no   no   ok   no   no
home:settings_erasure_decision    POST in   no   no   no   no   no   422  no   no
home:settings_incident            GET  in   no   no   no   no   no   ok   no   no
home:settings_incident            POST in   no   no   no   no   no   422  no   no
home:settings_takeouts            GET  in   no   no   no   no   no   ok   no   no
home:settings_takeouts            POST 405
home:settings_takeout_asking      GET  405
home:settings_takeout_asking      POST in   no   no   no   no   no   on   no   no
home:settings_takeout_file        GET  in   no   no   no   no   no   on   no   no
home:settings_takeout_file        POST 405
home:settings_disclosures         GET  in   no   no   no   no   no   ok   no   no
home:settings_disclosures         POST in   no   no   no   no   no   422  no   no
home:settings_disclosure_appeal   GET  in   no   no   no   no   no   ok   no   no
home:settings_disclosure_appeal   POST in   no   no   no   no   no   on   no   no
home:settings_disclosure          GET  in   no   no   no   no   no   ok   no   no
home:settings_disclosure          POST in   no   no   no   no   no   422  no   no
home:settings_disclosure_words    GET  in   no   no   no   no   no   ok   no   no
home:settings_disclosure_words    POST in   no   no   no   no   no   422  no   no
home:settings_disclosure_records  GET  405
home:settings_disclosure_records  POST in   no   no   no   no   no   on   no   no
home:settings_register            GET  in   no   no   no   no   no   ok   no   no | offi+admi=ok
home:settings_register            POST 405
home:settings_members             GET  in   no   no   no   no   no   ok   no   no | admi+lead+othl+voll=ok
home:settings_members             POST 405
home:settings_member_new          GET  in   no   no   no   no   no   ok   no   no | admi+lead+othl+voll=ok
home:settings_member_new          POST in   no   no   no   no   no   422  no   no | admi+lead+othl+voll=422
home:settings_membership_end      GET  in   no   no   no   no   no   ok   no   no | admi+othl=ok
home:settings_membership_end      POST in   no   no   no   no   no   on   no   no | admi+othl=on
home:settings_membership_letter   GET  405
home:settings_membership_letter   POST in   no   no   no   no   no   on   no   no | admi+othl=on
home:settings_signing_in          GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_signing_in          POST in   no   no   no   no   no   422  no   no | admi=422
home:settings_provider            GET  in   no   no   no   no   no   ok   no   no
home:settings_provider            POST in   no   no   no   no   no   422  no   no
home:settings_provider_trial      GET  405
home:settings_provider_trial      POST in   no   no   no   no   no   on   no   no
home:settings_group_new           GET  in   no   no   no   no   no   ok   no   no
home:settings_group_new           POST in   no   no   no   no   no   422  no   no
home:settings_group_removal       GET  in   no   no   no   no   no   ok   no   no
home:settings_group_removal       POST in   no   no   no   no   no   on   no   no
home:settings_lost_step           GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_lost_step           POST in   no   no   no   no   no   on   no   no | admi=on
home:settings_hosting_end         GET  in   no   no   no   no   no   ok   no   no | admi=ok
home:settings_hosting_end         POST in   no   no   no   no   no   on   no   no | admi=on
home:settings_rights              GET  in   no   no   no   no   no   ok   no   no | offi+admi+lead+othl+voll=ok
home:settings_rights              POST 405
"""
