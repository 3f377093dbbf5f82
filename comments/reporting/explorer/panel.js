// The filters: a group of boxes for each facet, with the comments that each would let through.

const OPEN = ['outlet', 'language', 'sentiment', 'hostility', 'sectarian'];
const boxes = new Map();

function buildPanel() {
  const articles = make(
    'select',
    { id: 'article' },
    make('option', { value: -1 }, say('all_articles')),
  );
  DATA.articles.article_id.forEach((_, i) => {
    const title = DATA.articles.title[i] ?? say('untitled');
    const label = `${title.slice(0, 80)} (${shown(DATA.articles.found_comments[i])})`;
    articles.append(make('option', { value: i, dir: 'auto' }, label));
  });
  $('facets').append(
    make('label', { class: 'article' }, say('facet_article'), articles),
    ...FACETS.filter((facet) => facet.values.length).map(facetElement),
    rangesElement(),
  );
}

function facetElement(facet) {
  const label = say(`facet_${facet.name}`);
  const group = make('div', { role: 'group', 'aria-label': label, class: 'values' });
  for (const value of facet.values) {
    if (!facet.totals.get(value) && !DATA.classes[facet.name]) continue;
    if (!facet.totals.get(value) && value === UNSCORED) continue;
    const box = make('input', { type: 'checkbox', 'data-facet': facet.name, 'data-value': value });
    const count = make('span', { class: 'count' });
    const sign = SIGNS[facet.name]?.[value];
    boxes.set(`${facet.name} ${value}`, { box, count });
    group.append(
      make(
        'label',
        {},
        box,
        sign
          ? make('span', { class: `sign ${facet.name}-${value}`, 'aria-hidden': 'true' }, sign)
          : null,
        isolated(valueName(facet.name, value)),
        count,
      ),
    );
  }
  return make(
    'details',
    { open: OPEN.includes(facet.name), 'data-name': facet.name },
    make('summary', {}, label),
    group,
  );
}

function valueName(name, value) {
  if (value === UNSCORED) return say('unscored');
  if (value === NONE) return say(DATA.kinds[name] === 'list' ? 'none_of_list' : 'unknown');
  return name === 'language' ? languageName(value) : className(name, value);
}

function rangesElement() {
  const limits = { type: 'number', min: 0, max: 1, step: 0.05, inputmode: 'decimal' };
  const rows = PROBABILITY_COLUMNS.map((name) => {
    const own = { 'data-range': name };
    return make(
      'div',
      { class: 'range' },
      make('span', {}, say(name)),
      make('input', {
        ...limits,
        ...own,
        'data-end': 'low',
        placeholder: '0',
        'aria-label': say('at_least', { name: say(name) }),
      }),
      '–',
      make('input', {
        ...limits,
        ...own,
        'data-end': 'high',
        placeholder: '1',
        'aria-label': say('at_most', { name: say(name) }),
      }),
    );
  });
  return make(
    'details',
    { 'data-name': 'ranges' },
    make('summary', {}, say('probabilities')),
    ...rows,
  );
}

/** Counts and choices as they are now. */
function updatePanel() {
  for (const facet of FACETS) {
    const hits = hitsByValue(facet);
    for (const value of facet.values) {
      const drawn = boxes.get(`${facet.name} ${value}`);
      if (!drawn) continue;
      drawn.count.textContent = shown(hits.get(value));
      drawn.box.checked = facet.chosen.has(value);
      drawn.box.parentElement.classList.toggle('empty', !hits.get(value));
    }
    if (facet.chosen.size) unfold(facet.name);
  }
  $('article').value = STATE.article;
  for (const input of document.querySelectorAll('[data-range]')) {
    const value = RANGES.get(input.dataset.range)[input.dataset.end];
    if (value !== null) unfold('ranges');
    if (document.activeElement !== input) input.value = value ?? '';
  }
  const chosen = filtersInWords();
  $('chosen').textContent = chosen.length ? say('chosen', { filters: chosen.join('; ') }) : '';
  $('clear').disabled = !chosen.length;
}

function unfold(name) {
  const group = document.querySelector(`details[data-name="${name}"]`);
  if (group && !group.open) group.open = true;
}

/** Each filter that is set, for whoever reads or prints the selection. */
function filtersInWords() {
  const words = [];
  if (STATE.query) words.push(say('chosen_search', { query: STATE.query }));
  if (STATE.article >= 0 && !STATE.thread) {
    words.push(
      say('chosen_facet', {
        name: say('facet_article'),
        values: DATA.articles.title[STATE.article] ?? say('untitled'),
      }),
    );
  }
  for (const { name, chosen } of FACETS) {
    const values = [...chosen].map((value) => valueName(name, value)).join(', ');
    if (values) words.push(say('chosen_facet', { name: say(`facet_${name}`), values }));
  }
  for (const [name, { low, high }] of RANGES) {
    if (low !== null || high !== null)
      words.push(say('chosen_range', { name: say(name), low: low ?? 0, high: high ?? 1 }));
  }
  return words.map((text) => `\u2068${text}\u2069`);
}

function clearFilters() {
  STATE.query = '';
  if (!STATE.thread) STATE.article = -1;
  for (const facet of FACETS) choose(facet, []);
  for (const range of RANGES.values()) Object.assign(range, { low: null, high: null });
}
