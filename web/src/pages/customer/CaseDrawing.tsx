import { useState } from 'react';
import type { Entry, WholeCase } from '../../api/types';
import { isMilestone, itemsOf, labelOf, partsOf, runningIn, shownState, wasUnused, type Item, type Items } from '../../lib/fold';
import { useTexts, type Translate } from '../../lib/settings';
import { useApi } from '../../lib/useApi';
import { humanize, known } from '../../lib/words';
import { Shape } from '../../ui/Shape';
import { Time } from '../../ui/Time';
import { Explanation } from './Explanation';
import { PartActions } from './PartActions';

/** `onDone`: null where nobody can act: on the past, and on a case that has ended. */
interface Props { caseId: string; name: string; items: Items | undefined; entries: readonly Entry[]; untilSeq: number; onDone: ((said: string) => void) | null }

/** A case as its stages in order: what is done, what runs, what was interrupted, what is next. Milestones are diamonds. Each can be asked why. */
export function CaseDrawing({ caseId, name, items, entries, untilSeq, onDone }: Props) {
  const t = useTexts();
  const [chosen, setChosen] = useState<string | null>(null);
  const [whole, setWhole] = useState(false);
  const read = useApi<WholeCase>(items || entries.length === 0 ? null : `/v1/cases/${encodeURIComponent(caseId)}`);
  const shown = items ?? (read.data ? itemsOf(read.data) : null);
  if (!shown) return null;
  const parts = partsOf(shown);
  const part = parts.find((p) => p.node === chosen);
  const unused = parts.filter(wasUnused).length;
  const folded = unused >= unusedMany && !whole;
  if (parts.length === 0) return <p className="faint">{t('noDrawing')}</p>;
  return (
    <>
      <ol className="drawing" aria-label={t('drawing', { name })}>
        {parts.filter((p) => !folded || !wasUnused(p)).map((p) => (
          <li key={p.node} className={isMilestone(p) ? 'milestone' : 'stage'}>
            <button type="button" className={`part ${shownState(p)}`} aria-expanded={p.node === chosen} onClick={() => setChosen(p.node === chosen ? null : p.node)}>
              <Shape milestone={isMilestone(p)} state={shownState(p)} />
              <span className="part-name">{p.name}</span>
              <span className="part-state">{stateText(p, t)}{p.times > 1 && ` · ${t('times', { n: p.times })}`}{p.machine && <> · {humanize(p.machine)}</>}</span>
              <Inside items={shown} part={p} />
            </button>
          </li>
        ))}
      </ol>
      {unused >= unusedMany && <button type="button" className="quiet unused" aria-expanded={whole} onClick={() => setWhole(!whole)}>{t(whole ? 'unusedHide' : 'unusedShow', { n: unused })}</button>}
      {part ? (
        <Explanation caseId={caseId} part={part} entries={entries} untilSeq={untilSeq}>
          {onDone && <PartActions caseId={caseId} part={part} items={shown} onDone={onDone} />}
        </Explanation>
      ) : <p className="faint hint">{t('legend')}</p>}
    </>
  );
}

const unusedMany = 3;

function stateText(part: Item, t: Translate): string {
  if (!isMilestone(part) && wasUnused(part)) return t('state_unused');
  if (!isMilestone(part)) return known(t, 'state_', shownState(part));
  return t(part.state === 'completed' ? 'state_milestoneDone' : part.state === 'terminated' ? 'state_milestoneMissed' : 'state_milestoneOpen');
}

/** What runs inside of a part, by its deepest names, and what it waits for. */
function Inside({ items, part }: { items: Items; part: Item }) {
  if (isMilestone(part)) return part.endedAt && part.state === 'completed' ? <span className="part-inside"><Time at={part.endedAt} /></span> : null;
  const running = part.state === 'active' ? runningIn(items, part.id).slice(0, 2) : [];
  if (running.length === 0) return null;
  return <span className="part-inside">{running.map((i) => <span key={i.id}>{labelOf(items, i) !== part.name && <>{labelOf(items, i)}{i.due && ' · '}</>}{i.due && <Time at={i.due} />}</span>)}</span>;
}
