import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { en, type TextName, type Texts } from '../i18n/en';
import { fr } from '../i18n/fr';

export type Language = 'en' | 'fr';
export type Theme = 'auto' | 'light' | 'dark';
export type Translate = (name: TextName, values?: { [name: string]: string | number }) => string;

interface Settings {
  language: Language;
  setLanguage: (language: Language) => void;
  theme: Theme;
  setTheme: (theme: Theme) => void;
  /** Who acts, as the journal will name them. */
  me: string;
  setMe: (name: string) => void;
  t: Translate;
}

const texts: { [language in Language]: Texts } = { en, fr };
const Context = createContext<Settings | null>(null);

export function useSettings(): Settings {
  const settings = useContext(Context);
  if (!settings) throw new Error('Settings are not provided.');
  return settings;
}

export const useTexts = (): Translate => useSettings().t;

function fromBrowser(): Language {
  return navigator.languages.some((l) => l.startsWith('fr')) && !navigator.languages[0]?.startsWith('en') ? 'fr' : 'en';
}

/** A setting that stays on this device. */
function useStored<T extends string>(name: string, first: () => T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => (localStorage.getItem(name) as T | null) ?? first());
  return [value, (next) => {
    localStorage.setItem(name, next);
    setValue(next);
  }];
}

export function SettingsProvider({ children }: { children: ReactNode }) {
  const [stored, setLanguage] = useStored<Language>('language', fromBrowser);
  const language = stored in texts ? stored : 'en';
  const [theme, setTheme] = useStored<Theme>('theme', () => 'auto');
  const [me, setMe] = useStored<string>('me', () => '');
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset['theme'] = theme;
  }, [language, theme]);
  const t = useMemo<Translate>(() => (name, values) => fill(texts[language][name], values), [language]);
  return <Context value={{ language, setLanguage, theme, setTheme, me, setMe, t }}>{children}</Context>;
}

export function fill(text: string, values?: { [name: string]: string | number }): string {
  return values ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : text;
}
