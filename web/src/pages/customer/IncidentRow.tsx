import { useState } from 'react';
import type { Incident } from '../../api/types';
import { useTexts } from '../../lib/settings';
import { Icon } from '../../ui/Icon';
import { itemPath, PersonalAct } from '../../ui/PersonalAct';
import { Time } from '../../ui/Time';

type Verb = 'retry' | 'skip';

interface Props { caseId: string; incident: Incident; past: boolean; onDone: (said: string) => void }

/** A part of a case that failed and waits for a person, who says who they are and why. */
export function IncidentRow({ caseId, incident, past, onDone }: Props) {
  const t = useTexts();
  const [verb, setVerb] = useState<Verb | null>(null);
  const item = incident.item ?? String(incident.itemId);
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
        <PersonalAct
          title={t(verb === 'retry' ? 'incidentDialogRetry' : 'incidentDialogSkip', { item })} path={itemPath(caseId, incident.itemId, verb)}
          said={t(verb === 'retry' ? 'incidentRetry' : 'incidentSkip')} onClose={() => setVerb(null)} onDone={onDone}
        />
      )}
    </div>
  );
}
