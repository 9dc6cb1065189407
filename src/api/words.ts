// /api/v1/words: what states, observations, changes and flags are called in a language.
import { z } from 'zod';
import { LANGUAGES, wordingOf } from '../archive.js';
import type { App } from './app.js';

const said = z.record(z.string(), z.string());

/** Adds the route. */
export function addWords(app: App): void {
  app.get(
    '/api/v1/words',
    {
      config: { needs: 'read' },
      schema: {
        tags: ['words'],
        description: 'The words that reports and messages use, for those of the API.',
        querystring: z.object({ language: z.enum(LANGUAGES).default('en') }),
        response: {
          200: z.object({
            ...{ states: said, levels: said, severities: said, claimStates: said },
            ...{ classes: said, kinds: said, flags: said, phrases: said },
          }),
        },
      },
    },
    async ({ query: { language } }) => wordingOf(language),
  );
}
