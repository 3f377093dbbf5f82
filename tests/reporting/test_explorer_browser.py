"""The explorer in a real browser: what a researcher sees, and what a hostile comment cannot do."""

import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from reporting_samples import PROVENANCE, abstained, article, comment, thread

from comments.records import article_schema, scored_schema
from comments.reporting.explorer import write_explorer
from comments.reporting.tables import class_name
from comments.reporting.wording import interval, percent, say
from comments.spreadsheet import to_csv
from comments.study.prevalence import Scored

ATTACK = "</script><script>alert(1)</script> \"quoted\" 'x' \u2028 <img src=//x.invalid onerror=alert(2)>"
WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', (e) => window.violations.push(e.violatedDirective));
"""


@pytest.fixture(scope="module")
def browser() -> Iterator:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        if os.environ.get("CI") == "true":
            pytest.fail("chromium is missing (Debian: chromium), and CI must drive the explorer")
        pytest.skip("chromium is missing (Debian: chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium)
        yield launched
        launched.close()


@pytest.fixture
def explore(browser, tmp_path) -> Iterator[Callable]:
    """Opens the explorer of some rows; afterwards, nothing was asked of a network or refused."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    context.add_init_script(WATCH)
    page = context.new_page()
    seen: list[str] = []
    page.on("dialog", lambda dialog: (seen.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: seen.append(f"error {error}"))
    page.on("console", lambda message: seen.append(f"console {message.text}"))
    path = tmp_path / "index.html"
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((path.as_uri(), "blob:"))
            else seen.append(f"request {request.url}")
        ),
    )

    def opened(comments: list[dict], articles: list[dict] | None = None, at: str = "", **more):
        ids = dict.fromkeys(row["article_id"] for row in comments)
        write_explorer(
            articles_of(articles or [article(i) for i in ids]),
            comments_of(comments),
            PROVENANCE,
            path,
            **more,
        )
        page.goto(path.as_uri() + at)
        page.locator("#loading").wait_for(state="detached")
        return page

    yield opened
    violations = page.evaluate("window.violations ?? []")
    context.close()
    assert (seen, violations) == ([], [])


def articles_of(rows: list[dict]) -> pa.Table:
    kept = [{"confidence": "high", "reasons": [], "dropped": [], **row} for row in rows]
    return pa.Table.from_pylist(kept, schema=article_schema())


def comments_of(rows: list[dict]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=scored_schema())


def texts(page) -> list[str]:
    """The comments in view, from the top."""
    return page.locator(".comment .text").all_inner_texts()


def search(page, query: str) -> list[str]:
    page.locator("#query").fill(query)
    return texts(page)


def choose(page, facet: str, value: str):
    group = page.locator(f'details[data-name="{facet}"]')
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    page.locator(f'[data-facet="{facet}"][data-value="{value}"]').click()


def export(page) -> bytes:
    with page.expect_download() as download:
        page.keyboard.press("e")
    return Path(download.value.path()).read_bytes()


def numbered(*said: str, **columns) -> list[dict]:
    return [comment(i, text=text, **columns) for i, text in enumerate(said, start=1)]


# What comments cannot do


def test_a_hostile_comment_is_shown_as_its_text_and_does_nothing(explore):
    page = explore(
        [comment(1, text=ATTACK, author=ATTACK)],
        [article(title=ATTACK, outlet=ATTACK, warnings=[ATTACK], url="javascript:alert(3)")],
    )

    page.keyboard.press("j")
    page.keyboard.press("t")

    assert texts(page) == [ATTACK]
    assert page.locator("#thread h2").inner_text() == ATTACK
    assert page.locator("img, script:not([type])").count() == 1


def test_the_browser_refuses_what_the_page_does_not_name(browser, tmp_path):
    write_explorer(
        articles_of([article()]), comments_of(thread(3)), PROVENANCE, tmp_path / "a.html"
    )
    page = browser.new_page()
    page.add_init_script(WATCH)
    page.goto((tmp_path / "a.html").as_uri())

    refused = page.evaluate(
        """async () => {
            const picture = document.createElement('img');
            picture.src = '//x.invalid/a.png';
            document.body.append(picture);
            try { document.body.innerHTML = '<b>x</b>'; } catch {}
            await new Promise((done) => setTimeout(done, 100));
            return window.violations;
        }"""
    )
    page.close()

    assert set(refused) == {"img-src", "require-trusted-types-for"}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/hosts", "data:text/html,x", "x"]
)
def test_an_address_that_is_no_web_page_is_no_link(explore, url):
    page = explore(numbered("One."), [article(url=url)], at="#article=a&view=thread")

    assert page.locator("#thread .source").inner_text() == url
    assert page.locator("a").count() == 0


