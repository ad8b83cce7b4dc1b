import type { Fact } from '../api/types';
import { en, type TextName } from '../i18n/en';
import type { IconName } from '../ui/Icon';
import type { Translate } from './settings';
import type { Context, Line } from './story';
import { humanize } from './words';

const acts: { [transition: string]: [TextName, IconName] } = {
  manualStart: ['p_start', 'play'], enable: ['p_enable', 'play'], disable: ['p_disable', 'minus'], reenable: ['p_reenable', 'play'],
  suspend: ['p_suspend', 'pause'], resume: ['p_resume', 'play'], terminate: ['p_terminate', 'cross'],
};

/** What a person did to a part of a case by hand: planned, skipped, repeated, paused it. Null: it came by itself, or another line says it. */
export function personalAct(fact: Fact, { t, items }: Context): Line | null {
  const rule = fact.rule;
  const item = items(fact.caseId ?? '')?.get(fact.itemId ?? 0);
  if (rule?.kind !== 'person' || !item || item.parent === 0) return null;
  const words: [TextName, IconName] | undefined = fact.type === 'item.created' ? createdBy(rule.ref) : ended(fact, rule.ref);
  return words ? { kind: 'people', icon: words[1], text: t(words[0], { who: rule.by ?? '–', name: item.name }) } : null;
}

function createdBy(ref: string | undefined): [TextName, IconName] | undefined {
  switch (ref) {
    case undefined: return ['p_plan', 'person'];
    case 'repeat': return ['p_repeat', 'play'];
    case 'move': return ['p_move', 'play'];
    default: return undefined;
  }
}

function ended(fact: Fact, ref: string | undefined): [TextName, IconName] | undefined {
  const transition = String(fact['transition']);
  if (ref === 'skip') return transition === 'complete' || transition === 'occur' ? ['p_skip', 'check'] : undefined;
  if (ref === 'move') return transition === 'start' || transition === 'manualStart' ? ['p_move', 'play'] : undefined;
  return ref === undefined ? acts[transition] : undefined;
}

/** `case.plan` as people say it. */
export function commandOf(type: string, t: Translate): string {
  const name = `c_${type.replace(/\.(.)/g, (_, letter: string) => letter.toUpperCase())}`;
  return name in en ? t(name as TextName) : humanize(type);
}
