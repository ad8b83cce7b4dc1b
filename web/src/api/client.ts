import { needKey, withKey } from './key';
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

async function call<T>(path: string, init: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, withKey(init));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(unreachable, '');
  }
  const text = await answer.text();
  const json = parse(text);
  if (answer.ok) {
    if (json === undefined) throw new ApiError(answer.status, text.slice(0, 200));
    return json as T;
  }
  if (answer.status === 401) needKey();
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
