import { useState } from 'react';
import { ApiError, post } from '../api/client';
import type { DeadLetter, Page } from '../api/types';
import { customerHref } from '../lib/route';
import { useTexts } from '../lib/settings';
import { useApi, useInterval } from '../lib/useApi';
import { known } from '../lib/words';
import { Empty, Loading, PageTitle, Problem, Said } from '../ui/parts';
import { Feeds } from './Feeds';
import { SetAside } from './SetAside';
import { Subscriptions } from './Subscriptions';

const pageSize = 100;
const refreshTime = 5000;

export function DeadLettersPage() {
  const t = useTexts();
  const [limit, setLimit] = useState(pageSize);
  const list = useApi<Page<DeadLetter>>(`/v1/dead-letters?limit=${limit}`, true);
  const [said, setSaid] = useState('');
  const [refused, setRefused] = useState<ApiError | null>(null);
  useInterval(list.reload, refreshTime);
  const requeue = async (letter: DeadLetter) => {
    try {
      await post(`/v1/dead-letters/${encodeURIComponent(letter.id)}/requeue`);
      setSaid(t('requeued', { id: letter.id }));
      setRefused(null);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefused(error);
    }
    list.reload();
  };
  const items = list.data?.items ?? [];
  return (
    <>
      <PageTitle name={t('deadLetters')}>{t('deadLetters')}</PageTitle>
      <p className="lead">{t('deadIntro')}</p>
      <Said text={said} />
      <Problem error={refused ?? list.error} />
      {list.loading && !list.data && <Loading />}
      {list.data && items.length === 0 && <Empty icon="check">{t('deadEmpty')}</Empty>}
      {items.length > 0 && <Table items={items} requeue={requeue} />}
      {list.data?.next && limit < 1000 && <button type="button" onClick={() => setLimit(Math.min(1000, limit + pageSize))}>{t('more')}</button>}
      <SetAside />
      <Subscriptions />
      <Feeds />
    </>
  );
}

function Table({ items, requeue }: { items: DeadLetter[]; requeue: (letter: DeadLetter) => Promise<void> }) {
  const t = useTexts();
  return (
    <div className="panel table">
      <table>
        <thead><tr>
          <th scope="col">{t('columnId')}</th><th scope="col">{t('kind')}</th><th scope="col">{t('forCustomer')}</th>
          <th scope="col">{t('attempts')}</th><th scope="col">{t('error')}</th><th scope="col"><span className="visually-hidden">{t('actions')}</span></th>
        </tr></thead>
        <tbody>
          {items.map((letter) => (
            <tr key={letter.id}>
              <th scope="row"><code>{letter.id}</code></th><td>{known(t, 'kind_', letter.kind)}</td>
              <td><a href={customerHref(letter.customer)}>{letter.customer}</a></td>
              <td>{letter.attempts}</td><td className="faint">{letter.error}</td>
              <td className="end"><button type="button" aria-label={`${t('requeue')}: ${letter.id}`} onClick={() => void requeue(letter)}>{t('requeue')}</button></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
