import { useState } from 'react';
import type { Plannable, WholeCase } from '../../api/types';
import { customerHref } from '../../lib/route';
import { useTexts } from '../../lib/settings';
import { useApi } from '../../lib/useApi';
import { humanize, show } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { Badge, Problem } from '../../ui/parts';
import { PersonalAct } from '../../ui/PersonalAct';

interface Props {
  id: string;
  /** The customer's last entry: with another one the case is read again. */
  seq: number;
  /** Null: the case has ended, nobody can plan. */
  onDone: ((said: string) => void) | null;
}

/** What the card does not have of a case: who has which part in it, what can be added, what its file holds, and what came of it. */
export function CaseNow({ id, seq, onDone }: Props) {
  const t = useTexts();
  const { data, error } = useApi<WholeCase>(`/v1/cases/${encodeURIComponent(id)}`, false, seq);
  if (!data) return <Problem error={error} />;
  const outputs = Object.entries(data.outputs ?? {});
  return (
    <div className="case-now">
      {data.roles && <section><h3><Icon name="customers" size={15} />{t('caseRoles')}</h3><dl className="pairs">{data.roles.map((r) => <RoleLine key={`${r.role} ${r.who}`} {...r} />)}</dl></section>}
      {onDone && (data.plannable ?? []).length > 0 && (
        <section><h3><Icon name="tasks" size={15} />{t('plannable')}</h3>
          <ul className="rows">{data.plannable?.map((p) => <PlannableLine key={`${p.item} ${p.stage}`} caseId={id} item={p} onDone={onDone} />)}</ul>
        </section>
      )}
      {data.file && (
        <section><h3><Icon name="mail" size={15} />{t('caseFile')}</h3>
          <ul className="file-items">{data.file.map((f) => (
            <li key={f.item}><Badge tone={f.state === 'available' ? 'done' : 'plain'} icon={f.state === 'available' ? 'check' : 'minus'}>{humanize(f.item)}{f.count > 1 && ` × ${f.count}`}{f.state === 'discarded' && ` · ${t('fileDiscarded')}`}</Badge></li>
          ))}</ul>
        </section>
      )}
      {outputs.length > 0 && <section><h3><Icon name="check" size={15} />{t('outputs')}</h3><dl className="pairs">{outputs.map(([name, value]) => <div key={name}><dt>{humanize(name)}</dt><dd>{show(value)}</dd></div>)}</dl></section>}
    </div>
  );
}

function RoleLine({ role, who, customer }: { role: string; who: string | null; customer: boolean }) {
  const t = useTexts();
  return (
    <div>
      <dt>{humanize(role)}</dt>
      <dd>{who === null ? '–' : customer ? <a href={customerHref(who)}>{who}</a> : who} <span className="faint">({t(customer ? 'roleCustomer' : 'roleStaff')})</span></dd>
    </div>
  );
}

function PlannableLine({ caseId, item, onDone }: { caseId: string; item: Plannable; onDone: (said: string) => void }) {
  const t = useTexts();
  const [asking, setAsking] = useState(false);
  return (
    <li>
      <span>{item.name}{item.roles.length > 0 && <span className="faint"> · {t('planRoles', { roles: item.roles.map(humanize).join(', ') })}</span>}</span>
      <button type="button" aria-label={`${t('plan')}: ${item.name}`} onClick={() => setAsking(true)}>{t('plan')}</button>
      {asking && (
        <PersonalAct
          title={`${t('plan')}: ${item.name}`} path={`/v1/cases/${encodeURIComponent(caseId)}/plan`} more={{ item: item.item }}
          said={t('planned', { name: item.name })} onClose={() => setAsking(false)} onDone={onDone}
        />
      )}
    </li>
  );
}
