import { useEffect, useMemo, useState } from 'react';
import type { Entry } from '../../api/types';
import { useSettings } from '../../lib/settings';
import { useDebounced } from '../../lib/useApi';
import { Icon } from '../../ui/Icon';
import { formatTime, Time } from '../../ui/Time';

const slideTime = 120;

interface Props { entries: readonly Entry[]; at: string | null; setAt: (at: string | null) => void }

/** Goes back in time entry by entry: the card, the cases and the story are shown as they were known then. */
export function TimeSlider({ entries, at, setAt }: Props) {
  const { t, language } = useSettings();
  // Entries of one moment belong together: the card is asked for by time.
  const moments = useMemo(() => [...new Set(entries.map((e) => e.at))], [entries]);
  const last = moments.length - 1;
  const [chosen, setChosen] = useState<number | null>(null);
  const settled = useDebounced(chosen, slideTime);
  useEffect(() => setAt(settled === null ? null : (moments[settled] ?? null)), [settled, moments, setAt]);
  if (last < 1) return null;
  const index = Math.min(chosen ?? last, last);
  const go = (to: number) => setChosen(to >= last ? null : Math.max(0, to));
  const moment = moments[index]!;
  return (
    <section className={`slider panel ${at === null ? '' : 'past'}`} aria-label={t('timeTitle')}>
      <button type="button" className="quiet" aria-label={t('timeBack')} disabled={index === 0} onClick={() => go(index - 1)}><Icon name="left" /></button>
      <input
        id="time" type="range" min={0} max={last} value={index} aria-label={t('timeTitle')}
        aria-valuetext={chosen === null ? t('timeNow') : `${t('timeAt')} ${formatTime(moment, language)}`} onChange={(e) => go(Number(e.target.value))} />
      <button type="button" className="quiet" aria-label={t('timeForth')} disabled={index === last} onClick={() => go(index + 1)}><Icon name="right" /></button>
      <p id="moment">{chosen === null ? <strong>{t('timeNow')}</strong> : <>{t('timeAt')} <strong><Time at={moment} /></strong></>}</p>
      {chosen !== null && <button type="button" onClick={() => setChosen(null)}>{t('timeNow')}</button>}
      {at !== null && <p className="past-notice" role="status"><Icon name="clock" size={16} />{t('pastNotice')}</p>}
    </section>
  );
}
