"""A pack as a web page: whole, quiet towards the network, in its own language, open to everybody."""

from __future__ import annotations

import base64
import itertools
import re
from pathlib import Path

import pytest
from lxml import html
from making import EN, LT, LV, config, content, item, term, translated, version, word_file

from hexapla.documents import read_bytes
from hexapla.errors import UsageError
from hexapla.model import Language, Revision, State
from hexapla.packs import Package, Version, build, emblem_png, web_pages

AXE = Path(__file__).parents[1] / "web" / "axe" / "axe.min.js"
CHROMIUM = Path("/usr/bin/chromium")
IMAGE = f"data:image/png;base64,{base64.b64encode(emblem_png()).decode()}"
NEWS = f"""<!DOCTYPE html><html lang="lv"><head><meta charset="utf-8"><title>Jaunumi</title>
<script>document.title = "x"</script></head><body onload="go()"><h1 style="color:red">Jaunumi</h1>
<p>Runāja <em lang="en">the State Police</em>, sk. <a href="javascript:go()">šeit</a> un
<a href="https://www.vp.gov.lv/">lapā</a>, <a href="#end">beigas</a>.</p>
<table><tr><th scope="col">Valsts</th></tr><tr><td>Latvija</td></tr></table>
<p><img src="{IMAGE}" alt="Savienības emblēma" width="120" height="80">
<img src="https://example.org/pixel.png" alt="attēls no ārpuses"></p>
<p id="end">Beigas.</p><iframe src="https://example.org/"></iframe></body></html>"""


def page_version(name: str, tag: Language, text: str) -> Version:
    raw = text.encode()
    read = read_bytes(raw, file_name=f"{name}.html", language=tag, name=name)
    revision = Revision(document=name, language=tag, number=1, digest=read.digest)
    return Version(revision=revision, document=read, content=raw)


def news():
    return item("news", page_version("news", EN, NEWS), page_version("news", LV, NEWS))


def pages(what) -> dict[str, str]:
    return {one.name: one.content.decode() for one in web_pages(what)}


@pytest.fixture(scope="module")
def page():
    made = pages(
        content(news(), languages=(LV,), concepts=(term("1", lv="policija", en="police"),))
    )
    return html.fromstring(made["strategy.lv.html"].encode())


def test_a_page_asks_nothing_of_the_network_and_runs_nothing(page):
    outside = [
        said
        for one in page.iter()
        for name in ("src", "srcset", "href", "data", "action", "poster", "background")
        if (said := one.get(name)) and not said.startswith(("data:", "#"))
        if not (one.tag == "a" and name == "href")
    ]
    assert outside == []
    assert not list(page.iter("script", "iframe", "link", "object"))
    assert not [name for one in page.iter() for name in sorted(one.attrib) if name.startswith("on")]
    assert [a.get("href") for a in page.iter("a") if (a.get("href") or "").startswith("java")] == []
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy


def test_a_page_says_its_language_and_that_of_what_differs(page):
    assert page.get("lang") == "lv"
    assert page.xpath("//em[@lang='en']/text()") == ["the State Police"]
    assert page.xpath("//td[@lang='en']//text()") == ["police"]


def test_the_image_of_a_page_is_kept_with_its_text(page):
    (image,) = page.xpath("//article//img")
    assert image.get("alt") == "Savienības emblēma"
    assert image.get("src") == IMAGE
    assert "[attēls no ārpuses]" in page.text_content()


def test_headings_go_down_in_steps_and_there_is_one_title(page):
    levels = [int(one.tag[1]) for one in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))


def test_links_within_a_document_still_lead_to_their_place(page):
    (link,) = [a for a in page.iter("a") if a.text == "beigas"]
    assert page.get_element_by_id(link.get("href")[1:]).text == "Beigas."


def test_the_block_of_the_union_stands_at_the_foot_in_the_official_words(page):
    (foot,) = page.xpath("//footer")
    assert "Ar programmas" in foot.text_content()
    assert foot.xpath(".//img/@alt") == ["Eiropas Savienības emblēma"]


def test_a_word_file_on_a_page_has_its_lists_tables_and_notes():
    raw = word_file(
        "Pirmais.", heading="Plāns", items=("viens", "divi"), table=(("A", "B"), ("1", "2"))
    )
    what = item("plan", version("plan", EN, raw), version("plan", LV, raw))
    root = html.fromstring(pages(content(what, languages=(LV,)))["strategy.lv.html"].encode())
    assert [one.text_content().strip() for one in root.xpath("//article[1]//ol/li")] == [
        "1. viens",
        "2. divi",
    ]
    assert root.xpath("//article[1]//thead/tr/th/@scope") == ["col", "col"]
    assert [one.text_content() for one in root.xpath("//article[1]//tbody/tr/td")][:2] == ["1", "2"]


