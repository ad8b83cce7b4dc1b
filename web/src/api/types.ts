/** What the HTTP API answers, as far as the pages read it (docs/api.md). */

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export interface Page<T> {
  items: T[];
  next: string | number | null;
}

export interface Health {
  status: string;
  customers: number;
  entries: number;
  timers: number;
  outbox: number;
  deadLetters: number;
  setAside: number;
  topics: number;
  activeCustomers: number;
  activeBytes: number;
  queueDepth: number;
  damaged: number;
}

export interface CustomerLine {
  id: string;
  name: string | null;
  updatedAt: string;
}

export interface Consent {
  purpose: string;
  channel: string;
  granted: boolean;
  since: string;
  wording: string;
  source: string;
  by: string | null;
}

export interface Task {
  id: string;
  caseId: string;
  customer: string;
  title: string;
  role: string;
  status: 'open' | 'claimed' | 'done';
  assignee: string | null;
  due: string | null;
  outcomes: string[];
  priority?: number;
  /** How many steps of its escalation have come. */
  escalations?: number;
  escalatedAt?: string;
  /** Who has signed it, of tasks that more than one pair of eyes must see. */
  completedBy?: string[];
}

export interface Incident {
  id: number;
  itemId: number;
  item: string | null;
  message: string;
  at: string;
}

export interface Case {
  id: string;
  journey: string;
  version: number;
  key: string | null;
  state: string;
  stage: string | null;
  startedAt: string;
  endedAt: string | null;
  milestones: { id: string; name: string; at: string }[];
  tasks: Task[];
  next: { what: string; due: string }[];
  incidents: Incident[];
  goal?: { name: string; reached: string[]; missed: string[] };
}

export interface WholeCase extends Case {
  items: { id: number; node: string; type: string; name: string; parent: number; state: string; due: string | null; endedAt: string | null; machineState?: string }[];
  roles?: { role: string; who: string | null; customer: boolean }[];
  plannable?: Plannable[];
  file?: { item: string; state: 'available' | 'discarded'; count: number }[];
  outputs?: { [name: string]: Json };
}

/** What a person may add to a case now. */
export interface Plannable {
  item: string;
  name: string;
  type: string;
  stage: number;
  /** Who may plan it; none: anybody who may act on the case. */
  roles: string[];
}

export interface Card {
  id: string;
  seq: number;
  at: string;
  traits: { [name: string]: Json };
  scores: { [name: string]: { score: number; reason: string; at: string } };
  consents: Consent[];
  cases: Case[];
}

export interface Rule {
  kind: string;
  ref?: string;
  by?: string;
  reason?: string;
  reads?: { path: string; value: Json }[];
}

export interface Fact {
  type: string;
  caseId?: string;
  itemId?: number;
  rule?: Rule;
  [name: string]: unknown;
}

export interface Entry {
  seq: number;
  at: string;
  time: string;
  subject: string;
  input: { kind: string; id: string | null; source: string | null; type: string; data: Json };
  facts: Fact[];
}

export interface DeadLetter {
  id: string;
  kind: string;
  customer: string;
  attempts: number;
  error: string;
}

export interface SetAsideInput {
  id: string;
  seq: number;
  customer: string;
  at: string;
  kind: string;
  type: string;
  source: string | null;
  inputId: string | null;
  error: string;
}

export interface FanOut {
  topic: string;
  position: number;
  id: string;
  source: string;
  type: string;
  publishedAt: string;
  state: 'running' | 'waiting' | 'paused' | 'apart';
  followers: number;
  told: number;
  catchingUp: number;
  setApart: number;
  urgency: number | null;
  perSecond: number | null;
  estimatedEnd: string | null;
  waitsFor: number | null;
  pause: TopicPause | null;
}

export interface TopicPause {
  topic: string;
  /** Null: the topic as a whole. */
  position: number | null;
  by: string;
  reason: string;
  at: string;
}

export interface Subscription {
  id: string;
  url: string;
  types: string[];
  journey: string | null;
  customer: string | null;
  description: string | null;
  state: 'active' | 'failing' | 'paused';
  reason: string | null;
  lag: { entries: number; seconds: number };
  lastSuccess: string | null;
  lastError: string | null;
  lastErrorAt: string | null;
}

export interface Journey {
  id: string;
  name: string;
  publishedVersion: number | null;
  versions: { version: number; published: boolean; at: string }[];
}

export interface Diagnostic {
  code: string;
  severity: string;
  node: string;
  message: string;
  fix: string;
}

export interface SavedJourney {
  id: string;
  version: number;
  published: boolean;
  diagnostics: Diagnostic[];
}

export interface ProblemError {
  field: string;
  code: string;
  message: string;
  fix: string;
}

/** A feed of another system, as the pages read it. */
export interface Feed {
  name: string;
  kind: string;
  succeeded: string | null;
  changed: string | null;
  freshnessSeconds: number | null;
  stale: boolean;
  accepted: number;
  rejected: number;
  unmatched: number;
  error: string | null;
}
