import { Inject, Injectable } from '@nestjs/common';
import { type Command, CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  assertedByOf,
  type Grant,
  mayAssert,
  type Operation,
  type Principal,
  requireAccess,
  requireAssertion,
  strangersError,
} from '@tallystick/access';
import { commandsOfTypes, type Recorded, type SpokenOf, type SpokenOfQuery } from '@tallystick/application';
import { LookUpSpokenOf } from '@tallystick/application-nest';
import type { FactType } from '@tallystick/facts';
import { type Surroundings, SURROUNDINGS } from '../../surroundings.js';
import { type ClassOf, given, present, type Provenance } from '../common/index.js';
import type { RequestInput } from './command-input.js';

type GivenFields<Input> = { [Name in keyof Input]: Exclude<Input[Name], null> };

/** What a mutation asks for beside its own input. */
export interface Asked {
  readonly operation: Operation;
  /** The types of fact that it may record. */
  readonly types: readonly FactType[];
  /** What it is about, where who may say so depends on that. */
  readonly about?: Omit<SpokenOfQuery, 'agreement'>;
  readonly outcome?: 'upheld' | 'rejected';
}

/**
 * The way of every mutation: who asks is checked first, says it in the name of the grant's party and of nobody else, and
 * is answered with what was recorded.
 */
@Injectable()
export class CommandDesk {
  constructor(
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  /**
   * The fields of the command: those of the input that were given, and who says so.
   * @throws TallyError `unauthenticated`, `agreement-unknown`, `access-denied`.
   */
  async admit<Input extends RequestInput>(principal: Principal, input: Input, asked: Asked) {
    const grant = await this.requireGrant(principal, input.agreement, asked);
    return {
      ...(given(input) as GivenFields<Input>),
      agreement: input.agreement,
      assertedBy: assertedByOf(principal, grant),
      grant,
    };
  }

  /** @throws TallyError as `admit`; an agreement that is granted and not recorded is unknown as to a stranger. */
  async requireGrant(principal: Principal, agreement: string, asked: Asked): Promise<Grant> {
    const grant = requireAccess(principal, asked.operation, agreement);
    if (asked.operation !== 'sign-agreement') await this.requireRecorded(agreement);
    const about = asked.about === undefined ? undefined : await this.lookUp({ ...asked.about, agreement });
    for (const type of asked.types) this.requireAssertion(grant, type, asked, about);
    return grant;
  }

  private requireAssertion(
    grant: Grant,
    type: FactType,
    { outcome }: Asked,
    about: SpokenOf | undefined,
  ): void {
    if (about === undefined) {
      requireAssertion(grant, type);
      return;
    }
    const { subject, owedBy, reliefDecidedBy, contestedBy } = about;
    // What is spoken of is not there: the command says so to one who might speak of it.
    const isNothing = subject === undefined && owedBy === undefined && reliefDecidedBy === undefined;
    if (isNothing && mayAssert(grant, type)) return;
    requireAssertion(grant, type, {
      subject,
      owedBy,
      reliefDecidedBy,
      // Nobody: a fact that was never contested.
      contestedBy: contestedBy ?? '',
      outcome,
    });
  }

  private lookUp(query: SpokenOfQuery): Promise<SpokenOf> {
    return this.queries.execute(new LookUpSpokenOf(query));
  }

  private async requireRecorded(agreement: string): Promise<void> {
    if ((await this.surroundings.services.ledger.head(agreement)) === undefined) throw strangersError();
  }

  /** Whether facts of a type are recorded by a mutation of their own. */
  hasMutation(type: FactType): boolean {
    return commandsOfTypes[type] !== undefined;
  }

  /** Has a command performed, and presents what it recorded. */
  async perform<Result extends Recorded, Payload extends object>(
    command: Command<Result>,
    type: ClassOf<Payload>,
    more: (result: Result) => object = (result) => result,
  ): Promise<Payload> {
    const result = await this.commands.execute(command);
    const { agreement, revision, facts, repeated } = result;
    const data = more(result) as { readonly currency?: string };
    const provenance: Provenance = {
      agreement,
      currency: data.currency ?? '',
      knownAt: revision,
      termsDigest: undefined,
    };
    const recorded = {
      agreement,
      revision,
      repeated,
      facts: facts.map((one) => ({ ...one, fact: one.id, factId: one.id })),
    };
    return present(type, { ...data, ...recorded }, provenance);
  }
}
