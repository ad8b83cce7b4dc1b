import type { Entry, Fact, Json, Rule } from '../api/types';
import type { TextName } from '../i18n/en';
import type { IconName } from '../ui/Icon';
import { wasUnused, type Item, type Items } from './fold';
import { caseFactLine, taskLine } from './caseStory';
import { commandOf, personalAct } from './personalActs';
import type { Translate } from './settings';
import { humanize, known, show, text } from './words';

export type Kind = 'messages' | 'signals' | 'steps' | 'people' | 'trouble';

export interface Line {
  kind: Kind;
  icon: IconName;
  text: string;
  /** What was written to the customer, word for word. */
  quote?: string;
  why?: Why;
  trouble?: boolean;
}

export interface Why {
  rule?: Rule;
  basis?: string;
  consentSince?: string;
}

export interface Story {
  title: string;
  icon: IconName;
  kind: Kind;
  lines: Line[];
  /** Facts that only matter to who looks inside. */
  inner: number;
}

export interface Context {
  t: Translate;
  time: (at: string) => string;
  /** The items of a case, all that it ever had. */
  items: (caseId: string) => Items | undefined;
}

/** What one entry says to a person: what came, what followed, and why. */
export function storyOf(entry: Entry, context: Context): Story {
  const { title, icon, kind } = headOf(entry, context.t);
  const lines = entry.facts.flatMap((fact) => {
    const line = fact.type === 'case.migrated' ? migrated(fact, entry, context.t) : lineOf(fact, context);
    if (!line) return [];
    const why: Why = {};
    if (fact.rule) why.rule = fact.rule;
    if (typeof fact['basis'] === 'string') why.basis = fact['basis'];
    if (typeof fact['consentSince'] === 'string') why.consentSince = fact['consentSince'];
    return [fact.rule || why.basis ? { ...line, why } : line];
  });
  return { title, icon, kind, lines, inner: entry.facts.length - lines.length };
}

function headOf({ input }: Entry, t: Translate): { title: string; icon: IconName; kind: Kind } {
  const type = humanize(input.type);
  switch (input.kind) {
    case 'timer': return { title: t('h_timer'), icon: 'clock', kind: 'steps' };
    case 'topic': return { title: t('h_topic', { type }), icon: 'train', kind: 'signals' };
    case 'internal': return { title: t('h_internal', { type }), icon: 'customers', kind: 'signals' };
    case 'task': return { title: t('h_task', { type: commandOf(input.type, t) }), icon: 'person', kind: 'people' };
    case 'command':
      return input.type === 'effect.settled'
        ? { title: t('h_effect'), icon: 'message', kind: 'messages' }
        : { title: t('h_command', { type: commandOf(input.type, t) }), icon: 'person', kind: 'people' };
    default:
      if (input.type === 'customer.updated') return { title: t('h_updated'), icon: 'person', kind: 'signals' };
      if (input.type === 'customer.consent.changed') return { title: t('h_consent'), icon: 'check', kind: 'signals' };
      return { title: t('h_event', { type }), icon: 'signal', kind: 'signals' };
  }
}

function lineOf(fact: Fact, context: Context): Line | null {
  const { t } = context;
  switch (fact.type) {
    case 'message.queued': return { kind: 'messages', icon: 'message', text: t('l_message', { channel: text(fact, 'channel') }), quote: text(fact, 'text') };
    case 'message.suppressed': return { kind: 'messages', icon: 'cross', text: t('l_suppressed', { template: humanize(text(fact, 'template')), reason: reasonOf(t, text(fact, 'reason')) }) };
    case 'webhook.queued': return { kind: 'messages', icon: 'signal', text: t('l_webhook') };
    case 'customer.signalled': return { kind: 'messages', icon: 'customers', text: t('l_signalled', { customer: text(fact, 'customer'), type: text(fact, 'eventType') }) };
    case 'effect.ended': return effectEnd(fact, t);
    case 'case.started': return { kind: 'steps', icon: 'journeys', text: t('l_caseStarted', { journey: humanize(text(fact, 'journey')) }) };
    case 'case.refused': return { kind: 'trouble', icon: 'alert', text: t('l_caseRefused', { journey: humanize(text(fact, 'journey')) }), trouble: true };
    case 'case.transitioned': return caseLine(fact, t);
    case 'incident.raised': return { kind: 'trouble', icon: 'alert', text: t('l_incident', { message: text(fact, 'message') }), trouble: true };
    case 'incident.resolved': return { kind: 'trouble', icon: 'check', text: t('l_incidentResolved', { how: text(fact, 'how') }) };
    case 'item.created': return personalAct(fact, context);
    case 'item.transitioned': return personalAct(fact, context) ?? itemLine(fact, context);
    default: return taskLine(fact, context) ?? caseFactLine(fact, context) ?? customerLine(fact, t);
  }
}

/** One line for the whole move: each of its parts would say the same. */
function migrated(fact: Fact, entry: Entry, t: Translate): Line {
  const parts = entry.facts.filter((f) => f.type === 'item.migrated' && f.caseId === fact.caseId).length;
  const moved = t('l_caseMigrated', { from: text(fact, 'from'), to: text(fact, 'to') });
  return { kind: 'steps', icon: 'journeys', text: parts > 0 ? `${moved}. ${t('l_partsMigrated', { n: parts })}` : moved };
}

