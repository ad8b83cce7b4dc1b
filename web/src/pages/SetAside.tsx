import { useState } from 'react';
import type { Page, SetAsideInput } from '../api/types';
import { customerHref } from '../lib/route';
import { useTexts } from '../lib/settings';
import { useApi, useInterval } from '../lib/useApi';
import { known } from '../lib/words';
import { PersonalAct } from '../ui/PersonalAct';
import { Time } from '../ui/Time';
import { Problem, Said } from '../ui/parts';

const refreshTime = 5000;
const pageSize = 100;

type Verb = 'replay' | 'discard';

interface Act { verb: Verb; input: SetAsideInput }

/** What came and could not be decided; nothing where there is none. */
export function SetAside() {
  const t = useTexts();
  const list = useApi<Page<SetAsideInput>>(`/v1/set-aside?limit=${pageSize}`, true);
  const [act, setAct] = useState<Act | null>(null);
  const [said, setSaid] = useState('');
  useInterval(list.reload, refreshTime);
  const items = list.data?.items ?? [];
  if (items.length === 0 && !list.error && !said) return null;
  return (
    <section aria-labelledby="set-aside">
      <h2 id="set-aside">{t('setAside')}</h2>
      <p className="lead">{t('setAsideIntro')}</p>
      <Said text={said} />
      <Problem error={list.error} />
      {items.length > 0 && (
        <div className="panel table">
          <table>
            <thead><tr>
              <th scope="col">{t('columnId')}</th><th scope="col">{t('kind')}</th><th scope="col">{t('forCustomer')}</th>
              <th scope="col">{t('setAsideAt')}</th><th scope="col">{t('error')}</th><th scope="col"><span className="visually-hidden">{t('actions')}</span></th>
            </tr></thead>
            <tbody>{items.map((input) => <Row key={input.id} input={input} ask={setAct} />)}</tbody>
          </table>
        </div>
      )}
      {list.data?.next && <p className="faint">{t('setAsideMore', { n: items.length })}</p>}
      {act && (
        <PersonalAct
          title={t(`ask_${act.verb}`, { what: act.input.id })} path={`/v1/set-aside/${act.input.id}/${act.verb}`} said={t(`setAside_${act.verb}`, { what: act.input.id })}
          onClose={() => setAct(null)}
          onDone={(text) => { setSaid(text); list.reload(); }}
        />
      )}
    </section>
  );
}

function Row({ input, ask }: { input: SetAsideInput; ask: (act: Act) => void }) {
  const t = useTexts();
  return (
    <tr>
      <th scope="row"><code>{input.id}</code></th>
      <td>{known(t, 'input_', input.kind)}<p className="faint"><code>{input.type}</code></p></td>
      <td><a href={customerHref(input.customer)}>{input.customer}</a></td>
      <td><Time at={input.at} /></td><td className="faint">{input.error}</td>
      <td className="end">
        <button type="button" aria-label={`${t('replay')}: ${input.id}`} onClick={() => ask({ verb: 'replay', input })}>{t('replay')}</button>
        <button type="button" aria-label={`${t('discard')}: ${input.id}`} onClick={() => ask({ verb: 'discard', input })}>{t('discard')}</button>
      </td>
    </tr>
  );
}
