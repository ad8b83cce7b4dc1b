import { useState } from 'react';
import { callsOf, type ApiCall, type ApiDocument } from '../../lib/openapi';
import { useTexts } from '../../lib/settings';
import { useApi } from '../../lib/useApi';
import { Icon } from '../../ui/Icon';
import { Badge, Empty, Loading, PageTitle, Panel, Problem } from '../../ui/parts';
import { CallView } from './CallView';

/** Every call that the host knows, from its own OpenAPI document, each with a command to paste. */
export function ApiPage() {
  const t = useTexts();
  const { data, error, loading, reload } = useApi<ApiDocument>('/openapi/v1.json');
  const [wanted, setWanted] = useState('');
  const calls = data ? callsOf(data).filter((call) => fits(call, wanted)) : [];
  return (
    <>
      <PageTitle name={t('api')} aside={<a href="/openapi/v1.json">/openapi/v1.json</a>}>{t('api')}</PageTitle>
      <p className="lead">{t('apiIntro')}</p>
      <div className="search">
        <label htmlFor="api-search">{t('apiSearch')}</label>
        <div><Icon name="search" /><input id="api-search" type="search" value={wanted} onChange={(e) => setWanted(e.target.value)} autoComplete="off" /></div>
      </div>
      <p id="found" role="status">{data && t('apiFound', { count: calls.length })}</p>
      {loading && <Loading />}
      <Problem error={error} onRetry={reload} />
      {data && calls.length === 0 && <Empty icon="search">{t('apiNone')}</Empty>}
      {data?.tags.map((tag) => {
        const own = calls.filter((call) => call.tags.includes(tag.name));
        return own.length > 0 && (
          <Panel key={tag.name} id={`tag-${tag.name}`} title={tag.name}>
            <p className="faint" lang="en">{tag.description}</p>
            {own.map((call) => <Call key={call.operationId} document={data} call={call} />)}
          </Panel>
        );
      })}
    </>
  );
}

function Call({ document, call }: { document: ApiDocument; call: ApiCall }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="call" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary><Badge tone={call.method === 'GET' ? 'done' : call.method === 'DELETE' ? 'failed' : 'running'}>{call.method}</Badge> <code>{call.path}</code> <span lang="en">{call.summary}</span></summary>
      {open && <CallView document={document} call={call} />}
    </details>
  );
}

function fits(call: ApiCall, wanted: string): boolean {
  const text = `${call.method} ${call.path} ${call.summary} ${call.operationId} ${call.tags.join(' ')}`.toLowerCase();
  return wanted.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
