import { Readable } from 'node:stream';
import { Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { aboutOfFact, assertedByOf, requireAssertion } from '@tallystick/access';
import { loadMappingText } from '@tallystick/application';
import {
  AmendAgreement,
  ImportExports,
  IssueStatement,
  RecordBatch,
  RescindAmendment,
  SignAgreement,
} from '@tallystick/application-nest';
import { type FactType, isFactType, type JsonObject } from '@tallystick/facts';
import type { RequestContext } from '../../graphql/request-context.js';
import {
  AmendTermsInput,
  AmendTermsPayload,
  ImportExportInput,
  ImportExportPayload,
  IssueStatementInput,
  IssueStatementPayload,
  RecordFactsInput,
  RecordFactsPayload,
  RejectedRow,
  RescindAmendmentInput,
  SignAgreementInput,
} from './agreement-types.js';
import { CommandDesk } from './command-desk.js';
import { FactsRecordedPayload } from './payloads.js';

const what = { description: 'What to record.' };
const mostRejectsShown = 100;

/** The contract itself, its statements, and facts of what happened. */
@Resolver()
export class AgreementMutationsResolver {
  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Mutation(() => FactsRecordedPayload, {
    description:
      'Records a signed agreement; its ledger begins with it. `terms-invalid` names every path that is wrong; `agreement-exists`: other terms are signed under its name.',
  })
  async signAgreement(
    @Context() { principal }: RequestContext,
    @Args('input', what) input: SignAgreementInput,
  ): Promise<FactsRecordedPayload> {
    const { grant: _grant, ...fields } = await this.desk.admit(principal, input, {
      operation: 'sign-agreement',
      types: ['AgreementSigned'],
    });
    return this.desk.perform(new SignAgreement(fields), FactsRecordedPayload, () => ({}));
  }

  @Mutation(() => AmendTermsPayload, {
    description: 'Records an amendment or a correction. `amendment-invalid` names every path that is wrong.',
  })
  async amendTerms(
    @Context() { principal }: RequestContext,
    @Args('input', what) input: AmendTermsInput,
  ): Promise<AmendTermsPayload> {
    const { grant: _grant, ...fields } = await this.desk.admit(principal, input, {
      operation: 'amend-terms',
      types: ['TermsAmended'],
    });
    return this.desk.perform(new AmendAgreement(fields), AmendTermsPayload);
  }

  @Mutation(() => FactsRecordedPayload, {
    description: 'Takes an amendment back: from a day on, or as if it had never held.',
  })
  async rescindAmendment(
    @Context() { principal }: RequestContext,
    @Args('input', what) input: RescindAmendmentInput,
  ): Promise<FactsRecordedPayload> {
    const { grant: _grant, ...fields } = await this.desk.admit(principal, input, {
      operation: 'amend-terms',
      types: ['TermsRescinded'],
    });
    return this.desk.perform(new RescindAmendment(fields), FactsRecordedPayload);
  }

  @Mutation(() => IssueStatementPayload, {
    description:
      'Seals the statement of a period, from everything recorded. It is never restated: what is known later adjusts the next. ' +
      '`statement-out-of-order`, `statement-exists`, `period-not-finished`.',
    complexity: 20,
  })
  async issueStatement(
    @Context() { principal }: RequestContext,
    @Args('input', what) input: IssueStatementInput,
  ): Promise<IssueStatementPayload> {
    const { grant: _grant, ...fields } = await this.desk.admit(principal, input, {
      operation: 'issue-statement',
      types: ['StatementIssued'],
    });
    return this.desk.perform(new IssueStatement(fields), IssueStatementPayload, ({ statement, digest }) => ({
      period: statement.period.label,
      digest,
      ...statement.settlement,
    }));
  }

  @Mutation(() => RecordFactsPayload, {
    description:
      'Records facts of what happened, all or none: those of tickets, services, changes, measurements, projects, accountability. ' +
      'A type with a mutation of its own is refused, and so is one that the token’s party may not assert.',
  })
  async recordFacts(
    @Context() { principal }: RequestContext,
    @Args('input', what) input: RecordFactsInput,
  ): Promise<RecordFactsPayload> {
    const named = input.facts.map(({ type }) => type);
    const types = [...new Set(named.filter((type): type is FactType => isFactType(type)))];
    const { grant, ...fields } = await this.desk.admit(principal, input, {
      operation: 'record-facts',
      // A type with a mutation of its own is refused as such, with its name.
      types: types.filter((type) => !this.desk.hasMutation(type) && type !== 'ResponsibilityAssigned'),
    });
    for (const fact of input.facts.filter(({ type }) => type === 'ResponsibilityAssigned')) {
      requireAssertion(
        grant,
        'ResponsibilityAssigned',
        aboutOfFact({ type: 'ResponsibilityAssigned', ...fact }),
      );
    }
    const facts = fields.facts as unknown as readonly JsonObject[];
    return this.desk.perform(new RecordBatch({ ...fields, facts }), RecordFactsPayload);
  }

  @Mutation(() => ImportExportPayload, {
    description:
      'Imports exports of a ticketing system by a mapping. Rows that were recorded before bring nothing new.',
    complexity: 20,
  })
  async importExport(
    @Context() { principal, signal }: RequestContext,
    @Args('input', { description: 'What to import.' }) input: ImportExportInput,
  ): Promise<ImportExportPayload> {
    const { agreement } = input;
    const grant = await this.desk.requireGrant(principal, agreement, {
      operation: 'import-exports',
      types: [],
    });
    const rejects: RejectedRow[] = [];
    const { head, facts, retractions, rows, unchanged, rejected } = await this.commands.execute(
      new ImportExports({
        agreement,
        mapping: loadMappingText(input.mapping),
        inputs: input.files.map(({ name, text }) => ({ name, stream: Readable.from([Buffer.from(text)]) })),
        assertedBy: assertedByOf(principal, grant),
        signal,
        observer: {
          rejected: (found) => {
            rejects.push(...found.slice(0, mostRejectsShown - rejects.length));
            return Promise.resolve();
          },
          progress: () => undefined,
        },
      }),
    );
    return {
      agreement,
      revision: head.position,
      repeated: facts === 0,
      rows,
      newFacts: facts,
      retractions,
      unchanged,
      rejected,
      rejects,
    };
  }
}
