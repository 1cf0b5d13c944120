// Marks of what is being made, laid over the article without touching it, so that a selection in it is never lost.

/** @typedef {import("./editing-offsets.js").ArticleText} ArticleText */
/** @typedef {import("./editing-offsets.js").Span} Span */

/**
 * Lay marks over some spans, in place of those of that name before.
 * @param {ArticleText} text
 * @param {string} name "source", "cue", "content" or "chosen"
 * @param {Span[]} spans none: take the marks away
 */
export function mark(text, name, spans) {
  // A browser without highlights shows the spans in the panel only.
  if (!globalThis.CSS?.highlights) return;
  if (!spans.length) {
    CSS.highlights.delete(`editing-${name}`);
    return;
  }
  const highlight = new Highlight(...spans.flatMap((span) => text.ranges(span)));
  highlight.priority = name === "chosen" ? 1 : 2;
  CSS.highlights.set(`editing-${name}`, highlight);
}

/** Bring a span into view, clear of what covers the page. @param {ArticleText} text @param {Span} span */
export function reveal(text, span) {
  const [range] = text.ranges(span);
  if (!range) return;
  const { top, bottom } = range.getBoundingClientRect();
  const header = document.querySelector(".top")?.getBoundingClientRect().bottom ?? 0;
  const sheet = document.querySelector("dialog.editing-panel[open]");
  const low = sheet && sheet.getBoundingClientRect().left < 1 ? sheet.getBoundingClientRect().top : innerHeight;
  if (top >= header && bottom <= low) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollBy({ top: top - header - (low - header) / 3, behavior: calm ? "instant" : "smooth" });
}
