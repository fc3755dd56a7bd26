import { Module } from '@nestjs/common';
import { AdministrationResolver } from './administration.resolver.js';
import { ViewerResolver } from './viewer.resolver.js';

/** Who asks and what that lets one do; tokens, grants and their history for operators. */
@Module({ providers: [ViewerResolver, AdministrationResolver] })
export class AccessModule {}
