import { useState } from 'react';
import type { ApiError } from '../api/client';
import type { Page, Task } from '../api/types';
import { customerHref } from '../lib/route';
import { useSettings } from '../lib/settings';
import { useApi } from '../lib/useApi';
import { useChanges } from '../lib/useChanges';
import { Badge, Empty, Loading, PageTitle, Problem, Said } from '../ui/parts';
import { TaskActions } from '../ui/TaskActions';
import { Time } from '../ui/Time';
import { Icon } from '../ui/Icon';

const pageSize = 50;
const statuses = ['open', 'claimed', 'done'] as const;

type Status = (typeof statuses)[number];

export function TasksPage() {
  const { t, me, setMe } = useSettings();
  const [status, setStatus] = useState<Status>('open');
  const [role, setRole] = useState('');
  const [limit, setLimit] = useState(pageSize);
  const [said, setSaid] = useState('');
  const [refused, setRefused] = useState<ApiError | null>(null);
  const query = new URLSearchParams({ status, limit: String(limit), ...(role && { role }) });
  const list = useApi<Page<Task>>(`/v1/tasks?${query}`, true);
  const roles = useRoles();
  useChanges('/v1/stream', list.reload);
  const done = (text: string) => {
    setSaid(text);
    list.reload();
  };
  return (
    <>
      <PageTitle name={t('tasks')}>{t('tasks')}</PageTitle>
      <div className="filters">
        <div className="field"><label htmlFor="me">{t('me')}</label><input id="me" value={me} maxLength={200} autoComplete="off" aria-describedby="me-hint" onChange={(e) => setMe(e.target.value)} /></div>
        <div className="field"><label htmlFor="role">{t('role')}</label>
          <select id="role" value={role} onChange={(e) => setRole(e.target.value)}><option value="">{t('allRoles')}</option>{roles.map((r) => <option key={r}>{r}</option>)}</select>
        </div>
        <div className="field"><label htmlFor="status">{t('status')}</label>
          <select id="status" value={status} onChange={(e) => setStatus(e.target.value as Status)}>{statuses.map((s) => <option key={s} value={s}>{t(`status_${s}`)}</option>)}</select>
        </div>
        <small id="me-hint" className="faint">{t('meHint')}</small>
      </div>
      <Said text={said} />
      <Problem error={refused ?? list.error} />
      {list.loading && !list.data && <Loading />}
      {list.data?.items.length === 0 && <Empty icon="check">{t('noTasks')}</Empty>}
      <ul className="task-list">
        {list.data?.items.map((task) => <TaskRow key={task.id} task={task} onDone={done} onRefused={setRefused} />)}
      </ul>
      {list.data?.next && limit < 1000 && <button type="button" onClick={() => setLimit(Math.min(1000, limit + pageSize))}>{t('more')}</button>}
    </>
  );
}

export function TaskRow({ task, onDone, onRefused, away }: { task: Task; onDone: (said: string) => void; onRefused: (error: ApiError | null) => void; away?: boolean }) {
  const { t, me } = useSettings();
  const late = task.due !== null && task.status !== 'done' && Date.parse(task.due) < Date.now();
  return (
    <li className="task">
      <div>
        <p className="task-title">{task.title}</p>
        <p className="faint task-line">
          <Badge icon="person">{task.role}</Badge>
          {(task.priority ?? 0) > 0 && <Badge tone="paused" icon="alert">{t('priority', { n: task.priority ?? 0 })}</Badge>}
          {task.escalatedAt && <span className="late"><Icon name="bell" size={14} />{t('escalated', { n: task.escalations ?? 1 })} <Time at={task.escalatedAt} /></span>}
          {!away && <a href={customerHref(task.customer)}>{task.customer}</a>}
          {task.due && <span className={late ? 'late' : ''}><Icon name="clock" size={14} />{t(late ? 'overdue' : 'dueAt')} <Time at={task.due} /></span>}
          {task.assignee && <span>{task.assignee === me ? t('mine') : t('claimedBy', { who: task.assignee })}</span>}
          {task.completedBy && task.status !== 'done' && <span><Icon name="check" size={14} />{t('signedBy', { who: task.completedBy.join(', ') })}</span>}
        </p>
      </div>
      <TaskActions task={task} onDone={onDone} onRefused={onRefused} />
    </li>
  );
}

/** The roles that tasks were seen for: those of what is open, and of what somebody has. */
function useRoles(): string[] {
  const open = useApi<Page<Task>>('/v1/tasks?status=open&limit=1000');
  const claimed = useApi<Page<Task>>('/v1/tasks?status=claimed&limit=1000');
  return [...new Set([...(open.data?.items ?? []), ...(claimed.data?.items ?? [])].map((task) => task.role))].sort();
}
