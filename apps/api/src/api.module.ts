import { type DynamicModule, Global, Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { MercuriusDriverConfig } from '@nestjs/mercurius';
import { ApplicationModule, type Offload } from '@tallystick/application-nest';
import { AccessModule } from './access/access.module.js';
import { IngestionModule } from './ingestion/ingestion.module.js';
import { SubscriptionsModule } from './subscriptions/subscriptions.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { MutationsModule } from './schema/mutations/mutations.module.js';
import { ReadsModule } from './schema/reads.module.js';
import { ViewsModule } from './schema/views/views.module.js';
import { type Surroundings, SURROUNDINGS } from './surroundings.js';
import { OffloadHeavyRequests } from './work/offload-heavy-requests.js';

/** Hands the surroundings to every module. */
@Global()
@Module({})
class SurroundingsModule {
  static of(surroundings: Surroundings): DynamicModule {
    return {
      module: SurroundingsModule,
      providers: [{ provide: SURROUNDINGS, useValue: surroundings }],
      exports: [SURROUNDINGS],
    };
  }
}

/** The server's modules: one a feature folder. */
@Module({})
export class ApiModule {
  static forSurroundings(surroundings: Surroundings, graphql: MercuriusDriverConfig): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        SurroundingsModule.of(surroundings),
        ApplicationModule.forServices(surroundings.services, offloadOf(surroundings)),
        AccessModule,
        IngestionModule,
        SubscriptionsModule,
        OperationsModule,
        ReadsModule,
        ViewsModule,
        MutationsModule,
        GraphQLModule.forRoot<MercuriusDriverConfig>(graphql),
      ],
    };
  }
}

function offloadOf({ services, calculators }: Surroundings): Offload | undefined {
  return calculators === undefined ? undefined : new OffloadHeavyRequests(services, calculators);
}
