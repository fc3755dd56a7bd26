import { type DynamicModule, Module } from '@nestjs/common';
import { GraphQLModule, Query, Resolver } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import type { Services } from '@tallystick/application';
import { ApplicationModule } from '@tallystick/application-nest';

@Resolver()
class ProbeResolver {
  @Query(() => String)
  probe(): string {
    return 'here';
  }
}

@Module({})
export class ApiModule {
  static forServices(services: Services): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        ApplicationModule.forServices(services),
        GraphQLModule.forRoot<MercuriusDriverConfig>({
          driver: MercuriusDriver,
          autoSchemaFile: true,
          jit: 1,
          subscription: true,
          path: '/graphql',
        }),
      ],
      providers: [ProbeResolver],
    };
  }
}