def test_the_link_to_the_page_tells_it_nothing(explore):
    page = explore(numbered("One."), at="#article=a&view=thread")

    link = page.locator("#thread a")
    assert link.get_attribute("href") == "https://example.org/a"
    assert link.get_attribute("rel") == "noopener noreferrer"


# Reading


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("لا أحد يسأل أهل المنطقة", "rtl"),
        ("BBC اردو نے خبر دیر سے دی", "rtl"),
        ("सरकार चुप क्यों है?", "ltr"),
        ("As they say: الله", "ltr"),
        ("יום טוב", "rtl"),
    ],
)
def test_a_comment_runs_in_the_direction_of_most_of_its_letters(explore, text, direction):
    page = explore(numbered(text))

    paragraph = page.locator(".text p")
    assert paragraph.evaluate("p => getComputedStyle(p).direction") == direction


def test_a_quote_and_its_answer_each_run_their_own_way(explore):
    page = explore(numbered("> لا أحد يسأل\n\nNobody does.\nReally."))

    parts = page.locator(".text > *").evaluate_all(
        "all => all.map(e => [e.tagName, getComputedStyle(e).direction, e.textContent])"
    )
    assert parts == [["BLOCKQUOTE", "rtl", "لا أحد يسأل"], ["P", "ltr", "Nobody does.\nReally."]]


def test_a_comment_is_in_its_language(explore):
    page = explore(numbered("یہ شرم کی بات ہے", language="ur"))

    assert page.locator(".text").get_attribute("lang") == "ur"


def test_a_removed_comment_shows_the_notice_without_scores_and_is_in_no_share(explore):
    rows = thread(12)
    rows[0] = {**abstained(1), "text": "Removed by a moderator.", "removal": "moderator"}

    page = explore(rows)

    first = page.locator(".comment").first
    assert "removed by a moderator" in first.locator(".head").inner_text()
    assert first.locator(".scores").count() == 0
    page.locator(".headline .count").first.wait_for()
    counts = page.locator(".headline .count").all_inner_texts()
    assert all(count.endswith("of 11") for count in counts)


def test_words_that_a_score_rests_on_are_marked_where_they_stand(explore):
    spans = {"a-1": [(2, 6, 1.0), (11, 15, 0.25)]}
    page = explore(numbered("😀 they are rats"), evidence=spans)

    words = page.locator(".evidence")
    assert words.all_inner_texts() == ["they", "rats"]
    assert [w.evaluate("e => e.title") for w in words.all()] == [
        "evidence, weight 1",
        "evidence, weight 0.25",
    ]
    line = "e => getComputedStyle(e).textDecorationLine"
    assert words.first.evaluate(line) == "none"
    page.locator(".comment").hover()
    assert words.first.evaluate(line) == "underline"


def test_a_long_comment_is_unfolded_on_request(explore):
    page = explore(numbered("word " * 1000))

    assert len(texts(page)[0]) < 1300
    page.get_by_role("button", name="Show all").click()
    assert texts(page)[0].startswith("word " * 1000)


def test_of_many_comments_only_those_in_view_are_in_the_document(explore):
    page = explore(thread(3000))

    assert page.locator(".comment").count() < 40
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.locator('[aria-posinset="3000"]').wait_for()
    assert page.locator(".comment").count() < 40
    assert page.locator('[aria-posinset="3000"]').get_attribute("aria-setsize") == "3000"


# Selecting


def test_values_of_a_filter_add_up_and_filters_narrow_each_other(explore):
    page = explore(
        [
            comment(1, text="one", language="en", hostility=0),
            comment(2, text="two", language="ur", hostility=2),
            comment(3, text="three", language="ar", hostility=2),
            comment(4, text="four", language="en", hostility=3),
        ]
    )

    choose(page, "language", "en")
    assert texts(page) == ["one", "four"]
    choose(page, "language", "ur")
    assert texts(page) == ["one", "two", "four"]
    choose(page, "hostility", "hostile")
    assert texts(page) == ["two"]
    assert page.locator("#selected").inner_text() == "1 of 4 comments under 1 article"
    assert "Language: English, Urdu" in page.locator("#chosen").inner_text()
    page.get_by_role("button", name="Clear all filters").click()
    assert len(texts(page)) == 4


