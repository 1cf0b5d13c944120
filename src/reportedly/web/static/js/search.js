// Suggestions while a query is written: a combobox with a list, after the ARIA Authoring Practices. Without it the field
// is a plain one. Places in a query are counted in code points, as the library counts them.
import { api } from "./base.js";

const WAIT = 120;
const field = document.querySelector("#q");
const list = document.createElement("ul");
let offered = [];
let chosen = -1;
let asked = null;
let timer = 0;

const points = (text) => [...text].length;
const inUnits = (text, at) => [...text].slice(0, at).join("").length;

function close() {
  asked?.abort();
  clearTimeout(timer);
  offered = [];
  chosen = -1;
  list.hidden = true;
  list.replaceChildren();
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

function choose(at) {
  chosen = at;
  for (const [place, option] of [...list.children].entries()) {
    option.setAttribute("aria-selected", String(place === at));
    if (place === at) option.scrollIntoView({ block: "nearest" });
  }
  if (at < 0) field.removeAttribute("aria-activedescendant");
  else field.setAttribute("aria-activedescendant", list.children[at].id);
}

function part(name, text, kind = "span") {
  const made = document.createElement(kind);
  made.className = name;
  made.textContent = text;
  return made;
}

function show(suggestions) {
  offered = suggestions;
  if (!offered.length) return close();
  list.replaceChildren(
    ...offered.map((one, at) => {
      const option = document.createElement("li");
      option.id = `suggestion-${at}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.append(part("what", one.label, "bdi"), " ", part("told", one.help));
      if (one.claims != null) {
        const many = part("many", one.claims.toLocaleString("en"));
        many.append(part("sr", one.claims === 1 ? " claim" : " claims"));
        option.append(" ", many);
      }
      // The field keeps the focus.
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => take(at));
      return option;
    }),
  );
  list.hidden = false;
  field.setAttribute("aria-expanded", "true");
  choose(-1);
}

function take(at) {
  const one = offered[at];
  const all = [...field.value];
  const before = all.slice(0, one.start).join("") + one.text;
  const open = one.text.endsWith(":");
  const after = all.slice(one.end).join("");
  const space = open || after.startsWith(" ") || after.startsWith(")") ? "" : " ";
  field.value = before + space + after;
  const caret = (before + space).length;
  field.setSelectionRange(caret, caret);
  close();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

async function ask() {
  asked?.abort();
  asked = new AbortController();
  const query = field.value;
  const at = points(query.slice(0, field.selectionStart));
  try {
    const answer = await api(`/suggestions?${new URLSearchParams({ q: query, at })}`, { signal: asked.signal });
    if (document.activeElement === field && field.value === query) show(answer);
  } catch {
    // Nothing is offered; the query can be written without.
  }
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(ask, WAIT);
}

function onKeyDown(event) {
  if (event.isComposing) return;
  const open = !list.hidden;
  const many = offered.length;
  switch (event.key) {
    case "ArrowDown":
      if (open) choose(chosen + 1 < many ? chosen + 1 : -1);
      else ask();
      break;
    case "ArrowUp":
      if (!open) return;
      choose(chosen < 0 ? many - 1 : chosen - 1);
      break;
    case "Enter":
    case "Tab":
      if (!open || chosen < 0) return close();
      take(chosen);
      break;
    case "Escape":
      // What is written stays: browsers would empty the field.
      if (open) close();
      else field.blur();
      event.stopPropagation();
      break;
    default:
      return;
  }
  event.preventDefault();
}

if (field) {
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  field.closest("form").append(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);
  field.addEventListener("input", soon);
  field.addEventListener("click", soon);
  field.addEventListener("keydown", onKeyDown);
  field.addEventListener("blur", close);
  field.form.addEventListener("submit", close);
}

/** Put the caret under a character of the query, as an error points at it. */
export function point(at) {
  const place = inUnits(field.value, at);
  field.setSelectionRange(place, place + 1);
}
