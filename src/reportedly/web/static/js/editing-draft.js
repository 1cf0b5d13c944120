// A claim as an editor is making it, before it is sent. Nothing here touches the page.

/** @typedef {import("./editing-offsets.js").Span} Span */
/** @typedef {"source" | "cue" | "content"} Role */
/**
 * @typedef {object} Draft
 * @property {Span[]} source
 * @property {Span[]} cue
 * @property {Span[]} content
 * @property {string} kind of source; "" where nothing is said of it
 * @property {string} certainty
 * @property {string} form "" where the quotation marks tell it
 */

/** @type {Role[]} */
export const ROLES = ["source", "cue", "content"];

/** @returns {Draft} */
export const emptyDraft = () => ({ source: [], cue: [], content: [], kind: "", certainty: "asserted", form: "" });

/** The draft that a card begins with. @param {HTMLElement} card @returns {Draft} */
export function draftOf(card) {
  const spans = JSON.parse(card.dataset.spans || "{}");
  return {
    ...emptyDraft(),
    ...Object.fromEntries(ROLES.map((role) => [role, spans[role] ?? []])),
    kind: card.dataset.kind === "none" ? "" : (card.dataset.kind ?? ""),
    certainty: card.dataset.certainty || "asserted",
  };
}

/**
 * Give spans to a role. They are taken from the others, because no words are two of the three at once.
 * @param {Draft} draft
 * @param {Role} role
 * @param {Span[]} spans
 * @param {{add?: boolean, trim: (span: Span) => Span | null}} how add: beside those that it has; trim: see ArticleText
 * @returns {Draft}
 */
export function given(draft, role, spans, { add = false, trim }) {
  const result = { ...draft };
  for (const other of ROLES) if (other !== role) result[other] = without(draft[other], spans, trim);
  result[role] = joined(add ? [...draft[role], ...spans] : spans);
  return result;
}

/** @param {Draft} draft @param {Role} role @param {number} index @returns {Draft} */
export const removed = (draft, role, index) => ({ ...draft, [role]: draft[role].filter((_, at) => at !== index) });

/** Spans in order, those that overlap made one. @param {Span[]} spans @returns {Span[]} */
export function joined(spans) {
  /** @type {Span[]} */
  const result = [];
  for (const [start, end] of [...spans].sort((one, other) => one[0] - other[0])) {
    const last = result.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

/** @param {Span[]} spans @param {Span[]} taken @param {(span: Span) => Span | null} trim @returns {Span[]} */
function without(spans, taken, trim) {
  let left = spans;
  for (const [start, end] of taken) {
    left = left.flatMap((span) => {
      if (span[1] <= start || end <= span[0]) return [span];
      /** @type {Span[]} */
      const parts = [[span[0], Math.min(span[1], start)], [Math.max(span[0], end), span[1]]];
      return parts.filter(([from, to]) => from < to).map(trim).filter((part) => part !== null);
    });
  }
  return left;
}

/**
 * What keeps a draft from being sent.
 * @param {Draft} draft
 * @returns {{field: Role | "kind", detail: string}[]}
 */
export function faults(draft) {
  const found = [];
  if (!draft.content.length) found.push({ field: "content", detail: "Select what is said in the text, then press c." });
  return found;
}

/** Whether two drafts say the same. @param {Draft} one @param {Draft} other */
export const same = (one, other) => JSON.stringify(sent(one)) === JSON.stringify(sent(other));

/** A draft as the API takes it. @param {Draft} draft */
export const sent = (draft) => ({
  content: draft.content,
  source: draft.source,
  cue: draft.cue,
  kind: draft.kind || null,
  certainty: draft.certainty,
  form: draft.form || null,
});
