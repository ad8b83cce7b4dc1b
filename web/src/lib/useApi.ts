import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, get } from '../api/client';

export interface Answer<T> {
  data: T | null;
  error: ApiError | null;
  /** True until the first answer of this path. */
  loading: boolean;
  reload: () => void;
}

/** Reads a path, and again when it changes, `reload` is called or the beat is another. What was read stays visible until the new answer is there. */
export function useApi<T>(path: string | null, keep = false, beat = 0): Answer<T> {
  const [state, setState] = useState<{ path: string | null; data: T | null; error: ApiError | null }>({ path: null, data: null, error: null });
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((n) => n + 1), []);
  useEffect(() => {
    if (path === null) return;
    const stop = new AbortController();
    get<T>(path, stop.signal).then(
      (data) => setState({ path, data, error: null }),
      (error: unknown) => {
        if (stop.signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        setState((before) => ({ path, data: before.path === path ? before.data : null, error }));
      },
    );
    return () => stop.abort();
  }, [path, round, beat]);
  const own = state.path === path;
  return { data: own || keep ? state.data : null, error: own ? state.error : null, loading: path !== null && !own, reload };
}

/** Calls again and again while the page can be seen. */
export function useInterval(call: () => void, milliseconds: number): void {
  const latest = useRef(call);
  latest.current = call;
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) latest.current();
    }, milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
}

export function useDebounced<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
