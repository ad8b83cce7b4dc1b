import type { Fact } from '../api/types';
import type { TextName } from '../i18n/en';
import type { Translate } from './settings';
import type { Context, Line } from './story';
import { humanize, known, text } from './words';

/** What happened to a task, and who did it. */
export function taskLine(fact: Fact, { t, items }: Context): Line | null {
  const title = items(fact.caseId ?? '')?.get(fact.itemId ?? 0)?.title;
  const named = (words: string) => (title ? `${words} (${title})` : words);
  switch (fact.type) {
    case 'task.offered': return { kind: 'people', icon: 'tasks', text: t('l_offered', { role: text(fact, 'role'), title: text(fact, 'title') }) };
    case 'task.assigned': return { kind: 'people', icon: 'person', text: named(fact['assignee'] ? t('l_claimed', { who: text(fact, 'assignee') }) : t('l_released')) };
    case 'task.completed': return { kind: 'people', icon: 'check', text: named(t('l_done', { outcome: text(fact, 'outcome') })) };
    case 'task.updated': return { kind: 'people', icon: 'tasks', text: t('l_taskUpdated', { role: text(fact, 'role'), title: text(fact, 'title') }) };
    case 'task.escalated': return { kind: 'people', icon: 'bell', text: named(`${t('l_escalated', { step: text(fact, 'step') })}${escalatedTo(fact, t)}`) };
    case 'task.signed':
      return { kind: 'people', icon: 'check', text: named(t(fact['last'] === true ? 'l_signedLast' : 'l_signed', { who: fact.rule?.by ?? '–', outcome: text(fact, 'outcome') })) };
    default: return null;
  }
}

/** What of a task its escalation changes. */
function escalatedTo(fact: Fact, t: Translate): string {
  const parts: string[] = [];
  if (fact['role']) parts.push(t('l_escalatedRole', { role: text(fact, 'role') }));
  if (fact['assignee']) parts.push(t('l_escalatedWho', { who: text(fact, 'assignee') }));
  if (fact['priority']) parts.push(t('l_escalatedPriority', { n: text(fact, 'priority') }));
  return parts.map((part) => `, ${part}`).join('');
}

const fileWords: { [transition: string]: TextName } = {
  create: 'l_fileCreate', update: 'l_fileUpdate', replace: 'l_fileReplace', delete: 'l_fileDelete',
  addChild: 'l_fileAdd', addReference: 'l_fileAdd', removeChild: 'l_fileRemove', removeReference: 'l_fileRemove',
};

/** Who has which part in a case, what its file holds, and what it hands on. */
export function caseFactLine(fact: Fact, { t, items }: Context): Line | null {
  const role = () => ({ who: text(fact, 'who'), role: humanize(text(fact, 'role')) });
  switch (fact.type) {
    case 'role.assigned': return { kind: 'people', icon: 'person', text: t('l_roleAssigned', role()) };
    case 'role.withdrawn': return { kind: 'people', icon: 'minus', text: t('l_roleWithdrawn', role()) };
    case 'role.held': {
      const hears = (fact['hears'] as string[] | undefined) ?? [];
      return { kind: 'people', icon: 'customers', text: t(hears.length > 0 ? 'l_roleHeld' : 'l_roleNotHeld', { role: humanize(text(fact, 'role')), customer: text(fact, 'owner') }) };
    }
    case 'signal.relayed': return { kind: 'signals', icon: 'customers', text: t('l_relayed', { type: humanize(text(fact, 'eventType')), customer: text(fact, 'owner') }) };
    case 'case.called': return { kind: 'steps', icon: 'journeys', text: t('l_caseCalled', { journey: humanize(text(fact, 'journey')) }) };
    case 'file.transitioned': {
      const transition = text(fact, 'transition');
      const name = fileWords[transition];
      const item = humanize(text(fact, 'fileItem'));
      return { kind: 'steps', icon: 'signal', text: name ? t(name, { item }) : `${item}: ${known(t, '', transition)}` };
    }
    case 'state.entered': {
      const name = items(fact.caseId ?? '')?.get(fact.itemId ?? 0)?.name ?? '–';
      return { kind: 'steps', icon: 'play', text: t('l_state', { name, state: humanize(text(fact, 'state')) }) };
    }
    case 'output.set': return { kind: 'steps', icon: 'check', text: t('l_output', { name: humanize(text(fact, 'name')), value: text(fact, 'value') }) };
    default: return null;
  }
}