def test_beside_each_value_stands_what_choosing_it_alone_would_give(explore):
    page = explore(
        [
            comment(1, language="en", hostility=0),
            comment(2, language="ur", hostility=2),
            comment(3, language="ur", hostility=0),
        ]
    )

    choose(page, "hostility", "civil")

    def count(facet: str, value: str) -> str:
        box = page.locator(f'[data-facet="{facet}"][data-value="{value}"]')
        return box.locator("xpath=..").locator(".count").inner_text()

    assert (count("language", "en"), count("language", "ur")) == ("1", "1")
    assert (count("hostility", "civil"), count("hostility", "hostile")) == ("2", "1")


def test_filters_know_lists_removals_repeats_and_replies(explore):
    page = explore(
        [
            comment(1, text="insult", hostility_types=["insult", "threat"]),
            comment(2, text="repeat", duplicate_of="a-1"),
            comment(3, text="reply", parent_id="a-1", depth=1, groups=["shia"]),
            {**abstained(4), "text": "gone", "removal": "author"},
        ]
    )

    for facet, value, expected in [
        ("hostility_types", "threat", ["insult"]),
        ("hostility_types", "~none", ["repeat", "reply"]),
        ("groups", "shia", ["reply"]),
        ("sentiment", "~unscored", ["gone"]),
        ("removal", "author", ["gone"]),
        ("repeat", "repeat", ["repeat"]),
        ("place", "reply", ["reply"]),
    ]:
        choose(page, facet, value)
        assert texts(page) == expected, (facet, value)
        choose(page, facet, value)


def test_a_range_of_a_probability_leaves_out_comments_without_one(explore):
    page = explore(
        [
            comment(1, text="low", p_hostile=0.2),
            comment(2, text="high", p_hostile=0.9),
            {**abstained(3), "text": "none"},
        ]
    )

    page.locator('details[data-name="ranges"] summary').click()
    page.get_by_label("hostile or worse, at least").fill("0.5")
    page.get_by_label("hostile or worse, at least").press("Enter")

    assert texts(page) == ["high"]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("احمد", "قال أحمد ذلك"),
        ("أحمد", "قال احمد ذلك"),
        ("مسوول", "مَسْؤُول كبير"),
        ("علي", "سلام علی خان"),
        ("كتاب", "یہ کتاب ہے"),
        ("۱۲", "There were 12 of them"),
        ("sii haci", "ŞİÎ HACI"),
        ("STRASSE", "straße"),
        ("naive cafe", "Café, naïve"),
        ("don't", "They don’t"),
    ],
)
def test_a_search_finds_a_word_however_it_is_written(explore, query, text):
    page = explore(numbered("Something else.", text))

    assert search(page, query) == [text]
    assert page.locator("mark").count() > 0


def test_a_hit_is_marked_in_the_letters_of_the_comment(explore):
    page = explore(numbered("😀 قال أَحْمَد ذلك"))

    search(page, "احمد")

    assert page.locator("mark").all_inner_texts() == ["أَحْمَد"]


def test_a_search_takes_all_words_phrases_and_what_must_not_occur(explore):
    page = explore(numbered("red green blue", "green red", "blue"))

    assert search(page, "green red") == ["red green blue", "green red"]
    assert search(page, '"green red"') == ["green red"]
    assert search(page, "-green") == ["blue"]
    assert search(page, "purple") == []
    assert page.locator("#selected").inner_text() == "No comment passes these filters."


def test_comments_are_ordered_by_time_whatever_the_zone_and_those_without_come_last(explore):
    page = explore(
        [
            comment(1, text="none"),
            comment(2, text="later", posted_at="2024-05-01T10:00:00+00:00"),
            comment(3, text="earlier", posted_at="2024-05-01T12:00:00+05:00"),
            comment(4, text="year", posted_at="2023", posted_precision="year"),
        ]
    )

    page.locator("#sort").select_option("time")
    assert texts(page) == ["year", "earlier", "later", "none"]
    page.locator("#direction").select_option("newest first")
    assert texts(page) == ["later", "earlier", "year", "none"]