function customerLine(fact: Fact, t: Translate): Line | null {
  switch (fact.type) {
    case 'consent.changed': {
      const values = { purpose: humanize(text(fact, 'purpose')), channel: text(fact, 'channel') };
      return fact['granted'] === true
        ? { kind: 'people', icon: 'check', text: t('l_consentOn', values) }
        : { kind: 'people', icon: 'cross', text: t('l_consentOff', values) };
    }
    case 'trait.set':
      return { kind: 'signals', icon: 'person', text: fact['value'] === null ? t('l_traitGone', { name: humanize(text(fact, 'name')) }) : t('l_trait', { name: humanize(text(fact, 'name')), value: text(fact, 'value') }) };
    case 'score.set': return { kind: 'signals', icon: 'star', text: t('l_score', { name: humanize(text(fact, 'name')), score: text(fact, 'score'), reason: text(fact, 'reason') }) };
    case 'goal.judged': return { kind: 'steps', icon: 'star', text: t('l_goal', { goal: text(fact, 'goal') }) };
    case 'decision.made': return { kind: 'steps', icon: 'check', text: t('l_decision', { result: resultOf(fact) }) };
    case 'topic.followed': return { kind: 'signals', icon: 'bell', text: t('l_follow', { topic: text(fact, 'topic') }) };
    default: return null;
  }
}

/** The outputs of a decision in words: "percent 25". */
export function resultOf(fact: Fact): string {
  const result = fact['result'] as Json | undefined;
  if (result === null || typeof result !== 'object' || Array.isArray(result)) return show(result);
  return Object.entries(result).map(([name, value]) => `${humanize(name)} ${show(value)}`).join(', ');
}

function effectEnd(fact: Fact, t: Translate): Line {
  const end = text(fact, 'end');
  const name = `l_end_${end}`;
  const isKnown = ['sent', 'withheld', 'superseded', 'dead'].includes(end);
  const words = isKnown ? t(name as TextName, { detail: reasonOf(t, text(fact, 'detail')) }) : t('l_end_other', { end });
  return end === 'dead' ? { kind: 'trouble', icon: 'alert', text: words, trouble: true } : { kind: 'messages', icon: end === 'sent' ? 'check' : 'minus', text: words };
}

function caseLine(fact: Fact, t: Translate): Line {
  const states: { [transition: string]: string } = { complete: 'completed', terminate: 'terminated', fault: 'failed', suspend: 'suspended', reactivate: 'active', close: 'closed', create: 'active' };
  const transition = text(fact, 'transition');
  const failed = transition === 'fault';
  return { kind: failed ? 'trouble' : 'steps', icon: failed ? 'alert' : 'journeys', text: t('l_case', { state: known(t, 'case_', states[transition] ?? transition) }), trouble: failed };
}

const stageWords: { [transition: string]: TextName } = {
  start: 'l_stageStart', manualStart: 'l_stageStart', complete: 'l_stageEnd', exit: 'l_stageEnd', terminate: 'l_stageEnd',
  suspend: 'l_stagePause', parentSuspend: 'l_stagePause', resume: 'l_stageResume', parentResume: 'l_stageResume',
};

/** Stages and milestones only: the steps inside of them are for who asks. */
function itemLine(fact: Fact, { t, items }: Context): Line | null {
  const item: Item | undefined = items(fact.caseId ?? '')?.get(fact.itemId ?? 0);
  const transition = text(fact, 'transition');
  if (item?.type === 'Journey.Milestone' && transition === 'occur') return { kind: 'steps', icon: 'diamond', text: t('l_milestone', { name: item.name }) };
  const words = item?.type === 'Journey.Stage' && item.parent !== 0 ? stageWords[transition] : undefined;
  if (!words || !item || wasUnused(item)) return null;
  const icon: IconName = words === 'l_stagePause' ? 'pause' : words === 'l_stageEnd' ? 'check' : 'play';
  return { kind: 'steps', icon, text: t(words, { name: item.name }) };
}

const reasons: { [reason: string]: TextName } = { 'no-consent': 'why_noConsent', objection: 'why_objection', 'too-late': 'why_tooLate', 'no-address': 'why_noAddress' };

export function reasonOf(t: Translate, reason: string): string {
  const name = reasons[reason];
  return name ? t(name) : reason;
}

/** Why, in a sentence. */
export function sayWhy({ rule, basis, consentSince }: Why, t: Translate, time: (at: string) => string): string {
  const parts: string[] = [];
  // Of a message that was allowed, the basis says what its rule says.
  if (rule && !(rule.kind === 'consent' && basis && !(rule.ref && rule.ref in reasons))) parts.push(sayRule(rule, t));
  if (basis === 'consent') {
    if (consentSince) parts.push(t('b_consent', { since: time(consentSince) }));
  } else if (basis) parts.push(known(t, 'b_', basis));
  return parts.join('; ');
}

export function sayRule(rule: Rule, t: Translate): string {
  const ref = rule.kind === 'consent' ? reasonOf(t, rule.ref ?? '–') : rule.ref ? humanize(rule.ref) : '–';
  if (rule.kind === 'person' && rule.reason) return t('r_personReason', { by: rule.by ?? '–', reason: rule.reason });
  return known((name, values) => t(name, { ...values, ref, by: rule.by ?? '–' }), 'r_', rule.kind);
}
