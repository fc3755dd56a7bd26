import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Services } from '@tallystick/application';
import { SERVICES } from '../services-token.js';
import { validateRequest } from '../validate-request.js';
import { type Offload, OFFLOAD } from './offload.js';

/** A handler checks its request, then hands it to the one use case that it stands for. */
@Injectable()
export abstract class RequestHandler<Request extends object, Result> {
  @Inject(SERVICES)
  protected readonly services!: Services;

  @Optional()
  @Inject(OFFLOAD)
  private readonly offload: Offload | undefined;

  /** Whether it takes so long that an offload is used where there is one; then perform-heavy-request.ts lists it. */
  readonly heavy: boolean = false;

  async execute(request: Request): Promise<Result> {
    validateRequest(request);
    if (this.heavy && this.offload !== undefined) return (await this.offload.run(request)) as Result;
    return this.perform(request);
  }

  protected abstract perform(request: Request): Result | Promise<Result>;
}
