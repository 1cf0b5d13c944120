// The report on the page: its cards, what people said of them, and how the page is shown anew after a change.

import { api } from "./base.js";
import { reveal } from "./editing-marks.js";
import { ArticleText } from "./editing-offsets.js";
import { select, selected } from "./report-select.js";

/** @typedef {{judgement: number, claim: number | null, verdict: string, note: string | null, made_by: string | null, made: string, undone: string | null}} Judgement */

/** @typedef {{decision: number, kind: "merge" | "split", entity: number, other: number, report: number | null, name: string | null, made_by: string | null, undone: string | null}} Decision */

/** What the other parts of editing share about the page. */
export class ReportPage {
  constructor() {
    this.article = document.querySelector("article.report[data-report]");
    this.report = Number(this.article.dataset.report);
    this.text = new ArticleText(this.article);
    /** @type {Judgement[]} */
    this.judgements = [];
    /** @type {Decision[]} merges and splits that stand */
    this.decisions = [];
    // What is folded out is a part of the text from then on.
    document.addEventListener("toggle", (event) => this.article.contains(event.target) && this.text.read(), true);
  }

  /** @param {string | number | null} claim @returns {HTMLElement | null} */
  card(claim) {
    return claim === null ? null : document.querySelector(`.card[data-claim="${CSS.escape(String(claim))}"]`);
  }

  /** The card that keys are for. @returns {HTMLElement | null} */
  get selected() {
    return selected();
  }

  /** The judgement that stands of a claim. @param {string | number} claim @returns {Judgement | undefined} */
  standing(claim) {
    return this.judgements.findLast((each) => each.claim === Number(claim) && !each.undone);
  }

  /** The merges and splits that make an entity what it is in this report. @param {number} entity @returns {Decision[]} */
  decided(entity) {
    const about = (each) => each.entity === entity || each.other === entity;
    return this.decisions.filter((each) => about(each) && (each.kind === "merge" || each.report === this.report));
  }

  /** Learn what people said of the claims. */
  async learn() {
    /** @type {Judgement[]} */
    const [all, decisions] = await Promise.all([api(`/reports/r${this.report}/judgements`), api("/decisions")]);
    this.decisions = decisions.filter((each) => !each.undone);
    this.judgements = [...all].sort((one, other) => one.judgement - other.judgement);
  }

  /**
   * Show the page as it stands now: the server makes it, and it takes the place of what is here. What is in view stays
   * where it is, and what was folded out, selected or in focus is so again.
   */
  async refresh() {
    const [answer] = await Promise.all([fetch(location.pathname + location.search, { headers: { Accept: "text/html" } }), this.learn()]);
    if (!answer.ok) throw new Error("The change is kept, but the page could not be shown anew: reload it.");
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#main");
    const main = document.querySelector("#main");
    const open = new Set(folds(main).filter(([, each]) => each.open).map(([name]) => name));
    const spans = this.text.selected(getSelection(), { exact: true });
    const anchor = this.anchor();
    main.replaceChildren(...fresh.childNodes);
    for (const [name, each] of folds(main)) each.open ||= open.has(name);
    this.article = main.querySelector("article.report[data-report]");
    document.dispatchEvent(new CustomEvent("report:fresh"));
    this.text = new ArticleText(this.article);
    if (spans.length) this.select(spans[0]);
    const now = anchor && this.text.ranges([anchor.at, anchor.at + 1])[0];
    if (now) scrollBy({ top: now.getBoundingClientRect().top - anchor.top, behavior: "instant" });
  }

  /** The first words in view, and how far down they are. */
  anchor() {
    for (const run of this.text.runs) {
      for (const leaf of run.leaves) {
        if (leaf.element.getBoundingClientRect().top < 0) continue;
        return { at: leaf.start, top: this.text.ranges([leaf.start, leaf.start + 1])[0].getBoundingClientRect().top };
      }
    }
    return null;
  }

  /** Select a span in the article as if by hand. @param {import("./editing-offsets.js").Span} span */
  select(span) {
    const ranges = this.text.ranges(span);
    if (!ranges.length) return;
    const [first, last] = [ranges[0], ranges.at(-1)];
    getSelection().setBaseAndExtent(first.startContainer, first.startOffset, last.endContainer, last.endOffset);
  }

  /** Look at a claim, and give its card the focus. @param {string | number | null} claim */
  focus(claim) {
    const card = this.card(claim);
    if (!card) return;
    const folded = card.closest("details.rejected");
    if (folded) folded.open = true;
    select(card);
    card.focus({ preventScroll: true });
    this.reveal(card);
  }

  /** Bring a card's words into view, if they are not. @param {HTMLElement} card */
  reveal(card) {
    const [first] = Object.values(JSON.parse(card.dataset.spans || "{}")).flat().sort((one, other) => one[0] - other[0]);
    if (first && !card.closest("details.rejected")) reveal(this.text, first);
    else card.scrollIntoView({ block: "nearest" });
  }

  /** The claim that comes after one in the text. @param {string | number} claim @returns {string | null} */
  after(claim) {
    const cards = [...document.querySelectorAll(".report .zone .card[data-claim]")];
    const at = cards.findIndex((card) => card.dataset.claim === String(claim));
    return (at < 0 ? undefined : (cards[at + 1] ?? cards[at - 1]))?.dataset.claim ?? null;
  }
}

/**
 * What can be folded out, each with a name that it has when the page is shown anew too.
 * @param {Element} main @returns {[string, HTMLDetailsElement][]}
 */
function folds(main) {
  const seen = new Map();
  return [...main.querySelectorAll("details")].map((each) => {
    const kind = `${each.className} ${each.closest(".card")?.id ?? ""}`;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    return [`${kind} ${seen.get(kind)}`, each];
  });
}
