// Shares of all classes in a selection, as comments/study/prevalence.py has them.

/** The measures: of each, its column, its classes, and which classes each code of the column has. */
const MEASURES = [
  ...['sentiment', 'sectarian'].map((name) => ({
    name,
    column: name,
    classes: DATA.classes[name],
    members: DATA.values[name].map((_, code) => [code]),
  })),
  {
    name: 'hostility',
    column: 'hostility',
    classes: DATA.classes.hostility,
    members: DATA.values.hostility.map((level) => [level]),
  },
  {
    name: 'hostility_from',
    column: 'hostility',
    classes: Object.keys(DATA.from),
    members: DATA.values.hostility.map((level) =>
      Object.values(DATA.from).flatMap((from, k) => (level >= from ? [k] : [])),
    ),
  },
  ...['hostility_types', 'hostility_target', 'frames', 'groups'].map(listMeasure),
];

const MEASURE_ORDER = [
  'sentiment',
  'hostility',
  'hostility_from',
  'sectarian',
  'hostility_target',
  'hostility_types',
  'frames',
  'groups',
];
const PROBABILITY_OF = new Map(
  DATA.probabilities.map(([measure, value, column]) => [`${measure} ${value}`, column]),
);

function listMeasure(name) {
  const classes = DATA.classes[name] ?? [...new Set(DATA.values[name].flat())];
  const places = new Map(classes.map((value, k) => [value, k]));
  const members = DATA.values[name].map((values) =>
    [...new Set(values)].map((value) => places.get(value)).filter((k) => k !== undefined),
  );
  return { name, column: name, classes, members };
}

/** Shares by measure for some rows; a removed comment is in none. */
function sharesOf(rows) {
  const standing = rows.filter((row) => !isRemoved(row));
  const found = new Map();
  for (const { measures, scored } of scoredAlike(standing)) {
    const { ways, authors } = clusterWays(scored);
    const labelled = measures.flatMap((measure) => labelPlaces(measure, scored));
    const worth = effectiveNumbers(scored.length, labelled, ways);
    let at = 0;
    for (const measure of measures) {
      const shares = measure.classes.map((value, k) =>
        share(measure.name, value, scored, labelled[at + k].length, worth[at + k], {
          ways,
          authors,
        }),
      );
      at += measure.classes.length;
      found.set(measure.name, measure.name === 'groups' ? named(shares) : shares);
    }
  }
  return found;
}

/** Communities that are named, the most frequent first. */
function named(shares) {
  return shares
    .filter(({ count }) => count)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** Measures that have the same scored rows, mostly all, with these rows. */
function scoredAlike(rows) {
  const groups = [];
  for (const measure of MEASURES) {
    const codes = DATA.column[measure.column];
    const known = groups.find(({ measures: [first] }) => {
      const others = DATA.column[first.column];
      return codes === others || rows.every((row) => codes[row] < 0 === others[row] < 0);
    });
    if (known) known.measures.push(measure);
    else groups.push({ measures: [measure], scored: rows.filter((row) => codes[row] >= 0) });
  }
  return groups;
}

function labelPlaces({ column, classes, members }, rows) {
  const places = classes.map(() => []);
  rows.forEach((row, place) => {
    for (const k of members[DATA.column[column][row]]) places[k].push(place);
  });
  return places;
}

function share(measure, value, rows, count, worth, { ways, authors }) {
  const n = rows.length;
  const isSayable =
    n >= DATA.fewest.comments && (authors === null || authors >= DATA.fewest.authors);
  const column = PROBABILITY_OF.get(`${measure} ${value}`);
  const interval = isSayable ? wilson(count / n, worth) : null;
  const mean = isSayable && column ? meanOf(DATA.column[column], rows) : null;
  return { measure, value, count, n, share: isSayable ? count / n : null, interval, mean, ways };
}

function meanOf(column, rows) {
  let sum = 0;
  for (const row of rows) sum += column[row];
  return Number.isNaN(sum) ? null : sum / rows.length;
}
