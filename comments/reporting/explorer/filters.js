// Which comments are selected, and in which order.

const UNSCORED = '~unscored';
const NONE = '~none';

/** The facets: of each, its values in the order of the panel, and which of them each row has. */
const FACETS = [
  derivedFacet('outlet', (row) => ofArticle('outlet', row) ?? NONE),
  columnFacet('language'),
  columnFacet('sentiment'),
  columnFacet('hostility'),
  columnFacet('hostility_types'),
  columnFacet('hostility_target'),
  columnFacet('sectarian'),
  columnFacet('frames'),
  columnFacet('groups'),
  derivedFacet('removal', (row) => cell('removal', row) ?? 'standing'),
  derivedFacet('repeat', (row) => (DATA.column.duplicate_of[row] === null ? 'first' : 'repeat')),
  derivedFacet('place', (row) =>
    DATA.column.parent_id[row] === null && !DATA.column.depth[row] ? 'comment' : 'reply',
  ),
];

/** A facet of `codes` (row by row) where `members` are the values that each code stands for. */
function facet(name, codes, members) {
  const totals = new Map((DATA.classes[name] ?? []).map((value) => [value, 0]));
  const sizes = new Int32Array(members.length);
  for (const code of codes) sizes[code]++;
  members.forEach((values, code) => {
    for (const value of values) totals.set(value, (totals.get(value) ?? 0) + sizes[code]);
  });
  const values = [...totals.keys()];
  if (!DATA.classes[name]) values.sort((a, b) => totals.get(b) - totals.get(a) || (a < b ? -1 : 1));
  const isSpecial = (value) => value === NONE || value === UNSCORED;
  values.sort((a, b) => isSpecial(a) - isSpecial(b));
  return {
    name,
    codes,
    members,
    values,
    totals,
    chosen: new Set(),
    pass: null,
    hits: new Int32Array(members.length),
  };
}

function columnFacet(name) {
  const codes = DATA.column[name].map((code) => code + 1);
  const isList = DATA.kinds[name] === 'list';
  const members = DATA.values[name].map((value) => {
    if (isList) return value.length ? [...new Set(value)] : [NONE];
    return [name === 'hostility' ? DATA.classes.hostility[value] : value];
  });
  return facet(name, codes, [[name === 'language' ? NONE : UNSCORED], ...members]);
}

function derivedFacet(name, value) {
  const numbers = new Map();
  const codes = new Int32Array(DATA.rows);
  for (let row = 0; row < DATA.rows; row++) {
    const key = value(row);
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    codes[row] = numbers.get(key);
  }
  return facet(
    name,
    codes,
    [...numbers.keys()].map((key) => [key]),
  );
}

/** Within a facet any chosen value will do; a facet with none chosen lets all pass. */
function choose(facet, values) {
  facet.chosen = new Set(values.filter((value) => facet.values.includes(value)));
  facet.pass = facet.chosen.size
    ? Uint8Array.from(facet.members, (members) => members.some((value) => facet.chosen.has(value)))
    : null;
}

const PROBABILITY_COLUMNS = Object.keys(DATA.kinds).filter(
  (name) => DATA.kinds[name] === 'probability',
);

/** Lowest and highest value of each probability asked for, null where not. */
const RANGES = new Map(PROBABILITY_COLUMNS.map((name) => [name, { low: null, high: null }]));

const STATE = { query: '', article: -1, sort: 'page', descending: false, thread: false, at: -1 };

const isSelected = new Uint8Array(DATA.rows);
let found = { query: '', rows: null };

/** Mark the selected rows and count, for each value, how many rows would pass if it were chosen. */
function select() {
  if (found.query !== STATE.query) found = { query: STATE.query, rows: rowsWith(STATE.query) };
  const ranges = [...RANGES].filter(([, { low, high }]) => low !== null || high !== null);
  const active = FACETS.filter((facet) => facet.pass);
  for (const facet of FACETS) facet.hits.fill(0);
  let count = 0;
  for (let row = 0; row < DATA.rows; row++) {
    isSelected[row] = 0;
    if (found.rows && !found.rows[row]) continue;
    if (STATE.article >= 0 && DATA.column.article_id[row] !== STATE.article) continue;
    if (ranges.length && !ranges.every(([name, range]) => isWithin(DATA.column[name][row], range)))
      continue;
    let failing = null;
    let failures = 0;
    for (const facet of active) {
      if (!facet.pass[facet.codes[row]]) {
        failing = facet;
        if (++failures > 1) break;
      }
    }
    if (failures === 0) {
      isSelected[row] = 1;
      count++;
      for (const facet of FACETS) facet.hits[facet.codes[row]]++;
    } else if (failures === 1) failing.hits[failing.codes[row]]++;
  }
  return count;
}

function isWithin(p, { low, high }) {
  return (low === null || p >= low) && (high === null || p <= high);
}

/** Hits of a facet by value. */
function hitsByValue(facet) {
  const hits = new Map(facet.values.map((value) => [value, 0]));
  facet.members.forEach((values, code) => {
    for (const value of values) hits.set(value, hits.get(value) + facet.hits[code]);
  });
  return hits;
}

const permutations = new Map();

/** All rows in the order asked for; rows without the value come last either way. */
function permutation() {
  const key = `${STATE.sort} ${STATE.descending}`;
  if (!permutations.has(key)) {
    const keys = sortKeys(STATE.sort);
    const sign = STATE.descending ? -1 : 1;
    const rows = Int32Array.from({ length: DATA.rows }, (_, row) => row);
    rows.sort(
      (a, b) =>
        Number.isNaN(keys[a]) - Number.isNaN(keys[b]) || sign * (keys[a] - keys[b]) || a - b,
    );
    permutations.set(key, rows);
  }
  return permutations.get(key);
}

function sortKeys(name) {
  if (name === 'page') return DATA.column.position.map((_, row) => row);
  if (name === 'time') return Float64Array.from(DATA.column.posted_at, instant);
  return DATA.column[name];
}

/** Milliseconds of an ISO time; what it leaves open is taken as its beginning, no zone as UTC. */
function instant(text) {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d))?)?)?)?)?/.exec(
    text ?? '',
  );
  if (!parts) return NaN;
  const [year, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((p) => p && Number(p));
  const zone = /T.*([+-])(\d\d):?(\d\d)?$/.exec(text);
  const ahead = zone ? Number(`${zone[1]}1`) * (Number(zone[2]) * 60 + Number(zone[3] ?? 0)) : 0;
  return Date.UTC(year, month - 1, day, hour, minute, second) - ahead * 60000;
}

/** Rows to list: the selection in order, or a whole thread. */
function listedRows() {
  return STATE.thread ? threadRows(STATE.article) : permutation().filter((row) => isSelected[row]);
}
