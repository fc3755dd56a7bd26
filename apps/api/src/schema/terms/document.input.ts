import { Field, InputType } from '@nestjs/graphql';

@InputType({ description: 'A document as a person wrote it, in YAML or JSON.' })
export class DocumentInput {
  @Field(() => String, { description: 'What errors call it, e.g. "contract.yaml".' })
  readonly name!: string;

  @Field(() => String, { description: 'The text, at most 8 MiB.' })
  readonly text!: string;
}

@InputType({
  description:
    'Where terms come from: a recorded agreement, or documents that are handed in. One of the two.',
})
export class TermsSourceInput {
  @Field(() => String, { nullable: true, description: 'A recorded agreement, by its short name.' })
  readonly agreement?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of a recorded agreement: up to when it is known, as `KnownAt`. Absent: now.',
  })
  readonly knownAt?: string | null;

  @Field(() => DocumentInput, { nullable: true, description: 'A terms document.' })
  readonly terms?: DocumentInput | null;

  @Field(() => [DocumentInput], {
    nullable: true,
    description: 'Amendments of that document, in the order in which they were agreed.',
  })
  readonly amendments?: readonly DocumentInput[] | null;
}
