import type { ApiError } from '../../api/client';
import type { Card, Case, Entry, Fact } from '../../api/types';
import { timersOf, type Items } from '../../lib/fold';
import { useSettings } from '../../lib/settings';
import { sayWhy } from '../../lib/story';
import { humanize, known } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { Panel } from '../../ui/parts';
import { formatTime, Time } from '../../ui/Time';
import { TaskRow } from '../TasksPage';
import { IncidentRow } from './IncidentRow';

const messagesMost = 3;

interface Props {
  card: Card;
  past: boolean;
  entries: readonly Entry[];
  drawn: ReadonlyMap<string, Items>;
  onDone: (said: string) => void;
  onRefused: (error: ApiError | null) => void;
}

export const isRunning = (c: Case) => c.state === 'active' || c.state === 'suspended' || c.state === 'failed';

/** The card, first thing: what is wrong, who has to do something, where the customer stands, and what was last said. */
export function MattersNow({ card, past, entries, drawn, onDone, onRefused }: Props) {
  const { t } = useSettings();
  const running = card.cases.filter(isRunning);
  const tasks = card.cases.flatMap((c) => c.tasks);
  return (
    <Panel id="matters" title={t('mattersNow')} icon="star" tone="matters">
      {running.flatMap((c) => c.incidents.map((i) => <IncidentRow key={`${c.id}-${i.id}`} caseId={c.id} incident={i} past={past} onDone={onDone} />))}
      {tasks.length > 0 && <ul className="task-list" aria-label={t('openTasks')}>{tasks.map((task) => <TaskRow key={task.id} task={past ? { ...task, status: 'done' } : task} away onDone={onDone} onRefused={onRefused} />)}</ul>}
      {running.map((c) => <CaseLine key={c.id} item={c} items={drawn.get(c.id)} />)}
      {running.length === 0 && <Calm card={card} />}
      <LastMessages entries={entries} untilSeq={card.seq} />
    </Panel>
  );
}

function CaseLine({ item, items }: { item: Case; items: Items | undefined }) {
  const { t } = useSettings();
  const next = (items ? timersOf(items) : item.next)[0];
  return (
    <p className="case-line">
      <Icon name={item.state === 'active' ? 'play' : item.state === 'failed' ? 'alert' : 'pause'} />
      <strong>{humanize(item.journey)}</strong>
      <span>{item.stage ? t('stage', { name: item.stage }) : item.tasks.length > 0 ? t('waitsForPerson') : known(t, 'case_', item.state)}</span>
      {next && <span className="faint"><Icon name="clock" size={14} />{t('nextDue', { what: next.what })} · <Time at={next.due} /></span>}
    </p>
  );
}

function Calm({ card }: { card: Card }) {
  const { t, language } = useSettings();
  const last = card.cases[0];
  return (
    <p className="case-line">
      <Icon name="check" /><strong>{t('calm')}</strong>
      {last && <span>{t('lastCase', { name: humanize(last.journey), state: known(t, 'case_', last.state), when: formatTime(last.endedAt ?? last.startedAt, language) })}</span>}
      {last?.goal && <span className="faint">{last.goal.name}: {last.goal.reached.length} {t('goalReached')}, {last.goal.missed.length} {t('goalMissed')}</span>}
    </p>
  );
}

function LastMessages({ entries, untilSeq }: { entries: readonly Entry[]; untilSeq: number }) {
  const { t, language } = useSettings();
  const messages: { at: string; seq: number; fact: Fact }[] = [];
  for (let i = entries.length - 1; i >= 0 && messages.length < messagesMost; i--) {
    const entry = entries[i]!;
    if (entry.seq > untilSeq) continue;
    for (const fact of entry.facts) if (fact.type === 'message.queued') messages.push({ at: entry.at, seq: entry.seq, fact });
  }
  return (
    <>
      <h3>{t('lastMessages')}</h3>
      {messages.length === 0 && <p className="faint">{t('noMessages')}</p>}
      <ul className="messages">
        {messages.slice(0, messagesMost).map(({ at, seq, fact }) => (
          <li key={`${seq}-${String(fact['effect'])}`}>
            <blockquote>{String(fact['text'])}</blockquote>
            <p className="faint"><Time at={at} /> · {String(fact['channel'])} · {sayWhy({ basis: String(fact['basis']), ...(fact['consentSince'] ? { consentSince: String(fact['consentSince']) } : {}) }, t, (a) => formatTime(a, language))}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
