"""The page that opens first names what is really there."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

from flows.daily import ARTIFACT
from flows.deployments import DEPLOYMENTS, WAITING
from flows.start_page import DOORS, start_page


def test_the_links_filter_on_tags_that_exist_and_hold_behind_any_path() -> None:
    known = {WAITING, *(tag for row in DEPLOYMENTS for tag in row.tags)}
    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', start_page())]
    assert len(links) == len(DOORS)
    for link in links:
        assert not link.startswith(("/", "http"))
        assert set(parse_qs(urlsplit(link).query).get("tags", ())) <= known
    assert f"v2/artifacts/key/{ARTIFACT}" in links


def test_it_says_how_to_log_in() -> None:
    assert "kaft:wachtwoord" in start_page()
    assert "up/login" in start_page()
