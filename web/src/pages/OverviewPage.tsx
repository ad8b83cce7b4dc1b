import { useState } from 'react';
import type { CustomerLine, Page, Task } from '../api/types';
import { rates, usePulse, type Sample } from '../lib/health';
import { customerHref } from '../lib/route';
import { useTexts } from '../lib/settings';
import { useApi } from '../lib/useApi';
import { useChanges } from '../lib/useChanges';
import { humanize } from '../lib/words';
import { RateChart, Sparkline } from '../ui/charts';
import { Icon } from '../ui/Icon';
import { Badge, Empty, Loading, PageTitle, Panel, Problem } from '../ui/parts';
import { Time, useNumber } from '../ui/Time';
import type { TextName } from '../i18n/en';

const stats: { name: TextName; hint?: TextName; of: (s: Sample) => number; bad?: boolean }[] = [
  { name: 'statCustomers', of: (s) => s.customers },
  { name: 'statEntries', hint: 'statEntriesHint', of: (s) => s.entries },
  { name: 'statActive', hint: 'statActiveHint', of: (s) => s.activeCustomers },
  { name: 'statTimers', hint: 'statTimersHint', of: (s) => s.timers },
  { name: 'statOutbox', hint: 'statOutboxHint', of: (s) => s.outbox },
  { name: 'statQueue', hint: 'statQueueHint', of: (s) => s.queueDepth },
  { name: 'statTopics', hint: 'statTopicsHint', of: (s) => s.topics },
  { name: 'statDeadLetters', hint: 'statOutboxHint', of: (s) => s.deadLetters, bad: true },
];

export function OverviewPage() {
  const t = useTexts();
  const { samples, error } = usePulse();
  const [beats, setBeats] = useState(0);
  const [heard, setHeard] = useState<Happening[]>([]);
  const how = useChanges('/v1/stream', (event) => {
    setBeats((n) => n + 1);
    const happening = read(event);
    if (happening) setHeard((before) => [happening, ...before].slice(0, 6));
  });
  const last = samples.at(-1);
  return (
    <>
      <PageTitle name={t('overview')} aside={<span className={`pulse ${how}`}>{how === 'stream' ? t('live') : t('polling')}</span>}>{t('overview')}</PageTitle>
      <Problem error={error} />
      {!last && !error && <Loading />}
      {last && <Counters samples={samples} last={last} />}
      {last && last.deadLetters > 0 && (
        <p className="notice"><Icon name="alert" />{t('deadNotice', { n: last.deadLetters })} <a href="#/dead-letters">{t('deadNoticeLink')}</a></p>
      )}
      {last && last.setAside > 0 && (
        <p className="notice"><Icon name="alert" />{t('setAsideNotice', { n: last.setAside })} <a href="#/dead-letters">{t('deadNoticeLink')}</a></p>
      )}
      <RatePanel samples={samples} />
      <div className="columns">
        <Latest beats={beats} heard={heard} />
        <OpenTasks beats={beats} />
      </div>
    </>
  );
}

function Counters({ samples, last }: { samples: readonly Sample[]; last: Sample }) {
  const t = useTexts();
  const number = useNumber();
  return (
    <ul className="stats">
      {stats.map(({ name, hint, of, bad }) => (
        <li key={name} className={bad && of(last) > 0 ? 'stat bad' : 'stat'}>
          <span className="stat-name">{t(name)}</span>
          <strong>{number(of(last))}</strong>
          <span className="faint">{hint && t(hint)}</span>
          <Sparkline values={samples.map(of)} />
        </li>
      ))}
    </ul>
  );
}

function RatePanel({ samples }: { samples: readonly Sample[] }) {
  const t = useTexts();
  const number = useNumber();
  const values = rates(samples);
  const most = Math.max(0, ...values);
  const now = values.slice(-2).reduce((sum, v) => sum + v, 0) / Math.max(1, Math.min(2, values.length));
  return (
    <Panel id="rate" title={t('rateTitle')} icon="overview" action={<span className="faint">{t('rateNow', { n: number(now) })} · {t('rateMost', { n: number(most) })}</span>}>
      <RateChart values={values} label={t('chartLabel', { name: t('rateTitle'), n: number(now) })} />
      {most === 0 && <p className="faint">{t('rateEmpty')} <a href="#/help">{t('help')}</a></p>}
    </Panel>
  );
}

interface Happening { customer: string; type: string; at: string }

/** An event of the live stream, as far as it names its customer and what came. */
function read(event: unknown): Happening | null {
  const data = event as { customer?: unknown; subject?: unknown; at?: unknown; input?: { type?: unknown } } | null;
  const customer = data?.customer ?? data?.subject;
  return typeof customer === 'string' && typeof data?.at === 'string' && typeof data.input?.type === 'string' ? { customer, at: data.at, type: data.input.type } : null;
}

function Latest({ beats, heard }: { beats: number; heard: Happening[] }) {
  const t = useTexts();
  const list = useApi<Page<CustomerLine>>('/v1/customers?limit=500', true, beats);
  const newest = [...(list.data?.items ?? [])].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt)).slice(0, 8);
  return (
    <Panel id="latest" title={t('latest')} icon="signal">
      <Problem error={list.error} />
      {list.loading && !list.data && <Loading />}
      {heard.length > 0 && (
        <ul className="rows heard">
          {heard.map((h, i) => <li key={`${h.at}-${i}`}><a href={customerHref(h.customer)}>{h.customer}</a><span>{humanize(h.type)}</span><span className="faint"><Time at={h.at} as="time" /></span></li>)}
        </ul>
      )}
      {list.data && newest.length === 0 && <Empty icon="customers">{t('latestEmpty')} <a href="#/help">{t('latestFirst')}</a></Empty>}
      <ul className="rows">
        {newest.map((c) => <li key={c.id}><a href={customerHref(c.id)}>{c.name ?? c.id}</a><span className="faint">{c.name ? c.id : ''}</span><span className="faint"><Time at={c.updatedAt} /></span></li>)}
      </ul>
    </Panel>
  );
}

function OpenTasks({ beats }: { beats: number }) {
  const t = useTexts();
  const list = useApi<Page<Task>>('/v1/tasks?status=open&limit=6', true, beats);
  return (
    <Panel id="open-tasks" title={t('openTasks')} icon="tasks" action={<a href="#/tasks">{t('all')}</a>}>
      <Problem error={list.error} />
      {list.loading && !list.data && <Loading />}
      {list.data?.items.length === 0 && <Empty icon="check">{t('openTasksEmpty')}</Empty>}
      <ul className="rows">
        {list.data?.items.map((task) => <li key={task.id}><a href={customerHref(task.customer)}>{task.title}</a><Badge>{task.role}</Badge></li>)}
      </ul>
    </Panel>
  );
}
