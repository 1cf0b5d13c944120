// The panel in which a claim is corrected or added: its source, cue and content from what is selected in the article.

import { say } from "./base.js";
import { emptyDraft, faults, given, removed, ROLES, same } from "./editing-draft.js";
import { mark, reveal } from "./editing-marks.js";

/** @typedef {import("./editing-draft.js").Draft} Draft */
/** @typedef {import("./editing-draft.js").Role} Role */
/** @typedef {import("./editing-offsets.js").Span} Span */
/** @typedef {import("./editing-page.js").ReportPage} ReportPage */

const KEYS = { s: "source", u: "cue", c: "content" };
const clone = (id) => document.querySelector(id).content.firstElementChild.cloneNode(true);

/**
 * @typedef {object} Task
 * @property {string} title
 * @property {Draft} draft it begins with
 * @property {Draft} [was] what cancelling would leave; the draft where it is not given
 * @property {string} [note]
 * @property {(draft: Draft, note: string | null) => Promise<void>} save throws what was refused
 * @property {() => void} closed
 */

export class Panel {
  /** @param {ReportPage} page @param {Task} task */
  constructor(page, task) {
    this.page = page;
    this.task = task;
    this.draft = task.draft;
    /** @type {Span[]} what is selected in the article, kept when a button takes the selection away */
    this.chosen = [];
    this.dialog = /** @type {HTMLDialogElement} */ (clone("#editing-panel"));
    this.find("[data-title]").textContent = task.title;
    for (const name of ["kind", "certainty", "form"]) this.field(name).value = this.draft[name];
    this.field("note").value = task.note ?? "";
    this.listen();
    document.body.append(this.dialog);
    document.documentElement.classList.add("editing");
    this.dialog.show();
    this.find("[data-title]").focus({ preventScroll: true });
    this.show();
    const first = ROLES.flatMap((role) => this.draft[role])[0];
    if (first) reveal(page.text, first);
  }

  /** @param {string} selector @returns {any} */
  find(selector) {
    return this.dialog.querySelector(selector);
  }

  /** @param {string} name */
  field(name) {
    return this.find(`[name="${name}"]`);
  }

  /** @param {Role} role */
  box(role) {
    return this.find(`[data-role="${role}"]`);
  }

