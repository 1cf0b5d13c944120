// Choosing a source, whom claims came through, a kind or a certainty: the rest of the text steps back.

import { placeSoon } from "./report-place.js";

const SIDES = ["source", "via", "kind", "certainty"];
const article = () => document.querySelector("article.report");

/** What the address chooses: pairs of a side and a value. */
const chosen = () => [...new URLSearchParams(location.search)].filter(([side]) => SIDES.includes(side));

function fits(card, pairs) {
  const others = article().dataset.others.split(" ");
  return SIDES.every((side) => {
    const wanted = pairs.filter(([name]) => name === side).map(([, value]) => value);
    if (!wanted.length) return true;
    const has = side === "via" ? card.dataset.via.split(" ") : [card.dataset[side]];
    if (side === "source" && others.includes(card.dataset.source)) has.push("_others");
    return wanted.some((value) => has.includes(value));
  });
}

/** Toggle some pairs: with all there already, they go. */
function toggle(some) {
  const now = chosen();
  const has = ([side, value]) => now.some(([name, other]) => name === side && other === value);
  const left = some.every(has)
    ? now.filter(([side, value]) => !some.some(([name, other]) => name === side && other === value))
    : [...now, ...some.filter((pair) => !has(pair))];
  go(left);
}

function go(pairs) {
  const ordered = SIDES.flatMap((side) => pairs.filter(([name]) => name === side));
  const query = new URLSearchParams(ordered).toString();
  history.replaceState(history.state, "", location.pathname + (query ? `?${query}` : "") + location.hash);
  show();
}

export const clear = () => go([]);

/** Show what the address chooses. */
export function show() {
  const report = article();
  if (!report) return;
  const pairs = chosen();
  const cards = [...report.querySelectorAll(".zone .card")];
  const fitting = new Set(cards.filter((card) => fits(card, pairs)).map((card) => card.dataset.claim));
  report.classList.toggle("filtered", pairs.length > 0);
  for (const card of cards) card.classList.toggle("dim", pairs.length > 0 && !fitting.has(card.dataset.claim));
  for (const run of report.querySelectorAll("[data-claims]")) {
    run.classList.toggle("chosen", pairs.length > 0 && run.dataset.claims.split(" ").some((claim) => fitting.has(claim)));
  }
  const has = (side, value) => pairs.some(([name, other]) => name === side && other === value);
  for (const one of report.querySelectorAll("[data-side][data-value]")) {
    const on = has(one.dataset.side, one.dataset.value);
    if (one.matches("[role='button']")) one.setAttribute("aria-pressed", on);
    else if (on) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
  for (const band of report.querySelectorAll(".band")) {
    const sources = pairs.filter(([side]) => side === "source").map(([, value]) => value);
    const via = pairs.filter(([side]) => side === "via").map(([, value]) => value);
    const through = band.dataset.pickVia.split(" ");
    const dim = (sources.length && !sources.includes(band.dataset.pickSource)) || (via.length && !via.some((value) => through.includes(value)));
    band.classList.toggle("dim", Boolean(dim));
  }
  const count = report.querySelector("[data-count]");
  if (count) count.textContent = `${pairs.length ? fitting.size : cards.length} of ${cards.length} ${cards.length === 1 ? "claim" : "claims"}`;
  report.querySelector("[data-clear]")?.toggleAttribute("hidden", !pairs.length);
  picked(report, pairs);
  placeSoon();
}

/** The chosen sources and intermediaries as chips that take them away again. */
function picked(report, pairs) {
  const place = report.querySelector("[data-picked]");
  if (!place) return;
  const chips = pairs.filter(([side]) => side === "source" || side === "via").map(([side, value]) => {
    const chip = document.createElement("a");
    const name = document.createElement("bdi");
    const bar = [...report.querySelectorAll("a.bar")].find((one) => one.dataset.side === side && one.dataset.value === value);
    const row = [...report.querySelectorAll(".who-list a[data-value]")].find((one) => one.dataset.side === side && one.dataset.value === value);
    name.textContent = row?.textContent ?? bar?.querySelector("title").textContent.replace(/: [\d,]+ claims?$/, "") ?? value;
    chip.className = "chip";
    chip.href = "?";
    Object.assign(chip.dataset, { side, value });
    chip.setAttribute("role", "button");
    chip.setAttribute("aria-pressed", "true");
    chip.append(side === "via" ? "through " : "", name, " ×");
    return chip;
  });
  const focused = place.contains(document.activeElement);
  place.replaceChildren(...chips);
  if (focused) (chips.at(-1) ?? report.querySelector("[data-chips] a"))?.focus();
}

function act(event) {
  const one = event.target.closest("article.report :is([data-side][data-value], .band, [data-clear])");
  if (!one || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (one.matches("[data-clear]")) return clear();
  if (one.matches(".band")) {
    const via = one.dataset.pickVia.split(" ").filter(Boolean).map((value) => ["via", value]);
    return toggle([["source", one.dataset.pickSource], ...via]);
  }
  toggle([[one.dataset.side, one.dataset.value]]);
}

document.addEventListener("click", act);
document.addEventListener("keydown", (event) => {
  if (event.key === " " && event.target.matches?.("a[role='button'], a.bar")) act(event);
});
addEventListener("popstate", show);
