import type { ReactNode } from 'react';
import type { Entry } from '../../api/types';
import { stepsOf, type Step } from '../../lib/explain';
import type { Item } from '../../lib/fold';
import { useSettings } from '../../lib/settings';
import { sayWhy } from '../../lib/story';
import { humanize, show } from '../../lib/words';
import { formatTime, Time } from '../../ui/Time';

interface Props { caseId: string; part: Item; entries: readonly Entry[]; untilSeq: number; children?: ReactNode }

/** Why a part stands as it does, step by step, in plain words; with the values that each rule read. */
export function Explanation({ caseId, part, entries, untilSeq, children }: Props) {
  const { t } = useSettings();
  const steps = stepsOf(entries, caseId, part.id, untilSeq);
  return (
    <div className="explanation">
      <div role="status">
        <h3>{t('explainTitle', { name: part.name })}</h3>
        {steps.length === 0 && <p>{t('explainNone')}</p>}
        <ol>{steps.map((step, i) => <StepLine key={i} step={step} />)}</ol>
      </div>
      {children}
    </div>
  );
}

function StepLine({ step }: { step: Step }) {
  const { t, language } = useSettings();
  const reads = step.why.rule?.reads ?? [];
  return (
    <li>
      <p><strong>{t(step.text)}</strong> <span className="faint"><Time at={step.at} /></span>, {sayWhy(step.why, t, (at) => formatTime(at, language))} <span className="faint">({inputText(step)})</span></p>
      {step.decision && <Rows decision={step.decision} />}
      {reads.length > 0 && <Reads reads={reads} />}
    </li>
  );
}

/** The rows of a decision table that were looked at: what hit, and of the others what kept them from it. */
function Rows({ decision }: { decision: NonNullable<Step['decision']> }) {
  const { t } = useSettings();
  return (
    <div className="reads"><span>{decision.result}</span>
      <ul>{decision.rows.map((row) => (
        <li key={row.row}>{row.hit ? t('rowHit', { row: row.row, note: row.note ? `: ${row.note}` : '' }) : t('rowMissed', { row: row.row, input: row.input ?? '–', cell: row.cell ?? '–' })}</li>
      ))}</ul>
    </div>
  );
}

function inputText({ input, seq }: Step): string {
  return input.kind === 'timer' ? `#${seq}` : `${humanize(input.type)}, #${seq}`;
}

export function Reads({ reads }: { reads: { path: string; value: Parameters<typeof show>[0] }[] }) {
  const { t } = useSettings();
  return (
    <div className="reads"><span className="faint">{t('readValues')}</span>
      <ul>{reads.map((r, i) => <li key={i}><code>{r.path}</code> = <code>{show(r.value)}</code></li>)}</ul>
    </div>
  );
}
