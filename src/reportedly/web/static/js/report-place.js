// Cards beside the text: each at the height of its mark, as near as the others let it be.

export const wide = matchMedia("(min-width: 56.01rem)");
const APART = 2;

/** Put all cards in their places; on small screens they have none. */
export function place() {
  for (const zone of document.querySelectorAll(".report.live .zone")) {
    const items = [...zone.querySelectorAll(".cards > li")];
    if (!wide.matches) {
      zone.style.minHeight = "";
      for (const item of items) for (const side of ["top", "left", "width"]) item.style[side] = "";
      continue;
    }
    placeZone(zone, items);
  }
}

function placeZone(zone, items) {
  const top = zone.getBoundingClientRect().top;
  const left = zone.getBoundingClientRect().left;
  const cards = items.map((item) => ({ item, card: item.firstElementChild, list: item.parentElement.getBoundingClientRect() }));
  // What is read is read for all before anything is written, so that the page is laid out once.
  for (const one of cards) {
    const mark = markOf(one.card);
    one.wanted = (mark ? firstLine(mark) : one.list.top) - top;
  }
  for (const one of cards) {
    one.item.style.left = `${one.list.left - left}px`;
    one.item.style.width = `${one.list.width}px`;
  }
  for (const one of cards) one.height = one.item.offsetHeight;
  const at = cards.findIndex((one) => one.card.classList.contains("selected"));
  if (at >= 0) {
    cards[at].top = Math.max(0, cards[at].wanted);
    // Those above go up to make room for it; what does not fit above the first line goes down again below.
    for (let i = at - 1; i >= 0; i--) cards[i].top = Math.min(cards[i].wanted, cards[i + 1].top - cards[i].height - APART);
  }
  let end = 0;
  cards.forEach((one, i) => {
    one.top = i < at ? Math.max(end, one.top) : Math.max(end, i === at ? one.top : one.wanted);
    end = one.top + one.height + APART;
  });
  for (const one of cards) one.item.style.top = `${one.top}px`;
  zone.style.minHeight = cards.length ? `${end}px` : "";
}

/** The first run of what is said. */
export function markOf(card) {
  const first = Math.min(...JSON.parse(card.dataset.spans).content.map((span) => span[0]));
  const runs = [...document.querySelectorAll(`.report [data-claims~="${card.dataset.claim}"]`)];
  return runs.find((run) => Number(run.dataset.at) >= first) ?? runs[0];
}

function firstLine(mark) {
  return (mark.getClientRects()[0] ?? mark.getBoundingClientRect()).top;
}

let frame = 0;
export function placeSoon() {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(place);
}

wide.addEventListener("change", placeSoon);
addEventListener("resize", placeSoon);
document.fonts?.ready.then(placeSoon);
document.addEventListener("toggle", placeSoon, true);
