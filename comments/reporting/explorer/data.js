// The tables, read from the blocks of JSON that stand before this script.

const DATA = readData();

/** The head, and each column whole: classes as codes (-1 is null), numbers as NaN where null. */
function readData() {
  const blocks = [...document.querySelectorAll('script[type="application/json"]')];
  const data = JSON.parse(blocks.shift().textContent);
  const columns = {};
  for (const [name, kind] of Object.entries(data.columns))
    columns[name] = emptyColumn(kind, data.rows);
  const evidence = new Map();
  for (const element of blocks) {
    const block = JSON.parse(element.textContent);
    element.remove();
    for (const [name, cells] of Object.entries(block.columns)) {
      const column = columns[name];
      const isNumber = column instanceof Float64Array;
      for (let i = 0; i < cells.length; i++) {
        column[block.start + i] = isNumber && cells[i] === null ? NaN : cells[i];
      }
    }
    for (const [row, spans] of Object.entries(block.evidence)) evidence.set(Number(row), spans);
  }
  return { ...data, kinds: data.columns, column: columns, evidence };
}

function emptyColumn(kind, rows) {
  if (kind === 'class' || kind === 'list') return new Int32Array(rows);
  if (kind === 'probability' || kind === 'number') return new Float64Array(rows);
  return new Array(rows);
}

/** The value of a cell: text, number, list of texts, or null. */
function cell(name, row) {
  const kind = DATA.kinds[name];
  const raw = DATA.column[name][row];
  if (kind === 'class' || kind === 'list') return raw < 0 ? null : DATA.values[name][raw];
  if (kind === 'row') return typeof raw === 'number' ? DATA.column.comment_id[raw] : raw;
  return Number.isNaN(raw) ? null : raw;
}

/** The row that a reference (`parent_id`, `duplicate_of`) names, or -1. */
function rowOf(name, row) {
  const raw = DATA.column[name][row];
  return typeof raw === 'number' ? raw : -1;
}

/** A column of the article above a comment; null where the article is not known. */
function ofArticle(name, row) {
  return DATA.articles[name][DATA.column.article_id[row]] ?? null;
}

const isRemoved = (row) => DATA.column.removal[row] >= 0;
