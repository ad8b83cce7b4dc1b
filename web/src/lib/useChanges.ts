import { useEffect, useRef, useState } from 'react';
import { apiKey } from '../api/key';

const pollTime = 4000;
const gatherTime = 1000;

/** Says when something may have changed: at once where the host streams events, else by asking now and then. */
export function useChanges(stream: string, changed: (event: unknown) => void): 'stream' | 'poll' {
  const latest = useRef(changed);
  latest.current = changed;
  const [how, setHow] = useState<'stream' | 'poll'>('poll');
  useEffect(() => {
    let poll: ReturnType<typeof setInterval> | undefined;
    let gather: ReturnType<typeof setTimeout> | undefined;
    let last: unknown = null;
    const startPolling = () => {
      setHow('poll');
      poll ??= setInterval(() => {
        if (!document.hidden) latest.current(null);
      }, pollTime);
    };
    // A browser's event source sends no headers, and so no key.
    if (apiKey()) {
      startPolling();
      return () => clearInterval(poll);
    }
    const source = new EventSource(stream);
    const hear = (event: MessageEvent<string>) => {
      last = read(event.data);
      // A burst of events asks once.
      gather ??= setTimeout(() => {
        gather = undefined;
        latest.current(last);
      }, gatherTime);
    };
    source.onopen = () => {
      setHow('stream');
      clearInterval(poll);
      poll = undefined;
    };
    source.onmessage = hear;
    source.addEventListener('entry', hear);
    source.onerror = startPolling;
    return () => {
      source.close();
      clearInterval(poll);
      clearTimeout(gather);
    };
  }, [stream]);
  return how;
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A remark of the stream, not an event: that something came is enough.
    return null;
  }
}
