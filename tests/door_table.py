# SPDX-License-Identifier: EUPL-1.2
"""Who gets what where. ok = 200, in = to the sign-in page, on = onward, no = 404, else the number.

eva        signed in, no task here            host      hosts this activity
other_host hosts another activity             partner   of the organisation behind this activity
coordinator of the whole municipality         bound     coordinator of another venue only
neighbour  coordinator of the next municipality
"""

from tests.door_table_of_settings import SETTINGS

ROLES = (
    "guest", "eva", "host", "other_host", "partner", "other_partner", "coordinator", "bound", "neighbour",
)  # fmt: skip

TABLE = (
    """
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
home:screen_card                  GET  on
home:screen_card                  POST on
home:screen_along                 GET  on
home:screen_along                 POST on
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
# What a card opens stands in activities/tests/test_card_door.py.
people:card                       GET  ok
people:card                       POST 422
people:card_end                   GET  405
people:card_end                   POST on
activities:with_card              GET  on
activities:with_card              POST 405
activities:own_consent            GET  405
activities:own_consent            POST on
activities:own_taking_back        GET  405
activities:own_taking_back        POST on
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
people:saml_metadata              GET  no
people:saml_metadata              POST 405
people:saml_answer                GET  405
people:saml_answer                POST no
people:saml_finish                GET  no
people:saml_finish                POST 405
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
people:totp                       GET  in   no   ok   ok   ok   ok   ok   ok   no
people:totp                       POST in   no   422  422  422  422  422  422  no
people:passkey                    GET  in   no   ok   ok   ok   ok   ok   ok   no
people:passkey                    POST in   no   422  422  422  422  422  422  no
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

# The workroom: each sees and does what is hers; a guest signs in first.
#                                      gues eva  host othh part othp coor boun neig
home:today                        GET  in   no   ok   ok   ok   ok   ok   ok   no
home:today                        POST 405
# Of what is planned for today only the other host has her part; for the rest there is no list.
home:today_lists_pdf              GET  in   no   on   ok   on   on   ok   on   no
home:today_lists_pdf              POST 405
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
# The script for lists without a network says nothing of anybody.
activities:away                   GET  ok
activities:away                   POST 405
activities:staff_occasion         GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_occasion         POST 405
activities:staff_list_pdf         GET  in   no   ok   no   ok   no   ok   no   no
activities:staff_list_pdf         POST 405
activities:staff_cards            GET  in   no   no   no   no   no   ok   no   no
activities:staff_cards            POST in   no   no   no   no   no   422  no   no
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
activities:staff_doubles          GET  in   no   no   no   no   no   ok   no   no
activities:staff_doubles          POST 405
activities:staff_same             GET  in   no   no   no   no   no   ok   no   no
activities:staff_same             POST in   no   no   no   no   no   422  no   no
activities:staff_merge            GET  in   no   no   no   no   no   ok   no   no
activities:staff_merge            POST in   no   no   no   no   no   on   no   no
activities:staff_parting          GET  405
activities:staff_parting          POST in   no   no   no   no   no   on   no   no
activities:staff_persons          GET  in   no   ok   ok   ok   ok   ok   ok   no
activities:staff_persons          POST in   no   422  422  422  422  422  422  no
activities:staff_person_new       GET  in   no   no   no   no   no   ok   no   no
activities:staff_person_new       POST in   no   no   no   no   no   422  no   no
activities:staff_card             GET  405
activities:staff_card             POST in   no   no   no   no   no   ok   no   no
activities:staff_signature        GET  in   no   no   no   no   no   ok   no   no
activities:staff_signature        POST in   no   no   no   no   no   422  no   no
activities:staff_taking_back      GET  405
activities:staff_taking_back      POST in   no   no   no   no   no   on   no   no
activities:own_signatures         GET  in   no   ok   ok   ok   ok   ok   ok   no
activities:own_signatures         POST in   no   on   on   on   on   on   on   no
activities:unsigned               GET  in   no   no   no   no   no   ok   no   no
activities:unsigned               POST 405
activities:staff_paper            GET  in   no   no   no   no   no   ok   no   no
activities:staff_paper            POST in   no   no   no   no   no   422  no   no
activities:joining_group          GET  405
activities:joining_group          POST in   no   no   no   no   no   on   no   no
activities:leaving_group          GET  405
activities:leaving_group          POST in   no   no   no   no   no   on   no   no
activities:staff_groups           GET  in   no   no   no   no   no   ok   no   no
activities:staff_groups           POST in   no   no   no   no   no   422  no   no
activities:staff_group            GET  in   no   no   no   no   no   ok   no   no
activities:staff_group            POST 405
activities:staff_group_change     GET  in   no   no   no   no   no   ok   no   no
activities:staff_group_change     POST in   no   no   no   no   no   422  no   no
activities:staff_to_group         GET  in   no   no   no   no   no   ok   no   no
activities:staff_to_group         POST in   no   no   no   no   no   422  no   no
activities:staff_card_revoking    GET  405
activities:staff_card_revoking    POST in   no   no   no   no   no   on   no   no
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
home:labels                       GET  in   no   no   no   no   no   ok   no   no
home:labels                       POST 405
home:labels_pdf                   GET  in   no   no   no   no   no   ok   no   no
home:labels_pdf                   POST 405
home:letters_printed              GET  405
home:letters_printed              POST in   no   no   no   no   no   on   no   no
home:letters_unprinted            GET  405
home:letters_unprinted            POST in   no   no   no   no   no   on   no   no
"""
    + SETTINGS
)

# What a post says where an empty one would be no question of doors.
SENT = {"activities:staff_publication": {"gor": "archive"}}