def test_languages_stand_side_by_side_with_what_is_missing_marked():
    source = version("plan", EN, word_file("One.", "Two."))
    lv = translated("plan", LV, word_file("Viens."), source, {1: State.MISSING})
    what = content(item("plan", source, lv), layout="parallel", languages=(EN, LV))
    root = html.fromstring(pages(what)["strategy.html"].encode())
    (cell,) = root.xpath("//article[1]//td[@class='missing']")
    assert "Missing" in cell.text_content()
    assert root.xpath("//td/p[@lang='lv']/text()") == ["Viens."]


def test_what_a_pack_lacks_stands_on_the_page_before_all_else():
    source = version("plan", EN, word_file("One."))
    page = pages(content(item("plan", source), languages=(LT,)))["strategy.lt.html"]
    assert re.search(r'class="notice".*?plan', page, re.DOTALL)


def test_a_layout_without_a_page_is_refused_with_the_reason():
    with pytest.raises(UsageError, match="makes no web page"):
        pages(content(news(), layout="review"))


def test_a_page_in_a_word_pack_keeps_its_image():
    (one,) = build(content(news(), languages=(LV,), sections=("documents",)))
    package = Package.read(one.content)
    assert emblem_png() in package.parts.values()
    assert "Savienības emblēma" in package.parts[package.main].decode()
    said = package.parts[package.main].decode()
    assert said.count("Savienības emblēma") == 2  # of the drawing and of its picture: no loose text


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no /usr/bin/chromium here")
def test_chromium_and_axe_find_nothing_against_a_page(tmp_path):
    from playwright.sync_api import sync_playwright

    made = pages(content(news(), languages=(LV, EN), concepts=(term("1", lv="a", en="b"),)))
    asked: list[str] = []
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        # the page's own policy forbids scripts: only the check is let past it
        screen = browser.new_context(bypass_csp=True).new_page()
        screen.on("request", lambda one: asked.append(one.url))
        for name, text in made.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
            screen.goto((tmp_path / name).as_uri())
            screen.evaluate(AXE.read_text(encoding="utf-8"))
            found = screen.evaluate("() => axe.run()")
            assert [one["id"] for one in found["violations"]] == []
        browser.close()
    assert [one for one in asked if not one.startswith(("file:", "data:"))] == []


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no /usr/bin/chromium here")
@pytest.mark.parametrize("layout", ["language", "parallel"])
def test_long_words_stay_on_a_narrow_screen(tmp_path, layout):
    from playwright.sync_api import sync_playwright

    long = "Kriminalitätsbekämpfungszusammenarbeitsvereinbarung" * 2
    wide = NEWS.replace("<td>Latvija</td>", f"<td>{long}</td>" * 3)
    source = version("plan", EN, word_file(f"One {long}.", heading=long))
    lv = translated("plan", LV, word_file("Viens.", heading=long), source, {1: State.STALE})
    own = config(
        project={
            "number": "HOME/2013/ISEC/FP/C1/4000005037/" * 3,
            "programme": "isec-2007-2013",
            "titles": {"en": long},
        },
        partners=[{"id": "lt", "role": "coordinator", "names": {"en": long, "lv": long}}],
    )
    what = content(
        item(long, source, lv),
        item("wide", page_version("wide", EN, wide), page_version("wide", LV, wide)),
        layout=layout,
        settings=own,
        concepts=(term("1", lv=long, en=long),),
    )
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        screen = browser.new_page(viewport={"width": 380, "height": 800})
        for name, text in pages(what).items():
            (tmp_path / name).write_text(text, encoding="utf-8")
            screen.goto((tmp_path / name).as_uri())
            screen.screenshot(path=tmp_path / f"{name}.png", full_page=True)
            assert screen.evaluate("document.documentElement.scrollWidth") <= 380
        browser.close()


def test_the_head_says_that_it_is_a_draft_and_the_revisions_date_is_brief():
    source = version("plan", EN, word_file("One."))
    made = pages(content(item("plan", source), languages=(EN,)))["strategy.en.html"]
    root = html.fromstring(made.encode())
    assert root.xpath("//header//dt[.='Version']/following-sibling::dd[1]/text()") == ["Draft"]
    assert "1 Mar 2015" in root.xpath("//article//td/text()")
