// A person has the last word on the claims of a report.

import { onKey, say } from "./base.js";
import { Cards } from "./editing-cards.js";
import { Changes } from "./editing-changes.js";
import { emptyDraft } from "./editing-draft.js";
import { ReportPage } from "./editing-page.js";

/** @typedef {import("./editing-offsets.js").Span} Span */

const page = new ReportPage();
const cards = new Cards(page, new Changes(page));
const bar = document.querySelector("#editing-bar").content.firstElementChild.cloneNode(true);
bar.hidden = true;
document.body.append(bar);
/** @type {Span[]} */
let chosen = [];
let exact = false;
let frame = 0;

/** What is selected goes to the panel, if it is open, else to the bar. */
function look() {
  frame = 0;
  const selection = getSelection();
  // A click on a button takes some browsers' selection away; only one in the article itself says "not this".
  const inside = selection.anchorNode && page.article.contains(selection.anchorNode);
  const spans = page.text.selected(selection, { exact });
  if (!spans.length && !inside) {
    if (!cards.panel) hide();
    return;
  }
  if (cards.panel) {
    if (spans.length) cards.panel.choose(spans);
    return;
  }
  chosen = spans;
  place();
}

function hide() {
  chosen = [];
  bar.hidden = true;
}

/** Put the bar under what is selected, or at the foot of a small screen. */
function place() {
  bar.hidden = !chosen.length || cards.panel !== null;
  if (bar.hidden) return;
  const last = page.text.ranges(chosen.at(-1)).at(-1)?.getClientRects();
  const box = last?.[last.length - 1];
  if (!box || matchMedia("(max-width: 56rem)").matches) {
    bar.style.removeProperty("top");
    bar.style.removeProperty("left");
    return;
  }
  const left = Math.min(Math.max(8, box.left), innerWidth - bar.offsetWidth - 8);
  bar.style.top = `${box.bottom + scrollY + 8}px`;
  bar.style.left = `${left + scrollX}px`;
}

/** Open the panel on what is selected. @param {"content" | "source" | "cue"} role */
function add(role) {
  if (cards.panel) return;
  const spans = chosen;
  if (!spans.length) {
    say("Select words in the text first; then a adds a claim of them.");
    return;
  }
  hide();
  getSelection().removeAllRanges();
  cards.add({ ...emptyDraft(), [role]: spans }, emptyDraft());
}

const looked = () => (frame ||= requestAnimationFrame(look));
document.addEventListener("selectionchange", looked);
for (const kind of ["pointerdown", "pointermove", "pointerup"]) {
  document.addEventListener(kind, (event) => {
    if (event.buttons || kind === "pointerup") exact = event.altKey;
    if (kind === "pointerup") looked();
  });
}
document.addEventListener("claim:select", () => cards.show());
document.addEventListener("editing:open", hide);
addEventListener("resize", place);
// The bar is not to take away the selection that it is about.
bar.addEventListener("pointerdown", (event) => event.preventDefault());
bar.addEventListener("click", (event) => {
  const button = event.target.closest("[data-as]");
  if (button) add(button.dataset.as);
});

onKey("y", "Confirm the claim", () => cards.run("confirm"));
onKey("x", "Reject the claim", () => cards.run("reject"));
onKey("e", "Correct the claim", () => cards.run("correct"));
onKey("z", "Undo your last change on this page", () => cards.run("undo"));
onKey("n", "Write a note on the claim", () => page.selected?.querySelector("[data-note]")?.focus());
onKey("a", "Add a claim of the selected words", () => add("content"));

cards.show();
page.learn().then(() => {
  cards.tell();
  page.article.classList.add("learnt");
}).catch((error) => say(error.message));
