import { useState, type ReactNode } from 'react';
import { useTexts } from '../lib/settings';

/** The first of a list, and a button that shows the rest; no button where there is no rest. */
export function usePortion<T>(items: readonly T[], most: number): [shown: readonly T[], rest: ReactNode] {
  const t = useTexts();
  const [all, setAll] = useState(false);
  if (all || items.length <= most) return [items, null];
  return [items.slice(0, most), <button type="button" className="quiet rest" onClick={() => setAll(true)}>{t('showRest', { n: items.length - most })}</button>];
}
