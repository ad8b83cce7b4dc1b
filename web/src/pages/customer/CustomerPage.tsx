import { useMemo, useState } from 'react';
import { ApiError, customerPath } from '../../api/client';
import { foldCases, type Items } from '../../lib/fold';
import { useTexts } from '../../lib/settings';
import { useChanges } from '../../lib/useChanges';
import { show } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { Badge, Loading, PageTitle, Problem, Said } from '../../ui/parts';
import { Cases } from './Cases';
import { MattersNow } from './MattersNow';
import { Aside } from './Aside';
import { Timeline } from './Timeline';
import { TimeSlider } from './TimeSlider';
import { useCard, useHistory } from './useCustomer';

const nothing: ReadonlyMap<string, Items> = new Map();

export function CustomerPage({ id }: { id: string }) {
  const t = useTexts();
  const card = useCard(id);
  const history = useHistory(id, card.now?.seq ?? null);
  const [said, setSaid] = useState('');
  const [refused, setRefused] = useState<ApiError | null>(null);
  useChanges(`${customerPath(id)}/stream`, card.reload);
  const untilSeq = card.shown?.seq ?? 0;
  const drawn = useMemo(() => foldCases(history.entries, untilSeq), [history.entries, untilSeq]);
  const all = useMemo(() => foldCases(history.entries, Infinity), [history.entries]);
  const done = (text: string) => {
    setSaid(text);
    card.reload();
  };
  const name = show(card.shown?.traits['name'] ?? id);
  return (
    <>
      <PageTitle name={name} aside={<a href="#/customers"><Icon name="left" size={16} />{t('customers')}</a>}>{name}</PageTitle>
      <p className="faint identity">
        <code>{id}</code>
        {['language', 'channel'].map((trait) => card.shown?.traits[trait] !== undefined && <Badge key={trait}>{show(card.shown.traits[trait])}</Badge>)}
        {card.shown && <span>{t('entry', { n: card.shown.seq })}</span>}
      </p>
      <Problem error={card.error ?? history.error} onRetry={card.reload} />
      {card.loading && !card.shown && <Loading />}
      {card.shown && (
        <>
          <TimeSlider entries={history.entries} at={card.at} setAt={card.setAt} />
          <Said text={said} />
          <Problem error={refused} />
          <div className="customer">
            <div>
              <MattersNow card={card.shown} past={card.past} entries={history.entries} drawn={history.loading ? nothing : drawn} onDone={done} onRefused={setRefused} />
              <Cases card={card.shown} past={card.past} drawn={history.loading ? nothing : drawn} entries={history.entries} onDone={done} />
              <Timeline entries={history.entries} untilSeq={untilSeq} all={all} loading={history.loading} />
            </div>
            <Aside card={card.shown} />
          </div>
        </>
      )}
    </>
  );
}
