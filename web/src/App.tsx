import { useEffect, useRef, type ComponentType } from 'react';
import { useHeartbeat, usePulse } from './lib/health';
import { setKey, useKey } from './lib/key';
import { routeOf, useHash, type PageName } from './lib/route';
import { useSettings, type Language, type Theme } from './lib/settings';
import { ApiPage } from './pages/api/ApiPage';
import { CustomerPage } from './pages/customer/CustomerPage';
import { CustomersPage } from './pages/CustomersPage';
import { DeadLettersPage } from './pages/DeadLettersPage';
import { HelpPage } from './pages/HelpPage';
import { JourneysPage } from './pages/JourneysPage';
import { OverviewPage } from './pages/OverviewPage';
import { TasksPage } from './pages/TasksPage';
import { TopicsPage } from './pages/TopicsPage';
import { UnknownPage } from './pages/UnknownPage';
import { Icon, type IconName } from './ui/Icon';
import { KeyField } from './ui/KeyField';

const pages: { [page in Exclude<PageName, 'customer'>]: ComponentType } = {
  overview: OverviewPage, customers: CustomersPage, tasks: TasksPage, topics: TopicsPage, 'dead-letters': DeadLettersPage, journeys: JourneysPage, help: HelpPage, api: ApiPage, unknown: UnknownPage,
};

const links = [
  ['overview', '#/', 'overview'], ['customers', '#/customers', 'customers'], ['tasks', '#/tasks', 'tasks'],
  ['topics', '#/topics', 'topics'], ['deadLetters', '#/dead-letters', 'dead-letters'], ['journeys', '#/journeys', 'journeys'], ['help', '#/help', 'help'],
] as const;

/** The link of the menu that a page belongs to. */
const sectionOf = (page: PageName): PageName => (page === 'customer' ? 'customers' : page === 'api' ? 'help' : page);

export function App() {
  const { t } = useSettings();
  const hash = useHash();
  const route = routeOf(hash);
  const { key } = useKey();
  useHeartbeat();
  useFocusOnCome(hash);
  useSearchKey();
  const Page = route.page === 'customer' ? null : pages[route.page];
  return (
    <div className="app">
      <a className="skip" href="#content" onClick={(e) => { e.preventDefault(); document.getElementById('content')?.focus(); }}>{t('skip')}</a>
      <header className="bar">
        <a className="brand" href="#/"><img src="/favicon.svg" alt="" width="28" height="28" />{t('product')}</a>
        <nav aria-label={t('navMain')}>
          {links.map(([text, href, icon]) => (
            <a key={href} href={href} aria-current={icon === sectionOf(route.page) ? 'page' : undefined}>
              <Icon name={icon as IconName} /><span>{t(text)}</span>
            </a>
          ))}
        </nav>
        <Preferences />
      </header>
      <main id="content" tabIndex={-1}>
        <KeyField />
        {/* With another key everything is another. */}
        {Page ? <Page key={key} /> : <CustomerPage key={`${key} ${route.id}`} id={route.id} />}
      </main>
    </div>
  );
}

function Preferences() {
  const { t, language, setLanguage, theme, setTheme } = useSettings();
  const { error } = usePulse();
  const { key } = useKey();
  return (
    <div className="preferences">
      <p role="status" className="offline">{error && <><Icon name="alert" size={16} />{t('offline')}</>}</p>
      {key && <button type="button" onClick={() => setKey('')}>{t('keyForget')}</button>}
      <label><span className="visually-hidden">{t('language')}</span>
        <select id="language" value={language} onChange={(e) => setLanguage(e.target.value as Language)}>
          <option value="en">English</option><option value="fr">Français</option>
        </select>
      </label>
      <label><span className="visually-hidden">{t('theme')}</span>
        <select id="theme" value={theme} onChange={(e) => setTheme(e.target.value as Theme)}>
          <option value="auto">{t('themeAuto')}</option><option value="light">{t('themeLight')}</option><option value="dark">{t('themeDark')}</option>
        </select>
      </label>
    </div>
  );
}

/** A page that is come to by a link starts at its heading, for keys and for screen readers. */
function useFocusOnCome(hash: string) {
  const before = useRef(hash);
  useEffect(() => {
    if (before.current === hash) return;
    before.current = hash;
    document.getElementById('page-title')?.focus();
    scrollTo(0, 0);
  }, [hash]);
}

/** `/` finds a customer, from anywhere but a field. */
function useSearchKey() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== '/' || target.closest('input, textarea, select, dialog')) return;
      event.preventDefault();
      const search = () => document.getElementById('search')?.focus();
      if (routeOf(location.hash).page === 'customers') return search();
      // After the page has come, and has given the focus to its heading.
      addEventListener('hashchange', () => setTimeout(search, 50), { once: true });
      location.hash = '#/customers';
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
