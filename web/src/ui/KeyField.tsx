import { useState, type FormEvent } from 'react';
import { setKey, useKey } from '../lib/key';
import { useTexts } from '../lib/settings';
import { Icon } from './Icon';

/** Asks for an API key, once the host has refused a call for want of one. */
export function KeyField() {
  const t = useTexts();
  const { key, asked } = useKey();
  const [text, setText] = useState('');
  if (!asked) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setKey(text.trim());
    setText('');
  };
  return (
    <form className="key notice" onSubmit={submit} aria-labelledby="key-title">
      <Icon name="alert" />
      <div>
        <p id="key-title" role="status"><strong>{t(key ? 'keyUnknown' : 'keyMissing')}</strong></p>
        <label>{t('keyLabel')} <input type="password" autoComplete="off" required value={text} onChange={(e) => setText(e.target.value)} /></label>{' '}
        <button type="submit">{t('keyUse')}</button>
        <p className="faint">{t('keyHint')}</p>
      </div>
    </form>
  );
}
