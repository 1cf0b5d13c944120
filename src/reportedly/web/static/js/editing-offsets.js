// Where in a report's text the characters of its article stand, and the way back: offsets count Unicode code points, as in
// a Reading; the DOM counts UTF-16 units.

/** @typedef {[number, number]} Span start and end in code points of report.text, end exclusive */
/** @typedef {{element: Element, node: Text, text: string, start: number, end: number}} Leaf */
/** @typedef {{text: string, start: number, end: number, leaves: Leaf[], stops?: {starts: number[], ends: number[], graphemes: number[]}}} Run */

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/;
const SPACE = /^[\s\u200b\u200e\u200f\u2066-\u2069\ufeff]$/u;
const QUOTES = [["“", "”"], ["\"", "\""], ["„", "“"], ["«", "»"], ["»", "«"], ["‘", "’"], ["'", "'"], ["「", "」"], ["‹", "›"]];

/** How many code points a string has. @param {string} text */
export const points = (text) => (PAIR.test(text) ? [...text].length : text.length);

/** The UTF-16 index of a code point of a string. @param {string} text @param {number} at */
export function unitAt(text, at) {
  if (!PAIR.test(text)) return Math.min(at, text.length);
  let unit = 0;
  for (let left = at; left > 0 && unit < text.length; left -= 1) unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
  return unit;
}

/** The number of code points before a UTF-16 index; within a pair, before the pair. @param {string} text @param {number} unit */
export function pointAt(text, unit) {
  const inPair = unit > 0 && unit < text.length && PAIR.test(text.slice(unit - 1, unit + 1));
  return points(text.slice(0, inPair ? unit - 1 : unit));
}

/** The text of an article as it is on the page now. Make a new one after the page was swapped. */
export class ArticleText {
  /** @param {Element} article whose leaves carry data-at */
  constructor(article) {
    this.article = article;
    this.segments = new Map();
    /** @type {Run[]} */
    this.runs = [];
    this.read();
  }

  /** Read the leaves: what is folded away or hidden is no part of it until it is opened. */
  read() {
    /** @type {Leaf[]} */
    const leaves = [];
    for (const element of this.article.querySelectorAll("[data-at]")) {
      if (element.closest("details:not([open]), [hidden], .card")) continue;
      element.normalize();
      const node = element.firstChild;
      if (!(node instanceof Text) || !node.data) continue;
      const start = Number(element.dataset.at);
      leaves.push({ element, node, text: node.data, start, end: start + points(node.data) });
    }
    leaves.sort((one, other) => one.start - other.start);
    this.runs = [];
    for (const leaf of leaves) {
      const last = this.runs.at(-1);
      if (last && last.end === leaf.start) {
        last.text += leaf.text;
        last.end = leaf.end;
        last.leaves.push(leaf);
      } else this.runs.push({ text: leaf.text, start: leaf.start, end: leaf.end, leaves: [leaf] });
    }
  }

  /** The run that an offset stands in; an end may stand at its very end. @param {number} at */
  runAt(at) {
    return this.runs.find((run) => run.start <= at && at < run.end) ?? this.runs.find((run) => run.end === at);
  }

  /** The words of a span. @param {Span} span */
  words([start, end]) {
    const parts = this.runs
      .filter((run) => run.start < end && start < run.end)
      .map((run) => run.text.slice(unitAt(run.text, Math.max(0, start - run.start)), unitAt(run.text, end - run.start)));
    return parts.join(" ");
  }

  /**
   * What is selected, one span for each block that it touches, trimmed.
   * @param {Selection | null} selection
   * @param {{exact?: boolean}} [options] exact: leave words cut as they are
   * @returns {Span[]}
   */
  selected(selection, { exact = false } = {}) {
    /** @type {Span[]} */
    const spans = [];
    for (let index = 0; index < (selection?.rangeCount ?? 0); index += 1) {
      const range = selection.getRangeAt(index);
      if (range.collapsed || !range.intersectsNode(this.article)) continue;
      for (const run of this.runs) {
        const touched = run.leaves.map((leaf) => within(leaf, range)).filter((span) => span !== null);
        if (!touched.length) continue;
        const span = this.trimmed([touched[0][0], touched.at(-1)[1]]);
        if (span) spans.push(exact ? this.whole(span, "graphemes") : this.snapped(span));
      }
    }
    return spans;
  }

  /** A span within its block, without the white space at its ends; null where nothing is left. @param {Span} span @returns {Span | null} */
  trimmed(span) {
    const run = this.runs.find(({ start, end }) => start < span[1] && span[0] < end);
    if (!run) return null;
    const [start, end] = [Math.max(span[0], run.start), Math.min(span[1], run.end)];
    const letters = [...this.words([start, end])];
    let [from, to] = [0, letters.length];
    while (from < to && SPACE.test(letters[from])) from += 1;
    while (to > from && SPACE.test(letters[to - 1])) to -= 1;
    return from < to ? [start + from, start + to] : null;
  }

  /** A span made to hold whole words, and the quotation marks that stand right around it. @param {Span} span @returns {Span} */
  snapped(span) {
    return this.quoted(this.whole(span, "words"));
  }

  /** @param {Span} span @param {"words" | "graphemes"} what @returns {Span} */
  whole([start, end], what) {
    const run = this.runAt(start);
    if (!run) return [start, end];
    const edges = what === "words" ? this.stops(run).edges : this.stops(run).graphemes;
    const from = edges.findLast((edge) => edge <= start - run.start) ?? 0;
    const to = edges.find((edge) => edge >= end - run.start) ?? run.end - run.start;
    return [run.start + from, run.start + to];
  }

