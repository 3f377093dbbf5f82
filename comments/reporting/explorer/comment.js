// One comment of the list.

/** Sign of each class: a letter or shape, so that it is told apart without colour. */
const SIGNS = {
  sentiment: { negative: '−', neutral: '=', positive: '+' },
  hostility: { civil: '○', uncivil: '▲', hostile: '■', violent: '◆' },
  sectarian: { none: '·', mention: 'M', sectarian: 'S', bridging: 'B' },
};

const LISTS = ['hostility_target', 'hostility_types', 'frames', 'groups'];
const unfolded = new Set();

/** An element for the comment in `row`; `place` of `size` in the list, indented by `depth`. */
function commentElement(row, { place, size, depth, terms }) {
  const attributes = {
    class: ['comment', isRemoved(row) && 'removed', !isSelected[row] && 'pale']
      .filter(Boolean)
      .join(' '),
    tabindex: '0',
    'aria-posinset': place + 1,
    'aria-setsize': size,
    'aria-labelledby': `head-${row}`,
    'data-row': row,
  };
  const element = make('article', attributes, headLine(row), body(row, terms));
  element.style.setProperty('--depth', String(Math.min(depth, 8)));
  if (cell('sentiment', row) !== null || cell('hostility', row) !== null)
    element.append(scores(row));
  return element;
}

function headLine(row) {
  const parts = [
    make('span', { class: 'position' }, say('position', { position: DATA.column.position[row] })),
  ];
  const parent = rowOf('parent_id', row);
  if (parent >= 0) parts.push(say('reply_to', { position: DATA.column.position[parent] }));
  else if (cell('parent_id', row) !== null || DATA.column.depth[row]) parts.push(say('reply'));
  const author = cell('author', row);
  if (author) parts.push(make('bdi', { class: 'author' }, author));
  if (cell('posted_at', row)) parts.push(time(row));
  parts.push(languageName(cell('language', row)));
  for (const name of ['likes', 'dislikes']) {
    const n = cell(name, row);
    if (n) parts.push(say(name, { n }));
  }
  if (!STATE.thread) parts.push(articleName(row));
  if (isRemoved(row)) parts.push(chip('removed', className('removal', cell('removal', row))));
  if (DATA.column.duplicate_of[row] !== null) {
    const earlier = rowOf('duplicate_of', row);
    const label =
      earlier < 0 ? say('repeat') : say('repeat_of', { position: DATA.column.position[earlier] });
    parts.push(chip('repeat', label));
  }
  if (!isSelected[row]) parts.push(chip('outside', say('not_selected')));
  const items = parts.map((part) => make('span', { class: 'item' }, part));
  if (!STATE.thread)
    items.push(make('button', { type: 'button', 'data-do': 'thread' }, say('open_thread')));
  return make('p', { class: 'head', id: `head-${row}` }, ...items);
}

const chip = (kind, label) => make('span', { class: `chip ${kind}` }, label);

function time(row) {
  const given = cell('posted_at', row);
  const precision = cell('posted_precision', row);
  const title = precision ? say('time_exact', { precision }) : say('time_given');
  return make(
    'time',
    { datetime: given, title, dir: 'ltr' },
    given.replace('T', ' ').replace(/([+-]\d\d:\d\d|Z)$/, ' $1'),
  );
}

function articleName(row) {
  const title = ofArticle('title', row) ?? say('untitled');
  const outlet = ofArticle('outlet', row);
  return make(
    'span',
    { class: 'where', title },
    isolated(title),
    outlet ? ' · ' : null,
    outlet ? isolated(outlet) : null,
  );
}

const languageNames = new Intl.DisplayNames([DATA.words.language], {
  type: 'language',
  fallback: 'code',
});

function languageName(code) {
  if (code === null || code === 'und' || code === NONE) return say('unknown');
  try {
    return languageNames.of(code);
  } catch {
    return code;
  }
}

function body(row, terms) {
  const text = DATA.column.text[row];
  const language = cell('language', row);
  const element = make('div', { class: 'text', lang: language === 'und' ? '' : language });
  const end = unfolded.has(row) ? text.length : cutAt(text);
  const visible = text.slice(0, end);
  element.append(...paragraphs(visible, hits(visible, terms), DATA.evidence.get(row) ?? []));
  if (end < text.length) {
    element.lastElementChild?.append('…');
    element.append(
      make('button', { type: 'button', 'data-do': 'fold' }, say('show_all', { n: text.length })),
    );
  } else if (unfolded.has(row)) {
    element.append(make('button', { type: 'button', 'data-do': 'fold' }, say('show_less')));
  }
  return element;
}

function scores(row) {
  const element = make('div', { class: 'scores' });
  const p = (name) => DATA.column[name][row];
  const level = cell('hostility', row);
  const bars = [
    [
      'sentiment',
      cell('sentiment', row),
      [
        ['negative', p('p_negative')],
        ['neutral', p('p_neutral')],
        ['positive', p('p_positive')],
      ],
    ],
    [
      'hostility',
      level === null ? null : DATA.classes.hostility[level],
      [
        ['civil', 1 - p('p_uncivil')],
        ['uncivil', p('p_uncivil') - p('p_hostile')],
        ['hostile', p('p_hostile') - p('p_violent')],
        ['violent', p('p_violent')],
      ],
    ],
    [
      'sectarian',
      cell('sectarian', row),
      [
        ['sectarian', p('p_sectarian')],
        ['bridging', p('p_bridging')],
      ],
    ],
  ];
  for (const [measure, value, parts] of bars) {
    if (value === null) continue;
    element.append(
      make(
        'span',
        { class: `sign ${measure}-${value}`, 'aria-hidden': 'true' },
        SIGNS[measure][value],
      ),
      make('span', { class: 'class' }, className(measure, value)),
      probabilityBar(measure, parts),
    );
  }
  const lists = LISTS.map((name) => [name, cell(name, row)]).filter(([, values]) => values?.length);
  if (lists.length)
    element.append(
      make(
        'dl',
        {},
        ...lists.flatMap(([name, values]) => [
          make('dt', {}, say(name)),
          make('dd', {}, values.map((value) => className(name, value)).join(', ')),
        ]),
      ),
    );
  return element;
}

/** A bar of probabilities beside each other; the numbers are its name, read out and on hover. */
function probabilityBar(measure, parts) {
  const known = parts.filter(([, p]) => !Number.isNaN(p));
  const numbers = known
    .map(([value, p]) => `${className(measure, value)} ${p.toFixed(2)}`)
    .join(', ');
  const bar = make('span', { class: 'bar', role: 'img', 'aria-label': numbers, title: numbers });
  for (const [value, p] of known) {
    const part = make('span', { class: `${measure}-${value}` });
    part.style.setProperty('inline-size', `${Math.max(0, p) * 100}%`);
    bar.append(part);
  }
  return bar;
}
