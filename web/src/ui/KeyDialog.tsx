import { useState, useSyncExternalStore } from 'react';
import { keyNeeded, onKeyNeeded, setApiKey } from '../api/key';
import { useSettings } from '../lib/settings';
import { Dialog, Field } from './Dialog';

/** Asks for an API key once the host has refused a call without one. */
export function KeyDialog() {
  const { t } = useSettings();
  const needed = useSyncExternalStore(onKeyNeeded, keyNeeded);
  const [key, setKey] = useState('');
  const [closed, setClosed] = useState(false);
  if (!needed || closed) return null;
  const enter = async () => {
    setApiKey(key);
    location.reload();   // everything asks again, with the key
  };
  return (
    <Dialog title={t('keyTitle')} confirm={t('keyEnter')} onClose={() => setClosed(true)} onConfirm={enter}>
      <p>{t('keyText')}</p>
      <Field label={t('keyLabel')} hint={t('keyHint')} value={key} onChange={setKey} secret required />
    </Dialog>
  );
}
