import { CommandHandler, type ICommandHandler, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Services } from '@tallystick/application';
import { RequestHandler } from './request-handler.js';

type RequestClass<Request> = new (fields: never) => Request;
type UseCase<Request, Result> = (services: Services, request: Request) => Promise<Result>;
type HandlerClass<Request extends object, Result> = new () => RequestHandler<Request, Result> &
  ICommandHandler &
  IQueryHandler;

/** The handler of a command that looks at what is known, and so is worked out where heavy requests are. */
export function heavyCommandHandler<Request extends object, Result>(
  request: RequestClass<Request>,
  useCase: UseCase<Request, Result>,
): HandlerClass<Request, Result> {
  return decorated(CommandHandler(request as never), request, useCase);
}

/** The same of a query. */
export function heavyQueryHandler<Request extends object, Result>(
  request: RequestClass<Request>,
  useCase: UseCase<Request, Result>,
): HandlerClass<Request, Result> {
  return decorated(QueryHandler(request as never), request, useCase);
}

function decorated<Request extends object, Result>(
  decorate: ClassDecorator,
  request: RequestClass<Request>,
  useCase: UseCase<Request, Result>,
): HandlerClass<Request, Result> {
  class Handler extends RequestHandler<Request, Result> {
    override readonly heavy = true;

    protected perform(asked: Request): Promise<Result> {
      return useCase(this.services, asked);
    }
  }
  // Nest tells providers apart by their names.
  Object.defineProperty(Handler, 'name', { value: `${request.name}Handler` });
  decorate(Handler);
  return Handler;
}
