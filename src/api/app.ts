// The type of our server: its routes are checked and told by zod schemas.
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { LOCAL_HOLDER, type Pass } from '../model/access.js';

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Who asks, by name. */
export function holderOf({ pass }: { readonly pass: Pass | null }): string {
  return pass?.holder ?? LOCAL_HOLDER;
}

/** Puts on record who exported, looked at an original, acknowledged or changed a setting. */
export type NoteAct = (
  request: { readonly pass: Pass | null },
  act: string,
  subject: string,
  note?: string,
) => Promise<void>;

/** What every group of routes works with. */
export interface Parts {
  readonly noteAct: NoteAct;
}

type Writable<T> = T extends readonly (infer I)[]
  ? Writable<I>[]
  : T extends object
    ? { -readonly [K in keyof T]: Writable<T[K]> }
    : T;

/** The same value under the type that zod's shapes ask for. */
export function writable<T>(value: T): Writable<T> {
  return value as Writable<T>;
}
