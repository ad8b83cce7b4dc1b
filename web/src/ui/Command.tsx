import { useState } from 'react';
import { useTexts } from '../lib/settings';
import { Icon } from './Icon';

/** A text to be pasted into a terminal. */
export function Command({ text, name }: { text: string; name: string }) {
  const t = useTexts();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div className="command">
      <pre tabIndex={0} aria-label={name}>{text}</pre>
      <button type="button" onClick={() => void copy()}>{copied ? <><Icon name="check" size={14} />{t('helpCopied')}</> : t('helpCopy')}</button>
    </div>
  );
}
