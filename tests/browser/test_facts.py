# SPDX-License-Identifier: EUPL-1.2
"""The block of facts in a date's page is no script: the strict policy has nothing against it."""

import json

from tests.makers import make_activity, make_occasion

WATCH = """window.breaches = [];
document.addEventListener('securitypolicyviolation', e => window.breaches.push(e.violatedDirective))"""
HOSTILE = "</script><script>window.got_out = true</script>"


def test_the_policy_reports_no_breach_and_no_title_gets_out(walker):
    occasion = make_occasion(activity=make_activity(title=HOSTILE))
    said = []
    walker.page.on("console", lambda message: said.append(message.text))
    walker.page.add_init_script(WATCH)

    walker.open(f"/tillfalle/{occasion.pk}/")

    block = walker.page.locator("script[type='application/ld+json']")
    assert json.loads(block.text_content())["name"] == HOSTILE
    assert walker.page.evaluate("window.breaches") == []
    assert walker.page.evaluate("window.got_out") is None
    assert [words for words in said if "Content Security Policy" in words] == []


def test_a_script_in_the_page_would_be_reported(walker):
    """Otherwise the test above would prove nothing."""
    occasion = make_occasion()
    walker.page.add_init_script(WATCH)
    walker.open(f"/tillfalle/{occasion.pk}/")

    walker.page.evaluate(
        """() => { const one = document.createElement('script');
           one.textContent = 'window.got_out = true'; document.head.append(one) }"""
    )

    assert walker.page.evaluate("window.breaches") == ["script-src-elem"]
