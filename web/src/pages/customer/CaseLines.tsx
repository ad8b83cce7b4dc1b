import type { Case } from '../../api/types';
import { timersOf, type Items } from '../../lib/fold';
import { groups } from '../../lib/groups';
import { useSettings } from '../../lib/settings';
import { humanize, known } from '../../lib/words';
import { Icon } from '../../ui/Icon';
import { Time } from '../../ui/Time';
import { usePortion } from '../../ui/usePortion';

const aloneMost = 3, journeysMost = 8;

interface Props { running: readonly Case[]; drawn: ReadonlyMap<string, Items> }

/** Where the customer stands: a line for each running case; of a journey that many cases run under, one for all of them. */
export function CaseLines({ running, drawn }: Props) {
  const [shown, rest] = usePortion(groups(running, (c) => c.journey), journeysMost);
  return (
    <>
      {shown.map(([journey, cases]) => cases.length <= aloneMost
        ? cases.map((c) => <CaseLine key={c.id} item={c} next={nextOf(c, drawn)} keyed={cases.length > 1} />)
        : <JourneyLine key={journey} journey={journey} cases={cases} drawn={drawn} />)}
      {rest}
    </>
  );
}

type Timer = Case['next'][number];

const nextOf = (c: Case, drawn: Props['drawn']): Timer | undefined => {
  const items = drawn.get(c.id);
  return (items ? timersOf(items) : c.next)[0];
};

function CaseLine({ item, next, keyed }: { item: Case; next: Timer | undefined; keyed: boolean }) {
  const { t } = useSettings();
  return (
    <p className="case-line">
      <Icon name={item.state === 'active' ? 'play' : item.state === 'failed' ? 'alert' : 'pause'} />
      <strong>{humanize(item.journey)}</strong>
      {keyed && item.key && <code>{item.key}</code>}
      <span>{item.stage ? t('stage', { name: item.stage }) : item.tasks.length > 0 ? t('waitsForPerson') : known(t, 'case_', item.state)}</span>
      <NextDue next={next} />
    </p>
  );
}

function JourneyLine({ journey, cases, drawn }: { journey: string; cases: readonly Case[]; drawn: Props['drawn'] }) {
  const { t } = useSettings();
  const states = groups(cases, (c) => c.state).map(([state, those]) => `${those.length} ${known(t, 'case_', state)}`);
  const first = cases.map((c) => nextOf(c, drawn)).reduce((a, b) => (a && (!b || a.due <= b.due) ? a : b), undefined);
  return (
    <p className="case-line">
      <Icon name="journeys" />
      <strong>{humanize(journey)}</strong>
      <span>{t('casesOf', { n: cases.length, states: states.join(', ') })}</span>
      <NextDue next={first} />
    </p>
  );
}

function NextDue({ next }: { next: Timer | undefined }) {
  const { t } = useSettings();
  return next && <span className="faint"><Icon name="clock" size={14} />{t('nextDue', { what: next.what })} · <Time at={next.due} /></span>;
}
