// What every page has: keys and their list, dark or light, and a line that says what happened.

const keys = new Map();

/**
 * Give a key something to do on this page; it is listed under "?".
 * @param {string} key as in KeyboardEvent.key; two keys one after the other as "g s"
 * @param {string} label what it does, for the list
 * @param {(event: KeyboardEvent) => void} run
 */
export function onKey(key, label, run) {
  keys.set(key, { label, run });
}

/** Say in one line what happened; screen readers say it too. */
export function say(text) {
  const place = document.querySelector("[data-said]");
  place.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (place.textContent = ""), 4000);
}

/**
 * Ask the API.
 * @param {string} path under /api
 * @param {{method?: string, body?: unknown, signal?: AbortSignal}} [options]
 * @returns {Promise<any>} the answer; an Error with the refusal's words otherwise
 */
export async function api(path, { method = "GET", body, signal } = {}) {
  const headers = { Accept: "application/json" };
  if (method !== "GET") headers["X-CSRF-Token"] = document.querySelector('meta[name="csrf"]').content;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(`/api${path}`, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error("The reading room does not answer. Start it again with: reportedly serve");
  }
  const told = answer.status === 204 ? null : await answer.json().catch(() => null);
  if (!answer.ok) throw Object.assign(new Error(told?.error?.detail ?? `It was refused (${answer.status}).`), { told });
  return told;
}

const typing = (target) => target.closest?.("input:not([type='checkbox'], [type='radio']), textarea, select, [contenteditable]");
let first = "";

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  const bound = keys.get(`${first} ${event.key}`) ?? keys.get(event.key);
  first = [...keys.keys()].some((key) => key.startsWith(`${event.key} `)) ? event.key : "";
  if (bound) {
    event.preventDefault();
    first = "";
    bound.run(event);
  }
});

function showKeys() {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-label", "Keys");
  const list = document.createElement("table");
  for (const [key, { label }] of keys) {
    const row = list.insertRow();
    for (const part of key.split(" ")) {
      const cap = document.createElement("kbd");
      cap.textContent = part;
      (row.cells[0] ?? row.insertCell()).append(cap, " ");
    }
    row.insertCell().textContent = label;
  }
  const head = document.createElement("h2");
  head.textContent = "Keys";
  const close = document.createElement("button");
  close.textContent = "Close";
  close.addEventListener("click", () => dialog.close());
  dialog.append(head, list, close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function turnTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  // A cookie, so that the next page comes in the right colours and does not flash.
  document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=strict`;
}

onKey("/", "Search", () => document.querySelector("#q")?.select());
onKey("?", "These keys", showKeys);
onKey("t", "Dark or light", turnTheme);
onKey("g l", "Go to the library", () => location.assign("/"));
onKey("g s", "Go to the sources", () => location.assign("/sources"));
onKey("g c", "Go to the figures, by what they count", () => location.assign("/counted"));
onKey("g a", "Go to add", () => location.assign("/add"));
onKey("g h", "Go to the history of changes", () => location.assign("/history"));
onKey("g e", "Go to export", () => location.assign("/export"));

for (const [name, run] of [["data-theme-toggle", turnTheme], ["data-keys-help", showKeys]]) {
  const button = document.querySelector(`[${name}]`);
  button?.removeAttribute("hidden");
  button?.addEventListener("click", run);
}
