import { heed, keyHeaders } from '../lib/key';
import type { Diagnostic, ProblemError } from './types';

/** What the host said no to, with the fields concerned and what to do; or that it can't be reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    detail: string,
    readonly errors: ProblemError[] = [],
    readonly diagnostics: Diagnostic[] = [],
  ) {
    super(detail);
  }
}

export const unreachable = 0;

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return call<T>(path, signal ? { signal } : {});
}

export async function post<T>(path: string, body?: unknown): Promise<T> {
  return send<T>(path, body === undefined ? null : JSON.stringify(body));
}

/** Posts a text that is JSON already. */
export async function send<T>(path: string, json: string | null): Promise<T> {
  return call<T>(path, json === null ? { method: 'POST' } : { method: 'POST', body: json, headers: { 'Content-Type': 'application/json' } });
}

/** Saves an answer as a file: a link could not bring a key. */
export async function download(path: string, name: string): Promise<void> {
  const answer = await fetch(path, { headers: keyHeaders() });
  heed(answer);
  if (!answer.ok) throw new ApiError(answer.status, answer.statusText);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

async function call<T>(path: string, init: RequestInit & { headers?: { [name: string]: string } }): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, { ...init, headers: { ...init.headers, ...keyHeaders() } });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(unreachable, '');
  }
  heed(answer);
  const text = await answer.text();
  const json = parse(text);
  if (answer.ok) {
    if (json === undefined) throw new ApiError(answer.status, text.slice(0, 200));
    return json as T;
  }
  const problem = (json ?? {}) as { detail?: string; errors?: ProblemError[]; diagnostics?: Diagnostic[] };
  throw new ApiError(answer.status, problem.detail ?? answer.statusText, problem.errors, problem.diagnostics);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the caller says what the answer was.
    return undefined;
  }
}

export const customerPath = (id: string) => `/v1/customers/${encodeURIComponent(id)}`;
