import { useState } from 'react';
import { ApiError, post } from '../api/client';
import type { Page, Subscription } from '../api/types';
import { customerHref } from '../lib/route';
import { useTexts } from '../lib/settings';
import { useApi, useInterval } from '../lib/useApi';
import { known } from '../lib/words';
import { Time, useNumber } from '../ui/Time';
import { Badge, Empty, Loading, Problem, Said, type Tone } from '../ui/parts';

const refreshTime = 5000;
const notHere = 501;
const tones: { [state in Subscription['state']]: Tone } = { active: 'running', failing: 'failed', paused: 'paused' };

type Verb = 'pause' | 'resume';

/** Who outside is told of changes, and how that goes. */
export function Subscriptions() {
  const t = useTexts();
  const list = useApi<Page<Subscription>>('/v1/subscriptions', true);
  const [said, setSaid] = useState('');
  const [refused, setRefused] = useState<ApiError | null>(null);
  useInterval(list.reload, refreshTime);
  if (list.error?.status === notHere) return null;
  const act = async (subscription: Subscription, verb: Verb) => {
    try {
      await post(`/v1/subscriptions/${encodeURIComponent(subscription.id)}/${verb}`);
      setSaid(t(`told_${verb}`, { url: subscription.url }));
      setRefused(null);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefused(error);
    }
    list.reload();
  };
  const items = list.data?.items ?? [];
  return (
    <section aria-labelledby="subscriptions">
      <h2 id="subscriptions">{t('subscriptions')}</h2>
      <p className="lead">{t('subscriptionsIntro')}</p>
      <Said text={said} />
      <Problem error={refused ?? list.error} />
      {list.loading && !list.data && <Loading />}
      {list.data && items.length === 0 && <Empty icon="minus">{t('subscriptionsEmpty')}</Empty>}
      {items.length > 0 && <Table items={items} act={act} />}
    </section>
  );
}

function Table({ items, act }: { items: Subscription[]; act: (subscription: Subscription, verb: Verb) => Promise<void> }) {
  const t = useTexts();
  return (
    <div className="panel table">
      <table>
        <thead><tr>
          <th scope="col">{t('receiver')}</th><th scope="col">{t('subscriptionState')}</th><th scope="col">{t('lag')}</th>
          <th scope="col">{t('lastSuccess')}</th><th scope="col">{t('error')}</th><th scope="col"><span className="visually-hidden">{t('actions')}</span></th>
        </tr></thead>
        <tbody>{items.map((subscription) => <Row key={subscription.id} subscription={subscription} act={act} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ subscription, act }: { subscription: Subscription; act: (subscription: Subscription, verb: Verb) => Promise<void> }) {
  const t = useTexts();
  const number = useNumber();
  const { url, description, types, journey, customer, state, reason, lag, lastSuccess, lastError, lastErrorAt } = subscription;
  const verb = state === 'paused' ? 'resume' : 'pause';
  return (
    <tr>
      <th scope="row">
        {description && <>{description}<br /></>}<code>{url}</code>
        <p className="faint">
          {types.length > 0 ? types.join(', ') : t('allTypes')}{journey && ` · ${journey}`}{customer && <> · <a href={customerHref(customer)}>{customer}</a></>}
        </p>
      </th>
      <td><Badge tone={tones[state]}>{known(t, 'subscription_', state)}</Badge></td>
      <td>{lag.entries === 0 ? '–' : t('lagOf', { n: number(lag.entries), seconds: number(lag.seconds) })}</td>
      <td>{lastSuccess ? <Time at={lastSuccess} /> : '–'}</td>
      <td className="faint">{reason ?? lastError}{lastErrorAt && <> (<Time at={lastErrorAt} />)</>}</td>
      <td className="end"><button type="button" aria-label={`${t(verb)}: ${url}`} onClick={() => void act(subscription, verb)}>{t(verb)}</button></td>
    </tr>
  );
}
