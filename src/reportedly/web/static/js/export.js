// How much a query finds is told while it is written.
const form = document.querySelector("[data-export]");
const field = form.querySelector("#export-q");
const count = form.querySelector("[data-count-part]");
let asked = null;
let timer = 0;

async function update() {
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(`/export?${new URLSearchParams({ q: field.value.trim() })}`, { headers: { "X-Part": "count" }, signal: asked.signal });
    const part = new DOMParser().parseFromString(await answer.text(), "text/html");
    count.replaceChildren(...part.body.childNodes);
  } catch {
    // The count of before stays; the download tells what is wrong.
  }
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(update, 300);
});
