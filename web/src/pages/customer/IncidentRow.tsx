import { useState } from 'react';
import { post } from '../../api/client';
import type { Incident } from '../../api/types';
import { useSettings } from '../../lib/settings';
import { Dialog, Field, WhoField } from '../../ui/Dialog';
import { Icon } from '../../ui/Icon';
import { Time } from '../../ui/Time';

type Verb = 'retry' | 'skip';

interface Props { caseId: string; incident: Incident; past: boolean; onDone: (said: string) => void }

/** A part of a case that failed and waits for a person, who says who they are and why. */
export function IncidentRow({ caseId, incident, past, onDone }: Props) {
  const { t, me } = useSettings();
  const [verb, setVerb] = useState<Verb | null>(null);
  const [reason, setReason] = useState('');
  const item = incident.item ?? String(incident.itemId);
  const act = async () => {
    await post(`/v1/cases/${encodeURIComponent(caseId)}/items/${incident.itemId}/${verb}`, { by: me, reason });
    onDone(t(verb === 'retry' ? 'incidentRetry' : 'incidentSkip'));
  };
  return (
    <div className="incident">
      <Icon name="alert" />
      <div><p><strong>{t('incidentWhat', { item })}</strong> <span className="faint"><Time at={incident.at} /></span></p><p>{incident.message}</p></div>
      {!past && (
        <div className="actions">
          <button type="button" onClick={() => setVerb('retry')}>{t('incidentRetry')}</button>
          <button type="button" onClick={() => setVerb('skip')}>{t('incidentSkip')}</button>
        </div>
      )}
      {verb && (
        <Dialog title={t(verb === 'retry' ? 'incidentDialogRetry' : 'incidentDialogSkip', { item })} confirm={t('confirm')} onClose={() => setVerb(null)} onConfirm={act}>
          <WhoField />
          <Field label={t('why')} value={reason} onChange={setReason} required />
        </Dialog>
      )}
    </div>
  );
}
