const byId = id => document.getElementById(id);

function make(tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined && text !== null) element.textContent = text;
  if (className) element.className = className;
  return element;
}

const when = text => text ? new Date(text).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' }) : '';
const show = value => typeof value === 'string' ? value : JSON.stringify(value);

async function get(url) {
  const answer = await fetch(url);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail ?? answer.statusText);
  return body;
}

function pairs(entries) {
  const list = make('dl');
  for (const [name, value] of entries) list.append(make('dt', name), make('dd', value));
  return list;
}

function part(into, title, lines) {
  if (lines.length === 0) return;
  const list = make('ul');
  for (const line of lines) list.append(make('li', line));
  into.append(make('h4', title), list);
}

function caseView(item) {
  const view = make('article');
  const title = make('h3', `${item.journey} v${item.version} `);
  title.append(make('span', item.state, 'tag'));
  view.append(title, pairs([['case', item.id], ['key', item.key ?? '–'], ['stage', item.stage ?? '–']]));
  part(view, 'Milestones', item.milestones.map(m => `${m.name} · ${when(m.at)}`));
  part(view, 'Tasks', item.tasks.map(t => `${t.title} · ${t.role} · ${t.status}${t.assignee ? ' by ' + t.assignee : ''}${t.due ? ' · due ' + when(t.due) : ''}`));
  part(view, 'Next', item.next.map(n => `${n.what} · ${when(n.due)}`));
  if (item.goal) part(view, item.goal.name, [...item.goal.reached.map(g => `✓ ${g}`), ...item.goal.missed.map(g => `✗ ${g}`)]);
  part(view, 'Incidents', item.incidents.map(i => `${i.item ?? i.itemId}: ${i.message}`));
  return view;
}

const storyMost = 200;

/** What one entry says to a person: the signal that came, and what was told or kept back because of it. */
function storyOf(entry) {
  const lines = entry.input.kind === 'event' ? [`← ${entry.input.type}`] : [];
  for (const fact of entry.facts) {
    if (fact.type === 'message.queued') lines.push(`→ ${fact.channel}: ${fact.text}`);
    if (fact.type === 'message.suppressed') lines.push(`✗ ${fact.template} not sent: ${fact.reason}`);
    if (fact.type === 'task.offered') lines.push(`☐ ${fact.role}: ${fact.title}`);
  }
  return lines.map(line => `${when(entry.at)}  ${line}`);
}

async function open(id, button) {
  for (const other of document.querySelectorAll('#customers button')) other.removeAttribute('aria-current');
  button.setAttribute('aria-current', 'true');
  const into = byId('card');
  try {
    const card = await get(`/v1/customers/${encodeURIComponent(id)}`);
    const history = await get(`/v1/customers/${encodeURIComponent(id)}/history?limit=${storyMost}&after=${Math.max(0, card.seq - storyMost)}`);
    into.replaceChildren(make('p', `${card.id} · entry ${card.seq} · ${when(card.at)}`, 'faint'));
    if (card.cases.length === 0) into.append(make('p', 'No cases.'));
    for (const item of [...card.cases].sort((a, b) => (b.state === 'active') - (a.state === 'active'))) into.append(caseView(item));
    part(into, 'What happened', history.items.flatMap(storyOf));
    into.append(make('h4', 'Known'), pairs(Object.entries(card.traits).map(([name, value]) => [name, show(value)])));
    part(into, 'Scores', Object.entries(card.scores).map(([name, s]) => `${name} ${s.score}: ${s.reason}`));
    part(into, 'Consents', card.consents.map(c => `${c.purpose} · ${c.channel} · ${c.granted ? 'granted' : 'withdrawn'} · ${when(c.since)}`));
  } catch (error) {
    into.replaceChildren(make('p', error.message));
  }
}

let next = null;
let round = 0;

async function list(after) {
  const mine = ++round;
  const query = new URLSearchParams({ limit: '50' });
  if (byId('search').value) query.set('search', byId('search').value);
  if (after) query.set('after', after);
  const page = await get(`/v1/customers?${query}`);
  if (mine !== round) return;
  const rows = page.items.map(customer => {
    const row = make('li');
    const button = make('button', customer.name ?? customer.id);
    button.type = 'button';
    button.append(make('span', ` ${customer.name ? customer.id : ''}`, 'faint'));
    button.addEventListener('click', () => open(customer.id, button));
    row.append(button);
    return row;
  });
  if (after) byId('customers').append(...rows);
  else byId('customers').replaceChildren(...(rows.length ? rows : [make('li', 'Nobody found.')]));
  next = page.next;
  byId('more').hidden = !next;
}

async function health() {
  try {
    const state = await get('/healthz/ready');
    byId('state').textContent = `${state.customers} customers, ${state.entries} entries, ${state.timers} timers`;
  } catch (error) {
    byId('state').textContent = error.message;
  }
}

const complain = error => { byId('customers').replaceChildren(make('li', error.message)); };
byId('search').addEventListener('input', () => list(null).catch(complain));
byId('more').addEventListener('click', () => list(next).catch(complain));
// the first card is open from the start: a newcomer sees at once what a card is
list(null).then(() => document.querySelector('#customers button')?.click()).catch(complain);
health();
setInterval(health, 5000);
