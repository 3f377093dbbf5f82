// The selection as a table, as comments/spreadsheet.py writes tables: a cell that a spreadsheet could
// take for a formula gets an apostrophe before it. White space is Python's, not that of JavaScript.

const SPACE =
  '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const FORMULA = new RegExp(`^(?:${SPACE}*[=+\\-@＝＋－＠|%]|[\\t\\r\\n])`);
const INNER = new RegExp(
  `(?<=[^\\n])([;\\t]${SPACE}*)(?=[=+@＝＋＠]|[-－](?![()|/\\\\*[\\]DPOpdo]))`,
  'g',
);
const NUMBER = /^[+-]?[0-9]+([.,][0-9]+)*([eE][+-]?[0-9]+)?$/;

function neutral(text) {
  if (NUMBER.test(text)) return text;
  const inside = text.replace(INNER, "$1'");
  return FORMULA.test(text) ? `'${inside}` : inside;
}

/** A probability as Python writes it: 1.0, 0.25, 1e-05. */
function decimal(p) {
  if (Number.isInteger(p)) return `${p}.0`;
  if (Math.abs(p) >= 1e-4) return String(p);
  const [digits, exponent] = p.toExponential().split('e-');
  return `${digits}e-${exponent.padStart(2, '0')}`;
}

function csvCell(name, row) {
  const value = cell(name, row);
  if (value === null) return '';
  const kind = DATA.kinds[name];
  if (kind === 'probability') return decimal(value);
  if (typeof value === 'number') return String(value);
  const text = kind === 'list' ? value.map(neutral).join(';') : neutral(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvOf(rows) {
  const names = Object.keys(DATA.kinds);
  const lines = Array.from(rows, (row) => names.map((name) => csvCell(name, row)).join(','));
  return `\ufeff${[names.join(','), ...lines].join('\r\n')}\r\n`;
}

/** Hand the selection, in the order of the list, to the browser as a file. */
function exportSelection() {
  const rows = (STATE.thread ? listedRows() : permutation()).filter((row) => isSelected[row]);
  const address = URL.createObjectURL(new Blob([csvOf(rows)], { type: 'text/csv' }));
  const anchor = make('a', { href: address, download: 'comments-selection.csv' });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
