// The claim that is looked at: its card is open, its words stand out in the text, and the other way round.

import { markOf, place, placeSoon, wide } from "./report-place.js";

const ROLES = ["content", "source", "cue"];
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** @returns {HTMLElement | null} */
export const selected = () => document.querySelector(".zone .card.selected, .rejected .card.selected");
export const cards = () => [...document.querySelectorAll(".report .zone .card")];
const cardOf = (claim) => document.querySelector(`.card[data-claim="${CSS.escape(claim)}"]`);

/** Let the words of a card's claim stand out. @param {HTMLElement | null} card */
export function light(card) {
  for (const run of document.querySelectorAll("[class*='lit-']")) run.classList.remove("lit-content", "lit-source", "lit-cue");
  if (!card) return;
  const spans = JSON.parse(card.dataset.spans);
  for (const run of document.querySelectorAll(`.report [data-claims~="${card.dataset.claim}"]`)) {
    const at = Number(run.dataset.at);
    for (const role of ROLES) if (spans[role].some(([start, end]) => start <= at && at < end)) run.classList.add(`lit-${role}`);
  }
}

/**
 * Look at a claim.
 * @param {HTMLElement | null} card
 * @param {{scroll?: boolean, focus?: boolean, address?: boolean}} [options]
 */
export function select(card, { scroll = false, focus = false, address = true } = {}) {
  const before = selected();
  if (before !== card) {
    before?.classList.remove("selected");
    card?.classList.add("selected");
    if (card && !card.querySelector(".card-steps")) card.querySelector(".card-head").after(steps());
    place();
  }
  light(card);
  if (address) history.replaceState(history.state, "", card ? `#c${card.dataset.claim}` : location.pathname + location.search);
  if (card && scroll) (markOf(card) ?? card).scrollIntoView({ block: "center", behavior: calm.matches ? "instant" : "smooth" });
  if (card && focus) card.focus({ preventScroll: true });
  if (before !== card) document.dispatchEvent(new CustomEvent("claim:select", { detail: { claim: card ? Number(card.dataset.claim) : null } }));
}

/** For hands without keys: to the claim before, to the next, and away. */
function steps() {
  const all = document.createElement("div");
  all.className = "card-steps";
  const add = (label, sign, run) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "icon-button";
    button.setAttribute("aria-label", label);
    button.title = label;
    button.textContent = sign;
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      run(button.closest(".card"));
    });
    all.append(button);
  };
  add("Claim before", "↑", () => step(-1));
  add("Next claim", "↓", () => step(1));
  add("Close", "✕", (card) => {
    select(null);
    card.blur();
  });
  return all;
}

/** The next or the one before, among those that are chosen. */
export function step(by, fits = () => true) {
  const all = cards().filter((card) => !card.classList.contains("dim") && fits(card));
  if (!all.length) return null;
  const now = selected();
  const at = now ? all.indexOf(now) : -1;
  let next;
  if (at >= 0) next = all[(at + by + all.length) % all.length];
  else if (now) next = all.find((card) => now.compareDocumentPosition(card) & (by > 0 ? 4 : 2)) ?? all[0];
  else next = nearest(all) ?? all[0];
  select(next, { scroll: true, focus: true });
  return next;
}

/** The first claim that is in view. */
function nearest(all) {
  return all.find((card) => (markOf(card)?.getBoundingClientRect().top ?? -1) > 60);
}

/** A click on a mark: the innermost of its claims, and with each more the next around it. */
function clicked(run) {
  const claims = run.dataset.claims.split(" ").reverse().filter(cardOf);
  if (!claims.length) return;
  const at = claims.indexOf(selected()?.dataset.claim ?? "");
  select(cardOf(claims[(at + 1) % claims.length]));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("main a[href^='#c']");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    return select(cardOf(link.hash.slice(2)), { scroll: true, focus: true });
  }
  const run = event.target.closest(".report [data-claims]");
  if (run && getSelection().isCollapsed) return clicked(run);
  const card = event.target.closest(".card[data-claim]");
  if (card && !event.target.closest("a, button, summary, input, label, form")) select(card);
});
document.addEventListener("focusin", (event) => {
  const card = event.target.closest?.(".zone .card[data-claim]");
  if (!card || event.target !== card || card.matches(".selected") || !card.matches(":focus-visible")) return;
  // Beside the text, a card that the focus comes to shows its words and stays small: Enter opens it, and Tab goes on to
  // the next. On small screens there is nothing to see of it unless it is open.
  if (!wide.matches) return select(card, { scroll: true });
  light(card);
  markOf(card)?.scrollIntoView({ block: "center", behavior: "instant" });
});
document.addEventListener("focusout", (event) => {
  if (event.target.matches?.(".card[data-claim]") && !event.relatedTarget?.closest?.(".card[data-claim]")) light(selected());
});
document.addEventListener("keydown", (event) => {
  if ((event.key === "Enter" || event.key === " ") && event.target.matches?.(".card[data-claim]")) {
    event.preventDefault();
    select(event.target, { scroll: true });
  }
});
document.addEventListener("mouseover", (event) => {
  const run = event.target.closest(".text [data-claims]");
  for (const near of document.querySelectorAll(".card.near")) near.classList.remove("near");
  for (const claim of run?.dataset.claims.split(" ") ?? []) cardOf(claim)?.classList.add("near");
  const card = event.target.closest(".card[data-claim]");
  if (card) light(card);
  else if (event.relatedTarget?.closest?.(".card[data-claim]")) light(selected());
});
addEventListener("hashchange", fromAddress);

/** Look at the claim that the address names. */
export function fromAddress() {
  const card = /^#c\d+$/.test(location.hash) ? document.querySelector(`.card${location.hash}`) : null;
  if (!card) return;
  const folded = card.closest("details.rejected");
  if (folded) folded.open = true;
  select(card, { scroll: true, focus: true, address: false });
}

/** After the page was shown anew: what was looked at still is. */
export function again(claim) {
  const card = claim ? cardOf(claim) : null;
  if (card) select(card);
  placeSoon();
}
