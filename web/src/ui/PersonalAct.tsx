import { useState } from 'react';
import { post } from '../api/client';
import { useSettings } from '../lib/settings';
import { Dialog, Field, WhoField } from './Dialog';

interface Props {
  title: string;
  path: string;
  /** Members besides who and why. */
  more?: { [name: string]: string };
  /** Told in words when it was done. */
  said: string;
  onClose: () => void;
  onDone: (said: string) => void;
}

/** Asks who does something to a case, and why; both stand in the journal. What the host refuses is shown as it says it. */
export function PersonalAct({ title, path, more, said, onClose, onDone }: Props) {
  const { t, me } = useSettings();
  const [reason, setReason] = useState('');
  const act = async () => {
    await post(path, { ...more, by: me, reason });
    onDone(said);
  };
  return (
    <Dialog title={title} confirm={t('confirm')} onClose={onClose} onConfirm={act}>
      <WhoField />
      <Field label={t('why')} value={reason} onChange={setReason} required />
    </Dialog>
  );
}

export const itemPath = (caseId: string, itemId: number, verb: string) => `/v1/cases/${encodeURIComponent(caseId)}/items/${itemId}/${verb}`;
