// The library answers while a query is typed: its changing part comes from the server, and the field keeps the focus.
import { say } from "./base.js";
import { point } from "./search.js";

const WAIT = 220;
const PATIENCE = 1200; // what is half written is wrong most of the time: it is said when the writing rests
const field = document.querySelector("#q");
const results = document.querySelector("#results");
const told = document.querySelector("[data-count]");
let asked = null;
let timer = 0;
let shown = field.value.trim();

function address(query) {
  const wanted = new URLSearchParams(new FormData(field.form));
  wanted.delete("q");
  // An order that was chosen for other words is not wanted for these.
  if (!query) wanted.delete("sort");
  const all = new URLSearchParams(query ? { q: query } : {});
  for (const [name, value] of wanted) all.append(name, value);
  const written = all.toString();
  return written ? `/?${written}` : "/";
}

async function update(patient) {
  const query = field.value.trim();
  if (query === shown) return;
  asked?.abort();
  asked = new AbortController();
  const { signal } = asked;
  const to = address(query);
  results.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(to, { headers: { "X-Part": "results" }, signal });
    const part = await answer.text();
    if (signal.aborted) return;
    const wrong = answer.headers.has("X-Wrong");
    if (wrong && patient) {
      timer = setTimeout(() => show(part, to, query), PATIENCE);
    } else if (answer.ok) {
      show(part, to, query);
      if (wrong) point(Number(results.querySelector("[data-at]").dataset.at));
    } else {
      location.assign(to);
    }
  } catch (error) {
    if (error.name !== "AbortError") say("The reading room does not answer. Start it again with: reportedly serve");
  } finally {
    if (!signal.aborted) results.removeAttribute("aria-busy");
  }
}

function show(part, to, query) {
  if (field.value.trim() !== query) return;
  const made = new DOMParser().parseFromString(part, "text/html");
  // What was folded or open stays so.
  const folded = results.querySelector(".facets-fold")?.open;
  results.replaceChildren(...made.body.childNodes);
  if (folded) results.querySelector(".facets-fold")?.setAttribute("open", "");
  shown = query;
  history.replaceState(null, "", to);
  document.title = `${query || "Library"} – reportedly`;
  told.textContent = results.querySelector("h1")?.textContent ?? "";
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => update(true), WAIT);
});
field.form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  shown = null;
  update(false);
});
