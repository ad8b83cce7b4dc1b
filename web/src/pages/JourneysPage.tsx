import { useState, type ChangeEvent } from 'react';
import { ApiError, download, post, send } from '../api/client';
import type { Diagnostic, Journey, Page, SavedJourney } from '../api/types';
import { useKey } from '../lib/key';
import { useTexts } from '../lib/settings';
import { useApi } from '../lib/useApi';
import { known } from '../lib/words';
import { Badge, Empty, Loading, PageTitle, Panel, Problem, Said } from '../ui/parts';
import { Time } from '../ui/Time';

interface Outcome { said: string; diagnostics: Diagnostic[] | null; refused: ApiError | null }

const nothing: Outcome = { said: '', diagnostics: null, refused: null };

export function JourneysPage() {
  const t = useTexts();
  const list = useApi<Page<Journey>>('/v1/journeys', true);
  const [outcome, setOutcome] = useState(nothing);
  const attempt = async (call: () => Promise<SavedJourney>) => {
    try {
      const saved = await call();
      setOutcome({ said: t(saved.published ? 'publishedNow' : 'saved', { id: saved.id, n: saved.version }), diagnostics: saved.diagnostics, refused: null });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setOutcome({ said: '', diagnostics: error.diagnostics.length > 0 ? error.diagnostics : null, refused: error });
    }
    list.reload();
  };
  const saveFile = async (id: string, version: number) => {
    try {
      await download(versionPath(id, version), `${id}-${version}.json`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setOutcome({ said: '', diagnostics: null, refused: error });
    }
  };
  return (
    <>
      <PageTitle name={t('journeys')}>{t('journeys')}</PageTitle>
      <p className="lead">{t('journeysIntro')}</p>
      <Said text={outcome.said} />
      <Problem error={outcome.diagnostics && outcome.refused ? new ApiError(outcome.refused.status, outcome.refused.message) : (outcome.refused ?? list.error)} />
      {outcome.diagnostics && <Diagnostics items={outcome.diagnostics} />}
      {list.loading && !list.data && <Loading />}
      {list.data?.items.length === 0 && <Empty icon="journeys">{t('journeysEmpty')}</Empty>}
      <div className="cards">
        {list.data?.items.map((journey) => (
          <JourneyCard key={journey.id} journey={journey} save={(n) => void saveFile(journey.id, n)} publish={() => void attempt(() => post(`/v1/journeys/${encodeURIComponent(journey.id)}/publish`))} />
        ))}
      </div>
      <FileCheck save={(json) => void attempt(() => send('/v1/journeys', json))} />
    </>
  );
}

const versionPath = (id: string, version: number) => `/v1/journeys/${encodeURIComponent(id)}/versions/${version}`;

function JourneyCard({ journey, publish, save }: { journey: Journey; publish: () => void; save: (version: number) => void }) {
  const t = useTexts();
  const { key } = useKey();
  const newest = journey.versions.at(-1);
  return (
    <Panel id={`journey-${journey.id}`} title={journey.name} icon="journeys" action={<code className="faint">{journey.id}</code>}>
      <ul className="rows">
        {[...journey.versions].reverse().map((v) => (
          <li key={v.version}>
            <span>{t('version', { n: v.version })}</span>
            <span title={v.published ? t('publishedClean') : undefined}><Badge tone={v.published ? 'done' : 'plain'}>{t(v.published ? 'published' : 'draft')}</Badge></span>
            <span className="faint"><Time at={v.at} /></span>
            <a href={versionPath(journey.id, v.version)} onClick={(e) => { if (key) { e.preventDefault(); save(v.version); } }}>JSON<span className="visually-hidden"> · {t('definition', { id: journey.id, n: v.version })}</span></a>
          </li>
        ))}
      </ul>
      {newest && !newest.published && <button type="button" onClick={publish}>{t('publish')}</button>}
    </Panel>
  );
}

function Diagnostics({ items }: { items: Diagnostic[] }) {
  const t = useTexts();
  return (
    <Panel id="diagnostics" title={t('diagnostics')} icon="alert">
      {items.length === 0 && <p>{t('noDiagnostics')}</p>}
      <ul className="diagnostics">
        {items.map((d, i) => (
          <li key={i}>
            <p><Badge tone={d.severity === 'error' ? 'failed' : 'paused'}>{known(t, 'd_', d.severity)}</Badge> <code>{d.code}</code> {d.node && <>· <code>{d.node}</code></>}</p>
            <p>{d.message}</p>
            {d.fix && <p className="faint">{t('errorFix')}: {d.fix}</p>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function FileCheck({ save }: { save: (json: string) => void }) {
  const t = useTexts();
  const [unread, setUnread] = useState(false);
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (!file) return;
    // The same file can be chosen again after it was mended.
    event.target.value = '';
    try {
      save(await file.text());
      setUnread(false);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      setUnread(true);
    }
  };
  return (
    <Panel id="check" title={t('checkFile')}>
      <label className="file"><span>{t('checkButton')}</span><input type="file" accept=".json,application/json" onChange={(e) => void choose(e)} /></label>
      {unread && <p role="alert">{t('fileNotRead')}</p>}
    </Panel>
  );
}
