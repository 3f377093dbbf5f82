// The list: only the comments in view are in the document, whatever the length of the selection.

/** Rows listed at most: a browser's page cannot be higher than some 17 million pixels (Firefox). */
const MOST_LISTED = 80000;
const MARGIN = 600;

const LIST = {
  rows: new Int32Array(0),
  all: 0,
  offsets: new Float64Array(1),
  depths: null,
  terms: [],
};
const heights = new Float64Array(DATA.rows).fill(NaN);
const elements = new Map();
let listWidth = 0;
let width = 0;

/** Show other rows; `depths` indents them. */
function setRows(rows, { depths, terms }) {
  LIST.all = rows.length;
  LIST.rows = rows.length > MOST_LISTED ? rows.subarray(0, MOST_LISTED) : rows;
  LIST.depths = depths;
  LIST.terms = terms;
  forget();
  $('listed').textContent = rows.length > MOST_LISTED ? say('listed', { n: MOST_LISTED }) : '';
  layOut();
}

/** Drop the elements, which are made anew when next in view. */
function forget() {
  elements.clear();
  $('window').replaceChildren();
}

function estimate(row) {
  const letters = Math.min(DATA.column.text[row].length, MOST_LETTERS);
  const lines = Math.ceil((letters * 8) / Math.max(200, listWidth - 300));
  return 60 + Math.max(70, 25 * lines);
}

function layOut() {
  const { rows } = LIST;
  const offsets = new Float64Array(rows.length + 1);
  for (let i = 0; i < rows.length; i++) {
    const height = heights[rows[i]];
    offsets[i + 1] = offsets[i] + (Number.isNaN(height) ? estimate(rows[i]) : height);
  }
  LIST.offsets = offsets;
  $('list').style.setProperty('block-size', `${offsets[rows.length]}px`);
}

/** Number of the row at `y` pixels from the top of the list. */
function placeAt(y) {
  let [low, high] = [0, LIST.rows.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (LIST.offsets[middle] <= y) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

const pageTop = (element) => element.getBoundingClientRect().top + window.scrollY;
const listTop = () => pageTop($('list'));

/** What the toolbar covers at the top of the view. */
const barHeight = () => $('toolbar').getBoundingClientRect().height + 8;

/** Draw what is in view, measure it, and keep what is at the top of the view where it is. */
function draw() {
  if (!LIST.rows.length) return forget();
  for (let pass = 0; pass < 3; pass++) {
    const y = window.scrollY - listTop();
    const anchor = placeAt(Math.max(0, y));
    const within = y - LIST.offsets[anchor];
    const first = placeAt(Math.max(0, y - MARGIN));
    const last = placeAt(Math.max(0, y + window.innerHeight + MARGIN));
    putElements(first, last);
    if (!measure(first, last)) return;
    layOut();
    $('window').style.setProperty('translate', `0 ${LIST.offsets[first]}px`);
    if (y > 0) window.scrollTo(window.scrollX, listTop() + LIST.offsets[anchor] + within);
  }
}

function putElements(first, last) {
  const wanted = new Set(LIST.rows.subarray(first, last + 1));
  for (const [row, element] of elements) {
    if (wanted.has(row)) continue;
    element.remove();
    elements.delete(row);
  }
  let before = $('window').firstElementChild;
  for (let i = first; i <= last; i++) {
    const row = LIST.rows[i];
    let element = elements.get(row);
    if (!element) {
      const depth = LIST.depths ? LIST.depths.get(row) : 0;
      element = commentElement(row, { place: i, size: LIST.all, depth, terms: LIST.terms });
      elements.set(row, element);
    }
    if (row === STATE.at) element.setAttribute('aria-current', 'true');
    else element.removeAttribute('aria-current');
    if (element === before) before = before.nextElementSibling;
    else $('window').insertBefore(element, before);
  }
  $('window').style.setProperty('translate', `0 ${LIST.offsets[first]}px`);
}

/** Whether a height in view was not as thought. */
function measure(first, last) {
  let isNew = false;
  for (let i = first; i <= last; i++) {
    const row = LIST.rows[i];
    const height = elements.get(row).getBoundingClientRect().height;
    if (Number.isNaN(heights[row]) || Math.abs(heights[row] - height) > 0.5) isNew = true;
    heights[row] = height;
  }
  return isNew;
}

/** Scroll to the comment in `row` and, unless told otherwise, give it the focus. */
function goTo(row, { focus = true } = {}) {
  const place = LIST.rows.indexOf(row);
  if (place < 0) return;
  STATE.at = row;
  for (let pass = 0; pass < 3; pass++) {
    window.scrollTo(window.scrollX, Math.max(0, listTop() + LIST.offsets[place] - barHeight()));
    draw();
  }
  const element = elements.get(row);
  if (focus) element?.focus({ preventScroll: true });
}

/** The next comment, or the one before; from nowhere, the first in view. */
function step(by) {
  if (!LIST.rows.length) return;
  const here = LIST.rows.indexOf(STATE.at);
  const next = here < 0 ? placeAt(window.scrollY + barHeight() - listTop()) : here + by;
  goTo(LIST.rows[Math.min(Math.max(next, 0), LIST.rows.length - 1)]);
}

/** Heights hold for one width. */
function onResize() {
  listWidth = $('list').clientWidth;
  if (listWidth === width) return draw();
  width = listWidth;
  heights.fill(NaN);
  layOut();
  draw();
}
