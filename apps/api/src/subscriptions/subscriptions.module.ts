import { Module } from '@nestjs/common';
import { SubscriptionsResolver } from './subscriptions.resolver.js';

/** What happens, as it happens, over graphql-transport-ws. */
@Module({ providers: [SubscriptionsResolver] })
export class SubscriptionsModule {}