def test_comments_are_ordered_by_a_probability(explore):
    rows = [comment(i, text=str(p), p_hostile=p) for i, p in enumerate([0.2, 0.9, 0.5], start=1)]
    page = explore([*rows, {**abstained(4), "text": "none"}])

    page.locator("#sort").select_option("p_hostile")

    assert texts(page) == ["0.9", "0.5", "0.2", "none"]


# The thread


def test_a_thread_has_replies_below_what_they_answer_and_says_how_it_was_read(explore):
    rows = [
        comment(1, text="first"),
        comment(2, text="second"),
        comment(3, text="to first", parent_id="a-1", depth=1),
        comment(4, text="to that", parent_id="a-3", depth=2),
        comment(5, text="to nothing here", parent_id="gone", depth=1),
        comment(1, "b", text="elsewhere"),
    ]
    about = article(declared_comments=9, found_comments=5, warnings=["Four comments are missing."])
    page = explore(rows, [about, article("b")])

    page.keyboard.press("j")
    page.keyboard.press("t")

    assert texts(page) == ["first", "to first", "to that", "second", "to nothing here"]
    indents = page.locator(".comment").evaluate_all(
        "all => all.map(e => getComputedStyle(e).getPropertyValue('--depth'))"
    )
    assert indents == ["0", "1", "2", "0", "1"]
    head = page.locator("#thread").inner_text()
    assert "Declared by the page: 9 · found: 5" in head
    assert "Four comments are missing." in head
    page.keyboard.press("t")
    assert len(texts(page)) == 6


def test_in_a_thread_what_is_not_selected_stands_pale_between(explore):
    page = explore(numbered("red", "green", "red again"))

    search(page, "red")
    page.keyboard.press("Escape")
    page.keyboard.press("t")

    assert texts(page) == ["red", "green", "red again"]
    assert page.locator(".comment.pale .text").all_inner_texts() == ["green"]
    assert page.locator("#selected").inner_text() == "2 of 3 comments under 1 article"


def test_a_circle_of_parents_is_shown_once(explore):
    rows = [
        comment(1, text="one", parent_id="a-2", depth=1),
        comment(2, text="two", parent_id="a-1", depth=1),
        comment(3, text="three", parent_id="a-3", depth=1),
    ]

    page = explore(rows, at="#article=a&view=thread")

    assert sorted(texts(page)) == ["one", "three", "two"]


# Shares


def stated(page) -> dict[str, str]:
    """Share and interval of each class in the table of all shares."""
    if page.locator("#all-shares").get_attribute("open") is None:
        page.locator("#all-shares summary").click()
    page.locator("#summary:not(.pending)").wait_for()
    return page.evaluate(
        """() => {
            const found = {};
            let measure = '';
            for (const row of document.querySelectorAll('#shares tbody tr')) {
                const cells = [...row.children].map((cell) => cell.textContent);
                if (row.className) measure = cells[0];
                else found[`${measure}: ${cells[0]}`] = cells.slice(1);
            }
            return found;
        }"""
    )


def expected(rows: list[dict], of: Callable[[dict], bool] = bool) -> dict[str, list[str]]:
    """What the reports state on the rows that `of` holds for."""
    found = {}
    chosen = np.array([i for i, row in enumerate(rows) if of(row)])
    everything = Scored.of(comments_of(rows).to_pandas())
    for share in everything.prevalence(chosen).all_shares:
        mean = "" if share.expected is None else percent(share.expected, share.n)
        ends = interval(share.interval.low, share.interval.high, share.n)
        found[f"{say(share.measure)}: {class_name(share)}"] = [
            say("count_of", count=share.count, n=share.n),
            f"{percent(share.share, share.n)} ({ends})",
            mean,
        ]
    return found


def crowded(n: int, article_id: str, authors: int, seed: int) -> list[dict]:
    """A thread of replies in which few people write much."""
    rng = random.Random(seed)  # noqa: S311 - a test
    rows = thread(n, article_id, seed)
    for i, row in enumerate(rows):
        row["author"] = rng.choice([None, *(f"author-{k}" for k in range(authors))])
        if i and rng.random() < 0.6:
            row["parent_id"] = rows[rng.randrange(max(0, i - 5), i)]["comment_id"]
            row["depth"] = 1
    return rows


