// The view in the page's address, so that it can be kept and cited.

let keeping = 0;
let kept = '';

function stateAsHash() {
  const parts = new URLSearchParams();
  if (STATE.query) parts.append('q', STATE.query);
  if (STATE.article >= 0) parts.append('article', DATA.values.article_id[STATE.article]);
  if (STATE.thread) parts.append('view', 'thread');
  for (const facet of FACETS) for (const value of facet.chosen) parts.append(facet.name, value);
  for (const [name, { low, high }] of RANGES) {
    if (low !== null || high !== null) parts.append(name, `${low ?? ''}..${high ?? ''}`);
  }
  if (STATE.sort !== 'page' || STATE.descending)
    parts.append('sort', `${STATE.descending ? '-' : ''}${STATE.sort}`);
  if (STATE.at >= 0) parts.append('at', DATA.column.comment_id[STATE.at]);
  return parts.toString();
}

function readHash() {
  const parts = new URLSearchParams(location.hash.slice(1));
  clearFilters();
  STATE.query = parts.get('q') ?? '';
  STATE.article = DATA.values.article_id.indexOf(parts.get('article') ?? '');
  STATE.thread = parts.get('view') === 'thread' && STATE.article >= 0;
  for (const facet of FACETS) choose(facet, parts.getAll(facet.name));
  for (const [name, range] of RANGES) {
    const [low, high] = (parts.get(name) ?? '').split('..').map(readNumber);
    Object.assign(range, { low: low ?? null, high: high ?? null });
  }
  const sort = parts.get('sort') ?? 'page';
  STATE.descending = sort.startsWith('-');
  const name = sort.replace(/^-/, '');
  STATE.sort = SORTS.includes(name) ? name : 'page';
  STATE.at = parts.has('at') ? DATA.column.comment_id.indexOf(parts.get('at')) : -1;
  kept = stateAsHash();
}

/** A number in [0, 1], or null. */
function readNumber(text) {
  const number = Number.parseFloat(text);
  return number >= 0 && number <= 1 ? number : null;
}

/** Put the view into the address once it rests: browsers limit how often that may be done. */
function keepState() {
  clearTimeout(keeping);
  keeping = setTimeout(() => {
    kept = stateAsHash();
    history.replaceState(null, '', `#${kept}`);
  }, 250);
}
