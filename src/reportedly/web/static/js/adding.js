// What is being read is looked after without loading the page again; a text that is pasted over nothing else is sent by
// Ctrl+Enter, and the files that were chosen are told.
const SOON = 1000;
const LATER = 15000;
const list = document.querySelector("#list");
const form = document.querySelector("[data-bring]");
const told = document.querySelector("[data-progress]");
let wait = SOON;
let timer = 0;

async function refresh() {
  clearTimeout(timer);
  if (!list) return;
  // Whoever is about to press a button in the list is let do it.
  if (!document.hidden && !list.contains(document.activeElement)) {
    try {
      const answer = await fetch(location.pathname + location.search, { headers: { "X-Part": "list" } });
      if (answer.ok) {
        const before = list.textContent;
        const part = new DOMParser().parseFromString(await answer.text(), "text/html");
        list.replaceChildren(...part.body.childNodes);
        list.dataset.moving = list.querySelector("#still") ? "1" : "0";
        if (list.textContent !== before) {
          wait = SOON;
          told.textContent = list.querySelector("[data-told]")?.textContent ?? "All is read";
        }
      }
    } catch {
      wait = LATER;
    }
  }
  later();
}

function later() {
  wait = list.dataset.moving === "1" ? Math.min(wait * 1.15, 5000) : LATER;
  timer = setTimeout(refresh, wait);
}

if (list && told) {
  later();
  document.addEventListener("reports:asked", () => {
    wait = SOON;
    refresh();
  });
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
}

if (form) {
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    const send = form.querySelector("button[type=submit]");
    send.disabled = true;
    send.textContent = "Sending…";
    // A page that comes back from the browser's memory is to be used again.
    addEventListener("pageshow", () => (send.disabled = false), { once: true });
  });
  const files = form.querySelector("input[type=file]");
  const dropped = form.querySelector("[data-dropped]");
  const before = dropped.textContent;
  files.addEventListener("change", () => {
    const all = [...files.files];
    dropped.textContent = all.length ? all.map((file) => file.name).join(", ") : before;
  });
}