@pytest.mark.parametrize("articles", [1, 7])
def test_the_shares_are_those_of_the_reports_clusters_and_all(explore, articles):
    rows = [r for k in range(articles) for r in crowded(160 // articles, f"a{k}", 15, seed=k)]
    rows[3] = {**abstained(4, "a0"), "removal": "moderator"}
    rows[5] = abstained(6, "a0")

    page = explore(rows)

    assert stated(page) == expected(rows)


def test_the_shares_of_a_selection_are_those_of_its_rows(explore):
    rows = crowded(300, "a", 30, seed=5)
    for i, row in enumerate(rows):
        row["language"] = "ur" if i % 3 else "en"
    page = explore(rows)

    choose(page, "language", "ur")

    assert stated(page) == expected(rows, lambda row: row["language"] == "ur")


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        (thread(9), "too few to say"),
        ([row | {"author": f"r{i % 4}"} for i, row in enumerate(thread(40))], "too few to say"),
        ([row | {"author": None} for row in thread(10)], "%"),
    ],
    ids=["nine comments", "four authors", "ten of nobody known"],
)
def test_shares_of_too_few_are_not_stated(explore, rows, shown):
    page = explore(rows)

    page.locator(".headline .share").first.wait_for()
    assert all(shown in text for text in page.locator(".headline .share").all_inner_texts())
    assert all(" of " in text for text in page.locator(".headline .count").all_inner_texts())


def test_where_the_two_estimates_differ_both_are_stated(explore):
    page = explore([comment(i, p_hostile=0.45, p_negative=0.05) for i in range(1, 41)])

    page.locator(".headline .share").first.wait_for()
    hostile = page.locator(".headline", has_text="hostile").inner_text()
    assert "0% (0–9%)" in hostile
    assert "mean probability 45%" in hostile
    assert "mean" not in page.locator(".headline", has_text="negative").inner_text()


def test_a_run_without_comments_says_so(explore):
    page = explore([], [article()])

    assert page.locator("#selected").inner_text() == "There are no comments in this run."
    assert texts(page) == []


# Export, address, keys, paper


def test_the_export_is_the_table_that_a_run_writes(explore):
    rng = random.Random(1)  # noqa: S311 - a test
    risky = [
        "=",
        "+",
        "-",
        "@",
        "|",
        "%",
        ";",
        "\t",
        "\r",
        "\n",
        " ",
        "'",
        '"',
        ",",
        "1",
        "a",
        "😀",
    ]
    risky += ["＝", "－", "\u00a0", "\ufeff", "\u2028", "\x1c", "\x85", "ا", ";-)", ";=", "\t-1"]
    said = ["=cmd|' /C calc'!A0", "+1.5e3", "-2", "- 2", "@SUM(A1)", "\ufeff=1", "\x1c=1", ""]
    said += ["".join(rng.choices(risky, k=rng.randint(1, 9))) for _ in range(300)]
    rows = thread(len(said))
    for row, text in zip(rows, said, strict=True):
        row |= {"text": text, "author": text or None, "likes": rng.choice([None, 0, 7, -3])}
        row |= {"p_hostile": rng.choice([None, 0.0, 1.0, 1e-5, 3.2e-7, rng.random()])}
    rows[4] |= {"posted_at": "2024-05-01", "posted_precision": "day", "groups": ["=1", "shia"]}
    rows[6] |= {**dict.fromkeys(scored_schema().names[15:]), "removal": "moderator"}
    rows[8] |= {"parent_id": "a-1", "depth": 1, "duplicate_of": "elsewhere"}

    page = explore(rows)

    assert export(page) == to_csv(comments_of(rows))


def test_the_export_has_the_selection_in_the_order_of_the_list(explore):
    rows = [comment(i, text=f"text {p}", p_hostile=p) for i, p in enumerate([0.2, 0.9, 0.5], 1)]
    page = explore([*rows, comment(4, text="other", p_hostile=0.99)])

    search(page, "text")
    page.keyboard.press("Escape")
    page.locator("#sort").select_option("p_hostile")
    page.locator("#sort").blur()

    assert export(page) == to_csv(comments_of([rows[1], rows[2], rows[0]]))


