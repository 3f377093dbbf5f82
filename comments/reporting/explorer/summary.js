// What the selection amounts to: its size at once, its shares when typing pauses.

let pending = 0;

function drawSummary(count) {
  const articles = new Set();
  for (let row = 0; row < DATA.rows; row++)
    if (isSelected[row]) articles.add(DATA.column.article_id[row]);
  $('selected').textContent = count
    ? `${say('selected', { count, n: DATA.rows })} ${say('under', { n: articles.size })}`
    : say(DATA.rows ? 'nothing' : 'empty_run');
  $('summary').classList.add('pending');
  clearTimeout(pending);
  pending = setTimeout(drawShares, 120);
}

function drawShares() {
  const rows = Int32Array.from({ length: DATA.rows }, (_, row) => row).filter(
    (row) => isSelected[row],
  );
  const found = sharesOf(rows);
  const headline = DATA.headline.map(([measure, value]) =>
    found.get(measure).find((share) => share.value === value),
  );
  const before = $('summary').getBoundingClientRect();
  $('headline').replaceChildren(...headline.map(headlineElement), ...tooFew(headline));
  $('all-shares').hidden = !rows.length;
  $('shares').replaceChildren(...($('all-shares').open ? sharesTable(found) : []));
  // What is read below must not move when the summary above it grows.
  const grown = $('summary').getBoundingClientRect().height - before.height;
  if (grown && before.bottom <= barHeight()) window.scrollBy(0, grown);
  $('summary').classList.remove('pending');
}

function headlineElement(share) {
  return make(
    'div',
    { class: 'headline' },
    make('span', { class: 'name' }, className(share.measure, share.value)),
    make('span', { class: 'share' }, shareText(share)),
    make('span', { class: 'count' }, say('count_of', { count: share.count, n: share.n })),
    intervalMark(share),
    differs(share)
      ? make('span', { class: 'mean' }, say('differs', { mean: percent(share.mean, share.n) }))
      : null,
  );
}

/** Whether the mean of the probabilities, a second estimate, lies outside the share's interval. */
function differs({ mean, interval }) {
  return mean !== null && interval !== null && (mean < interval.low || mean > interval.high);
}

function shareText({ share, interval, n }) {
  if (!interval) return say('too_few');
  return say('share_line', {
    share: percent(share, n),
    low: percent(interval.low, n).slice(0, -1),
    high: percent(interval.high, n),
  });
}

/** The share as a point on its interval, the mean as an upright stroke, from 0 to 100 %. */
function intervalMark({ share, interval, mean }) {
  const scale = make('span', { class: 'scale', 'aria-hidden': 'true' });
  if (!interval) return scale;
  const bar = make('span', { class: 'interval' });
  bar.style.setProperty('inset-inline-start', `${interval.low * 100}%`);
  bar.style.setProperty('inline-size', `${(interval.high - interval.low) * 100}%`);
  const point = make('span', { class: 'point' });
  point.style.setProperty('inset-inline-start', `${share * 100}%`);
  scale.append(bar, point);
  if (mean !== null) {
    const stroke = make('span', { class: 'stroke' });
    stroke.style.setProperty('inset-inline-start', `${mean * 100}%`);
    scale.append(stroke);
  }
  return scale;
}

function tooFew(shares) {
  if (shares.every(({ interval }) => interval)) return [];
  return [make('p', { class: 'note' }, say('too_few_why', DATA.fewest))];
}

function sharesTable(found) {
  const body = make('tbody');
  for (const measure of MEASURE_ORDER) {
    const shares = found.get(measure);
    if (!shares.length) continue;
    body.append(
      make('tr', { class: 'measure' }, make('th', { colspan: 4, scope: 'rowgroup' }, say(measure))),
    );
    for (const share of shares) {
      body.append(
        make(
          'tr',
          {},
          make('th', { scope: 'row' }, className(measure, share.value)),
          make('td', {}, say('count_of', { count: share.count, n: share.n })),
          make('td', {}, shareText(share)),
          make('td', {}, share.mean === null ? '' : percent(share.mean, share.n)),
        ),
      );
    }
  }
  const names = ['column_class', 'column_count', 'column_share', 'column_mean'];
  const head = make(
    'thead',
    {},
    make('tr', {}, ...names.map((key) => make('th', { scope: 'col' }, say(key)))),
  );
  const { ways } = found.get('sentiment')[0];
  const clusters =
    ways.map(({ name, count }) => say(`way_${name}`, { n: count })).join(', ') ||
    say('independent');
  return [
    make('table', {}, head, body),
    make('p', { class: 'note' }, say('shares_note', { clusters })),
  ];
}
