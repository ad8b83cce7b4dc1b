import type { Entry, Fact } from '../api/types';
import type { TextName } from '../i18n/en';
import { resultOf, type Why } from './story';

export interface Step {
  at: string;
  seq: number;
  text: TextName;
  why: Why;
  /** What came in: the signal, timer or command of that entry. */
  input: Entry['input'];
  /** What a decision table said, and row by row why. */
  decision?: { result: string; rows: DecisionRow[] };
}

export interface DecisionRow { row: number; hit: boolean; note?: string; input?: string; cell?: string }

const words: { [transition: string]: TextName } = {
  create: 'x_created', start: 'x_start', manualStart: 'x_start', reactivate: 'x_start', complete: 'x_complete', occur: 'x_occur', terminate: 'x_terminate',
  exit: 'x_terminate', parentTerminate: 'x_terminate', suspend: 'x_suspend', parentSuspend: 'x_suspend', resume: 'x_resume', parentResume: 'x_resume',
  fault: 'x_fault', enable: 'x_enable', reenable: 'x_enable', disable: 'x_disable',
};

const others: { [type: string]: TextName } = {
  'decision.made': 'x_decided', 'item.migrated': 'x_migrated', 'task.escalated': 'x_escalated', 'task.signed': 'x_signed', 'task.updated': 'x_updated',
  'case.called': 'x_called', 'state.entered': 'x_state',
};

/** All that happened to one plan item up to an entry, each with its rule. */
export function stepsOf(entries: readonly Entry[], caseId: string, itemId: number, untilSeq: number): Step[] {
  return entries.filter((e) => e.seq <= untilSeq).flatMap((entry) => entry.facts
    .filter((fact) => fact.caseId === caseId && fact.itemId === itemId)
    .flatMap((fact) => {
      const text = wordOf(fact);
      if (!text || !fact.rule) return [];
      const step: Step = { at: entry.at, seq: entry.seq, text, why: { rule: fact.rule }, input: entry.input };
      if (fact.type === 'decision.made') step.decision = { result: resultOf(fact), rows: (fact['rows'] ?? []) as DecisionRow[] };
      return [step];
    }));
}

function wordOf(fact: Fact): TextName | undefined {
  if (fact.type === 'item.created') return fact['started'] === true ? 'x_start' : 'x_created';
  const text = others[fact.type];
  if (text) return text;
  return fact.type === 'item.transitioned' ? words[String(fact['transition'])] : undefined;
}
