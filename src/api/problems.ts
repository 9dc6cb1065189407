// Errors -> problem documents (RFC 9457) with our codes.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { VestigeError } from '../errors.js';

/** Answers every error of `server`, and every address where nothing is. */
export function answerProblems(server: FastifyInstance, log: Logger): void {
  server.setErrorHandler((error, _request, reply) => sendProblem(reply, translate(error), log));
  server.setNotFoundHandler((request, reply) =>
    sendProblem(reply, new VestigeError('NOTHING_THERE', `Nothing is at ${request.url}.`), log),
  );
}

function translate(error: unknown): { error: VestigeError; status: number } | VestigeError {
  if (error instanceof VestigeError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const problems = error.validation.map(({ instancePath, message }) =>
      `${instancePath.slice(1)} ${message}`.trim(),
    );
    return new VestigeError('INPUT_INVALID', `${problems.join('; ')}.`, { details: { problems } });
  }
  const { statusCode: status = 500 } = error as { statusCode?: number };
  if (status >= 400 && status < 500) {
    const message = error instanceof Error ? error.message : String(error);
    const code = status === 429 ? 'TOO_MANY_REQUESTS' : 'INPUT_INVALID';
    return { error: new VestigeError(code, message), status };
  }
  return new VestigeError('INTERNAL', 'Something failed inside Vestige.', { cause: error });
}

function sendProblem(
  reply: FastifyReply,
  fault: ReturnType<typeof translate>,
  log: Logger,
): FastifyReply {
  const error = fault instanceof VestigeError ? fault : fault.error;
  const { http, hint } = error.facts;
  const status = fault instanceof VestigeError ? http : fault.status;
  if (error.code === 'INTERNAL') log.error({ err: error.cause ?? error }, 'a request failed');
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({
      type: `urn:vestige:error:${error.code}`,
      title: error.message,
      status,
      code: error.code,
      detail: hint,
      ...error.details,
    });
}
