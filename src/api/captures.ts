// /api/v1/captures: what was seen, its files, and two of them compared.
import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import type { Archive } from '../archive.js';
import { VestigeError } from '../errors.js';
import type { Capture, CaptureFiles } from '../model/capture.js';
import type { WatchId } from '../model/id.js';
import { presentCapture } from '../present.js';
import { type App, type Parts, writable } from './app.js';
import { bytes } from './openapi.js';
import { byId, capture, change, listOf, pageOf } from './schemas.js';

const tags = ['captures'];
const FILES = ['screenshot', 'thumbnail', 'html', 'dom', 'text'] as const;
/** Nothing of a captured page runs or is rendered as a page: pictures of our own making, or plain text. */
const SHOWN_AS: Readonly<Record<keyof CaptureFiles, readonly [type: string, ending: string]>> = {
  screenshot: ['image/png', 'png'],
  thumbnail: ['image/jpeg', 'jpg'],
  html: ['application/octet-stream', 'html.bin'],
  dom: ['text/plain; charset=utf-8', 'dom.txt'],
  text: ['text/plain; charset=utf-8', 'txt'],
};

const TYPES = Object.values(SHOWN_AS).map(([type]) => type.replace(/;.*/, ''));

/** Adds the routes of captures. */
export function addCaptureRoutes(app: App, archive: Archive, parts: Parts): void {
  app.get(
    '/api/v1/captures',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        querystring: z.object({
          ...pageOf(/^\d{1,15}$/),
          watch: z.string().optional(),
          case: z.string().optional(),
        }),
        response: { 200: listOf('captures', capture) },
      },
    },
    async ({ query: { cursor, limit, watch, case: caseName } }) => {
      const captures = await archive.pageCaptures({
        ...(watch === undefined ? {} : { watchId: watch as WatchId }),
        ...(caseName === undefined ? {} : { caseName }),
        ...(cursor === undefined ? {} : { before: Number(cursor) }),
        limit,
      });
      const last = captures.length === limit ? captures.at(-1) : undefined;
      return {
        captures: captures.map((one) => shape(one)),
        next: last === undefined ? null : String(last.logIndex),
      };
    },
  );
  addRequests(app, archive);
  app.get(
    '/api/v1/captures/:id',
    { config: { needs: 'read' }, schema: { tags, params: byId, response: { 200: capture } } },
    async ({ params }) => shape((await archive.getCapture(params.id)).capture),
  );
  addProvenance(app, archive);
  addFiles(app, archive, parts);
  addPictures(app, archive);
  app.get(
    '/api/v1/compare',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        querystring: z.object({
          ...{ from: z.string(), to: z.string() },
          changes: z
            .enum(['all', 'onRecord'])
            .default('all')
            .describe('`onRecord` is quick: null where the two were never compared.'),
        }),
        response: {
          200: z.object({
            from: capture,
            to: capture,
            changes: z.array(change).nullable(),
            text: z.looseObject({ rows: z.array(z.looseObject({ kind: z.string() })) }),
          }),
        },
      },
    },
    async ({ query }) => {
      const { from, to, changes, text } = await archive.compareCaptures(
        query.from,
        query.to,
        query.changes,
      );
      return {
        from: shape(from),
        to: shape(to),
        changes: changes === null ? null : changes.map((one) => ({ ...one })),
        text: { ...text, rows: text.rows.map((row) => ({ ...row })) },
      };
    },
  );
}

const side = z.object({
  height: z.number(),
  /** What this picture has and the other lacks, and the rows of the other where it would stand. */
  marks: z.array(
    z.object({
      box: z.object({
        ...{ left: z.number(), top: z.number(), right: z.number(), bottom: z.number() },
      }),
      there: z.object({ top: z.number(), bottom: z.number() }),
    }),
  ),
});

function addPictures(app: App, archive: Archive): void {
  app.get(
    '/api/v1/compare/pictures',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        description: 'What differs between two screenshots, in pixels of their common width.',
        querystring: z.object({ from: z.string(), to: z.string() }),
        response: {
          200: z.object({ width: z.number(), isMarked: z.boolean(), before: side, after: side }),
        },
      },
    },
    async ({ query }) => writable(await archive.comparePictures(query.from, query.to)),
  );
}

/** The same value under the type that zod wants. */
function shape(one: Capture): z.infer<typeof capture> {
  return presentCapture(one) as unknown as z.infer<typeof capture>;
}