def test_the_address_brings_back_the_view(explore):
    rows = thread(40) + thread(40, "b")
    page = explore(rows)
    choose(page, "sentiment", "negative")
    choose(page, "hostility", "hostile")
    search(page, "sentence")
    page.keyboard.press("Escape")
    page.locator("#sort").select_option("p_negative")
    page.locator("#sort").blur()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.wait_for_url(re.compile("at=a-"))
    before = texts(page), page.locator("#chosen").inner_text()
    current = page.locator("[aria-current]").get_attribute("data-row")
    address = page.evaluate("location.hash")

    page.goto("about:blank")
    page = explore(rows, at=address)

    assert (texts(page), page.locator("#chosen").inner_text()) == before
    assert page.locator("[aria-current]").get_attribute("data-row") == current
    assert page.locator("#query").input_value() == "sentence"


def test_an_address_that_means_nothing_shows_everything(explore):
    page = explore(
        thread(3), at="#sentiment=angry&p_hostile=x..7&sort=author&article=zz&at=%E0%A4%A"
    )

    assert len(texts(page)) == 3


def test_the_page_can_be_used_by_keys_alone(explore):
    page = explore(thread(60))

    def current() -> str:
        return page.evaluate("document.activeElement.getAttribute('aria-posinset')")

    for _ in range(30):
        page.keyboard.press("j")
    assert current() == "30"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 50
    page.keyboard.press("k")
    assert current() == "29"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()
    page.keyboard.press("/")
    page.keyboard.type("jkte")
    assert page.locator("#query").input_value() == "jkte"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") != "query"


def test_the_comment_that_is_read_stays_in_view_when_its_thread_opens(explore):
    # The shares of both threads need more room than those of the first: their estimates differ.
    alike = {"hostility": 0, "p_uncivil": 0.02, "p_hostile": 0.02, "p_sectarian": 0.25}
    apart = {"hostility": 0, "p_uncivil": 0.45, "p_hostile": 0.45, "p_sectarian": 0.9}
    rows = [row | alike for row in thread(60)] + [row | apart for row in thread(400, "b")]
    page = explore(rows)
    page.set_viewport_size({"width": 390, "height": 844})

    for _ in range(20):
        page.keyboard.press("j")
    page.keyboard.press("t")
    page.locator("#summary:not(.pending)").wait_for()

    places = "[document.activeElement, $('toolbar')].map((e) => e.getBoundingClientRect())"
    comment, toolbar = page.evaluate(f"{places}.map((box) => [box.top, box.bottom])")
    assert comment[0] >= toolbar[1]
    assert comment[0] < 844


def test_every_control_has_a_name(explore):
    page = explore(thread(3))

    unnamed = page.evaluate(
        """() => [...document.querySelectorAll('button, input, select')].filter((e) =>
            !(e.getAttribute('aria-label') || e.textContent.trim() && e.tagName === 'BUTTON' || e.labels?.length)
        ).map((e) => e.outerHTML)"""
    )

    assert unnamed == []


def test_paper_has_the_comments_the_filters_and_no_controls(explore, tmp_path):
    from pypdf import PdfReader

    page = explore([comment(i, text=f"Comment-{i:03}.") for i in range(1, 61)])
    page.keyboard.press("j")
    search(page, "comment")

    page.pdf(path=tmp_path / "print.pdf")

    paper = " ".join(p.extract_text() for p in PdfReader(tmp_path / "print.pdf").pages)
    assert [n for n in range(1, 61) if f"Comment-{n:03}." not in paper] == []
    assert "text with comment" in paper
    assert "Export CSV" not in paper
    assert page.locator(".comment").count() < 40


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_ground_contrast_enough(explore, scheme):
    page = explore(thread(3))
    page.emulate_media(color_scheme=scheme)

    colours = page.evaluate(
        """() => ['--ink', '--soft', '--focus'].map((name) => ['--paper', '--panel'].map((ground) =>
            [name, ground].map((n) => getComputedStyle(document.body).getPropertyValue(n))))"""
    )

    for ink, ground in (pair for pairs in colours for pair in pairs):
        assert contrast(ink, ground) >= 4.5, (ink, ground)


def contrast(first: str, second: str) -> float:
    """Contrast of two colours as WCAG 2.2 has it; #abc or #aabbcc."""

    def luminance(colour: str) -> float:
        digits = colour.strip().lstrip("#")
        digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)
