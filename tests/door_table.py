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
#                               guest eva  host othh part othp coor boun neig
home:home                 GET   ok
home:home                 POST  405
home:healthz              GET   ok
home:healthz              POST  405
home:help                 GET   ok
home:help                 POST  405
home:accessibility        GET   ok
home:accessibility        POST  405
home:fault                GET   ok
home:fault                POST  422
home:fault_receipt        GET   ok
home:fault_receipt        POST  405
home:from_us              GET   ok
home:from_us              POST  405
home:cookies              GET   ok
home:cookies              POST  405
home:display              GET   ok
home:display              POST  on
home:components           GET   ok
home:components           POST  405

activities:programme      GET   ok
activities:programme      POST  405
activities:activity       GET   ok
activities:activity       POST  405
activities:film           GET   ok
activities:film           POST  405
activities:occasion       GET   ok
activities:occasion       POST  405
activities:venues         GET   ok
activities:venues         POST  405
activities:venue          GET   ok
activities:venue          POST  405
activities:watch          GET   ok
activities:watch          POST  405
activities:calendar       GET   ok
activities:calendar       POST  405
activities:topic_calendar GET   ok
activities:topic_calendar POST  405
activities:occasion_calendar GET ok
activities:occasion_calendar POST 405
activities:venue_calendar GET   ok
activities:venue_calendar POST  405
places:theme              GET   ok
places:theme              POST  405

# Only the secret in the address protects these; whoever has it may use it.
activities:signup         GET   ok
activities:signup         POST  422
activities:receipt        GET   ok
activities:receipt        POST  on
activities:withdrawal     GET   ok
activities:withdrawal     POST  on
activities:comeback       GET   ok
activities:comeback       POST  on
activities:switch         GET   ok
activities:switch         POST  on
activities:join           GET   ok
activities:join           POST  405
activities:open_join      GET   ok
activities:open_join      POST  405
activities:find_signup    GET   ok
activities:find_signup    POST  422
activities:my_page        GET   ok
activities:my_page        POST  on
activities:my_calendar    GET   ok
activities:my_calendar    POST  405

#                               guest eva  host othh part othp coor boun neig
people:sign_in            GET   ok    on   on   on   on   on   on   on   on
people:sign_in            POST  422   on   on   on   on   on   on   on   on
people:code               GET   on
people:code               POST  on
people:sign_out           GET   on    ok   ok   ok   ok   ok   ok   ok   ok
people:sign_out           POST  on
"""
