import { useEffect, useId, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { ApiError } from '../api/client';
import { useSettings } from '../lib/settings';
import { Icon } from './Icon';
import { Problem } from './parts';

interface Props {
  title: string;
  confirm: string;
  onClose: () => void;
  /** Does what was asked; what the host refuses is shown in the dialog. */
  onConfirm: () => Promise<void>;
  children: ReactNode;
}

/** The browser's own modal dialog: it keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog({ title, confirm, onClose, onConfirm, children }: Props) {
  const { t } = useSettings();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await onConfirm();
      dialog.current?.close();
    } catch (refusal) {
      if (!(refusal instanceof ApiError)) throw refusal;
      setError(refusal);
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} aria-labelledby={heading} onClose={onClose}>
      <form onSubmit={submit}>
        <header>
          <h2 id={heading}>{title}</h2>
          <button type="button" className="quiet" aria-label={t('close')} onClick={() => dialog.current?.close()}><Icon name="cross" /></button>
        </header>
        {children}
        <Problem error={error} />
        <footer>
          <button type="button" onClick={() => dialog.current?.close()}>{t('cancel')}</button>
          <button type="submit" className="primary" disabled={busy}>{confirm}</button>
        </footer>
      </form>
    </dialog>
  );
}

/** Who acts; the same name everywhere on this device. */
export function WhoField() {
  const { t, me, setMe } = useSettings();
  return <Field label={t('who')} hint={t('whoHint')} value={me} onChange={setMe} required />;
}

export function Field({ label, hint, value, onChange, required }: { label: string; hint?: string; value: string; onChange: (value: string) => void; required?: boolean }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} value={value} required={required ?? false} maxLength={200} autoComplete="off" aria-describedby={hint ? `${id}-hint` : undefined} onChange={(e) => onChange(e.target.value)} />
      {hint && <small id={`${id}-hint`} className="faint">{hint}</small>}
    </div>
  );
}
