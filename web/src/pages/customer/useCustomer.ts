import { useCallback, useEffect, useMemo, useState } from 'react';
import { ApiError, customerPath, get } from '../../api/client';
import type { Card, Entry, Page } from '../../api/types';
import { useApi } from '../../lib/useApi';

const pageSize = 1000;
/** So many of the last entries are shown; what is older stays in the journal and its export. */
export const entriesMost = 2000;

/** The journal of one customer, kept up to date: a reload reads only what came since. */
export function useHistory(id: string, known: number | null) {
  const [entries, setEntries] = useState<Entry[]>([]);
  const [error, setError] = useState<ApiError | null>(null);
  const [loading, setLoading] = useState(true);
  const last = entries.at(-1)?.seq ?? 0;
  useEffect(() => {
    if (known === null || known <= last) return;
    const stop = new AbortController();
    readFrom(id, last === 0 ? Math.max(0, known - entriesMost) : last, stop.signal).then(
      (added) => {
        setEntries((before) => [...before, ...added.filter((e) => e.seq > (before.at(-1)?.seq ?? 0))].slice(-entriesMost));
        setError(null);
        setLoading(false);
      },
      (refusal: unknown) => {
        if (stop.signal.aborted) return;
        if (!(refusal instanceof ApiError)) throw refusal;
        setError(refusal);
        setLoading(false);
      },
    );
    return () => stop.abort();
  }, [id, known, last]);
  return { entries, error, loading };
}

async function readFrom(id: string, after: number, signal: AbortSignal): Promise<Entry[]> {
  const found: Entry[] = [];
  for (let from: number | string | null = after; from !== null;) {
    const page: Page<Entry> = await get<Page<Entry>>(`${customerPath(id)}/history?limit=${pageSize}&after=${from}`, signal);
    found.push(...page.items);
    from = page.next;
  }
  return found;
}

/** The card as it is, or as it was known at a moment. */
export function useCard(id: string) {
  const [at, setAt] = useState<string | null>(null);
  const now = useApi<Card>(customerPath(id), true);
  const then = useApi<Card>(at === null ? null : `${customerPath(id)}?at=${encodeURIComponent(at)}`, true);
  const reload = useCallback(() => now.reload(), [now.reload]);
  const past = at !== null && then.data !== null;
  return useMemo(() => ({
    now: now.data, shown: past ? then.data : now.data, past, at, setAt, reload, loading: now.loading, error: now.error ?? (at === null ? null : then.error),
  }), [now.data, then.data, past, at, reload, now.loading, now.error, then.error]);
}
