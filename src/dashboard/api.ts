// The API as the pages call it; its shapes are those that check the server's answers.
import { useEffect, useState } from 'preact/hooks';
import type { z } from 'zod';
import type * as shapes from '../api/schemas.js';

export type Watch = z.infer<typeof shapes.watch>;
export type Capture = z.infer<typeof shapes.capture>;
export type Flag = z.infer<typeof shapes.flag>;
export type Change = z.infer<typeof shapes.change>;
export type Export = z.infer<typeof shapes.job>;
export type Imported = z.infer<typeof shapes.imported>;
export type Report = z.infer<typeof shapes.report>;

/** What the server said no with, in its own words. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, { title, detail }: { title?: string; detail?: string }) {
    super([title, detail].filter(Boolean).join(' '));
    this.status = status;
  }
}

/** Asks the API. @throws Refusal */
export async function ask<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
  const isForm = body instanceof FormData;
  const answer = await fetch(path.startsWith('/') ? path : `/api/v1/${path}`, {
    method,
    headers: {
      ...(method === 'GET' ? {} : { 'x-vestige-change': '1' }),
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  if (answer.status === 204) return null as T;
  const value = await answer.json();
  if (!answer.ok) throw new Refusal(answer.status, value);
  return value as T;
}

export interface Asked<T> {
  readonly value: T | null;
  readonly error: Error | null;
  again(): void;
}

/** Goes up whenever something was captured or flagged. */
let version = 0;
const listeners = new Set<() => void>();

/** Listens to the server's live state, once for the whole dashboard. */
export function listen(): void {
  new EventSource('/api/v1/events').addEventListener('status', () => {
    version += 1;
    for (const tell of listeners) tell();
  });
}

/** The answer to `path`, asked again whenever the archive has grown. */
export function useAsk<T>(path: string | null, isLive = true): Asked<T> {
  const [value, setValue] = useState<T | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [count, setCount] = useState(version);
  useEffect(() => {
    if (!isLive) return;
    const tell = () => setCount((n) => n + 1);
    listeners.add(tell);
    return () => void listeners.delete(tell);
  }, [isLive]);
  useEffect(() => {
    if (path === null) return;
    let isWanted = true;
    ask<T>(path)
      .then((answer) => {
        if (!isWanted) return;
        setValue(answer);
        setError(null);
      })
      .catch((cause: Error) => isWanted && setError(cause));
    return () => {
      isWanted = false;
    };
  }, [path, count]);
  return { value, error, again: () => setCount((n) => n + 1) };
}