  listen() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.dialog.addEventListener("click", (event) => this.clicked(event), { signal });
    this.dialog.addEventListener("input", (event) => this.typed(event), { signal });
    this.dialog.addEventListener("submit", (event) => event.preventDefault(), { signal });
    document.addEventListener("keydown", (event) => this.pressed(event), { signal, capture: true });
    this.find("[data-words]").addEventListener("keydown", (event) => event.key === "Enter" && !event.ctrlKey && this.seek(event), { signal });
    // A click on a mark would look at another claim.
    document.addEventListener("click", (event) => event.target.closest?.("[data-at]") && event.stopPropagation(), { signal, capture: true });
    addEventListener("beforeunload", (event) => this.changed && event.preventDefault(), { signal });
  }

  /** Whether anything here would be lost. */
  get changed() {
    return !same(this.draft, this.task.was ?? this.task.draft) || this.field("note").value !== (this.task.note ?? "");
  }

  /** Take what is selected in the article. @param {Span[]} spans */
  choose(spans) {
    this.chosen = spans;
    mark(this.page.text, "chosen", spans);
    this.hint();
  }

  hint() {
    const words = this.chosen.map((span) => this.page.text.words(span)).join(" … ");
    const place = this.find("[data-hint]");
    place.textContent = words ? "Selected: " : "Select words in the text, then set them as the source, the attributing words or what is said. Whole words are taken; hold Alt for parts.";
    if (words) {
      const quote = document.createElement("bdi");
      quote.dir = "auto";
      quote.textContent = words.length > 90 ? `${words.slice(0, 60)} … ${words.slice(-25)}` : words;
      place.append(quote);
    }
  }

  /** Make what is selected a role's. @param {Role} role @param {boolean} add */
  set(role, add) {
    if (!this.chosen.length) {
      say(`Select words in the text first; then this makes them the ${role}.`);
      return;
    }
    const before = this.draft;
    this.draft = given(before, role, this.chosen, { add, trim: (span) => this.worded(span) });
    // Somebody else may be of another kind: that is told by who it is, unless the editor says.
    if (role === "source" && !add && !this.toldKind) this.draft.kind = "";
    this.field("kind").value = this.draft.kind;
    const lost = ROLES.filter((other) => other !== role && JSON.stringify(before[other]) !== JSON.stringify(this.draft[other]));
    say(`${role}: ${this.draft[role].map((span) => this.page.text.words(span)).join(" … ")}${lost.length ? `; taken from the ${lost.join(" and ")}` : ""}`);
    getSelection().removeAllRanges();
    this.choose([]);
    this.show();
  }

  /** A rest of a span; none where no word is left in it. @param {Span} span */
  worded(span) {
    const left = this.page.text.trimmed(span);
    return left && /[\p{L}\p{N}\p{So}]/u.test(this.page.text.words(left)) ? left : null;
  }

  /** Show the draft, here and in the article. */
  show() {
    for (const role of ROLES) {
      const box = this.box(role);
      const list = box.querySelector("[data-spans]");
      list.replaceChildren(...this.draft[role].map((span) => this.item(span)));
      box.querySelector("[data-none]").hidden = this.draft[role].length > 0;
      box.querySelector("[data-fault]").textContent = "";
      mark(this.page.text, role, this.draft[role]);
    }
    this.hint();
  }

  /** @param {Span} span */
  item(span) {
    const item = clone("#editing-span");
    item.querySelector("[data-words-of]").textContent = this.page.text.words(span) || `characters ${span[0]} to ${span[1]}`;
    return item;
  }

  /** Put a refusal where it belongs. @param {string} field @param {string} detail */
  fault(field, detail) {
    const place = ROLES.includes(field) ? this.box(field).querySelector("[data-fault]") : this.find(":scope > form > [data-trouble]");
    place.textContent = detail;
    place.hidden = false;
    place.scrollIntoView({ block: "nearest" });
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const role = button.closest("[data-role]")?.dataset.role;
    const index = [...(button.closest("ul")?.children ?? [])].indexOf(button.closest("li"));
    if (button.matches("[data-set], [data-add]")) this.set(role, button.matches("[data-add]"));
    else if (button.matches("[data-handle]")) reveal(this.page.text, this.draft[role][index]);
    else if (button.matches("[data-move]")) {
      const [edge, by] = button.dataset.move.split(" ");
      this.move(role, index, edge, Number(by), `[data-move="${button.dataset.move}"]`);
    } else if (button.matches("[data-remove]")) this.remove(role, index);
    else if (button.matches("[data-next]")) this.seek(event);
    else if (button.matches("[data-save]")) this.save();
    else if (button.matches("[data-cancel]")) this.cancel();
    else if (button.matches("[data-keep]")) this.keep();
    else if (button.matches("[data-leave]")) this.close();
  }

  /** @param {Event} event */
  typed(event) {
    const { name, value } = event.target;
    if (name in emptyDraft()) this.draft = { ...this.draft, [name]: value };
    if (name === "kind") this.toldKind = true;
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (document.querySelector("dialog:modal")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return this.take(event, () => this.save());
    if (event.key === "Escape") return this.take(event, () => (this.find("[data-sure]").hidden ? this.cancel() : this.keep()));
    if (event.ctrlKey || event.metaKey || event.target.closest?.("input, select, textarea, [contenteditable]")) return;
    const handle = event.target.closest?.("[data-handle]");
    if (handle && this.handled(event, handle)) return;
    const role = event.altKey ? undefined : KEYS[event.key.toLowerCase()];
    if (role) this.take(event, () => this.set(role, event.shiftKey));
  }

  /** @param {Event} event @param {() => void} run */
  take(event, run) {
    event.preventDefault();
    event.stopPropagation();
    run();
  }

  /** Keys on a span. @param {KeyboardEvent} event @param {HTMLElement} handle @returns {boolean} whether it was one */
  handled(event, handle) {
    const { role } = handle.closest("[data-role]").dataset;
    const index = [...handle.closest("ul").children].indexOf(handle.closest("li"));
    if (event.key === "Delete" || event.key === "Backspace") {
      this.take(event, () => this.remove(role, index));
      return true;
    }
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return false;
    const forward = (event.key === "ArrowRight") !== this.page.text.rightToLeft(this.draft[role][index][0]);
    this.take(event, () => this.move(role, index, event.shiftKey ? "start" : "end", forward ? 1 : -1, "[data-handle]"));
    return true;
  }

  /**
   * @param {Role} role @param {number} index @param {"start" | "end"} edge @param {1 | -1} by
   * @param {string} focus what of the span's row has the focus afterwards
   */
  move(role, index, edge, by, focus) {
    const { text } = this.page;
    const span = text.moved(this.draft[role][index], edge, by);
    if (String(span) === String(this.draft[role][index])) {
      say(by === (edge === "end" ? 1 : -1) ? "That is where its block ends." : "One word is the least.");
      return;
    }
    const spans = this.draft[role].map((each, at) => (at === index ? span : each));
    this.draft = given(this.draft, role, spans, { trim: (left) => this.worded(left) });
    this.show();
    const at = this.draft[role].findIndex((each) => each[0] <= span[0] && span[1] <= each[1]);
    this.box(role).querySelectorAll("li")[at]?.querySelector(focus)?.focus({ preventScroll: true });
    const words = text.words(span).split(/\s+/u);
    say(edge === "end" ? `ends: ${words.slice(-4).join(" ")}` : `begins: ${words.slice(0, 4).join(" ")}`);
    reveal(text, edge === "end" ? [span[1] - 1, span[1]] : span);
  }

  /** @param {Role} role @param {number} index */
  remove(role, index) {
    this.draft = removed(this.draft, role, index);
    this.show();
    say(`Removed from the ${role}.`);
    const left = this.box(role).querySelectorAll("[data-handle]");
    (left[Math.min(index, left.length - 1)] ?? this.box(role).querySelector("[data-set]")).focus({ preventScroll: true });
  }

  /** Select the next place of the words that are sought. @param {Event} event */
  seek(event) {
    event.preventDefault();
    const { text } = this.page;
    const around = this.chosen[0]?.[0] ?? (ROLES.flatMap((role) => this.draft[role])[0]?.[0] ?? 0) - 400;
    const sought = this.find("[data-words]").value;
    const found = text.next(sought, around);
    if (!found) {
      say(sought.trim() ? "The text has no such words." : "Type words of the text first.");
      return;
    }
    this.choose([text.snapped(found)]);
    reveal(text, found);
    say(`Selected: ${text.words(this.chosen[0])}. Set it as the source, the attributing words or what is said.`);
  }

  async save() {
    const [fault] = faults(this.draft);
    if (fault) {
      this.fault(fault.field, fault.detail);
      this.box(fault.field)?.querySelector("[data-set]").focus();
      return;
    }
    const button = this.find("[data-save]");
    if (button.disabled) return;
    button.disabled = true;
    this.find(":scope > form > [data-trouble]").hidden = true;
    try {
      await this.task.save(this.draft, this.field("note").value.trim() || null);
      this.close();
    } catch (error) {
      this.show();
      this.fault(error.field ?? "", error.message);
      if (error.anyway) this.find("[data-save]").textContent = error.anyway;
    } finally {
      button.disabled = false;
    }
  }

  /** Leave, after asking where something would be lost. */
  cancel() {
    if (!this.changed) {
      this.close();
      return;
    }
    this.find("[data-sure]").hidden = false;
    this.find("[data-keep]").focus();
  }

  keep() {
    this.find("[data-sure]").hidden = true;
    this.find("[data-title]").focus();
  }

  close() {
    this.stop.abort();
    this.choose([]);
    for (const role of ROLES) mark(this.page.text, role, []);
    document.documentElement.classList.remove("editing");
    this.dialog.close();
    this.dialog.remove();
    this.task.closed();
  }
}
