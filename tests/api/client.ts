// Asks the service operation by operation, as its OpenAPI document names them, and keeps count.
import { expect } from 'vitest';

/** `GET /api/v1/watches/{id}`. */
export type Operation = string;

interface Wish {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the document says of an operation. */
export interface Told {
  readonly operation: Operation;
  readonly needs: readonly string[];
  readonly statuses: readonly string[];
}

export interface Client {
  /** Operations that did their work, each with the status that said so. */
  readonly done: Set<string>;
  /** Asks; the answer is as it came. */
  ask(operation: Operation, wish?: Wish): Promise<Response>;
  /** Asks for JSON and expects the status, 200 where none is given. */
  // biome-ignore lint/suspicious/noExplicitAny: the document's shape is what the tests look at.
  json(operation: Operation, wish?: Wish, status?: number): Promise<any>;
}

/** Every operation of an OpenAPI document. */
export function operationsOf(document: {
  readonly paths: Record<
    string,
    Record<string, { security: Record<string, string[]>[]; responses: object }>
  >;
}): readonly Told[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security, responses }]) => ({
      operation: `${method.toUpperCase()} ${path}`,
      needs: security.flatMap(({ token = [] }) => token),
      statuses: Object.keys(responses),
    })),
  );
}

/** A client that sends `headers` with everything; several may count together in `done`. */
export function createClient(
  origin: string,
  headers: Record<string, string>,
  done = new Set<string>(),
): Client {
  const ask = async (operation: Operation, wish: Wish = {}) => {
    const answer = await fetch(origin + addressOf(operation, wish), {
      method: methodOf(operation),
      redirect: 'manual',
      headers: {
        ...headers,
        ...(wish.body === undefined || wish.body instanceof FormData
          ? {}
          : { 'content-type': 'application/json' }),
        ...wish.headers,
      },
      ...(wish.body === undefined
        ? {}
        : { body: wish.body instanceof FormData ? wish.body : JSON.stringify(wish.body) }),
    });
    if (answer.status < 400) done.add(`${operation} ${answer.status}`);
    return answer;
  };
  return {
    done,
    ask,
    async json(operation, wish, status = 200) {
      const answer = await ask(operation, wish);
      const text = await answer.text();
      expect([operation, answer.status, status === answer.status ? '' : text]).toEqual([
        operation,
        status,
        '',
      ]);
      if (status >= 400) {
        expect(answer.headers.get('content-type')).toContain('application/problem+json');
      }
      return text === '' ? null : JSON.parse(text);
    },
  };
}

export function methodOf(operation: Operation): string {
  return operation.split(' ')[0] ?? '';
}

/** The address with its braces filled in; what is not given becomes `x`. */
export function addressOf(operation: Operation, { path = {}, query = {} }: Wish = {}): string {
  const [, template = ''] = operation.split(' ');
  const filled = template.replace(/\{(.+?)\}/g, (_, name) => encodeURIComponent(path[name] ?? 'x'));
  const search = new URLSearchParams(query).toString();
  return search === '' ? filled : `${filled}?${search}`;
}
