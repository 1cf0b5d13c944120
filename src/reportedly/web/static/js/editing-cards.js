// What a person can do with the selected card.

import { say } from "./base.js";
import { Changed, Unnamed } from "./editing-changes.js";
import { draftOf, sent } from "./editing-draft.js";
import { entityForm } from "./editing-entities.js";
import { Panel } from "./editing-panel.js";
import { placeSoon } from "./report-place.js";

/** @typedef {import("./editing-page.js").ReportPage} ReportPage */
/** @typedef {import("./editing-changes.js").Changes} Changes */

const VERDICTS = { confirm: "confirmed", reject: "rejected" };

/** The key of the entity whose word a claim is; 0 where it is nobody's. @param {HTMLElement} card */
const entityOf = (card) => Number(/^e(\d+)$/.exec(card.dataset.source ?? "")?.[1] ?? 0);

export class Cards {
  /** @param {ReportPage} page @param {Changes} changes */
  constructor(page, changes) {
    this.page = page;
    this.changes = changes;
    /** @type {Panel | null} */
    this.panel = null;
    /** Notes that are typed and not sent, by claim. @type {Map<string, string>} */
    this.notes = new Map();
  }

  /** Put the actions on the selected card, and take them from all others. */
  show() {
    const card = this.page.selected;
    const slot = card?.querySelector("[data-actions]");
    for (const other of document.querySelectorAll("[data-actions]")) if (other !== slot) other.replaceChildren();
    const undo = slot?.querySelector('[data-do="undo"]');
    if (undo) undo.hidden = !this.changes.done.length;
    if (!slot || slot.firstElementChild) return;
    const actions = document.querySelector("#editing-card").content.firstElementChild.cloneNode(true);
    slot.append(actions);
    placeSoon();
    const { claim, judged } = card.dataset;
    const note = actions.querySelector("[data-note]");
    note.value = this.notes.get(claim) ?? "";
    note.addEventListener("input", () => this.notes.set(claim, note.value));
    note.addEventListener("keydown", (event) => event.key === "Escape" && card.focus());
    actions.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button) this.run(button.dataset.do);
    });
    for (const [name, verdict] of Object.entries(VERDICTS)) {
      actions.querySelector(`[data-do="${name}"]`).setAttribute("aria-pressed", String(judged === verdict));
    }
    actions.querySelector('[data-do="undo"]').hidden = !this.changes.done.length;
    const entity = entityOf(card);
    for (const name of ["same", "else"]) actions.querySelector(`[data-do="${name}"]`).hidden = !entity;
    this.tell();
  }

  /** Tell on the selected card what people said; in place, for somebody may be writing a note there. */
  tell() {
    const card = this.page.selected;
    const actions = card?.querySelector("[data-actions]")?.firstElementChild;
    if (!actions) return;
    const stands = this.page.standing(card.dataset.claim);
    const back = actions.querySelector('[data-do="back"]');
    back.hidden = !stands;
    if (stands) back.textContent = `Take back “${stands.verdict}”`;
    const lines = this.page.decided(entityOf(card)).map((each) => this.decision(card, each));
    actions.querySelector("[data-decisions]").replaceChildren(...lines);
  }

  /** A line about a merge or a split, which can be taken back. @param {HTMLElement} card */
  decision(card, { decision, kind, name, made_by }) {
    const line = document.createElement("li");
    const by = Object.assign(document.createElement("bdi"), { textContent: made_by ?? "somebody" });
    const undo = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "Undo" });
    undo.setAttribute("aria-label", kind === "merge" ? "Undo the merge" : "Undo the split");
    undo.addEventListener("click", () => this.tried(card, "undo", async () => void (await this.changes.revoke(`/decisions/${decision}`, "Taken back: who is who stands as before."))));
    if (kind === "merge") line.append("Two are made one by ", by, " ", undo);
    else line.append(Object.assign(document.createElement("bdi"), { textContent: name }), " is a different source here, says ", by, " ", undo);
    return line;
  }

  /** Do something to the selected card. @param {string} what */
  async run(what, over = false) {
    if (this.panel) return;
    const card = this.page.selected;
    if (what === "undo") {
      await this.tried(card, what, async () => {
        const undone = await this.changes.undo();
        if (!undone) say("Nothing of yours to take back on this page; the history has all changes.");
        return undone?.judgement?.claim;
      });
      return;
    }
    if (!card) {
      say("Choose a claim first: press j, or click one.");
      return;
    }
    if (what === "back") {
      const stands = this.page.standing(card.dataset.claim);
      await this.tried(card, what, async () => void (await this.changes.revoke(`/judgements/${stands.judgement}`, `Taken back: claim ${stands.verdict}.`)));
    } else if (what === "correct") this.correct(card);
    else if (what in VERDICTS) await this.judge(card, what, over);
    else this.entity(card, what);
  }

  /** @param {HTMLElement} card @param {"confirm" | "reject"} what @param {boolean} over */
  async judge(card, what, over) {
    const { claim } = card.dataset;
    const note = this.notes.get(claim)?.trim() || null;
    await this.tried(card, what, async () => {
      const next = what === "reject" && !card.closest("details.rejected") ? this.page.after(claim) : null;
      await this.changes.judge(claim, VERDICTS[what], { note, over });
      this.forget(claim);
      // A rejected claim is folded away: its neighbour is looked at then.
      return next;
    });
  }

  /**
   * Try a change; where it fails, say so on the card, with a way to go on. Afterwards a card has the focus again.
   * @param {HTMLElement | null} card @param {string} what
   * @param {() => Promise<string | number | null | void>} change gives the claim to look at next, if it is another
   */
  async tried(card, what, change) {
    const claim = card?.dataset.claim ?? null;
    const inCard = card?.contains(document.activeElement);
    let failed = null;
    let next = claim;
    try {
      next = (await change()) ?? claim;
    } catch (error) {
      failed = error;
    }
    this.show();
    if (failed) {
      if (inCard) this.page.focus(claim);
      this.trouble(claim, what, failed);
    } else if (next) this.page.focus(next);
  }

  /** @param {string | null} claim @param {string} what @param {Error} error */
  trouble(claim, what, error) {
    const place = this.page.card(claim)?.querySelector("[data-actions] [data-trouble]");
    if (!place || error instanceof Unnamed) {
      say(error.message);
      return;
    }
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = error instanceof Changed ? `${what === "confirm" ? "Confirm" : "Reject"} it all the same` : "Try again";
    again.addEventListener("click", () => this.run(what, error instanceof Changed));
    place.replaceChildren(error.message.charAt(0).toUpperCase() + error.message.slice(1).replace(/[.\s]*$/u, ". "), again);
    place.hidden = false;
    placeSoon();
  }

  /** The note on a claim was sent. @param {string} claim */
  forget(claim) {
    this.notes.delete(claim);
    const field = this.page.card(claim)?.querySelector("[data-note]");
    if (field) field.value = "";
  }

  /** Open the panel on a card. @param {HTMLElement} card */
  correct(card) {
    const { claim, judged } = card.dataset;
    const draft = draftOf(card);
    let over = false;
    this.open({
      title: judged === "rejected" ? "Correct this rejected claim" : "Correct this claim",
      draft,
      note: this.notes.get(claim) ?? "",
      save: async (made, note) => {
        try {
          await this.changes.judge(claim, "corrected", { correction: sent(made), note, over });
          this.forget(claim);
        } catch (error) {
          if (error instanceof Changed) {
            over = true;
            error.anyway = "Save it all the same";
          }
          throw placed(error);
        }
      },
      closed: () => this.closed(claim),
    });
  }

  /** Open the panel on a claim that was missed. @param {import("./editing-draft.js").Draft} draft */
  add(draft, was) {
    if (this.panel) return;
    let added = null;
    this.open({
      title: "Add a claim",
      draft,
      was,
      save: async (made, note) => {
        try {
          const told = await this.changes.send(`/reports/r${this.page.report}/claims`, { body: { ...sent(made), note } }, () => "Claim added.");
          added = told.judgement.claim;
        } catch (error) {
          throw placed(error);
        }
      },
      closed: () => this.closed(added),
    });
  }

  /** @param {import("./editing-panel.js").Task} task */
  open(task) {
    this.panel = new Panel(this.page, task);
    document.dispatchEvent(new CustomEvent("editing:open"));
  }

  /** @param {string | number | null} claim whose card has the focus then */
  closed(claim) {
    this.panel = null;
    if (claim !== null) this.page.focus(claim);
    this.show();
  }

  /** @param {HTMLElement} card @param {"same" | "else"} what */
  entity(card, what) {
    const place = card.querySelector("[data-entity-form]");
    const { claim, source } = card.dataset;
    const form = entityForm(what, {
      entity: Number(source.replace(/^e/, "")),
      report: this.page.report,
      send: (path, body, said) => this.tried(card, what, () => this.changes.send(path, { body }, () => said)),
      closed: () => {
        place.replaceChildren();
        placeSoon();
        this.page.focus(claim);
      },
    });
    place.replaceChildren(form);
    placeSoon();
    form.querySelector("input").focus();
  }
}

/** A refusal with the field that it is about, where its words tell. @param {Error} error */
function placed(error) {
  if (error.told) error.field = ["content", "source", "cue"].find((role) => new RegExp(`\\b${role}\\b`).test(error.message));
  return error;
}
