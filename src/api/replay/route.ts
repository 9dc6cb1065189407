// /api/v1/captures/:id/replay: the captured page as it was, on the replay origin.
import { z } from 'zod';
import type { App, Parts } from '../app.js';
import { byId } from '../schemas.js';
import type { ReplayServer } from './server.js';

/** Adds the route. */
export function addReplayRoute(app: App, replay: ReplayServer, { noteAct }: Parts): void {
  app.post(
    '/api/v1/captures/:id/replay',
    {
      config: { needs: 'read' },
      schema: {
        tags: ['captures'],
        description: 'An address that shows the captured page in a frame of the dashboard.',
        params: byId,
        body: z.strictObject({
          language: z.enum(['en', 'zh-Hans', 'zh-Hant', 'ar']).default('en'),
        }),
        response: { 201: z.object({ url: z.string(), expiresAt: z.string() }) },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const shown = await replay.show({
        ...{ capture: id, language: request.body.language },
        dashboard: `${request.protocol}://${request.host}`,
      });
      await noteAct(request, 'original-viewed', `${id}/replay`);
      return reply.code(201).send(shown);
    },
  );
}