  /** @param {Span} span @returns {Span} */
  quoted([start, end]) {
    const run = this.runAt(start);
    if (!run) return [start, end];
    const letters = [...run.text];
    const opening = letters[start - run.start - 1];
    let after = end - run.start;
    // In print the comma or full stop of a quotation often stands before its closing mark.
    while (after < letters.length && ",.!?…;:،؛؟。！？、，".includes(letters[after])) after += 1;
    const pair = QUOTES.some(([open, close]) => open === opening && close === letters[after]);
    return pair ? [start - 1, run.start + after + 1] : [start, end];
  }

  /** Where words of a run begin and end, in code points from its start. @param {Run} run */
  stops(run) {
    if (run.stops) return run.stops;
    const language = run.leaves[0].element.closest("[lang]")?.lang || undefined;
    const cut = (granularity) => {
      let at = 0;
      return [...segmenter(language, granularity).segment(run.text)].map(({ segment }) => {
        const from = at;
        at += points(segment);
        return { from, to: at, space: SPACE.test([...segment][0]) };
      });
    };
    const words = cut("word");
    const edges = [0, ...words.map(({ to }) => to)];
    const starts = words.filter(({ space }) => !space).map(({ from }) => from);
    const ends = words.filter(({ space }) => !space).map(({ to }) => to);
    run.stops = { edges, starts, ends, graphemes: [0, ...cut("grapheme").map(({ to }) => to)] };
    return run.stops;
  }

  /**
   * Move the start or the end of a span by a word, within its block.
   * @param {Span} span
   * @param {"start" | "end"} edge
   * @param {1 | -1} by forward or back in the text
   * @returns {Span} the same where there is nowhere to go
   */
  moved([start, end], edge, by) {
    const run = this.runAt(start);
    if (!run) return [start, end];
    const { starts, ends } = this.stops(run);
    const pick = (stops, at) => (by > 0 ? stops.find((stop) => stop > at) : stops.findLast((stop) => stop < at));
    if (edge === "end") {
      const to = pick(ends, end - run.start);
      return to === undefined || run.start + to <= start ? [start, end] : [start, run.start + to];
    }
    const from = pick(starts, start - run.start);
    return from === undefined || run.start + from >= end ? [start, end] : [run.start + from, end];
  }

  /**
   * DOM ranges over a span, one for each block that it touches.
   * @param {Span} span
   * @returns {Range[]}
   */
  ranges([start, end]) {
    return this.runs
      .filter((run) => run.start < end && start < run.end)
      .map((run) => {
        const inside = run.leaves.filter((leaf) => leaf.start < end && start < leaf.end);
        const [first, last] = [inside[0], inside.at(-1)];
        const range = document.createRange();
        range.setStart(first.node, unitAt(first.text, Math.max(0, start - first.start)));
        range.setEnd(last.node, unitAt(last.text, Math.min(end, last.end) - last.start));
        return range;
      });
  }

  /**
   * The next place where some words stand, whatever their case and accents; from the beginning again after the last.
   * @param {string} sought
   * @param {number} after look behind this offset first
   * @returns {Span | null}
   */
  next(sought, after) {
    const needle = fold(sought.trim());
    if (!needle) return null;
    /** @type {Span[]} */
    const found = [];
    for (const run of this.runs) {
      const letters = [...run.text];
      // Folding may change lengths, so each code point is folded by itself.
      const folded = letters.map(fold);
      const offsets = folded.flatMap((letter, at) => Array.from({ length: letter.length }, () => at));
      const text = folded.join("");
      for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
        found.push([run.start + offsets[at], run.start + offsets[at + needle.length - 1] + 1]);
      }
    }
    return found.find(([start]) => start > after) ?? found[0] ?? null;
  }

  /** Whether the text around an offset runs from right to left. @param {number} at */
  rightToLeft(at) {
    const leaf = this.runAt(at)?.leaves[0];
    const holder = leaf?.element.parentElement ?? this.article;
    return getComputedStyle(holder).direction === "rtl";
  }
}

/** @param {string} text */
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[\s\u00a0]/gu, " ").replace(/[‘’]/gu, "'").replace(/[“”]/gu, "\"");

const segmenters = new Map();

/** @param {string | undefined} language @param {"word" | "grapheme"} granularity */
function segmenter(language, granularity) {
  const key = `${language} ${granularity}`;
  if (!segmenters.has(key)) {
    let made;
    try {
      made = new Intl.Segmenter(language, { granularity });
    } catch {
      // A page may state a language that there is none of.
      made = new Intl.Segmenter(undefined, { granularity });
    }
    segmenters.set(key, made);
  }
  return segmenters.get(key);
}

/** The part of a leaf that a range covers. @param {Leaf} leaf @param {Range} range @returns {Span | null} */
function within(leaf, range) {
  if (!range.intersectsNode(leaf.node)) return null;
  const from = range.startContainer === leaf.node ? range.startOffset : 0;
  const to = range.endContainer === leaf.node ? range.endOffset : leaf.text.length;
  const inPair = PAIR.test(leaf.text.slice(to - 1, to + 1)) && to > 0 && to < leaf.text.length;
  if (from >= to) return null;
  return [leaf.start + pointAt(leaf.text, from), leaf.start + pointAt(leaf.text, to) + (inPair ? 1 : 0)];
}