function addRequests(app: App, archive: Archive): void {
  app.post(
    '/api/v1/captures',
    {
      config: { needs: 'write' },
      schema: {
        tags,
        description: 'Asks for captures now; the workers of the service make them.',
        body: z.strictObject({
          watches: z.array(z.string().startsWith('w_')).max(10_000).optional(),
          case: z.string().optional(),
          all: z.boolean().optional(),
        }),
        response: { 202: z.object({ jobs: z.array(z.number()) }) },
      },
    },
    async ({ body: { watches = [], case: caseName, all = false } }, reply) => {
      if (watches.length === 0 && caseName === undefined && !all) {
        throw new VestigeError('INPUT_INVALID', 'Say what to capture: watches, case or all.');
      }
      const choice = { targets: watches, all, ...(caseName === undefined ? {} : { caseName }) };
      return reply.code(202).send({ jobs: [...(await archive.requestCaptures(choice))] });
    },
  );
  app.get(
    '/api/v1/jobs',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        querystring: z.object({
          ids: z
            .string()
            .regex(/^\d+(,\d+)*$/)
            .max(20_000),
        }),
        response: {
          200: z.object({
            jobs: z.array(
              z.object({ id: z.number(), state: z.string(), capture: z.string().nullable() }),
            ),
          }),
        },
      },
    },
    async ({ query }) => ({
      jobs: [...(await archive.jobResults(query.ids.split(',').map(Number)))],
    }),
  );
}

function addProvenance(app: App, archive: Archive): void {
  app.get(
    '/api/v1/captures/:id/provenance',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        params: byId,
        description: 'How the capture was made: exchanges, names, certificates, what is missing.',
        response: { 200: z.looseObject({ exchanges: z.array(z.looseObject({})) }) },
      },
    },
    async ({ params }) => {
      const { capture: one, manifest, resolvers } = await archive.getCapture(params.id);
      const checkpoint = await archive.latestCheckpoint();
      const chain = manifest.exchanges[manifest.mainExchange ?? 0]?.tls?.certificates ?? [];
      return {
        outcome: manifest.outcome,
        exchanges: manifest.exchanges.map(({ requestHead: _, responseHead, ...exchange }) => ({
          ...exchange,
          responseHead,
        })),
        dns: manifest.dns,
        resolvers,
        control: manifest.control ?? null,
        notBefore: manifest.notBefore ?? null,
        refused: manifest.refused,
        notCaptured: manifest.notCaptured,
        interactions: manifest.interactions,
        provenance: manifest.provenance,
        certificates: await Promise.all(
          chain.map(async (digest) => describeCertificate(await archive.readBlob(digest))),
        ),
        proof: {
          logIndex: one.logIndex,
          checkpointSize: checkpoint?.size ?? 0,
          isSigned: checkpoint !== null && checkpoint.size > one.logIndex,
        },
      };
    },
  );
}

function describeCertificate(der: Uint8Array) {
  try {
    const { subject, issuer, validFrom, validTo, fingerprint256 } = new X509Certificate(der);
    return { subject, issuer, validFrom, validTo, fingerprint256 };
  } catch {
    // What a server sends as a certificate need not be one.
    return null;
  }
}

function addFiles(app: App, archive: Archive, { noteAct }: Parts): void {
  app.get(
    '/api/v1/captures/:id/files/:name',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        params: byId.extend({ name: z.enum(FILES) }),
        querystring: z.object({ download: z.stringbool().default(false) }),
        response: {
          200: bytes('The file as it was kept.', ...new Set(TYPES)),
        },
      },
    },
    async (request, reply) => {
      const { id, name } = request.params;
      const { capture: one } = await archive.getCapture(id);
      const digest = one.files[name];
      if (digest === null) {
        throw new VestigeError('NOTHING_THERE', `The capture ${id} has no ${name}.`);
      }
      if (name === 'html' || name === 'dom')
        await noteAct(request, 'original-viewed', `${id}/${name}`);
      const [type, ending] = SHOWN_AS[name];
      const isAttached = request.query.download || name === 'html' || name === 'dom';
      return reply
        .type(type)
        .headers({
          'content-security-policy': "sandbox; default-src 'none'",
          'content-disposition': `${isAttached ? 'attachment' : 'inline'}; filename="${id}.${ending}"`,
          // The bytes behind an id never change.
          'cache-control': 'private, max-age=31536000, immutable',
        })
        .send(await archive.readBlob(digest));
    },
  );
}
