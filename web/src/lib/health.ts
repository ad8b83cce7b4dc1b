import { useEffect, useSyncExternalStore } from 'react';
import { ApiError, get } from '../api/client';
import type { Health } from '../api/types';

export interface Sample extends Health {
  /** Milliseconds since the page was opened. */
  time: number;
}

interface Pulse {
  samples: readonly Sample[];
  error: ApiError | null;
}

const every = 2000;
const kept = 120;

/** The counters over the last minutes. Kept outside of the pages, so that the charts go on while another page is looked at. */
let pulse: Pulse = { samples: [], error: null };
let listeners: (() => void)[] = [];

async function ask(): Promise<void> {
  if (document.hidden) return;
  try {
    const health = await get<Health>('/healthz/ready');
    pulse = { samples: [...pulse.samples.slice(1 - kept), { ...health, time: performance.now() }], error: null };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    pulse = { ...pulse, error };
  }
  for (const tell of listeners) tell();
}

function subscribe(changed: () => void): () => void {
  listeners = [...listeners, changed];
  return () => {
    listeners = listeners.filter((l) => l !== changed);
  };
}

export function usePulse(): Pulse {
  return useSyncExternalStore(subscribe, () => pulse);
}

/** Asks for the counters as long as the pages are open. */
export function useHeartbeat(): void {
  useEffect(() => {
    void ask();
    const timer = setInterval(() => void ask(), every);
    return () => clearInterval(timer);
  }, []);
}

/** Journal entries a second, between each two samples. */
export function rates(samples: readonly Sample[]): number[] {
  return samples.slice(1).map((sample, i) => {
    const before = samples[i]!;
    return Math.max(0, (sample.entries - before.entries) / ((sample.time - before.time) / 1000));
  });
}
