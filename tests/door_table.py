# SPDX-License-Identifier: EUPL-1.2
"""Who gets what where. ok = 200, in = to the sign-in page, on = onward, no = 404, else the number.

eva        signed in, no task here            host      hosts this activity
other_host hosts another activity             partner   of the organisation behind this activity
coordinator of the whole municipality         bound     coordinator of another venue only
neighbour  coordinator of the next municipality
"""

ROLES = (
    "guest", "eva", "host", "other_host", "partner", "other_partner", "coordinator", "bound", "neighbour",
)  # fmt: skip

TABLE = """
#                                      gues eva  host othh part othp coor boun neig
home:home                         GET  ok
home:home                         POST 405
home:healthz                      GET  ok
home:healthz                      POST 405
# The worker is not heard of here, and the figures are off.
readyz                            GET  503
readyz                            POST 405
metrics                           GET  no
metrics                           POST 405
home:help                         GET  ok
home:help                         POST 405
home:accessibility                GET  ok
home:accessibility                POST 405
home:fault                        GET  ok
home:fault                        POST 422
home:fault_receipt                GET  ok
home:fault_receipt                POST 405
home:from_us                      GET  ok
home:from_us                      POST 405
home:your_details                 GET  ok
home:your_details                 POST 405
home:cookies                      GET  ok
home:cookies                      POST 405
home:display                      GET  ok
home:display                      POST on
# A device without a key; what a screen's own key opens stands in home/tests/test_screen_doors.py.
home:screen                       GET  ok
home:screen                       POST 422
home:screen_checkin               GET  on
home:screen_checkin               POST on
home:screen_receipt               GET  on
home:screen_receipt               POST 405
home:screen_undoing               GET  405
home:screen_undoing               POST on
home:components                   GET  ok
home:components                   POST 405

home:search                       GET  ok
home:search                       POST 405

activities:programme              GET  ok
activities:programme              POST 405
activities:programme_pdf          GET  ok
activities:programme_pdf          POST 405
activities:activity               GET  ok
activities:activity               POST 405
activities:poster_pdf             GET  ok
activities:poster_pdf             POST 405
activities:film                   GET  ok
activities:film                   POST 405
activities:occasion               GET  ok
activities:occasion               POST 405
activities:venues                 GET  ok
activities:venues                 POST 405
activities:venue                  GET  ok
activities:venue                  POST 405
activities:watch                  GET  ok
activities:watch                  POST 405
activities:calendar               GET  ok
activities:calendar               POST 405
activities:topic_calendar         GET  ok
activities:topic_calendar         POST 405
activities:atom                   GET  ok
activities:atom                   POST 405
activities:json_feed              GET  ok
activities:json_feed              POST 405
activities:venue_atom             GET  ok
activities:venue_atom             POST 405
activities:venue_json_feed        GET  ok
activities:venue_json_feed        POST 405
activities:topic_atom             GET  ok
activities:topic_atom             POST 405
activities:topic_json_feed        GET  ok
activities:topic_json_feed        POST 405
activities:open_reference         GET  ok
activities:open_reference         POST 405
activities:open_document          GET  ok
activities:open_document          POST 405
activities:open_activities        GET  ok
activities:open_activities        POST 405
activities:open_activity          GET  ok
activities:open_activity          POST 405
activities:open_occasions         GET  ok
activities:open_occasions         POST 405
activities:open_occasion          GET  ok
activities:open_occasion          POST 405
activities:open_venues            GET  ok
activities:open_venues            POST 405
activities:open_venue             GET  ok
activities:open_venue             POST 405
activities:open_topics            GET  ok
activities:open_topics            POST 405
activities:embedding              GET  ok
activities:embedding              POST 405
activities:occasion_calendar      GET  ok
activities:occasion_calendar      POST 405
activities:venue_calendar         GET  ok
activities:venue_calendar         POST 405
places:theme                      GET  ok
places:theme                      POST 405

# Only the secret in the address protects these; whoever has it may use it.
activities:signup                 GET  ok
activities:signup                 POST 422
activities:received               GET  ok
activities:received               POST 405
activities:receipt                GET  ok
activities:receipt                POST on
activities:withdrawal             GET  ok
activities:withdrawal             POST on
activities:comeback               GET  ok
activities:comeback               POST on
activities:switch                 GET  ok
activities:switch                 POST on
activities:join                   GET  ok
activities:join                   POST 405
activities:open_join              GET  ok
activities:open_join              POST 405
activities:find_signup            GET  ok
activities:find_signup            POST 422
activities:my_page                GET  ok
activities:my_page                POST on
activities:my_calendar            GET  ok
activities:my_calendar            POST 405
# Whoever posts is thanked, also who does not know the secret: what is not answered comes again.
outbox:receipt                    GET  405
outbox:receipt                    POST 204

#                                      gues eva  host othh part othp coor boun neig
people:sign_in                    GET  ok   on   on   on   on   on   on   on   on
people:sign_in                    POST 422  on   on   on   on   on   on   on   on
people:code                       GET  on
people:code                       POST on
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
people:totp                       GET  in   no   ok   ok   ok   ok   ok   ok   no
people:totp                       POST in   no   422  422  422  422  422  422  no
people:passkey                    GET  in   no   ok   ok   ok   ok   ok   ok   no
people:passkey                    POST in   no   422  422  422  422  422  422  no
people:factor_removal             GET  405
people:factor_removal             POST in   on   on   on   on   on   on   on   on
people:paper_codes                GET  in   on   on   on   on   on   on   on   on
people:paper_codes                POST in   on   on   on   on   on   on   on   on
people:sign_in_end                GET  405
people:sign_in_end                POST in   on   on   on   on   on   on   on   on
people:sign_out                   GET  on   ok   ok   ok   ok   ok   ok   ok   ok
people:sign_out                   POST on

# The workroom: each sees and does what is hers; a guest signs in first.
#                                      gues eva  host othh part othp coor boun neig
home:today                        GET  in   no   ok   ok   ok   ok   ok   ok   no
home:today                        POST 405
activities:staff_calendar         GET  in   no   ok   ok   ok   ok   ok   ok   no
activities:staff_calendar         POST 405
activities:staff_activities       GET  in   no   ok   ok   ok   ok   ok   ok   no
activities:staff_activities       POST 405
activities:staff_activity_new     GET  in   no   ok   ok   ok   ok   ok   ok   no
activities:staff_activity_new     POST in   no   422  422  422  422  422  422  no
activities:staff_activity         GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_activity         POST 405
activities:staff_activity_change  GET  in   no   no   no   no   no   ok   no   no
activities:staff_activity_change  POST in   no   no   no   no   no   422  no   no
activities:staff_responsibility   GET  in   no   no   no   no   no   ok   no   no
activities:staff_responsibility   POST in   no   no   no   no   no   on   no   no
activities:staff_poster_pdf       GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_poster_pdf       POST 405
activities:staff_dates            GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_dates            POST in   no   422  no   422  no   422  no   no
activities:staff_answer           GET  in   no   no   no   no   no   ok   no   no
activities:staff_answer           POST in   no   no   no   no   no   422  no   no
activities:staff_publication      GET  in   no   on   no   on   no   on   no   no
activities:staff_publication      POST in   no   no   no   no   no   422  no   no
activities:staff_reminder         GET  in   no   no   no   no   no   ok   no   no
activities:staff_reminder         POST in   no   no   no   no   no   422  no   no
activities:staff_series_new       GET  in   no   no   no   no   no   ok   no   no
activities:staff_series_new       POST in   no   no   no   no   no   422  no   no
activities:staff_series           GET  in   no   no   no   no   no   ok   no   no
activities:staff_series           POST in   no   no   no   no   no   422  no   no
activities:staff_occasion_change  GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_occasion_change  POST in   no   422  no   422  no   422  no   no
activities:staff_cancellation     GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_cancellation     POST in   no   422  no   422  no   422  no   no
activities:staff_reinstatement    GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_reinstatement    POST in   no   on   no   on   no   on   no   no
activities:staff_occasion         GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_occasion         POST 405
activities:staff_list_pdf         GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_list_pdf         POST 405
activities:staff_signup           GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_signup           POST in   no   422  no   422  no   422  no   no
activities:staff_announcement     GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_announcement     POST in   no   422  no   422  no   422  no   no
activities:staff_tally            GET  405
activities:staff_tally            POST in   no   422  no   422  no   422  no   no
activities:staff_queue_end        GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_queue_end        POST in   no   on   no   on   no   on   no   no
activities:staff_withdrawal       GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_withdrawal       POST in   no   on   no   on   no   on   no   no
activities:staff_comeback         GET  405
activities:staff_comeback         POST in   no   on   no   on   no   on   no   no
activities:staff_switch           GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_switch           POST in   no   422  no   422  no   422  no   no
activities:staff_seat             GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_seat             POST in   no   on   no   on   no   on   no   no
activities:staff_attendance       GET  405
activities:staff_attendance       POST in   no   on   no   on   no   on   no   no
activities:staff_headcount        GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_headcount        POST in   no   422  no   422  no   422  no   no
activities:staff_absence          GET  405
activities:staff_absence          POST in   no   on   no   on   no   on   no   no
activities:staff_standing         GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_standing         POST in   no   on   no   on   no   on   no   no
activities:staff_standing_end     GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_standing_end     POST in   no   on   no   on   no   on   no   no
activities:printing               GET  in   no   ok   ok   ok   ok   ok   ok   no
activities:printing               POST in   no   422  422  422  422  422  422  no
activities:staff_number           GET  in   no   ok   ok   ok   ok   ok   ok   no
activities:staff_number           POST 405
activities:staff_person           GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_person           POST 405
activities:staff_details          GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_details          POST in   no   422  no   422  no   422  no   no
activities:staff_persons          GET  in   no   ok   ok   ok   ok   ok   ok   no
activities:staff_persons          POST in   no   422  422  422  422  422  422  no
activities:staff_person_new       GET  in   no   no   no   no   no   ok   no   no
activities:staff_person_new       POST in   no   no   no   no   no   422  no   no
activities:telephone              GET  in   no   ok   ok   ok   ok   ok   ok   no
activities:telephone              POST in   no   422  422  422  422  422  422  no
activities:telephone_new          GET  405
activities:telephone_new          POST in   no   no   no   no   no   422  no   no
activities:on_line                GET  in   no   ok   no   ok   no   ok   no   no
activities:on_line                POST 405
activities:on_line_signup         GET  405
activities:on_line_signup         POST in   no   on   no   on   no   on   no   no
activities:on_line_switch         GET  405
activities:on_line_switch         POST in   no   on   no   on   no   on   no   no
activities:on_line_withdrawal     GET  405
activities:on_line_withdrawal     POST in   no   on   no   on   no   on   no   no
activities:on_line_comeback       GET  405
activities:on_line_comeback       POST in   no   on   no   on   no   on   no   no
activities:staff_extract          GET  in   no   no   no   no   no   ok   no   no
activities:staff_extract          POST 405
activities:staff_extract_pdf      GET  in   no   no   no   no   no   ok   no   no
activities:staff_extract_pdf      POST 405
activities:staff_extract_json     GET  in   no   no   no   no   no   ok   no   no
activities:staff_extract_json     POST 405
activities:calls                  GET  in   no   ok   ok   ok   ok   ok   ok   no
activities:calls                  POST 405
activities:call                   GET  405
activities:call                   POST in   no   on   no   on   no   on   no   no
activities:call_undo              GET  405
activities:call_undo              POST in   no   on   no   on   no   on   no   no
activities:resending              GET  405
activities:resending              POST in   no   on   no   on   no   on   no   no

# Letters to print: for whoever coordinates the whole municipality.
home:letters                      GET  in   no   no   no   no   no   ok   no   no
home:letters                      POST in   no   no   no   no   no   on   no   no
home:letters_pdf                  GET  in   no   no   no   no   no   ok   no   no
home:letters_pdf                  POST 405
home:letters_printed              GET  405
home:letters_printed              POST in   no   no   no   no   no   on   no   no
home:letters_unprinted            GET  405
home:letters_unprinted            POST in   no   no   no   no   no   on   no   no

# The settings: for whoever coordinates the whole municipality.
#                                      gues eva  host othh part othp coor boun neig
home:settings                     GET  in   no   no   no   no   no   ok   no   no
home:settings                     POST 405
home:settings_municipality        GET  in   no   no   no   no   no   ok   no   no
home:settings_municipality        POST in   no   no   no   no   no   422  no   no
home:settings_seals               GET  in   no   no   no   no   no   ok   no   no
home:settings_seals               POST 405
home:settings_venues              GET  in   no   no   no   no   no   ok   no   no
home:settings_venues              POST 405
home:settings_venue_new           GET  in   no   no   no   no   no   ok   no   no
home:settings_venue_new           POST in   no   no   no   no   no   422  no   no
home:settings_venue               GET  in   no   no   no   no   no   ok   no   no
home:settings_venue               POST in   no   no   no   no   no   422  no   no
home:settings_venue_closing       GET  in   no   no   no   no   no   ok   no   no
home:settings_venue_closing       POST in   no   no   no   no   no   422  no   no
home:settings_venue_reopening     GET  405
home:settings_venue_reopening     POST in   no   no   no   no   no   on   no   no
home:settings_screen_new          GET  in   no   no   no   no   no   ok   no   no
home:settings_screen_new          POST in   no   no   no   no   no   422  no   no
home:settings_screen              GET  in   no   no   no   no   no   ok   no   no
home:settings_screen              POST 405
home:settings_screen_code         GET  405
home:settings_screen_code         POST in   no   no   no   no   no   on   no   no
home:settings_screen_revoking     GET  405
home:settings_screen_revoking     POST in   no   no   no   no   no   on   no   no
home:settings_closed_days         GET  in   no   no   no   no   no   ok   no   no
home:settings_closed_days         POST 405
home:settings_closed_day_new      GET  in   no   no   no   no   no   ok   no   no
home:settings_closed_day_new      POST in   no   no   no   no   no   422  no   no
home:settings_closed_day          GET  in   no   no   no   no   no   ok   no   no
home:settings_closed_day          POST 405
home:settings_closed_day_removal  GET  405
home:settings_closed_day_removal  POST in   no   no   no   no   no   on   no   no
home:settings_topics              GET  in   no   no   no   no   no   ok   no   no
home:settings_topics              POST in   no   no   no   no   no   422  no   no
home:settings_topic               GET  in   no   no   no   no   no   ok   no   no
home:settings_topic               POST in   no   no   no   no   no   422  no   no
home:settings_topic_removal       GET  405
home:settings_topic_removal       POST in   no   no   no   no   no   on   no   no
home:settings_sharing             GET  in   no   no   no   no   no   ok   no   no
home:settings_sharing             POST in   no   no   no   no   no   on   no   no
home:settings_reminders           GET  in   no   no   no   no   no   ok   no   no
home:settings_reminders           POST in   no   no   no   no   no   422  no   no
home:settings_wordings            GET  in   no   no   no   no   no   ok   no   no
home:settings_wordings            POST 405
home:settings_wording             GET  in   no   no   no   no   no   ok   no   no
home:settings_wording             POST in   no   no   no   no   no   on   no   no
home:settings_statement           GET  in   no   no   no   no   no   ok   no   no
home:settings_statement           POST in   no   no   no   no   no   422  no   no
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
home:settings_synonyms            GET  in   no   no   no   no   no   ok   no   no
home:settings_synonyms            POST in   no   no   no   no   no   422  no   no
home:settings_synonym_removal     GET  405
home:settings_synonym_removal     POST in   no   no   no   no   no   on   no   no
home:settings_agreements          GET  in   no   no   no   no   no   ok   no   no
home:settings_agreements          POST 405
home:settings_agreement_new       GET  in   no   no   no   no   no   ok   no   no
home:settings_agreement_new       POST in   no   no   no   no   no   422  no   no
home:settings_agreement           GET  in   no   no   no   no   no   ok   no   no
home:settings_agreement           POST in   no   no   no   no   no   422  no   no
home:settings_organisations       GET  in   no   no   no   no   no   ok   no   no
home:settings_organisations       POST 405
home:settings_organisation        GET  in   no   no   no   no   no   ok   no   no
home:settings_organisation        POST in   no   no   no   no   no   on   no   no
home:settings_erasure             GET  in   no   no   no   no   no   ok   no   no
home:settings_erasure             POST 405
home:settings_erasure_decision    GET  in   no   no   no   no   no   ok   no   no
home:settings_erasure_decision    POST in   no   no   no   no   no   422  no   no
home:settings_register            GET  in   no   no   no   no   no   ok   no   no
home:settings_register            POST 405
home:settings_members             GET  in   no   no   no   no   no   ok   no   no
home:settings_members             POST 405
home:settings_member_new          GET  in   no   no   no   no   no   ok   no   no
home:settings_member_new          POST in   no   no   no   no   no   422  no   no
home:settings_membership_end      GET  in   no   no   no   no   no   ok   no   no
home:settings_membership_end      POST in   no   no   no   no   no   on   no   no
home:settings_membership_letter   GET  405
home:settings_membership_letter   POST in   no   no   no   no   no   on   no   no
home:settings_signing_in          GET  in   no   no   no   no   no   ok   no   no
home:settings_signing_in          POST in   no   no   no   no   no   422  no   no
home:settings_lost_step           GET  in   no   no   no   no   no   ok   no   no
home:settings_lost_step           POST in   no   no   no   no   no   on   no   no
home:settings_hosting_end         GET  in   no   no   no   no   no   ok   no   no
home:settings_hosting_end         POST in   no   no   no   no   no   on   no   no
"""

# What a post says where an empty one would be no question of doors.
SENT = {"activities:staff_publication": {"gor": "archive"}}
