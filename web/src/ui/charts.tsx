/** Our own small charts: a line without axes for a counter, and an area with two lines of help for a rate. */

interface Range { most: number; least: number }

function path(values: readonly number[], width: number, height: number, { most, least }: Range): string {
  const step = width / Math.max(1, values.length - 1);
  const span = most - least || 1;
  return values.map((v, i) => `${i === 0 ? 'M' : 'L'}${(i * step).toFixed(1)} ${(height - ((v - least) / span) * height).toFixed(1)}`).join('');
}

export function Sparkline({ values }: { values: readonly number[] }) {
  const range = { most: Math.max(...values, 0), least: Math.min(...values) };
  // What never changed is a quiet line in the middle, not one at the bottom.
  if (range.most === range.least) Object.assign(range, { most: range.most + 1, least: range.least - 1 });
  return (
    <svg className="sparkline" viewBox="0 -2 100 28" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {values.length > 1 && <path d={path(values, 100, 24, range)} fill="none" vectorEffect="non-scaling-stroke" />}
    </svg>
  );
}

export function RateChart({ values, label }: { values: readonly number[]; label: string }) {
  const most = Math.max(...values, 1);
  const line = values.length > 1 ? path(values, 600, 120, { most, least: 0 }) : '';
  return (
    <svg className="rate" viewBox="0 -4 600 128" preserveAspectRatio="none" role="img" aria-label={label}>
      {[0, 60, 120].map((y) => <line key={y} x1="0" x2="600" y1={y} y2={y} vectorEffect="non-scaling-stroke" />)}
      {line && <><path className="area" d={`${line}L600 120L0 120Z`} /><path className="line" d={line} fill="none" vectorEffect="non-scaling-stroke" /></>}
    </svg>
  );
}
