/** The drawn sign of a part of a case: a box for a stage, a diamond for a milestone, and inside it what its state is. */
const signs: { [state: string]: string } = {
  completed: 'M11 16.5l3.5 3.5 7-8', active: 'M13 11l8 5-8 5z', waiting: 'M16 11v5l3 2', suspended: 'M13 11v10M19 11v10', failed: 'M16 10v8M16 21.5v.1',
  terminated: 'M11 16h10', disabled: 'M11 16h10', available: 'M16 16v.1', enabled: 'M13 11l8 5-8 5z',
};

export function Shape({ milestone, state }: { milestone: boolean; state: string }) {
  return (
    <svg className="shape" width="32" height="32" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      {milestone ? <path className="outline" d="M16 2l14 14-14 14L2 16z" /> : <rect className="outline" x="2" y="4" width="28" height="24" rx="6" />}
      <path className="sign" d={signs[state] ?? 'M16 16v.1'} />
    </svg>
  );
}
