// How many independent comments a selection is worth: comments/study/clusters.py, where the method
// and its sources are, with the same numbers to the last digit shown.

const NORMAL = 1.959963984540054;

/** Wilson's 95% interval of a share that is as uncertain as `n` independent comments make it. */
function wilson(share, n) {
  const z = NORMAL;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const reach =
    (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return {
    low: share === 0 ? 0 : Math.min(share, Math.max(0, centre - reach)),
    high: share === 1 ? 1 : Math.max(share, Math.min(1, centre + reach)),
  };
}

/** Quantile of Student's t from the table over 1 / freedom. */
function studentQuantile(freedom) {
  const place = (DATA.student.length - 1) / Math.max(freedom, 1);
  const below = Math.min(Math.floor(place), DATA.student.length - 2);
  return DATA.student[below] + (place - below) * (DATA.student[below + 1] - DATA.student[below]);
}

/** The first comment above each row; a circle of parents, which only damaged data has, is cut. */
const ROOTS = (() => {
  let above = Int32Array.from({ length: DATA.rows }, (_, row) => {
    const parent = rowOf('parent_id', row);
    return parent < 0 ? row : parent;
  });
  for (let step = 0; step < 32 - Math.clz32(DATA.rows) + 1; step++)
    above = above.map((row) => above[row]);
  return above;
})();

const NAMES_AUTHORS = DATA.column.author.some((code) => code >= 0);

/** Codes 0, 1, … of the distinct keys, and how many there are. */
function numbered(keys) {
  const numbers = new Map();
  const codes = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    let number = numbers.get(keys[i]);
    if (number === undefined) numbers.set(keys[i], (number = numbers.size));
    codes[i] = number;
  }
  return { codes, count: numbers.size };
}

/** The crossed ways in which `rows` belong together, and the number of their authors. */
function clusterWays(rows) {
  const articles = numbered(rows.map((row) => DATA.column.article_id[row]));
  const byArticle = articles.count >= DATA.fewest.articles;
  const coarse = byArticle ? articles : numbered(rows.map((row) => ROOTS[row]));
  const ways = [{ name: byArticle ? 'articles' : 'threads', ...coarse }];
  let authors = null;
  if (NAMES_AUTHORS) {
    const known = numbered(
      rows.map((row) => (DATA.column.author[row] < 0 ? -1 - row : DATA.column.author[row])),
    );
    authors = known.count;
    ways.push({ name: 'authors', ...known });
  }
  return { ways: ways.filter(({ count }) => count > 1 && count < rows.length), authors };
}

/**
 * Effective number of comments for each class: `labelled` lists, for each, which of the `n` comments
 * (by their place in the selection) have it.
 */
function effectiveNumbers(n, labelled, ways) {
  const means = labelled.map((places) => places.length / n);
  const spread = means.map((mean) => mean * (1 - mean));
  const estimates = ways.map((way) => estimateOneWay(n, labelled, means, spread, way));
  const crossed =
    ways.length === 2 ? estimateOneWay(n, labelled, means, spread, crossing(ways)) : null;
  const design = spread.map((s, k) => {
    if (s <= 1e-12) return NaN;
    let variance = Math.max(s / n, ...estimates.map((estimate) => estimate.variance[k]));
    if (crossed) {
      const both = estimates[0].variance[k] + estimates[1].variance[k] - crossed.variance[k];
      variance = Math.max(variance, both);
    }
    return variance / (s / n);
  });
  // A class that no comment has is taken for as clustered as the others.
  const known = design.filter((d) => !Number.isNaN(d));
  const typical = known.length ? known.reduce((sum, d) => sum + d, 0) / known.length : 1;
  return design.map((d, k) => {
    let worth = n / (Number.isNaN(d) ? typical : d);
    if (ways.length && n > 1) {
      const stronger = estimates.reduce((a, b) => (b.variance[k] > a.variance[k] ? b : a));
      const sure = (studentQuantile(n - 1) / studentQuantile(stronger.freedom[k])) ** 2;
      worth = Math.max(worth * Math.min(sure, 1), Math.min(worth, stronger.clusters));
    }
    return Number(worth.toPrecision(6));
  });
}

function crossing([first, second]) {
  return numbered(Array.from(first.codes, (code, i) => code * second.count + second.codes[i]));
}

/** Variance and degrees of freedom of each class's share in one way to cluster. */
function estimateOneWay(n, labelled, means, spread, { codes, count }) {
  const sizes = new Float64Array(count);
  for (const code of codes) sizes[code]++;
  let [m2, m3, m4] = [0, 0, 0];
  for (const m of sizes) {
    m2 += m ** 2;
    m3 += m ** 3;
    m4 += m ** 4;
  }
  const sums = new Float64Array(count);
  const variance = [];
  const freedom = [];
  labelled.forEach((places, k) => {
    sums.fill(0);
    for (const place of places) sums[codes[place]]++;
    let [squares, weighted] = [0, 0];
    for (let c = 0; c < count; c++) {
      const square = (sums[c] - means[k] * sizes[c]) ** 2;
      squares += square;
      weighted += square / (1 - sizes[c] / n);
    }
    variance.push(weighted / n ** 2);
    const rho = correlation(n, squares, spread[k] * n, m2);
    const squared = m2 + 2 * rho * (m3 - m2) + rho ** 2 * (m4 - 2 * m3 + m2);
    freedom.push((n + rho * (m2 - n)) ** 2 / squared - 1);
  });
  return { variance, freedom, clusters: n ** 2 / m2 };
}

/** Correlation within clusters, in [0, 1]. */
function correlation(n, squares, total, m2) {
  const alike = m2 - n;
  const apart = n * n - m2;
  if (alike <= 0 || apart <= 0) return 0;
  const inside = squares - total;
  const between = -(total + inside) / apart;
  const scale = total / n - between;
  return scale > 1e-12 ? Math.min(Math.max((inside / alike - between) / scale, 0), 1) : 0;
}
