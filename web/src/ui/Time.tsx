import { useSettings } from '../lib/settings';

type Style = 'full' | 'time' | 'day';

const styles: { [style in Style]: Intl.DateTimeFormatOptions } = {
  full: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  time: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
};

/** English times in 24 hours as well: these pages stand beside timetables. */
export const localeOf = (language: string) => (language === 'fr' ? 'fr-FR' : 'en-GB');

export function formatTime(at: string, language: string, style: Style = 'full'): string {
  return new Intl.DateTimeFormat(localeOf(language), styles[style]).format(new Date(at));
}

/** A moment in the reader's own time; the pointer shows it in UTC. */
export function Time({ at, as = 'full' }: { at: string; as?: Style }) {
  const { language, t } = useSettings();
  const utc = new Date(at).toISOString().replace('T', ' ').replace(/(\.000)?Z$/, '');
  return <time dateTime={at} title={t('utc', { time: utc })}>{formatTime(at, language, as)}</time>;
}

export function useNumber(): (value: number) => string {
  const { language } = useSettings();
  return (value) => new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}
