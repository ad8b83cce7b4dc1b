import type { ApiError } from '../../api/client';
import type { Card, Case, Entry, Fact } from '../../api/types';
import type { Items } from '../../lib/fold';
import { useSettings } from '../../lib/settings';
import { sayWhy } from '../../lib/story';
import { humanize, known } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { Panel } from '../../ui/parts';
import { formatTime, Time } from '../../ui/Time';
import { usePortion } from '../../ui/usePortion';
import { TaskRow } from '../TasksPage';
import { CaseLines } from './CaseLines';
import { IncidentRow } from './IncidentRow';

const messagesMost = 3, incidentsMost = 5, tasksMost = 5;

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
  const [incidents, otherIncidents] = usePortion(running.flatMap((c) => c.incidents.map((incident) => ({ caseId: c.id, incident }))), incidentsMost);
  const [tasks, otherTasks] = usePortion(card.cases.flatMap((c) => c.tasks), tasksMost);
  return (
    <Panel id="matters" title={t('mattersNow')} icon="star" tone="matters">
      {incidents.map(({ caseId, incident }) => <IncidentRow key={`${caseId}-${incident.id}`} caseId={caseId} incident={incident} past={past} onDone={onDone} />)}
      {otherIncidents}
      {tasks.length > 0 && <ul className="task-list" aria-label={t('openTasks')}>{tasks.map((task) => <TaskRow key={task.id} task={past ? { ...task, status: 'done' } : task} away onDone={onDone} onRefused={onRefused} />)}</ul>}
      {otherTasks}
      <CaseLines running={running} drawn={drawn} />
      {running.length === 0 && <Calm card={card} />}
      <LastMessages entries={entries} untilSeq={card.seq} />
    </Panel>
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
