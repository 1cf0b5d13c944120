"""What an editor does on the page of a report, and what is seen of it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

_PLACE = """([words, nth]) => {
    const all = [...document.querySelectorAll("article.report .zone [data-at]")];
    const leaves = all.filter((leaf) => leaf.checkVisibility());
    let seen = "";
    const starts = leaves.map((leaf) => (seen += leaf.textContent).length - leaf.textContent.length);
    let at = -1;
    for (let i = 0; i <= nth; i += 1) at = seen.indexOf(words, at + 1);
    if (at < 0) throw new Error(`${words} is not in the text`);
    const point = (index, end) => {
        const leaf = starts.findLastIndex((start) => (end ? start < index : start <= index));
        return [leaves[leaf].firstChild, index - starts[leaf]];
    };
    return [...point(at, false), ...point(at + words.length, true)];
}"""


def _seen(page: Page) -> None:
    """Wait until the page has looked at what is selected, which it does before it is painted next."""
    page.evaluate(
        """async () => {
            for (let frame = 0; frame < 3; frame += 1) await new Promise((painted) => requestAnimationFrame(painted));
        }"""
    )


def select(page: Page, words: str, nth: int = 0) -> None:
    """Select words of the article as a mouse would, without moving one."""
    page.evaluate(f"(asked) => getSelection().setBaseAndExtent(...({_PLACE})(asked))", [words, nth])
    _seen(page)


def drag(page: Page, words: str, nth: int = 0) -> None:
    """Select words of the article with the mouse."""
    box = page.evaluate(
        f"""(asked) => {{
            const range = document.createRange(), [from, start, to, end] = ({_PLACE})(asked);
            range.setStart(from, start);
            range.setEnd(to, end);
            range.startContainer.parentElement.scrollIntoView({{ block: "center" }});
            const lines = [...range.getClientRects()];
            const [first, last] = [lines[0], lines.at(-1)];
            return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
        }}""",
        [words, nth],
    )
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move(box[2], box[3], steps=4)
    page.mouse.up()
    _seen(page)


def open_at(page: Page, words: str) -> str:
    """Look at the claim whose content holds some words; its key."""
    key = page.evaluate(
        """(words) => {
            const leaves = [...document.querySelectorAll(".zone [data-at]")];
            const at = (leaf) => Number(leaf.dataset.at);
            const within = ([start, end]) => leaves.filter((leaf) => start <= at(leaf) && at(leaf) < end);
            const said = (card) => JSON.parse(card.dataset.spans).content.flatMap(within)
                .map((leaf) => leaf.textContent).join("");
            const cards = [...document.querySelectorAll(".zone .card[data-claim]")];
            return cards.find((card) => said(card).includes(words)).dataset.claim;
        }""",
        words,
    )
    page.evaluate("(key) => { location.hash = `#c${key}`; }", key)
    expect(page.locator(f"#c{key}.selected [data-do=confirm]")).to_be_visible()
    return str(key)


def said(page: Page, words: str) -> None:
    expect(page.locator("[data-said]")).to_contain_text(words)


def judged(page: Page, key: str, verdict: str) -> None:
    expect(page.locator(f"#c{key}")).to_have_attribute("data-judged", verdict)


def spans(page: Page, key: str) -> dict[str, list[str]]:
    told: dict[str, list[str]] = page.evaluate(
        """(key) => {
            const text = [];
            for (const leaf of document.querySelectorAll(".report .text [data-at]")) {
                [...leaf.textContent].forEach((letter, at) => (text[+leaf.dataset.at + at] = letter));
            }
            const all = JSON.parse(document.querySelector(`#c${key}`).dataset.spans);
            return Object.fromEntries(Object.entries(all).map(([role, spans]) =>
                [role, spans.map(([start, end]) => text.slice(start, end).join(""))]));
        }""",
        key,
    )
    return told
