import { useSyncExternalStore } from 'react';

export type PageName = 'overview' | 'customers' | 'customer' | 'tasks' | 'topics' | 'dead-letters' | 'journeys' | 'help' | 'api' | 'unknown';

export interface Route {
  page: PageName;
  /** The customer's id, of the page of one customer. */
  id: string;
}

const pages: readonly string[] = ['customers', 'tasks', 'topics', 'dead-letters', 'journeys', 'help', 'api'];

/** The address after `#`: the host serves one page, and reloading it comes back to the same place. */
export function routeOf(hash: string): Route {
  const [page = '', id] = hash.replace(/^#\/?/, '').split('/');
  if (page === '') return { page: 'overview', id: '' };
  if (page === 'customers' && id) return { page: 'customer', id: decoded(id) };
  return { page: pages.includes(page) ? (page as PageName) : 'unknown', id: '' };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Typed by hand: what is not percent-encoded is meant as it stands.
    return text;
  }
}

export const customerHref = (id: string) => `#/customers/${encodeURIComponent(id)}`;

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

export function useHash(): string {
  return useSyncExternalStore(subscribe, () => location.hash);
}
