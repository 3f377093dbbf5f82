// A comment's words on the page: each paragraph in its own direction, hits and evidence marked.

const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LETTER = /\p{L}/u;

/** The direction of most letters: `BBC اردو` runs from right to left, whatever comes first. */
function direction(text) {
  let [right, left] = [0, 0];
  for (const letter of text.slice(0, 600)) {
    if (!LETTER.test(letter)) continue;
    if (RIGHT_TO_LEFT.test(letter)) right++;
    else left++;
  }
  if (right === left) return 'auto';
  return right > left ? 'rtl' : 'ltr';
}

const MOST_LETTERS = 1200;
const MOST_LINES = 14;

/** Where a long text is cut while it is not unfolded. */
function cutAt(text) {
  let at = Math.min(text.length, MOST_LETTERS);
  for (let lines = 0, line = -1; lines < MOST_LINES; lines++) {
    line = text.indexOf('\n', line + 1);
    if (line < 0 || line >= at) break;
    if (lines === MOST_LINES - 1) at = line;
  }
  const isSplit = at < text.length && /[\udc00-\udfff]/.test(text[at]);
  return isSplit ? at - 1 : at;
}

/** Places of the search terms in a text, first to last, none overlapping. */
function hits(text, terms) {
  if (!terms.length) return [];
  const { folded, places } = foldWithPlaces(text);
  const spans = [];
  for (const term of terms) {
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
      spans.push([places[at], places[at + term.length]]);
    }
  }
  spans.sort((a, b) => a[0] - b[0]);
  const apart = [];
  for (const [start, end] of spans) {
    if (end > start && start >= (apart.at(-1)?.[1] ?? 0)) apart.push([start, end]);
  }
  return apart;
}

/** Paragraphs and quotes of `text` as elements, with `found` (hits) and `evidence` spans marked. */
function paragraphs(text, found, evidence) {
  const elements = [];
  let block = null;
  let at = 0;
  for (const line of text.split('\n')) {
    const isQuote = line.startsWith('> ');
    const start = at + (isQuote ? 2 : 0);
    const end = at + line.length;
    at = end + 1;
    if (!line.trim()) block = null;
    else if (block && block.isQuote === isQuote) block.lines.push([start, end]);
    else elements.push((block = { isQuote, lines: [[start, end]] }));
  }
  const heaviest = Math.max(0, ...evidence.map(([, , weight]) => Math.abs(weight)));
  return elements.map(({ isQuote, lines }) => {
    const own = lines.map(([start, end]) => text.slice(start, end)).join('\n');
    const element = make(isQuote ? 'blockquote' : 'p', { dir: direction(own) });
    lines.forEach(([start, end], number) => {
      if (number) element.append('\n');
      element.append(...marked(text, start, end, found, evidence, heaviest));
    });
    return element;
  });
}

/** A piece of text cut at the edges of the spans, each part in the marks that it lies in. */
function marked(text, start, end, found, evidence, heaviest) {
  const edges = new Set([start, end]);
  for (const [from, to] of [...found, ...evidence]) {
    if (from > start && from < end) edges.add(from);
    if (to > start && to < end) edges.add(to);
  }
  const ordered = [...edges].sort((a, b) => a - b);
  const covering = (spans, at) => spans.find(([from, to]) => from <= at && at < to);
  return ordered.slice(0, -1).map((from, i) => {
    let node = document.createTextNode(text.slice(from, ordered[i + 1]));
    if (covering(found, from)) node = make('mark', {}, node);
    const proof = covering(evidence, from);
    if (proof) {
      const weight = proof[2];
      node = make('span', { class: 'evidence', title: say('evidence', { weight }) }, node);
      node.style.setProperty('--weight', String(heaviest ? Math.abs(weight) / heaviest : 1));
    }
    return node;
  });
}
