// The shapes that go in and out (INTERFACE §2, Shapes): what checks input also writes the OpenAPI.
import { z } from 'zod';
import { ROLES, SCOPES } from '../model/access.js';
import { FLAG_KINDS } from '../model/flag.js';
import { PAGE_STATES } from '../model/state.js';

const strings = z.array(z.string());
const instant = z.string();

export const claim = z.object({
  id: z.string(),
  text: z.string(),
  state: z.enum(['present', 'altered', 'absent', 'unknown']),
});

export const watch = z
  .object({
    id: z.string(),
    url: z.string(),
    case: z.string(),
    labels: strings,
    every: z.string(),
    timezone: z.string(),
    note: z.string(),
    paused: z.boolean(),
    state: z.enum(PAGE_STATES),
    level: z.string(),
    since: instant.nullable(),
    lastCaptureAt: instant.nullable(),
    nextDueAt: instant.nullable(),
    recent: z.array(z.looseObject({ capture: z.string(), at: instant, class: z.string() })),
    claims: z.array(claim.extend({ since: instant.nullable() })),
  })
  .loose()
  .meta({ id: 'Watch' });

export const change = z.looseObject({
  kind: z.string(),
  severity: z.string(),
  summary: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  where: z.string(),
});

export const capture = z
  .object({
    id: z.string(),
    watch: z.string(),
    url: z.string(),
    finalUrl: z.string().nullable(),
    startedAt: instant,
    finishedAt: instant,
    vantage: z.string(),
    status: z.number().nullable(),
    observation: z.looseObject({
      class: z.string(),
      abstain: z.boolean(),
      rule: z.string(),
      stage: z.string(),
      summary: z.string(),
      needs: z.string(),
    }),
    state: z.string(),
    level: z.string(),
    changes: z.array(change),
    claims: z.array(z.looseObject({ id: z.string(), text: z.string(), state: z.string() })),
    manifest: z.string(),
    logIndex: z.number(),
    files: z.record(z.string(), z.string().nullable()),
  })
  .loose()
  .meta({ id: 'Capture' });

export const flag = z
  .object({
    id: z.string(),
    watch: z.string(),
    case: z.string(),
    url: z.string(),
    kind: z.enum(FLAG_KINDS),
    class: z.string(),
    level: z.string(),
    severity: z.string(),
    summary: z.string(),
    openedAt: instant,
    closedAt: instant.nullable(),
    capture: z.string(),
    lastGood: z.string().nullable(),
    changes: z.array(change),
    acknowledged: z.boolean(),
    note: z.string(),
    assignee: z.string().nullable(),
  })
  .loose()
  .meta({ id: 'Flag' });

export const imported = z
  .looseObject({
    ...{ id: z.string(), watch: z.string(), url: z.string(), takenAt: instant },
    ...{ status: z.number(), title: z.string(), text: z.string().nullable() },
    claims: z.array(z.looseObject({ id: z.string(), text: z.string(), state: z.string() })),
    digestFits: z.boolean().nullable(),
    source: z.looseObject({ name: z.string(), note: z.string() }),
  })
  .meta({ id: 'Imported' });

const options = {
  case: z.string().optional(),
  labels: strings.optional(),
  every: z.string().optional(),
  timezone: z.string().optional(),
  claims: strings.optional(),
  terms: strings.optional(),
  ignore: strings.optional(),
  select: strings.optional(),
  vantages: strings.optional(),
  language: z.string().nullable().optional(),
  note: z.string().optional(),
};
export const watchInput = z.strictObject({ url: z.string(), ...options });
export const watchPatch = z.strictObject(options);

export const job = z
  .object({
    id: z.string(),
    state: z.enum(['running', 'done', 'failed']),
    done: z.number(),
    total: z.number(),
    bytes: z.number().nullable(),
    sha256: z.string().nullable(),
    captures: z.number().nullable(),
    name: z.string(),
    error: z.string().nullable(),
    startedAt: instant,
  })
  .meta({ id: 'Export' });

export const report = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ id: z.string(), status: z.string(), detail: z.string() })),
});

export const account = z.object({ name: z.string(), role: z.enum(ROLES), createdAt: instant });
export const pass = z.object({
  id: z.string(),
  kind: z.string(),
  holder: z.string(),
  label: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  createdAt: instant,
  expiresAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
});

export const byId = z.object({ id: z.string().max(64) });
/** What pages a list; its cursor is the `next` of the page before. */
export function pageOf(cursor: RegExp) {
  return {
    cursor: z.string().regex(cursor, 'the cursor is not the `next` of a page').optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  };
}
/** A list, with the cursor of the page after it. */
export function listOf<N extends string, S extends z.ZodType>(name: N, shape: S) {
  return z.object({ [name]: z.array(shape), next: z.string().nullable() } as Record<
    N,
    z.ZodArray<S>
  > & { next: z.ZodNullable<z.ZodString> });
}
