// A text in a form in which words can be found: one for every way to write a letter or digit.

const FOLD_MARKS =
  /[\u0300-\u036f\u0610-\u061a\u0621\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u09bc\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

const FOLD_LETTERS = new Map();
for (const [plain, others] of [
  ['ا', 'ٱ'],
  ['ی', 'يىېےۍۓۑ'],
  ['ک', 'كګڪ'],
  ['ه', 'ةہھۀۂەۃ'],
  ['و', 'ۆۇ'],
  ['ن', 'ں'],
  ['i', 'ı'],
  ['ss', 'ß'],
  ["'", '’‘'],
  ['"', '“”„«»'],
  ['s', 'ſ'],
  ['σ', 'ς'],
]) {
  for (const other of others) FOLD_LETTERS.set(other, plain);
}
for (const zero of [0x660, 0x6f0, 0x966, 0x9e6]) {
  for (let n = 0; n < 10; n++) FOLD_LETTERS.set(String.fromCharCode(zero + n), String(n));
}
const FOLD_VARIANTS = new RegExp(`[${[...FOLD_LETTERS.keys()].join('')}]`, 'g');
const IS_ASCII = /^[\x00-\x7f]*$/;

function fold(text) {
  if (IS_ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(FOLD_MARKS, '')
    .replace(FOLD_VARIANTS, (letter) => FOLD_LETTERS.get(letter));
}

/** The folded text, and for each of its units where in `text` its letter begins. */
function foldWithPlaces(text) {
  let folded = '';
  const places = [];
  let at = 0;
  for (const letter of text) {
    const part = fold(letter);
    for (let i = 0; i < part.length; i++) places.push(at);
    folded += part;
    at += letter.length;
  }
  places.push(at);
  return { folded, places };
}

/** Words and “phrases” of a query, folded: those that must occur and those that must not. */
function readQuery(query) {
  const wanted = [];
  const unwanted = [];
  for (const [, minus, phrase, word] of query.matchAll(
    /(-?)(?:["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+))/g,
  )) {
    const term = fold(phrase ?? word ?? '').trim();
    if (term) (minus ? unwanted : wanted).push(term);
  }
  return { wanted, unwanted };
}

const FOLDED = new Array(DATA.rows);

function foldedText(row) {
  return (FOLDED[row] ??= fold(DATA.column.text[row]));
}

/** Fold a slice of the texts at a time while nothing else is to do, so that the first search is fast. */
function foldAhead(row = 0) {
  const until = performance.now() + 8;
  while (row < DATA.rows && performance.now() < until) foldedText(row++);
  if (row < DATA.rows) setTimeout(foldAhead, 0, row);
}

/** Which rows have all the wanted terms and none of the unwanted; null where nothing is asked. */
function rowsWith(query) {
  const { wanted, unwanted } = readQuery(query);
  if (!wanted.length && !unwanted.length) return null;
  const found = new Uint8Array(DATA.rows);
  for (let row = 0; row < DATA.rows; row++) {
    const text = foldedText(row);
    found[row] =
      wanted.every((term) => text.includes(term)) && !unwanted.some((term) => text.includes(term));
  }
  return found;
}
