/** The API key that this host asks for, if it does: kept for this tab alone, and never sent elsewhere. */
const place = 'api-key';

let needed = false;
let listeners: (() => void)[] = [];

export const apiKey = (): string => sessionStorage.getItem(place) ?? '';

export function setApiKey(key: string): void {
  sessionStorage.setItem(place, key.trim());
}

/** The request as the host wants it. */
export function withKey(init: RequestInit): RequestInit {
  const key = apiKey();
  return key ? { ...init, headers: { ...init.headers, Authorization: `Bearer ${key}` } } : init;
}

/** The host refused a call for want of a key. */
export function needKey(): void {
  needed = true;
  for (const tell of listeners) tell();
}

export const keyNeeded = (): boolean => needed;

export function onKeyNeeded(changed: () => void): () => void {
  listeners = [...listeners, changed];
  return () => {
    listeners = listeners.filter((l) => l !== changed);
  };
}
