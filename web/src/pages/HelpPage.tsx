import type { TextName } from '../i18n/en';
import { useTexts } from '../lib/settings';
import { Command } from '../ui/Command';
import { PageTitle, Panel } from '../ui/parts';

const host = location.origin;

function eventCommand(id: string, type: string, data: string): string {
  return `curl -s ${host}/v1/events -H 'Content-Type: application/cloudevents+json' -d '{\n  "specversion": "1.0", "id": "${id}", "source": "/help", "type": "${type}", "subject": "ada",\n  "data": ${data} }'`;
}

const commands: { title: TextName; text: string }[] = [
  { title: 'help1', text: eventCommand('help-1', 'customer.updated', '{ "name": "Ada", "language": "en", "channel": "email" }') },
  { title: 'help2', text: eventCommand('help-2', 'customer.consent.changed', '{ "purpose": "feedback", "channel": "email", "granted": true, "wording": "2025-06" }') },
  { title: 'help3', text: eventCommand('help-3', 'care.requested', '{ "booking": "RT7K2Q9B", "rating": 1, "text": "Nobody told me." }') },
];

const words = ['signal', 'case', 'milestone', 'entry', 'incident'] as const;

export function HelpPage() {
  const t = useTexts();
  return (
    <>
      <PageTitle name={t('help')}>{t('help')}</PageTitle>
      <p className="lead">{t('helpIntro')}</p>
      <ol className="commands">
        {commands.map((c) => <li key={c.title}><h2>{t(c.title)}</h2><Command text={c.text} name={t(c.title)} /></li>)}
      </ol>
      <p>{t('helpThen')} <a href="#/customers/ada">ada</a>, <a href="#/tasks">{t('tasks')}</a>.</p>
      <Panel id="demo" title={t('helpDemo')} icon="train">
        <p>{t('helpDemoText')}</p>
        <Command text={`dotnet run --project silo -- demo --speed 600 --urls ${host}`} name={t('helpDemo')} />
      </Panel>
      <div className="columns">
        <Panel id="words" title={t('helpWords')} icon="help">
          <dl className="pairs">{words.map((w) => <div key={w}><dt>{t(`word_${w}`)}</dt><dd>{t(`word_${w}Text`)}</dd></div>)}</dl>
        </Panel>
        <Panel id="keys" title={t('helpKeys')}>
          <dl className="pairs">
            <div><dt><kbd>/</kbd></dt><dd>{t('helpKeySearch')}</dd></div>
            <div><dt><kbd>Tab</kbd></dt><dd>{t('helpKeyTab')}</dd></div>
            <div><dt><kbd>←</kbd> <kbd>→</kbd></dt><dd>{t('helpKeyArrows')}</dd></div>
          </dl>
          <p><a href="#/api">{t('helpApi')}</a></p>
        </Panel>
      </div>
    </>
  );
}
