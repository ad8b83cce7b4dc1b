import type { Fact, Json } from '../api/types';
import type { TextName } from '../i18n/en';
import { en } from '../i18n/en';
import type { Translate } from './settings';

/** `trip.boarded`, `tripUpdates` and `trip-updates` as people write it. */
export function humanize(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[._-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}

export function show(value: Json | undefined): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The text of a name that comes from the host, where there is one; else the name itself, readable. */
export function known(t: Translate, prefix: string, name: string): string {
  const text = `${prefix}${name}`;
  return text in en ? t(text as TextName) : humanize(name);
}

/** A member of a fact, as text. */
export const text = (fact: Fact, name: string) => show(fact[name] as Json | undefined);
