// The page of one report: looking at claims, choosing among them, citing them, by hand and by keys.

import { onKey, say } from "./base.js";
import { clear, show } from "./report-filter.js";
import { placeSoon } from "./report-place.js";
import { again, cards, fromAddress, select, selected, step } from "./report-select.js";

const HIDDEN = "report-marks-hidden";

/** What the page needs each time that it is shown. */
/** Codes of countries as their names, which every browser knows. */
function nameCountries() {
  const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });
  for (const code of document.querySelectorAll("[data-country]")) {
    if (/^[A-Z]{2}$/.test(code.textContent)) code.textContent = names.of(code.textContent);
  }
}

function begin() {
  nameCountries();
  const report = document.querySelector("article.report");
  if (!report) return;
  report.classList.add("live");
  for (const card of report.querySelectorAll(".card")) {
    const links = card.querySelector(".card-links");
    if (!links || !card.querySelector("[data-citation]")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy with citation";
    button.dataset.copy = "";
    links.prepend(button);
  }
  marks(report);
  show();
}

/** Which marks are hidden is remembered in this browser. */
function marks(report) {
  const hidden = remembered();
  for (const box of report.querySelectorAll("[data-mark]")) {
    if (hidden) box.checked = box.dataset.mark in hidden ? !hidden[box.dataset.mark] : box.checked;
    box.addEventListener("change", () => {
      const now = Object.fromEntries([...report.querySelectorAll("[data-mark]")].map((one) => [one.dataset.mark, !one.checked]));
      try {
        localStorage.setItem(HIDDEN, JSON.stringify(now));
      } catch {
        // A browser that keeps nothing still hides them on this page.
      }
    });
  }
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(HIDDEN));
  } catch {
    return null;
  }
}

/** Copy the citation of a claim, as text and as HTML. @param {HTMLElement} card */
async function cite(card) {
  const cited = card?.querySelector("[data-citation]");
  if (!cited) return say("Choose a claim first: j goes to the next one.");
  const text = cited.textContent.replace(/\s+/g, " ").trim();
  try {
    const html = new Blob([`<p>${cited.innerHTML}</p>`], { type: "text/html" });
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": new Blob([text], { type: "text/plain" }), "text/html": html })]);
    say("Copied with its citation.");
  } catch {
    // Browsers refuse the clipboard to pages that are not safe: it is there to be copied by hand.
    card.querySelector(".cite").open = true;
    getSelection().selectAllChildren(cited);
    say("Press Ctrl+C to copy what is selected.");
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-copy]")) cite(event.target.closest(".card"));
});
document.addEventListener("report:fresh", () => {
  const before = /^#c(\d+)$/.exec(location.hash)?.[1];
  begin();
  again(before);
});

const unnamed = (card) => ["unnamed", "none"].includes(card.dataset.kind);
onKey("j", "Next claim", () => step(1) ?? say("There is no claim to go to."));
onKey("k", "Claim before", () => step(-1) ?? say("There is no claim to go to."));
onKey("u", "Next claim with an unnamed source, or none", () => step(1, unnamed) ?? say("Every claim here has a named source."));
onKey("f", "Choose claims by source, kind or certainty", () => {
  const first = document.querySelector("[data-chips] a, a.bar");
  first?.focus();
  first?.scrollIntoView({ block: "center" });
});
onKey("Escape", "Let go of the claim; then show all", () => {
  if (selected()) {
    const card = selected();
    select(null);
    if (card.contains(document.activeElement)) document.activeElement.blur();
  } else clear();
});
onKey("c", "Copy the claim with its citation", () => cite(selected()));
onKey("o", "Open the address of the report", () => {
  const { address } = document.querySelector("article.report").dataset;
  if (address) open(address, "_blank", "noopener,noreferrer");
  else say("This report has no address on the web.");
});

begin();
if (cards().length) fromAddress();
placeSoon();
