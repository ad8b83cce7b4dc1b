import { useMemo, useState } from 'react';
import type { Entry } from '../../api/types';
import type { Items } from '../../lib/fold';
import { useSettings } from '../../lib/settings';
import { sayWhy, storyOf, type Kind, type Line, type Story } from '../../lib/story';
import { Icon } from '../../ui/Icon';
import { Empty, Loading, Panel } from '../../ui/parts';
import { formatTime, Time } from '../../ui/Time';
import { entriesMost } from './useCustomer';
import { Reads } from './Explanation';

const filters = ['all', 'messages', 'signals', 'steps', 'people', 'trouble'] as const;
const shownAtFirst = 40;

interface Props { entries: readonly Entry[]; untilSeq: number; all: ReadonlyMap<string, Items>; loading: boolean }

/** The journal, newest first, as a person reads it: what came, what followed, why. */
export function Timeline({ entries, untilSeq, all, loading }: Props) {
  const { t, language } = useSettings();
  const [filter, setFilter] = useState<'all' | Kind>('all');
  const [most, setMost] = useState(shownAtFirst);
  const told = useMemo(
    () => entries.filter((e) => e.seq <= untilSeq).map((entry) => ({ entry, story: storyOf(entry, { t, time: (at) => formatTime(at, language), items: (id) => all.get(id) }) })).reverse(),
    [entries, untilSeq, all, t, language]);
  const kept = told.flatMap(({ entry, story }) => {
    if (filter === 'all') return [{ entry, story }];
    const lines = story.lines.filter((l) => l.kind === filter);
    return lines.length > 0 || story.kind === filter ? [{ entry, story: { ...story, lines } }] : [];
  });
  return (
    <Panel id="timeline" title={t('timeline')} icon="clock">
      <div className="chips" role="group" aria-label={t('filter')}>
        {filters.map((f) => <button key={f} type="button" aria-pressed={filter === f} onClick={() => setFilter(f)}>{t(`f_${f}`)}</button>)}
      </div>
      {loading && <Loading />}
      {!loading && kept.length === 0 && <Empty icon="clock">{t('timelineEmpty')}</Empty>}
      <ol className="timeline">{kept.slice(0, most).map(({ entry, story }, i) => <EntryLine key={entry.seq} entry={entry} story={story} newDay={dayOf(entry) !== (i > 0 ? dayOf(kept[i - 1]!.entry) : '')} />)}</ol>
      {kept.length > most && <button type="button" onClick={() => setMost(most + shownAtFirst)}>{t('more')}</button>}
      {entries.length >= entriesMost && <p className="faint">{t('timelinePart', { n: entriesMost })}</p>}
    </Panel>
  );
}

const dayOf = (entry: Entry) => new Date(entry.at).toDateString();

function EntryLine({ entry, story, newDay }: { entry: Entry; story: Story; newDay: boolean }) {
  const { t } = useSettings();
  const trouble = story.lines.some((l) => l.trouble);
  return (
    <>
      {newDay && <li className="day"><Time at={entry.at} as="day" /></li>}
      <li className={trouble ? 'entry trouble' : 'entry'}>
        <span className="entry-time faint"><Time at={entry.at} as="time" /></span>
        <span className="entry-icon"><Icon name={story.icon} size={16} /></span>
        <div>
          <p className="entry-title">{story.title} <span className="faint">#{entry.seq}{entry.input.source && ` · ${entry.input.source}`}</span></p>
          <ul>{story.lines.map((line, i) => <StoryLine key={i} line={line} />)}</ul>
          {story.inner > 0 && <p className="faint inner">{t('alsoFacts', { n: story.inner })}</p>}
        </div>
      </li>
    </>
  );
}

function StoryLine({ line }: { line: Line }) {
  const { t, language } = useSettings();
  const reads = line.why?.rule?.reads ?? [];
  return (
    <li className={line.trouble ? 'trouble' : ''}>
      <Icon name={line.icon} size={14} />
      <div>
        {line.text}
        {line.quote && <blockquote>{line.quote}</blockquote>}
        {line.why && (
          <details className="why"><summary>{t('whyButton')}</summary>
            <p>{sayWhy(line.why, t, (at) => formatTime(at, language))}</p>
            {reads.length > 0 && <Reads reads={reads} />}
          </details>
        )}
      </div>
    </li>
  );
}
