import { useId, useState } from 'react';
import { ApiError, post } from '../api/client';
import type { Task } from '../api/types';
import type { TextName } from '../i18n/en';
import { useSettings } from '../lib/settings';
import { humanize } from '../lib/words';
import { Dialog, Field, WhoField } from './Dialog';

interface Props {
  task: Task;
  /** Told when something was done, in words. */
  onDone: (said: string) => void;
  onRefused: (error: ApiError | null) => void;
}

/** Claim, release, complete: what the task's state allows. Who acts is asked where nobody said so yet. */
export function TaskActions({ task, onDone, onRefused }: Props) {
  const { t, me } = useSettings();
  const [asking, setAsking] = useState<'claim' | 'complete' | null>(null);
  if (task.status === 'done') return null;
  const act = async (verb: 'claim' | 'release') => {
    try {
      await post(`/v1/tasks/${encodeURIComponent(task.id)}/${verb}`, { by: me });
      onRefused(null);
      onDone(t(`done_${verb}` as TextName));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      onRefused(error);
    }
  };
  const claim = () => (me ? void act('claim') : setAsking('claim'));
  const named = (verb: TextName) => `${t(verb)}: ${task.title}`;
  return (
    <div className="actions">
      {task.status === 'open' && <button type="button" aria-label={named('claim')} onClick={claim}>{t('claim')}</button>}
      {task.status === 'claimed' && task.assignee === me && <button type="button" aria-label={named('release')} onClick={() => void act('release')}>{t('release')}</button>}
      {task.status === 'claimed' && task.assignee === me && <button type="button" className="primary" aria-label={named('complete')} onClick={() => setAsking('complete')}>{t('complete')}</button>}
      {asking === 'claim' && <ClaimDialog task={task} onClose={() => setAsking(null)} onDone={onDone} />}
      {asking === 'complete' && <CompleteDialog task={task} onClose={() => setAsking(null)} onDone={onDone} />}
    </div>
  );
}

interface DialogProps { task: Task; onClose: () => void; onDone: (said: string) => void }

function ClaimDialog({ task, onClose, onDone }: DialogProps) {
  const { t, me } = useSettings();
  const claim = async () => {
    await post(`/v1/tasks/${encodeURIComponent(task.id)}/claim`, { by: me });
    onDone(t('done_claim'));
  };
  return <Dialog title={t('claim')} confirm={t('claim')} onClose={onClose} onConfirm={claim}><p>{task.title}</p><WhoField /></Dialog>;
}

function CompleteDialog({ task, onClose, onDone }: DialogProps) {
  const { t, me } = useSettings();
  const group = useId();
  const [outcome, setOutcome] = useState(task.outcomes[0] ?? '');
  const [note, setNote] = useState('');
  const complete = async () => {
    const data = note ? { note } : {};
    await post(`/v1/tasks/${encodeURIComponent(task.id)}/complete`, outcome ? { by: me, outcome, data } : { by: me, data });
    onDone(t('done_complete'));
  };
  return (
    <Dialog title={t('completeTitle')} confirm={t('complete')} onClose={onClose} onConfirm={complete}>
      <p>{task.title}</p>
      {task.outcomes.length > 0 && (
        <fieldset>
          <legend>{t('outcome')}</legend>
          {task.outcomes.map((o) => (
            <label key={o} className="choice"><input type="radio" name={group} value={o} checked={o === outcome} onChange={() => setOutcome(o)} />{humanize(o)}</label>
          ))}
        </fieldset>
      )}
      <Field label={t('note')} value={note} onChange={setNote} />
      <WhoField />
    </Dialog>
  );
}
