// /api/v1/imported: what somebody else archived of watched pages; theirs, and marked so.
import { z } from 'zod';
import type { Archive } from '../archive.js';
import { VestigeError } from '../errors.js';
import { presentImported } from '../present.js';
import { type App, writable } from './app.js';
import { bytes } from './openapi.js';
import { byId, imported } from './schemas.js';

const tags = ['imported'];
const side = z.object({ id: z.string(), url: z.string(), at: z.string(), imported: z.boolean() });

/** Adds the routes of imported pages. */
export function addImportedRoutes(app: App, archive: Archive): void {
  app.get(
    '/api/v1/watches/:id/imported',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        description: 'Newest first, by the time that their file gives.',
        params: byId,
        response: { 200: z.object({ imported: z.array(imported) }) },
      },
    },
    async ({ params }) => {
      const { id } = await archive.getWatch(params.id);
      return writable({ imported: (await archive.listImported(id)).map(presentImported) });
    },
  );
  app.get(
    '/api/v1/imported/:id/text',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        params: byId,
        response: { 200: bytes('The text read from it.', 'text/plain') },
      },
    },
    async ({ params: { id } }, reply) => {
      const { text } = await archive.getImported(id);
      if (text === null) throw new VestigeError('NOTHING_THERE', `No text was read from ${id}.`);
      return reply
        .type('text/plain; charset=utf-8')
        .header('content-security-policy', "sandbox; default-src 'none'")
        .send(await archive.readBlob(text));
    },
  );
  app.get(
    '/api/v1/imported/compare',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        description: 'Two pages by their text; one of them is imported, or both are.',
        querystring: z.object({ from: z.string(), to: z.string() }),
        response: {
          200: z.object({
            ...{ from: side, to: side },
            text: z.looseObject({ rows: z.array(z.looseObject({ kind: z.string() })) }),
          }),
        },
      },
    },
    async ({ query: { from, to } }) => writable(await archive.compareImported(from, to)) as never,
  );
}
