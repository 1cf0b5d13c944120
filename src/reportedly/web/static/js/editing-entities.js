// Who a source is over all reports: two that are one, or somebody else in this report.

import { api } from "./base.js";

/**
 * @typedef {object} About
 * @property {number} entity that the card's source is taken for
 * @property {number} report
 * @property {(path: string, body: object, said: string) => Promise<void>} send
 * @property {() => void} closed
 */

/** @param {"same" | "else"} what @param {About} about @returns {HTMLFormElement} */
export function entityForm(what, about) {
  const form = document.querySelector("#editing-entity").content.firstElementChild.cloneNode(true);
  const find = (selector) => form.querySelector(selector);
  const [input, count, found, names] = ["[data-entity-words]", "[data-count]", "[data-found]", "[data-names]"].map(find);
  find("[data-title]").textContent = what === "same" ? "The same source as…" : "A different source in this report";
  find("[data-label]").textContent = what === "same" ? "Who it is the same as" : "Who it is, if the library knows them";
  find("[data-go]").textContent = what === "same" ? "Make them one" : "Part them";
  let mine = null;
  let waiting;
  let asked = 0;

  const picked = () => form.querySelector('input[name="other"]:checked');
  const choice = (group, value, label, more) => {
    const line = document.createElement("label");
    const radio = Object.assign(document.createElement("input"), { type: "radio", name: group, value: String(value) });
    const name = Object.assign(document.createElement("bdi"), { textContent: label });
    const rest = Object.assign(document.createElement("span"), { className: "small soft", textContent: more });
    line.append(radio, " ", name, " ", rest);
    return line;
  };

  async function search() {
    const turn = (asked += 1);
    const words = input.value.trim();
    try {
      mine ??= await api(`/entities/e${about.entity}`);
      const told = words ? await api(`/entities?q=${encodeURIComponent(words)}&size=8`) : [];
      if (turn !== asked) return;
      const others = told.filter((each) => each.entity !== about.entity);
      found.replaceChildren(found.firstElementChild, ...others.map((each) => choice("other", each.entity, each.name, described(each))));
      if (what === "else") found.append(choice("other", "", "somebody new", "that no other report names"));
      found.hidden = found.children.length === 1;
      names.hidden = true;
      if (words) count.textContent = others.length ? `${others.length} found` : "Nobody of that name is in the library.";
      else count.textContent = what === "same" ? "Type a part of the name." : "";
      if (what === "else") (found.querySelector("input:checked") ?? [...found.querySelectorAll("input")].at(-1)).checked = true;
    } catch (error) {
      if (turn === asked) count.textContent = error.message;
    }
  }

  form.addEventListener("input", (event) => {
    if (event.target !== input) return;
    clearTimeout(waiting);
    waiting = setTimeout(search, 200);
  });
  form.addEventListener("change", (event) => {
    if (what !== "same" || event.target.name !== "other") return;
    const name = event.target.parentElement.querySelector("bdi").textContent;
    names.replaceChildren(names.firstElementChild, choice("name", event.target.value, name, ""), choice("name", about.entity, mine.entity.name, ""));
    names.querySelector("input").checked = true;
    names.hidden = false;
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    event.preventDefault();
    about.closed();
  });
  find("[data-cancel]").addEventListener("click", about.closed);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const other = picked();
    if (!other) {
      count.textContent = what === "same" ? "Find and choose who it is the same as first." : "Choose who it is.";
      input.focus();
      return;
    }
    if (what === "else") {
      const body = { report: about.report };
      if (other.value) body.into = Number(other.value);
      await about.send(`/entities/e${about.entity}/split`, body, "It is a different source in this report now.");
      return;
    }
    const stays = Number(form.querySelector('input[name="name"]:checked').value);
    const goes = stays === about.entity ? Number(other.value) : about.entity;
    await about.send(`/entities/e${stays}/merge`, { other: goes }, "They are one now.");
  });
  search();
  return form;
}

/** What tells one of a name from another. */
function described(entity) {
  const facts = [entity.role, entity.affiliation, entity.kind, `${entity.reports} report${entity.reports === 1 ? "" : "s"}`];
  return facts.filter(Boolean).join(", ");
}
