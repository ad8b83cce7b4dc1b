import type { Feed, Page } from '../api/types';
import { useTexts } from '../lib/settings';
import { useApi, useInterval } from '../lib/useApi';
import { Badge, Problem } from '../ui/parts';
import { Time, useNumber } from '../ui/Time';

const refreshTime = 5000;

/** Feeds of other systems and how fresh each is; nothing where there are none. */
export function Feeds() {
  const t = useTexts();
  const list = useApi<Page<Feed>>('/v1/feeds', true);
  useInterval(list.reload, refreshTime);
  const items = list.data?.items ?? [];
  if (items.length === 0 && !list.error) return null;
  return (
    <section aria-labelledby="feeds">
      <h2 id="feeds">{t('feeds')}</h2>
      <p className="lead">{t('feedsIntro')}</p>
      <Problem error={list.error} />
      <div className="panel table">
        <table>
          <thead><tr>
            <th scope="col">{t('feed')}</th><th scope="col">{t('feedState')}</th><th scope="col">{t('freshness')}</th><th scope="col">{t('feedChanged')}</th><th scope="col">{t('feedTold')}</th>
          </tr></thead>
          <tbody>{items.map((feed) => <Row key={feed.name} feed={feed} />)}</tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ feed }: { feed: Feed }) {
  const t = useTexts();
  const number = useNumber();
  const state = feed.error ? 'failing' : feed.stale ? 'stale' : feed.succeeded ? 'fresh' : 'waiting';
  return (
    <tr>
      <th scope="row"><code>{feed.name}</code><p className="faint">{feed.kind}</p></th>
      <td><Badge tone={state === 'fresh' ? 'running' : state === 'waiting' ? 'paused' : 'failed'}>{t(`feed_${state}`)}</Badge>{feed.error && <p className="faint">{feed.error}</p>}</td>
      <td>{feed.freshnessSeconds === null ? '–' : t('freshnessOf', { n: number(feed.freshnessSeconds) })}</td>
      <td>{feed.changed ? <Time at={feed.changed} /> : '–'}</td>
      <td>{t('feedCounts', { n: number(feed.accepted), unmatched: number(feed.unmatched), rejected: number(feed.rejected) })}</td>
    </tr>
  );
}
