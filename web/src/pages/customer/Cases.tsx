import { useState, type ReactNode } from 'react';
import type { Card, Case, Entry } from '../../api/types';
import { timersOf, type Items } from '../../lib/fold';
import { useTexts } from '../../lib/settings';
import { humanize, known } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { Badge, Panel, type Tone } from '../../ui/parts';
import { Time } from '../../ui/Time';
import { usePortion } from '../../ui/usePortion';
import { CaseDrawing } from './CaseDrawing';
import { CaseNow } from './CaseNow';
import { isRunning } from './MattersNow';

interface Props { card: Card; past: boolean; drawn: ReadonlyMap<string, Items>; entries: readonly Entry[]; onDone: (said: string) => void }

const tones: { [state: string]: Tone } = { active: 'running', suspended: 'paused', completed: 'done', failed: 'failed' };

const openMost = 3, runningMost = 20, overMost = 20;

/** Running cases open, but for those of a customer who has many; ended ones behind a line each. */
export function Cases({ card, past, drawn, entries, onDone }: Props) {
  const t = useTexts();
  const body = (c: Case) => <CaseBody item={c} card={card} past={past} items={drawn.get(c.id)} entries={entries} onDone={onDone} />;
  const running = card.cases.filter(isRunning);
  const [shown, otherRunning] = usePortion(running, runningMost);
  const [over, otherOver] = usePortion(card.cases.filter((c) => !isRunning(c)), overMost);
  return (
    <>
      {running.length > 0 && (
        <Panel id="running" title={t('casesRunning')} icon="journeys">
          {shown.map((c, i) => (i < openMost
            ? <article key={c.id} className="case" aria-label={humanize(c.journey)}><CaseHead item={c} />{body(c)}</article>
            : <FoldedCase key={c.id} item={c} first={false} body={body} />))}
          {otherRunning}
        </Panel>
      )}
      {over.length > 0 && (
        <Panel id="over" title={t('casesPast')} icon="check">
          {over.map((c) => <FoldedCase key={c.id} item={c} first={running.length === 0 && c === over[0]} body={body} />)}
          {otherOver}
        </Panel>
      )}
      {card.cases.length === 0 && <Panel id="running" title={t('casesRunning')} icon="journeys"><p className="faint">{t('noCases')}</p></Panel>}
    </>
  );
}

/** What is in it is read when it is opened. */
function FoldedCase({ item, first, body }: { item: Case; first: boolean; body: (item: Case) => ReactNode }) {
  const [open, setOpen] = useState(first);
  return (
    <details className="case" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary><CaseHead item={item} /></summary>
      {open && body(item)}
    </details>
  );
}

function CaseHead({ item }: { item: Case }) {
  const t = useTexts();
  return (
    <span className="case-head">
      <strong>{humanize(item.journey)}</strong> <Badge tone={tones[item.state] ?? 'plain'}>{known(t, 'case_', item.state)}</Badge>
      <span className="faint">{t('version', { n: item.version })}{item.key && <> · {t('caseKey')} <code>{item.key}</code></>} · <Time at={item.startedAt} />{item.endedAt && <> – <Time at={item.endedAt} /></>}</span>
    </span>
  );
}

function CaseBody({ item, card, past, items, entries, onDone }: { item: Case; card: Card; past: boolean; items: Items | undefined; entries: readonly Entry[]; onDone: (said: string) => void }) {
  const t = useTexts();
  const next = items ? timersOf(items) : item.next;
  return (
    <>
      <CaseDrawing key={item.id} caseId={item.id} name={humanize(item.journey)} items={items} entries={entries} untilSeq={card.seq} onDone={past || !isRunning(item) ? null : onDone} />
      {next.length > 0 && (
        <div className="next"><h3><Icon name="clock" size={15} />{t('nextTimers')}</h3>
          <ul className="rows">{next.slice(0, 5).map((n, i) => <li key={i}><span>{n.what}</span><span className="faint"><Time at={n.due} /></span></li>)}</ul>
        </div>
      )}
      {item.goal && (
        <p className="goal"><Icon name="star" size={15} />{t('goal')}: {item.goal.name}
          {item.goal.reached.map((g) => <Badge key={g} tone="done" icon="check">{humanize(g)}</Badge>)}
          {item.goal.missed.map((g) => <Badge key={g} tone="failed" icon="cross">{humanize(g)} · {t('goalMissed')}</Badge>)}
        </p>
      )}
      {!past && <CaseNow id={item.id} seq={card.seq} onDone={isRunning(item) ? onDone : null} />}
    </>
  );
}
