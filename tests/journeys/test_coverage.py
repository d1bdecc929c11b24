"""From a saved page to a published, tagged article that the public reads."""

import re

from django.core.management import call_command

from articles.models import Article
from tests.factories import make_outlet, make_person, make_topic, make_user
from tests.staff import sign_in

PAGE = """\
Home
Share
On June 14, 2023, The Harbour Ledger published an article covering the testimony given by the \
Database Center for North Korean Human Rights (NKDB) at the Commission on Coastal Affairs (CCA). \
Observers fear the repatriation of people who are held in detention near the border.
Mina Seo, Director of Research at NKDB, described the places in which they are held.
She said that NKDB had found six of them by comparing interviews.
You can read the full article in The Harbour Ledger by clicking HERE
On June 14, 2023, The Harbour Ledger published an article covering the testimony given by the \
Database Center for North Korean Human Rights (NKDB) at the Commission on Coastal Affairs (CCA). \
Observers fear the repatriation of people who are held in detention near the border.
"""


def test_from_a_saved_page_to_the_public_site(open_page, tmp_path):
    repatriation = make_topic("repatriation", name="Repatriation", name_ko="강제송환")
    detention = make_topic("detention", name="Detention", name_ko="구금")
    outlet = make_outlet("The Harbour Ledger")
    make_person("Mina Seo")
    saved = tmp_path / "page.txt"
    saved.write_text(PAGE)
    call_command("import_coverage", str(saved))
    (draft,) = Article.objects.all()
    assert (str(draft.outlet_date), draft.outlet, draft.status) == ("2023-06-14", outlet, "draft")
    assert set(draft.topics.all()) == {repatriation, detention}

    editor = open_page("/admin/")
    sign_in(editor, make_user("Editors"))
    editor.click("text=Links to complete")
    editor.click("#result_list tbody th a")
    with editor.expect_navigation():
        editor.click("input[name=_publish]")
    assert "address got lost" in editor.inner_text("#links-group")

    editor.fill("#id_links-0-url", "https://ledger.example/2023/06/14/commission")
    with editor.expect_navigation():
        editor.click("input[name=_publish]")
    assert "was published" in editor.inner_text(".messagelist")

    draft.refresh_from_db()
    address = draft.get_absolute_url()
    assert address.startswith("/en/coverage/2023/")
    reader = open_page(address)
    assert reader.inner_text("h1") == draft.title
    assert reader.get_attribute("text=Read at The Harbour Ledger", "href") == (
        "https://ledger.example/2023/06/14/commission"
    )
    for listing in (
        "/en/",
        "/en/coverage/",
        "/en/coverage/2023/",
        "/en/topics/repatriation/",
        "/en/topics/detention/",
        f"/en/outlets/{outlet.slug}/",
    ):
        reader.goto(listing)
        assert reader.locator(f'.headline a[href="{address}"]').count() == 1, listing

    reader.goto(address)
    reader.click("a[hreflang=ko] >> nth=0")
    assert reader.url.endswith(address.replace("/en/", "/ko/"))
    assert reader.locator(f'main a[href="{address}"]').count() == 1
    assert reader.context.cookies() == []


def test_a_reader_without_scripts_on_a_telephone(open_page):
    from tests.factories import make_article

    for number in range(25):
        make_article(title=f"Report {number:02}")
    reader = open_page(
        "/en/coverage/", java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    seen = reader.locator(".headline").all_inner_texts()
    reader.click("a[rel=next]")
    seen += reader.locator(".headline").all_inner_texts()
    assert seen == [f"Report {number:02}" for number in reversed(range(25))]
    reader.click("a[rel=prev]")
    assert reader.locator(".headline").first.inner_text() == "Report 24"
    assert re.search(r"/en/coverage/\?after=|/en/coverage/$", reader.url)
