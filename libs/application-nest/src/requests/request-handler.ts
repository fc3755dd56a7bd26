import { Inject, Injectable } from '@nestjs/common';
import type { Services } from '@tallystick/application';
import { SERVICES } from '../services-token.js';
import { validateRequest } from '../validate-request.js';

/** A handler checks its request, then hands it to the one use case that it stands for. */
@Injectable()
export abstract class RequestHandler<Request extends object, Result> {
  @Inject(SERVICES)
  protected readonly services!: Services;

  async execute(request: Request): Promise<Result> {
    validateRequest(request);
    return this.perform(request);
  }

  protected abstract perform(request: Request): Result | Promise<Result>;
}
