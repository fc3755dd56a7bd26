import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { TallyError } from '@tallystick/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerTo } from '../graphql/format-errors.js';
import type { Metrics } from '../operations/metrics.js';

/** Answers errors of everything that is not GraphQL in the one shape: `{"error": {code, message, details, requestId}}`. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly metrics: Metrics) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    // GraphQL has its own way (graphql/format-errors.ts).
    if (host.getType<string>() !== 'http') throw exception;
    const http = host.switchToHttp();
    const error = ofNest(exception);
    this.metrics.error(answerTo(error).code);
    sendError(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), error);
  }
}

/** Gives the routes of a plugin, which Nest's filters do not reach, the one shape of errors. */
export function answerErrors(routes: FastifyInstance, metrics: Metrics): void {
  routes.setErrorHandler((error, request, reply) => {
    metrics.error(answerTo(error).code);
    sendError(request, reply, error);
  });
}

/** Answers one error. Headers that the reply has already, such as Retry-After, stay. */
export function sendError(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  const { status, code, message, details } = answerTo(error);
  if (status >= 500) request.log.error({ err: error }, 'a request failed');
  void reply.code(status).send({ error: { code, message, details, requestId: request.id } });
}

function ofNest(exception: unknown): unknown {
  if (!(exception instanceof HttpException)) return exception;
  const status = exception.getStatus();
  if (status === 404)
    return new TallyError('address-unknown', 'There is nothing at that address.', [], exception);
  return status < 500 ? new TallyError('request-invalid', exception.message, [], exception) : exception;
}
