import { useState } from 'react';
import type { FanOut, Page, TopicPause } from '../api/types';
import { useTexts } from '../lib/settings';
import { useApi, useInterval } from '../lib/useApi';
import { humanize, known } from '../lib/words';
import { PersonalAct } from '../ui/PersonalAct';
import { Time, useNumber } from '../ui/Time';
import { Badge, Empty, Loading, PageTitle, Problem, Said, type Tone } from '../ui/parts';

const refreshTime = 1000;
const pageSize = 100;
const notHere = 501;
const tones: { [state in FanOut['state']]: Tone } = { running: 'running', waiting: 'plain', paused: 'paused', apart: 'failed' };

type Verb = 'pause' | 'resume' | 'withdraw';

interface Act { verb: Verb; topic: string; position: number | null }

const pathOf = ({ topic, position, verb }: Act) =>
  `/v1/topics/${encodeURIComponent(topic)}${position === null ? '' : `/events/${position}`}/${verb}`;

/** Topic events on their way: how far they have come, and what may be done about them. */
export function TopicsPage() {
  const t = useTexts();
  const list = useApi<Page<FanOut>>(`/v1/fan-outs?limit=${pageSize}`, true);
  const pauses = useApi<Page<TopicPause>>('/v1/fan-outs/pauses', true);
  const [act, setAct] = useState<Act | null>(null);
  const [said, setSaid] = useState('');
  const reload = () => {
    list.reload();
    pauses.reload();
  };
  useInterval(reload, refreshTime);
  const items = list.data?.items ?? [];
  const topics = pauses.data?.items.filter((pause) => pause.position === null) ?? [];
  const missing = list.error?.status === notHere;
  return (
    <>
      <PageTitle name={t('topics')}>{t('topics')}</PageTitle>
      <p className="lead">{t('topicsIntro')}</p>
      <Said text={said} />
      {!missing && <Problem error={list.error ?? pauses.error} />}
      {list.loading && !list.data && <Loading />}
      {(missing || (list.data && items.length === 0)) && <Empty icon="check">{t('topicsEmpty')}</Empty>}
      {topics.length > 0 && <Paused topics={topics} ask={setAct} />}
      {items.length > 0 && <ul className="task-list" aria-label={t('onItsWay')}>{items.map((item) => <OnItsWay key={`${item.topic} ${item.position}`} item={item} ask={setAct} />)}</ul>}
      {list.data?.next && <p className="faint">{t('topicsMore', { n: items.length })}</p>}
      {act && (
        <PersonalAct
          title={t(`ask_${act.verb}`, { what: nameOf(t, act) })} path={pathOf(act)} said={t(`topic_${act.verb}`, { what: nameOf(t, act) })} onClose={() => setAct(null)}
          onDone={(text) => { setSaid(text); reload(); }}
        />
      )}
    </>
  );
}

const nameOf = (t: ReturnType<typeof useTexts>, { topic, position }: { topic: string; position: number | null }) =>
  position === null ? topic : t('eventOf', { n: position, topic });

function Paused({ topics, ask }: { topics: TopicPause[]; ask: (act: Act) => void }) {
  const t = useTexts();
  return (
    <section aria-labelledby="paused-topics">
      <h2 id="paused-topics">{t('pausedTopics')}</h2>
      <ul className="task-list">
        {topics.map((pause) => (
          <li key={pause.topic} className="task">
            <div><p className="task-title"><code>{pause.topic}</code></p><Why pause={pause} /></div>
            <div className="actions"><ActButton act={{ verb: 'resume', topic: pause.topic, position: null }} ask={ask} /></div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function OnItsWay({ item, ask }: { item: FanOut; ask: (act: Act) => void }) {
  const t = useTexts();
  const number = useNumber();
  const { topic, position, pause } = item;
  const own = pause?.position === position;
  return (
    <li className="task">
      <div>
        <p className="task-title">{humanize(item.type)} <Badge tone={tones[item.state]}>{known(t, 'fanOut_', item.state)}</Badge></p>
        <p className="task-line faint"><code>{topic}</code><span>{t('eventNumber', { n: position })}</span><Time at={item.publishedAt} /></p>
        <progress className="way" max={Math.max(1, item.followers)} value={Math.min(item.told, item.followers)} aria-label={t('wayLabel', { what: nameOf(t, item) })} />
        <p className="task-line">
          <span>{t('toldOf', { n: number(item.told), of: number(item.followers) })}</span>
          {item.perSecond !== null && <span>{t('toldPerSecond', { n: number(item.perSecond) })}</span>}
          {item.estimatedEnd && <span>{t('toldUntil')} <Time at={item.estimatedEnd} as="time" /></span>}
          {item.catchingUp > item.setApart && <span>{t('catchingUp', { n: number(item.catchingUp - item.setApart) })}</span>}
          {item.setApart > 0 && <span className="late">{t('setApart', { n: number(item.setApart) })}</span>}
          {item.waitsFor !== null && <span>{t('waitsFor', { n: item.waitsFor })}</span>}
        </p>
        {pause && <Why pause={pause} />}
      </div>
      <div className="actions">
        <ActButton act={{ verb: own ? 'resume' : 'pause', topic, position }} ask={ask} />
        {pause?.position !== null && <ActButton act={{ verb: 'pause', topic, position: null }} ask={ask} />}
        <ActButton act={{ verb: 'withdraw', topic, position }} ask={ask} />
      </div>
    </li>
  );
}

function Why({ pause }: { pause: TopicPause }) {
  const t = useTexts();
  return <p className="task-line faint"><span>{t(pause.position === null ? 'pausedBy' : 'eventPausedBy', { n: pause.position ?? 0, who: pause.by, why: pause.reason })}</span><Time at={pause.at} /></p>;
}

function ActButton({ act, ask }: { act: Act; ask: (act: Act) => void }) {
  const t = useTexts();
  const text = act.position === null ? t(act.verb === 'resume' ? 'resume' : 'pauseTopic') : t(act.verb);
  return <button type="button" aria-label={`${text}: ${nameOf(t, act)}`} onClick={() => ask(act)}>{text}</button>;
}
