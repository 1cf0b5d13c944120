// Changes: each is one request, is said, shown at once, and can be taken back.

import { api, say } from "./base.js";
import { named } from "./editing-who.js";

/** @typedef {import("./editing-page.js").ReportPage} ReportPage */
/** @typedef {{path: string, said: string}} Back how a change of this person is taken back, and what is said then */

/** Somebody would not give a name; nothing was sent. */
export class Unnamed extends Error {}

/** Somebody else changed the claim since this page was shown. */
export class Changed extends Error {}

export class Changes {
  /** @param {ReportPage} page */
  constructor(page) {
    this.page = page;
    this.busy = false;
  }

  get place() {
    return `undo r${this.page.report}`;
  }

  /** This person's changes on this page, in this tab. @returns {Back[]} */
  get done() {
    try {
      return JSON.parse(sessionStorage.getItem(this.place) ?? "[]");
    } catch {
      return [];
    }
  }

  set done(all) {
    try {
      sessionStorage.setItem(this.place, JSON.stringify(all.slice(-200)));
    } catch {
      // A browser that keeps nothing still changes; the history page takes back.
    }
  }

  /**
   * Send a change, show what stands then, and say it.
   * @param {string} path
   * @param {{method?: string, body?: object}} request
   * @param {(told: any) => string} said
   * @returns {Promise<any>} what the server told
   */
  async send(path, { method = "POST", body }, said) {
    if (this.busy) throw new Error("The change before this one is still on its way; try again in a moment.");
    if (!(await named())) throw new Unnamed("Nothing was changed: a change needs a name.");
    this.busy = true;
    try {
      let told;
      try {
        told = await api(path, { method, body });
      } catch (error) {
        const code = error.told?.error?.code;
        // What is refused so was not what is shown here: show what stands.
        if (code === "changed" || code === "unknown") await this.page.refresh();
        throw code === "changed" ? new Changed(error.message) : error;
      }
      const back = told?.judgement ? `/judgements/${told.judgement.judgement}` : told?.decision ? `/decisions/${told.decision.decision}` : null;
      if (back && method !== "DELETE") this.done = [...this.done, { path: back, said: said(told) }];
      await this.page.refresh();
      say(said(told));
      return told;
    } finally {
      this.busy = false;
    }
  }

  /**
   * Say something of a claim.
   * @param {string | number} claim
   * @param {"confirmed" | "corrected" | "rejected"} verdict
   * @param {{correction?: object, note?: string | null, over?: boolean}} what over: whatever others said meanwhile
   */
  judge(claim, verdict, { correction, note = null, over = false }) {
    const body = { verdict, note };
    if (correction) body.correction = correction;
    // The server refuses where another judgement stands by now than the one that this person saw.
    if (!over) body.standing = this.page.standing(claim)?.judgement ?? null;
    return this.send(`/claims/c${claim}/judgement`, { body }, () => `Claim ${verdict}.`);
  }

  /** Take back what stands, whoever said it. @param {string} path of it under the API @param {string} said */
  async revoke(path, said) {
    const told = await this.send(path, { method: "DELETE" }, () => said);
    this.done = this.done.filter((each) => each.path !== path);
    return told;
  }

  /** Take back what this person did last on this page. @returns {Promise<any>} what the server told; null where there was nothing */
  async undo() {
    const last = this.done.at(-1);
    if (!last) return null;
    let told;
    try {
      told = await this.send(last.path, { method: "DELETE" }, () => `Taken back: ${last.said.charAt(0).toLowerCase()}${last.said.slice(1)}`);
    } catch (error) {
      // What is gone already, perhaps taken back elsewhere, is not asked for again.
      if (error.told) this.done = this.done.slice(0, -1);
      throw error;
    }
    this.done = this.done.slice(0, -1);
    return told;
  }
}
