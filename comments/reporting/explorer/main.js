// Events, and the order in which all is drawn.

const SORTS = ['page', 'time', ...PROBABILITY_COLUMNS];

/** Select, list and count anew. */
function refresh() {
  const count = select();
  const rows = listedRows();
  drawThreadHead();
  setRows(rows, {
    depths: STATE.thread ? threadDepths : null,
    terms: readQuery(STATE.query).wanted,
  });
  const start = listTop() - barHeight();
  if (window.scrollY > start) window.scrollTo(window.scrollX, start);
  draw();
  updatePanel();
  drawOrder();
  drawSummary(count);
  keepState();
}

function drawOrder() {
  if (document.activeElement !== $('query') || $('query').value.trim() !== STATE.query)
    $('query').value = STATE.query;
  $('sort').value = STATE.sort;
  $('sort').disabled = $('direction').disabled = STATE.thread;
  const names =
    STATE.sort === 'time' || STATE.sort === 'page'
      ? ['oldest', 'newest']
      : ['ascending', 'descending'];
  $('direction').hidden = STATE.sort === 'page';
  $('direction').replaceChildren(...names.map((key, i) => make('option', { value: i }, say(key))));
  $('direction').value = Number(STATE.descending);
}

function buildToolbar() {
  for (const name of SORTS) {
    const label = DATA.words[`sort_${name}`] ?? `${say('probabilities')}: ${say(name)}`;
    $('sort').append(make('option', { value: name }, label));
  }
}

function buildHelp() {
  const keys = [
    ['/', 'key_search'],
    ['j', 'key_next'],
    ['k', 'key_previous'],
    ['t', 'key_thread'],
    ['e', 'key_export'],
    ['?', 'key_help'],
    ['Esc', 'key_escape'],
  ];
  $('help').append(
    make('form', { method: 'dialog' }, make('button', {}, say('close'))),
    make('h2', {}, say('keys')),
    make(
      'dl',
      {},
      ...keys.flatMap(([key, what]) => [
        make('dt', {}, make('kbd', {}, key)),
        make('dd', {}, say(what)),
      ]),
    ),
    make('h2', {}, say('legend')),
    make('p', {}, say('legend_text')),
    make('p', {}, say('search_help')),
    make('h2', {}, say('citing')),
    make('p', {}, say('citing_text')),
  );
  const { package_version: version, model_name: model, model_digest: digest } = DATA.about;
  $('made-by').append(isolated(say('made_by', { version, model, digest })));
}

function onClick(event) {
  const button = event.target.closest('button');
  const comment = event.target.closest('.comment');
  const row = comment ? Number(comment.dataset.row) : -1;
  if (row >= 0) setCurrent(row);
  if (!button) return;
  if (button.dataset.do === 'thread') enterThread(row);
  else if (button.dataset.do === 'fold') toggleFold(row);
  else if (button.id === 'leave-thread') leaveThread();
  else if (button.id === 'export') exportSelection();
  else if (button.id === 'show-help') $('help').showModal();
  else if (button.id === 'show-filters') toggleFilters();
  else if (button.id === 'skip') $('list').focus();
  else if (button.id === 'clear') {
    clearFilters();
    refresh();
  }
}

function setCurrent(row) {
  elements.get(STATE.at)?.removeAttribute('aria-current');
  STATE.at = row;
  elements.get(row)?.setAttribute('aria-current', 'true');
  keepState();
}

function toggleFold(row) {
  if (!unfolded.delete(row)) unfolded.add(row);
  elements.get(row)?.remove();
  elements.delete(row);
  draw();
  elements.get(row)?.focus({ preventScroll: true });
}

function toggleFilters() {
  const isOpen = $('filters').classList.toggle('open');
  $('show-filters').setAttribute('aria-expanded', String(isOpen));
}

function onChange({ target }) {
  if (target.id === 'sort') {
    STATE.sort = target.value;
    STATE.descending = target.value !== 'page' && target.value !== 'time';
  } else if (target.id === 'direction') STATE.descending = target.value === '1';
  else if (target.id === 'article') {
    STATE.article = Number(target.value);
    if (STATE.article < 0) STATE.thread = false;
  } else if (target.dataset.facet) {
    const facet = FACETS.find(({ name }) => name === target.dataset.facet);
    const { value } = target.dataset;
    choose(
      facet,
      target.checked
        ? [...facet.chosen, value]
        : [...facet.chosen].filter((other) => other !== value),
    );
  } else if (target.dataset.range)
    RANGES.get(target.dataset.range)[target.dataset.end] = readNumber(target.value);
  else return;
  refresh();
}

const KEYS = {
  '/': () => $('query').select(),
  j: () => step(1),
  k: () => step(-1),
  t: () =>
    STATE.thread ? leaveThread() : enterThread(STATE.at >= 0 ? STATE.at : (LIST.rows[0] ?? -1)),
  e: exportSelection,
  '?': () => $('help').showModal(),
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || $('help').open) return;
  const isWriting = event.target.matches('input:not([type=checkbox]), select, textarea');
  if (event.key === 'Escape') {
    if (isWriting) event.target.blur();
    else if (STATE.thread) leaveThread();
    return;
  }
  if (isWriting || !(event.key in KEYS)) return;
  event.preventDefault();
  KEYS[event.key]();
  keepState();
}

/** Rows that a print has at most. */
const MOST_PRINTED = 500;

/** On paper there is no scrolling: the first comments of the selection stand there whole. */
function beforePrint() {
  if (!LIST.rows.length) return;
  document.body.classList.add('printing');
  putElements(0, Math.min(LIST.rows.length, MOST_PRINTED) - 1);
  if (LIST.all > MOST_PRINTED) $('listed').textContent = say('listed', { n: MOST_PRINTED });
}

function afterPrint() {
  document.body.classList.remove('printing');
  setRows(listedRows(), LIST);
  draw();
}

function showHash() {
  if (kept && location.hash.slice(1) === kept) return;
  readHash();
  const { at } = STATE;
  refresh();
  if (at >= 0) goTo(at, { focus: false });
}

let framing = 0;

function start() {
  buildPanel();
  buildToolbar();
  buildHelp();
  $('loading').remove();
  $('page').hidden = false;
  listWidth = width = $('list').clientWidth;
  showHash();
  document.addEventListener('click', onClick);
  document.addEventListener('change', onChange);
  document.addEventListener('keydown', onKey);
  document.addEventListener('focusin', ({ target }) => {
    if (target.matches('.comment') && Number(target.dataset.row) !== STATE.at)
      setCurrent(Number(target.dataset.row));
  });
  $('query').addEventListener('input', ({ target }) => {
    STATE.query = target.value.trim();
    refresh();
  });
  $('all-shares').addEventListener('toggle', drawShares);
  window.addEventListener(
    'scroll',
    () => {
      cancelAnimationFrame(framing);
      framing = requestAnimationFrame(draw);
    },
    { passive: true },
  );
  window.addEventListener('resize', onResize);
  window.addEventListener('hashchange', showHash);
  window.addEventListener('beforeprint', beforePrint);
  window.addEventListener('afterprint', afterPrint);
  setTimeout(foldAhead);
}

start();
