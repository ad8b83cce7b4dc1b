import { useSyncExternalStore } from 'react';

interface KeyState {
  /** The API key that calls bring; empty: none. */
  key: string;
  /** The host refused the last call for want of a good key. */
  asked: boolean;
}

const name = 'key';

/** Kept for this tab alone, and only until it is closed. */
let state: KeyState = { key: sessionStorage.getItem(name) ?? '', asked: false };
let listeners: (() => void)[] = [];

function change(next: KeyState): void {
  state = next;
  for (const tell of listeners) tell();
}

export function setKey(key: string): void {
  if (key) sessionStorage.setItem(name, key);
  else sessionStorage.removeItem(name);
  change({ key, asked: false });
}

/** What calls bring along. */
export const keyHeaders = (): { [name: string]: string } => (state.key ? { Authorization: `Bearer ${state.key}` } : {});

/** Notes that an answer was 401: somebody has to give a key. */
export function heed(answer: Response): void {
  if (answer.status === 401 && !state.asked) change({ ...state, asked: true });
}

function subscribe(changed: () => void): () => void {
  listeners = [...listeners, changed];
  return () => {
    listeners = listeners.filter((l) => l !== changed);
  };
}

export function useKey(): KeyState {
  return useSyncExternalStore(subscribe, () => state);
}
