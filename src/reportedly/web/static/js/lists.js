// Keys for lists: what has data-item is gone through; its link with data-open has the focus, so that Enter opens it.
import { onKey } from "./base.js";

const items = () => [...document.querySelectorAll("[data-item]")].filter((item) => item.checkVisibility());

function go(step) {
  const all = items();
  const now = all.findIndex((item) => item.contains(document.activeElement));
  const next = all[now < 0 ? (step > 0 ? 0 : all.length - 1) : now + step];
  if (!next) return;
  next.querySelector("[data-open]").focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function follow(selector) {
  document.querySelector(selector)?.click();
}

onKey("j", "Next in the list", () => go(1));
onKey("k", "The one before", () => go(-1));
onKey("o", "Open it (as Enter does)", () => {
  document.activeElement?.closest("[data-item]")?.querySelector("[data-open]").click();
});
onKey("x", "Show its context", () => {
  const folded = document.activeElement?.closest("[data-item]")?.querySelector("details");
  if (folded) folded.open = !folded.open;
});
onKey("n", "Next page", () => follow("a[rel=next]"));
onKey("p", "The page before", () => follow("a[rel=prev]"));

// On a small screen a drawing is wider than what is seen of it: it opens where its first mark is.
for (const strip of document.querySelectorAll(".scrolls:has(.mark)")) {
  const lefts = [...strip.querySelectorAll(".mark")].map((mark) => mark.getBoundingClientRect().left);
  const beyond = Math.min(...lefts) - strip.getBoundingClientRect().right;
  if (beyond > -40) strip.scrollLeft += beyond + strip.clientWidth - 40;
}
