// One article with all its comments, replies below what they answer.

let threadDepths = new Map();

/** Rows of an article as a tree in page order; a reply to nothing that is there begins anew. */
function threadRows(article) {
  const rows = [];
  for (let row = 0; row < DATA.rows; row++)
    if (DATA.column.article_id[row] === article) rows.push(row);
  rows.sort((a, b) => DATA.column.position[a] - DATA.column.position[b]);
  const replies = new Map(rows.map((row) => [row, []]));
  const roots = [];
  for (const row of rows) {
    const parent = rowOf('parent_id', row);
    if (parent >= 0 && parent !== row && replies.has(parent)) replies.get(parent).push(row);
    else roots.push(row);
  }
  threadDepths = new Map();
  const ordered = [];
  // What only hangs in a circle of parents, in damaged data, follows at the end.
  for (const root of [...roots, ...rows]) {
    const stack = threadDepths.has(root)
      ? []
      : [[root, rowOf('parent_id', root) < 0 ? DATA.column.depth[root] : 0]];
    while (stack.length) {
      const [row, depth] = stack.pop();
      if (threadDepths.has(row)) continue;
      threadDepths.set(row, depth);
      ordered.push(row);
      for (const reply of replies.get(row).toReversed()) stack.push([reply, depth + 1]);
    }
  }
  return Int32Array.from(ordered);
}

let articleBefore = -1;

/** Show the thread of the comment in `row`; what was filtered by article before comes back after. */
function enterThread(row) {
  if (row < 0) return;
  articleBefore = STATE.article;
  STATE.article = DATA.column.article_id[row];
  STATE.thread = true;
  STATE.at = row;
  refresh();
  // The article's head is in view where the comment still is, too.
  window.scrollTo(window.scrollX, pageTop($('thread')) - barHeight());
  draw();
  const bottom = elements.get(row)?.getBoundingClientRect().bottom ?? Infinity;
  if (bottom < window.innerHeight) elements.get(row).focus({ preventScroll: true });
  else goTo(row);
}

function leaveThread() {
  STATE.thread = false;
  STATE.article = articleBefore;
  refresh();
  goTo(STATE.at);
}

function drawThreadHead() {
  const section = $('thread');
  section.hidden = !STATE.thread;
  section.replaceChildren();
  if (!STATE.thread) return;
  const about = (name) => DATA.articles[name][STATE.article] ?? null;
  const title = about('title') ?? say('untitled');
  const language = about('language');
  section.append(
    make(
      'button',
      { type: 'button', id: 'leave-thread', 'aria-keyshortcuts': 't' },
      say('leave_thread'),
    ),
    make('h2', { dir: direction(title), lang: language === 'und' ? '' : language }, title),
    line([about('outlet'), about('byline'), about('published_at')].filter(Boolean).map(isolated)),
  );
  if (about('url')) section.append(make('p', { class: 'source' }, link(about('url'))));
  const declared = about('declared_comments');
  const confidence = about('confidence');
  section.append(
    line([
      say('thread_counts', {
        declared: declared === null ? say('not_declared') : declared,
        found: about('found_comments') ?? 0,
      }),
      confidence === null
        ? null
        : say('confidence', { confidence: className('confidence', confidence) }),
    ]),
    ...sentences('warnings', about('warnings')),
    ...sentences('reasons', about('reasons')),
    make('p', { class: 'note' }, say('thread_note')),
  );
}

function line(parts) {
  const items = parts
    .filter((part) => part !== null)
    .map((part) => make('span', { class: 'item' }, part));
  return make('p', { class: 'line' }, ...items);
}

function sentences(key, texts) {
  if (!texts?.length) return [];
  const list = make('ul', {}, ...texts.map((text) => make('li', { dir: 'auto' }, text)));
  return [
    make('details', { class: key, open: key === 'warnings' }, make('summary', {}, say(key)), list),
  ];
}
