import { useEffect, useState, type ReactNode } from 'react';
import { unreachable, type ApiError } from '../api/client';
import { useTexts } from '../lib/settings';
import { Icon, type IconName } from './Icon';

/** What the host refused, with the field and the way out, read aloud as it appears. */
export function Problem({ error, onRetry }: { error: ApiError | null; onRetry?: () => void }) {
  const t = useTexts();
  if (!error) return null;
  return (
    <div className="problem" role="alert">
      <Icon name="alert" />
      <div>
        <p><strong>{error.status === unreachable ? t('errorUnreachable') : error.message || t('errorTitle')}</strong></p>
        {error.errors.map((e, i) => (
          <p key={i} className="faint">
            {e.field && <>{t('errorField')}: <code>{e.field}</code> · </>}{e.message !== error.message && <>{e.message} </>}
            {e.fix && <>{t('errorFix')}: {e.fix}</>}
          </p>
        ))}
        {onRetry && <button type="button" onClick={onRetry}>{t('retry')}</button>}
      </div>
    </div>
  );
}

/** A place where nothing is, said in a sentence. */
export function Empty({ icon, children }: { icon: IconName; children: ReactNode }) {
  return <div className="empty"><Icon name={icon} size={28} /><div>{children}</div></div>;
}

/** Grey lines while something is read; only after a moment, so that quick answers do not flicker. */
export function Loading() {
  const t = useTexts();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return <div className="loading" role="status">{shown && <><span className="visually-hidden">{t('loading')}</span><i /><i /><i /></>}</div>;
}

export type Tone = 'plain' | 'done' | 'running' | 'paused' | 'failed';

export function Badge({ tone = 'plain', icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }) {
  return <span className={`badge ${tone}`}>{icon && <Icon name={icon} size={13} />}{children}</span>;
}

export function Panel({ title, icon, action, children, id, tone }: { title: string; icon?: IconName; action?: ReactNode; children: ReactNode; id: string; tone?: string }) {
  return (
    <section className={`panel ${tone ?? ''}`} aria-labelledby={id}>
      <header><h2 id={id}>{icon && <Icon name={icon} />}{title}</h2>{action}</header>
      {children}
    </section>
  );
}

/** The heading of a page. It takes the focus when the page is come to, so that readers and keys start there. */
export function PageTitle({ children, name, aside }: { children: ReactNode; name: string; aside?: ReactNode }) {
  const t = useTexts();
  useEffect(() => {
    document.title = `${name} · ${t('product')}`;
  }, [name, t]);
  return <div className="page-title"><h1 tabIndex={-1} id="page-title">{children}</h1>{aside}</div>;
}

/** Tells of something done, aloud and for a while. */
export function Said({ text }: { text: string }) {
  return <div className="said" role="status">{text && <p><Icon name="check" size={16} />{text}</p>}</div>;
}
