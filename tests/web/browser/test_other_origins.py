"""Pages of somebody else, opened in the browser that also knows the room: nothing changes, nothing is learnt."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.web.browser.served import Served
from tests.web.browser.watching import CHROMIUM, SWITCHES

CHANGES = ["/api/waiting", "/api/claims/c1/judgement", "/api/reports/r1/claims", "/api/entities/e1/merge", "/add"]
"""Addresses that change something when a page of the room posts to them."""

REMOVALS = ["/api/reports/r1", "/api/judgements/1", "/api/decisions/1"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Another server on this machine, and the folder that it serves."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    thread.join()
    server.server_close()


def _forms(room: Served) -> str:
    body = "{&quot;verdict&quot;:&quot;rejected&quot;,&quot;x&quot;:&quot;"
    forms = [
        f'<form method="post" action="{room.origin}{path}" enctype="{kind}" target="f{number}{kind[:4]}">'
        f'<input name="text" value="The dam is unsafe, said Ann Lee."><input name="csrf" value="guess">'
        f'<input name="{body}" value="&quot;}}"></form><iframe name="f{number}{kind[:4]}"></iframe>'
        for number, path in enumerate(CHANGES)
        for kind in ("text/plain", "multipart/form-data", "application/x-www-form-urlencoded")
    ]
    images = "".join(f'<img src="{room.origin}{path}">' for path in CHANGES + REMOVALS)
    return f"<!doctype html><title>Elsewhere</title>{''.join(forms)}{images}"


def test_another_page_changes_nothing(own_room: Served, browser: Browser, elsewhere: tuple[str, Path]) -> None:
    origin, folder = elsewhere
    (folder / "index.html").write_text(_forms(own_room), encoding="utf-8")
    before = own_room.stamp()
    context = browser.new_context()
    page = context.new_page()
    page.goto(own_room.origin)  # its cookies are there
    answers: list[tuple[str, int]] = []
    page.on("response", lambda answer: answers.append((answer.url, answer.status)))
    page.goto(origin, wait_until="networkidle")
    page.evaluate("for (const form of document.forms) form.submit()")
    page.wait_for_load_state("networkidle")
    page.evaluate(
        """async ([origin, changes, removals]) => {
            const asked = changes.flatMap((path) => ["no-cors", "cors"].map((mode) => fetch(origin + path, {
                method: "POST", mode, credentials: "include", body: '{"verdict":"rejected","text":"Said Ann."}' })));
            const removed = removals.map((path) => fetch(origin + path, {method: "DELETE", credentials: "include"}));
            const typed = fetch(origin + changes[0], {
                method: "POST", headers: {"Content-Type": "application/json", "X-CSRF-Token": "x"}, body: "{}"});
            navigator.sendBeacon(origin + changes[0], "text=The+dam+is+unsafe");
            await Promise.allSettled([...asked, ...removed, typed]);
        }""",
        [own_room.origin, CHANGES, REMOVALS],
    )
    page.wait_for_timeout(300)
    context.close()
    posted = [(url, status) for url, status in answers if url.startswith(own_room.origin) and "/static/" not in url]
    assert len(posted) >= len(CHANGES) * 3, "the forms did not reach the room"
    assert {status for _, status in posted} <= {401, 403, 404, 405, 421}, posted
    assert own_room.stamp() == before


def test_another_page_learns_nothing(room: Served, browser: Browser, elsewhere: tuple[str, Path]) -> None:
    origin, folder = elsewhere
    (folder / "index.html").write_text("<!doctype html><title>Elsewhere</title>", encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto(origin)
    learnt = page.evaluate(
        """async (origin) => {
            const learnt = [];
            for (const path of ["/", "/api/session", "/api/claims", "/reports/r1"]) {
                for (const credentials of ["include", "omit"])
                    await fetch(origin + path, {credentials}).then((answer) => answer.text()).then(
                        (text) => learnt.push(path + text.slice(0, 40)), () => 0);
                const opaque = await fetch(origin + path, {mode: "no-cors"}).then(() => "opaque", () => "blocked");
                if (opaque !== "blocked") learnt.push(path + opaque);
            }
            const frame = document.createElement("iframe");
            frame.src = origin + "/";
            const loaded = new Promise((done) => (frame.onload = done));
            document.body.append(frame);
            await loaded;
            try { if (frame.contentDocument?.body?.textContent) learnt.push("frame"); } catch {}
            return [...learnt, frames.length === 1 ? "" : "frames"].filter(Boolean);
        }""",
        room.origin,
    )
    assert learnt == []
    framed = [frame for frame in page.frames if frame.url.startswith(room.origin)]
    assert all(not frame.locator("main, header").count() for frame in framed)
    with context.expect_page() as opening:
        page.evaluate("(origin) => { window.opened = window.open(origin) }", room.origin)
    opening.value.wait_for_load_state()
    assert opening.value.evaluate("window.opener") is None
    assert page.evaluate("() => { try { return opened.closed || opened.length } catch { return 'blocked' } }") in (
        True,
        "blocked",
    )
    context.close()


def test_a_name_made_to_lead_here_is_refused(room: Served) -> None:
    """DNS rebinding: another site's name that resolves to this machine is not a name of the room."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    # A browser of its own, since names are mapped when it starts; and Playwright has one at a time in a thread.
    told: list[tuple[int, str]] = []

    def rebind() -> None:
        with sync_playwright() as playwright:
            mapped = [*SWITCHES, "--host-resolver-rules=MAP attacker.example 127.0.0.1"]
            opened = playwright.chromium.launch(executable_path=CHROMIUM, args=mapped)
            page = opened.new_page()
            for path in ("/", "/api/session", "/static/js/base.js"):
                answer = page.goto(f"http://attacker.example:{room.port}{path}")
                assert answer is not None
                told.append((answer.status, page.content()))
            opened.close()

    thread = threading.Thread(target=rebind)
    thread.start()
    thread.join()
    assert [status for status, _ in told] == [421] * 3
    assert all("csrf" not in text and "courier" not in text for _, text in told)
