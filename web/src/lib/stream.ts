import { heed, keyHeaders } from './key';

interface Listener {
  open: () => void;
  event: (data: string) => void;
  broken: () => void;
}

const again = 2000;

/** Hears server-sent events by fetch, which unlike EventSource can bring a key. A stream that breaks is opened again after the last event heard. */
export function listen(path: string, listener: Listener): () => void {
  const stop = new AbortController();
  let last = '';
  const hear = (id: string, data: string) => {
    if (id) last = id;
    if (data) listener.event(data);
  };
  const run = async () => {
    while (!stop.signal.aborted) {
      const lasting = await readOnce(path, last, stop.signal, listener.open, hear);
      if (stop.signal.aborted) return;
      listener.broken();
      if (!lasting) return;
      await new Promise((wake) => setTimeout(wake, again));
    }
  };
  void run();
  return () => stop.abort();
}

/** Reads until the stream ends. False: the host has none here, or not for us, and asking again is of no use. */
async function readOnce(path: string, last: string, signal: AbortSignal, open: () => void, hear: (id: string, data: string) => void): Promise<boolean> {
  try {
    const answer = await fetch(path, { signal, headers: { Accept: 'text/event-stream', ...keyHeaders(), ...(last && { 'Last-Event-ID': last }) } });
    heed(answer);
    if (!answer.ok || !answer.body) return answer.status >= 500 && answer.status !== 501;
    open();
    let rest = '';
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const blocks = (rest + part.value).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) hear(field(block, 'id'), field(block, 'data'));
    }
  } catch (error) {
    // The network broke, or the page was left.
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
  }
  return true;
}

/** The host writes each field on one line. */
function field(block: string, name: string): string {
  const line = block.split('\n').find((l) => l.startsWith(`${name}: `));
  return line ? line.slice(name.length + 2) : '';
}
