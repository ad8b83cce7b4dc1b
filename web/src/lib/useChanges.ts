import { useEffect, useRef, useState } from 'react';
import { listen } from './stream';

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
    const hear = (data: string) => {
      last = read(data);
      // A burst of events asks once.
      gather ??= setTimeout(() => {
        gather = undefined;
        latest.current(last);
      }, gatherTime);
    };
    const stopPolling = () => {
      setHow('stream');
      clearInterval(poll);
      poll = undefined;
    };
    const close = listen(stream, { open: stopPolling, event: hear, broken: startPolling });
    return () => {
      close();
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
