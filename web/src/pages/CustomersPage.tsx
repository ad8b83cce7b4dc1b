import { useEffect, useState } from 'react';
import { ApiError, get } from '../api/client';
import type { CustomerLine, Page } from '../api/types';
import { customerHref } from '../lib/route';
import { useTexts } from '../lib/settings';
import { useDebounced } from '../lib/useApi';
import { Icon } from '../ui/Icon';
import { Empty, Loading, PageTitle, Problem } from '../ui/parts';
import { Time } from '../ui/Time';

const pageSize = 50;
const typingTime = 200;

function pathOf(search: string, after: string | null): string {
  const query = new URLSearchParams({ limit: String(pageSize) });
  if (search) query.set('search', search);
  if (after) query.set('after', after);
  return `/v1/customers?${query}`;
}

export function CustomersPage() {
  const t = useTexts();
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), typingTime);
  const { items, next, error, loading, more } = useList(search);
  return (
    <>
      <PageTitle name={t('customers')}>{t('customers')}</PageTitle>
      <div className="search">
        <label htmlFor="search">{t('findCustomer')}</label>
        <div><Icon name="search" /><input id="search" type="search" value={typed} autoComplete="off" spellCheck={false} aria-describedby="search-hint" onChange={(e) => setTyped(e.target.value)} /><kbd aria-hidden="true">/</kbd></div>
        <small id="search-hint" className="faint">{t('findHint')}</small>
      </div>
      <p className="faint" role="status" id="found">{!loading && items.length > 0 && t(next ? 'foundMore' : 'found', { n: items.length })}</p>
      <Problem error={error} />
      {loading && items.length === 0 && <Loading />}
      {!loading && !error && items.length === 0 && <Empty icon="customers">{search ? t('nobodyFound', { text: search }) : <>{t('nobodyYet')} <a href="#/help">{t('help')}</a></>}</Empty>}
      {items.length > 0 && <Table items={items} />}
      {next && <button type="button" onClick={more}>{t('more')}</button>}
    </>
  );
}

function Table({ items }: { items: CustomerLine[] }) {
  const t = useTexts();
  return (
    <div className="panel table">
      <table>
        <thead><tr><th scope="col">{t('columnName')}</th><th scope="col">{t('columnId')}</th><th scope="col">{t('columnUpdated')}</th></tr></thead>
        <tbody>
          {items.map((c) => (
            <tr key={c.id}>
              <th scope="row"><a href={customerHref(c.id)}>{c.name ?? <em>{t('unnamed')}</em>}</a></th>
              <td className="faint">{c.id}</td>
              <td className="faint"><Time at={c.updatedAt} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface List { items: CustomerLine[]; next: string | null; error: ApiError | null; loading: boolean }

/** The customers found, page by page; an answer to what was typed before is passed over. */
function useList(search: string) {
  const [list, setList] = useState<List>({ items: [], next: null, error: null, loading: true });
  const read = (after: string | null, before: CustomerLine[], signal?: AbortSignal) => {
    setList((l) => ({ ...l, loading: true }));
    get<Page<CustomerLine>>(pathOf(search, after), signal).then(
      (page) => setList({ items: [...before, ...page.items], next: page.next === null ? null : String(page.next), error: null, loading: false }),
      (error: unknown) => {
        if (signal?.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        setList((l) => ({ ...l, error, loading: false }));
      },
    );
  };
  useEffect(() => {
    const stop = new AbortController();
    read(null, [], stop.signal);
    return () => stop.abort();
  }, [search]);
  return { ...list, more: () => read(list.next, list.items) };
}
