// Routes -> the OpenAPI 3.1 document: the schemas that check input, the scope that opens each
// operation, and the problem document (RFC 9457) that any of them may answer.
import type { SwaggerTransform } from '@fastify/swagger';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body is a form with one file, in the field `file`. */
    takesFile?: boolean;
  }
}

const problem = z
  .object({
    type: z.string().describe('`urn:vestige:error:` and the code.'),
    title: z.string().describe('What is wrong, in one sentence.'),
    status: z.number(),
    code: z.string(),
    detail: z.string().describe('What to do about it.'),
  })
  .loose()
  .meta({ id: 'Problem' });

/** The answer of a route that sends bytes of the given media types. */
export function bytes(description: string, ...types: readonly string[]) {
  const content = Object.fromEntries(types.map((type) => [type, { schema: z.any() }]));
  return { description, content };
}

/** One route as the document tells it. */
export const tellOperation: SwaggerTransform = (told) => {
  const { schema, route } = told;
  const { needs = 'open', takesFile = false } = route.config ?? {};
  if (schema === undefined || schema.hide === true) return jsonSchemaTransform(told as never);
  const response = {
    ...(schema.response as object),
    default: {
      description: 'What was wrong, and what to do about it.',
      content: { 'application/problem+json': { schema: problem } },
    },
  };
  const { schema: written, url } = jsonSchemaTransform({
    ...told,
    schema: { ...schema, response },
  } as never);
  const params = (written as { params?: object }).params;
  return {
    // OpenAPI has no wildcard: what stands there is an address.
    url: url.replace(/\*$/, ':url'),
    schema: {
      ...written,
      ...(params && { params: JSON.parse(JSON.stringify(params).replaceAll('"*"', '"url"')) }),
      // OpenAPI 3.1 §4.8.30.1: for a scheme without flows the list names what it must open.
      security: needs === 'open' ? [] : [{ token: [needs] }, { session: [needs] }],
      ...(takesFile ? { consumes: ['multipart/form-data'], body: FILE_FORM } : {}),
    },
  };
};

const FILE_FORM = {
  type: 'object',
  required: ['file'],
  properties: {
    trust: { type: 'string', description: 'Roots of authorities, PEM.' },
    signerKey: { type: 'string', description: 'Keys trusted to sign bundles, PEM.' },
    checkpointKey: { type: 'string', description: 'Keys of logs (C2SP vkeys), one a line.' },
    witnessKey: { type: 'string', description: 'Keys of witnesses (C2SP vkeys), one a line.' },
    file: { type: 'string', contentMediaType: 'application/octet-stream' },
  },
} as const;
