// Elements and words. All text reaches the page through here, as text: nothing is ever parsed.

const $ = (id) => document.getElementById(id);

/** An element with attributes and children; strings become text. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A text of unknown direction inside a sentence of ours. */
const isolated = (text) => make('bdi', {}, text);

function shown(value) {
  return typeof value === 'number' ? value.toLocaleString(DATA.words.language) : String(value);
}

/** The text of `key` with its values filled in; of two forms the first is for a single thing. */
function say(key, values = {}) {
  const forms = DATA.words[key].split(' | ');
  const number = 'n' in values ? values.n : Object.values(values)[0];
  const form = number === 1 ? forms[0] : forms[forms.length - 1];
  return form.replace(/\{(\w+)\}/g, (_, name) => shown(values[name]));
}

/** A class in words; a name that is not in the catalogue, such as a community's, as it is. */
function className(measure, value) {
  return DATA.words[`${measure}.${value}`] ?? String(value);
}

/** A share of `n` as a percentage without false precision; halves go up. */
function percent(share, n) {
  const places = n >= 1000 ? 1 : 0;
  const steps = 10 ** places;
  return `${(Math.floor(100 * share * steps + 0.5) / steps).toFixed(places)}%`;
}

/** Only a page's own http address becomes a link, and only a click follows it. */
function link(address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return isolated(address);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return isolated(address);
  const attributes = { href: url.href, target: '_blank', rel: 'noopener noreferrer', dir: 'ltr' };
  return make('a', attributes, address);
}
