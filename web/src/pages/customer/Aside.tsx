import type { Card, Consent } from '../../api/types';
import { useTexts } from '../../lib/settings';
import { humanize, show } from '../../lib/words';
import { Icon, type IconName } from '../../ui/Icon';
import { Panel } from '../../ui/parts';
import { Time } from '../../ui/Time';

/** Who the customer is and what they allow: pictograms with their words. */
export function Aside({ card }: { card: Card }) {
  const t = useTexts();
  const traits = Object.entries(card.traits);
  const scores = Object.entries(card.scores);
  return (
    <div className="aside">
      <Panel id="consents" title={t('consents')} icon="check">
        {card.consents.length === 0 && <p className="faint">{t('noConsents')}</p>}
        <ul className="consents">{card.consents.map((c) => <ConsentLine key={`${c.purpose} ${c.channel}`} consent={c} />)}</ul>
      </Panel>
      <Panel id="known" title={t('known')} icon="person">
        {traits.length === 0 && <p className="faint">{t('noTraits')}</p>}
        <dl className="pairs">{traits.map(([name, value]) => <div key={name}><dt>{humanize(name)}</dt><dd>{show(value)}</dd></div>)}</dl>
      </Panel>
      {scores.length > 0 && (
        <Panel id="scores" title={t('scores')} icon="star">
          <dl className="pairs">{scores.map(([name, s]) => <div key={name}><dt>{humanize(name)}</dt><dd><meter min={0} max={100} value={s.score} aria-label={humanize(name)} /> {s.score}<br /><span className="faint">{s.reason}</span></dd></div>)}</dl>
        </Panel>
      )}
    </div>
  );
}

const channels: { [channel: string]: IconName } = { email: 'mail', push: 'bell', sms: 'phone', phone: 'phone' };

function ConsentLine({ consent }: { consent: Consent }) {
  const t = useTexts();
  return (
    <li className={consent.granted ? 'granted' : 'withdrawn'}>
      <span className="pictogram"><Icon name={channels[consent.channel] ?? 'message'} size={20} /><Icon name={consent.granted ? 'check' : 'cross'} size={13} /></span>
      <div><strong>{humanize(consent.purpose)}</strong> · {consent.channel}<br /><span className="faint">{t(consent.granted ? 'granted' : 'withdrawn')} {t('since')} <Time at={consent.since} /></span></div>
    </li>
  );
}
