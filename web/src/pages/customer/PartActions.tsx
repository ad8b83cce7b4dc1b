import { useState } from 'react';
import { ended, isMilestone, labelOf, runningIn, type Item, type Items } from '../../lib/fold';
import { useTexts } from '../../lib/settings';
import { itemPath, PersonalAct } from '../../ui/PersonalAct';

const verbs = ['start', 'suspend', 'resume', 'skip', 'repeat', 'disable', 'reenable'] as const;

type Verb = (typeof verbs)[number];

const innerMost = 5;

interface Props { caseId: string; part: Item; items: Items; onDone: (said: string) => void }

/** What a person can do to a part of a case, and to what runs inside it. The host has the last word: it knows the surroundings. */
export function PartActions({ caseId, part, items, onDone }: Props) {
  const t = useTexts();
  const inside = runningIn(items, part.id).slice(0, innerMost);
  return (
    <div className="part-actions">
      <ItemActions caseId={caseId} item={part} name={part.name} onDone={onDone} />
      {inside.length > 0 && (
        <>
          <h4>{t('explainInside')}</h4>
          <ul className="rows">{inside.map((item) => <li key={item.id}><span>{insideName(items, item)}</span><ItemActions caseId={caseId} item={item} name={insideName(items, item)} onDone={onDone} /></li>)}</ul>
        </>
      )}
    </div>
  );
}

/** An inner step by its own name, and what it is part of where that says more. */
function insideName(items: Items, item: Item): string {
  const label = labelOf(items, item);
  return label === item.name ? label : `${label}: ${item.name}`;
}

function ItemActions({ caseId, item, name, onDone }: { caseId: string; item: Item; name: string; onDone: (said: string) => void }) {
  const t = useTexts();
  const [verb, setVerb] = useState<Verb | null>(null);
  const possible = verbs.filter((v) => mayFit(item, v));
  return (
    <div className="actions">
      {possible.map((v) => <button key={v} type="button" aria-label={`${t(`a_${v}`)}: ${name}`} onClick={() => setVerb(v)}>{t(`a_${v}`)}</button>)}
      {verb && <PersonalAct title={`${t(`a_${verb}`)}: ${name}`} path={itemPath(caseId, item.id, verb)} said={t('actDone', { what: t(`a_${verb}`), name })} onClose={() => setVerb(null)} onDone={onDone} />}
    </div>
  );
}

/** What makes sense in a state (docs/api.md); a part that failed has its own place, the incident. */
function mayFit(item: Item, verb: Verb): boolean {
  switch (verb) {
    case 'start':
    case 'disable': return item.state === 'enabled';
    case 'reenable': return item.state === 'disabled';
    case 'suspend': return item.state === 'active';
    case 'resume': return item.state === 'suspended';
    case 'skip': return item.state === 'active' || item.state === 'enabled' || item.state === 'available';
    case 'repeat': return ended(item.state) && !isMilestone(item);
  }
}
