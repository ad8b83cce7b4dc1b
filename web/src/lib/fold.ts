import type { Entry, Fact, WholeCase } from '../api/types';

export interface Item {
  id: number;
  node: string;
  type: string;
  name: string;
  parent: number;
  state: string;
  due: string | null;
  startedAt: string | null;
  endedAt: string | null;
  /** Of a state machine: the state that it is in, or ended in. */
  machine?: string;
  /** Of a task: what is asked for. */
  title?: string;
  /** What a suspended item returns to. */
  before: string;
}

export type Items = Map<number, Item>;

const after: { [transition: string]: string } = {
  create: 'available', enable: 'enabled', reenable: 'enabled', start: 'active', manualStart: 'active', reactivate: 'active',
  disable: 'disabled', complete: 'completed', occur: 'completed', terminate: 'terminated', exit: 'terminated',
  parentTerminate: 'terminated', fault: 'failed', suspend: 'suspended', parentSuspend: 'suspended',
};

/** The plan items of every case, as the facts up to an entry make them: the same fold that the host does, for drawing. */
export function foldCases(entries: readonly Entry[], untilSeq: number): Map<string, Items> {
  const cases = new Map<string, Items>();
  for (const entry of entries) {
    if (entry.seq > untilSeq) break;
    for (const fact of entry.facts) {
      if (fact.caseId === undefined) continue;
      if (fact.type === 'case.started') cases.set(fact.caseId, new Map());
      const items = cases.get(fact.caseId);
      if (items) apply(items, fact, entry.at);
    }
  }
  return cases;
}

function apply(items: Items, fact: Fact, at: string): void {
  const id = fact.itemId ?? 0;
  if (fact.type === 'item.created') {
    const started = fact['started'] === true;
    items.set(id, {
      id, node: String(fact['node']), type: String(fact['nodeType']), name: String(fact['name'] ?? fact['node']), parent: Number(fact['parent']),
      state: started ? 'active' : 'available', due: null, startedAt: started ? at : null, endedAt: null, before: 'available',
    });
    return;
  }
  const item = items.get(id);
  if (!item) return;
  if (fact.type === 'item.migrated') Object.assign(item, { type: String(fact['nodeType']), name: String(fact['name']) });
  if (fact.type === 'task.offered' || fact.type === 'task.updated') item.title = String(fact['title']);
  if (fact.type === 'state.entered') item.machine = String(fact['state']);
  if (fact.type === 'timer.set') item.due = String(fact['due']);
  if (fact.type === 'timer.ended') item.due = null;
  if (fact.type === 'item.transitioned') transit(item, String(fact['transition']), at);
}

function transit(item: Item, transition: string, at: string): void {
  const before = item.state;
  const state = transition === 'resume' || transition === 'parentResume' ? item.before : (after[transition] ?? before);
  if (state === 'suspended' && before !== 'suspended') item.before = before;
  if (state === 'active' && item.startedAt === null) item.startedAt = at;
  if (ended(state)) item.endedAt = at;
  item.state = state;
}

export const ended = (state: string) => state === 'completed' || state === 'terminated';

/** The items as the host gives them, of a case that began before the entries that were read. When they began is not known. */
export function itemsOf(whole: WholeCase): Items {
  return new Map(whole.items.map(({ machineState, ...i }) => [i.id, { ...i, startedAt: i.state === 'available' || i.state === 'enabled' || i.state === 'disabled' ? null : '', before: 'active', ...(machineState === undefined ? {} : { machine: machineState }) }]));
}

const plumbing = new Set(['Elsa.SetVariable', 'Elsa.Event', 'Elsa.StartAt', 'Elsa.Delay', 'Elsa.Timer', 'Elsa.Cron']);

export interface Part extends Item {
  /** How often it has run or runs, of a part that repeats. */
  times: number;
}

/** What the drawing shows of a case: the parts right below its root that people would name, each node once, in their order. */
export function partsOf(items: Items): Part[] {
  const root = [...items.values()].find((i) => i.parent === 0);
  if (!root) return [];
  const byNode = new Map<string, Part>();
  for (const item of items.values()) {
    if (item.parent !== root.id || plumbing.has(item.type)) continue;
    const before = byNode.get(item.node);
    const times = (before?.times ?? 0) + (hasRun(item) ? 1 : 0);
    // Of an item that repeats, one that is under way counts most, and one that only waits for its turn to come again least; else the newest. It keeps the place of the first.
    byNode.set(item.node, { ...(before && rank(before) > rank(item) ? before : item), times });
  }
  return [...byNode.values()];
}

/** It ended without ever having been under way: its case, or its stage, needed it no more. */
export const wasUnused = (part: Item) => part.state === 'terminated' && !hasRun(part);

const hasRun = (item: Item) => item.startedAt !== null || item.state === 'completed';

const rank = ({ state }: Item) => (state === 'available' || state === 'disabled' ? 0 : ended(state) ? 1 : 2);

/** What people would call the thing that an inner item belongs to: the part, or within a stage the child of that stage. */
export function labelOf(items: Items, item: Item): string {
  let named = item;
  for (let parent = items.get(named.parent); parent && parent.parent !== 0 && parent.type !== 'Journey.Stage'; parent = items.get(named.parent)) named = parent;
  return named.name;
}

/** The timers that are set, soonest first. */
export function timersOf(items: Items): { what: string; due: string }[] {
  return [...items.values()].flatMap((i) => (i.due !== null && !ended(i.state) ? [{ what: labelOf(items, i), due: i.due }] : [])).sort((a, b) => a.due.localeCompare(b.due));
}

/** The state as it is shown: an active part that is no stage has nothing to do but wait, for a person, a signal or a time. */
export const shownState = (part: Item) => (part.state === 'active' && part.type !== 'Journey.Stage' ? 'waiting' : part.state);

export const isMilestone = (item: Item) => item.type === 'Journey.Milestone';

/** The item and everything within it. */
export function within(items: Items, id: number): Set<number> {
  const inside = new Set([id]);
  for (const item of items.values()) if (inside.has(item.parent)) inside.add(item.id);
  return inside;
}

/** What is going on inside a part: its active leaves. */
export function runningIn(items: Items, id: number): Item[] {
  const inside = within(items, id);
  const live = [...items.values()].filter((i) => inside.has(i.id) && i.id !== id && i.state === 'active');
  return live.filter((i) => !live.some((other) => other.parent === i.id));
}
