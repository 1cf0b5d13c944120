// Reports can be brought from any page: files dropped on it, or an address or a text pasted outside of a field. They are
// sent to be read, and a panel in the corner tells what becomes of them.
import { api, say } from "./base.js";

const LONG = 200; // characters that are a text and not a slip of the hand
const ADDRESS = /^https?:\/\/\S+$/i;
const SETTLED = ["kept", "known", "refused"];
const SOON = 700;
const LATER = 8000;

const STATES = {
  waiting: "waits to be read",
  fetching: "is being fetched",
  reading: "is being read",
  known: "was in the library already",
};

let panel = null;
let veil = null;
const followed = new Map();

function make(name, text = "", kind = "div") {
  const made = document.createElement(kind);
  made.className = name;
  made.textContent = text;
  return made;
}

function button(label, run, kind = "") {
  const made = make(kind, label, "button");
  made.type = "button";
  made.addEventListener("click", run);
  return made;
}

function open() {
  if (panel) return panel;
  panel = make("arrivals", "", "section");
  panel.setAttribute("aria-label", "What is being added");
  const head = document.createElement("header");
  head.append(make("", "Being added", "h2"), button("Close", close));
  const list = document.createElement("ul");
  list.setAttribute("role", "status");
  const foot = make("", "", "p");
  const all = make("", "All that was added", "a");
  all.href = "/add";
  foot.append(all);
  panel.append(head, list, foot);
  document.body.append(panel);
  return panel;
}

function close() {
  panel?.remove();
  panel = null;
}

function link(report, text) {
  const made = make("", text, "a");
  made.href = `/reports/r${report}`;
  return made;
}

function draw(item, asked) {
  if (item.dataset.state === asked.state && !asked.kept) return;
  item.dataset.state = asked.state;
  const name = make("name", asked.name, "bdi");
  const state = make("state", STATES[asked.state] ?? "", "span");
  const pages = asked.pages ?? [];
  if (asked.state === "refused") {
    state.textContent = pages.find((page) => page.detail)?.detail ?? "was refused";
  } else if (asked.state === "kept" || asked.state === "known") {
    const first = pages.find((page) => page.report);
    state.textContent = asked.state === "kept" ? (asked.kept > 1 ? `${asked.kept} reports were read ` : "was read ") : "was in the library already ";
    if (first) state.append(link(first.report, "Open it"));
  }
  item.replaceChildren(name, state);
}

function follow(all) {
  const list = open().querySelector("ul");
  for (const asked of all) {
    const item = document.createElement("li");
    list.append(item);
    draw(item, asked);
    if (!SETTLED.includes(asked.state)) followed.set(asked.waiting, item);
  }
  watch(SOON);
  // The page that lists them shows them at once.
  document.dispatchEvent(new CustomEvent("reports:asked"));
}

async function watch(wait) {
  clearTimeout(watch.timer);
  if (!followed.size) return;
  watch.timer = setTimeout(async () => {
    if (!document.hidden) {
      for (const [key, item] of followed) {
        try {
          const asked = await api(`/waiting/${key}`);
          draw(item, asked);
          if (SETTLED.includes(asked.state)) followed.delete(key);
        } catch (error) {
          if (error.told) followed.delete(key);
        }
      }
    }
    watch(Math.min(wait * 1.3, LATER));
  }, wait);
}

/** Send what is to be read: an address, a text, or files. */
async function send(what) {
  try {
    follow([await api("/waiting", { method: "POST", body: what })].flat());
  } catch (error) {
    say(error.message);
  }
}

async function sendFiles(files) {
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  say(files.length === 1 ? `Sending ${files[0].name}` : `Sending ${files.length} files`);
  try {
    const answer = await fetch("/api/waiting", {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRF-Token": document.querySelector('meta[name="csrf"]').content },
      body: form,
    });
    const told = await answer.json().catch(() => null);
    if (!answer.ok) throw new Error(told?.error?.detail ?? `It was refused (${answer.status}).`);
    follow([told].flat());
  } catch (error) {
    say(error.name === "TypeError" ? "The reading room does not answer. Start it again with: reportedly serve" : error.message);
  }
}

function offer(what, question) {
  const offered = make("", "", "li");
  offered.append(make("", question, "bdi"));
  const buttons = make("buttons");
  const done = (run) => () => {
    offered.remove();
    run?.();
    if (panel && !panel.querySelector("li")) close();
  };
  const yes = button("Read it", done(() => send(what)), "primary");
  buttons.append(yes, button("No", done()));
  offered.append(buttons);
  open().querySelector("ul").append(offered);
  yes.focus();
}

const brings = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
const uncover = () => {
  veil?.remove();
  veil = null;
};

document.addEventListener("dragover", (event) => {
  if (!brings(event)) return;
  event.preventDefault();
  clearTimeout(uncover.timer);
  // It is told of again and again while something is held over the page.
  uncover.timer = setTimeout(uncover, 400);
  if (veil) return;
  veil = make("veil", "Drop them: they are read at once");
  veil.append(make("", "web pages, texts, feeds, web archives; up to 100 MB", "small"));
  document.body.append(veil);
});

document.addEventListener("drop", (event) => {
  uncover();
  if (event.defaultPrevented || !brings(event)) return;
  event.preventDefault();
  if (event.dataTransfer.files.length) sendFiles([...event.dataTransfer.files]);
});

document.addEventListener("paste", (event) => {
  if (event.defaultPrevented || event.target.closest?.("input, textarea, select, [contenteditable], dialog")) return;
  const files = [...(event.clipboardData?.files ?? [])];
  const text = event.clipboardData?.getData("text/plain").trim() ?? "";
  if (ADDRESS.test(text)) offer({ address: text }, `Read ${text.length > 120 ? `${text.slice(0, 120)}…` : text}?`);
  else if (text.length >= LONG) offer({ text }, `Read the text you pasted? “${text.slice(0, 80)}…”, ${text.length.toLocaleString("en")} characters`);
  else if (files.length) sendFiles(files);
  else if (text) say("Paste an address or the text of a report to read it; to search, press / first");
});
