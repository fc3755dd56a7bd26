import { accessActions, operations, type Operation, type Role } from '@tallystick/access';
import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { enumOf } from '../schema/enums/enum-of.js';
import { Instant } from '../schema/scalars/index.js';

const RoleEnum = enumOf<Role>('Role', 'What a member of an agreement does there.', {
  reader: 'Sees everything of the agreement.',
  contributor: 'Also records what its party may assert, contests, and claims.',
  manager: 'Also decides for its party: relief, contests, invoices, exits, waivers.',
  keeper: 'Of the client, whose record this is: also signs, amends, imports and seals statements.',
  arbiter: 'Stands outside of both parties: reads everything and decides contests.',
});

const OperationEnum = enumOf<Operation>(
  'Operation',
  'Everything that can be asked of the server about an agreement.',
  operations,
);

const AccessActionEnum = enumOf<(typeof accessActions)[number]>(
  'AccessAction',
  'What was done to somebody’s access.',
  {
    'token-created': 'An API token was made.',
    'token-revoked': 'An API token was taken back.',
    'operator-made': 'The subject may operate the server from then on.',
    'operator-unmade': 'The subject may no longer operate the server.',
    'role-granted': 'The subject got a role in an agreement, in place of any that it had there.',
    'role-revoked': 'The role in an agreement was taken back.',
  },
);

const agreement = 'The agreement, by the name of its ledger.';
const party = '`client`, `provider`, `auditor`, or a third party by its short name in the terms.';
const subject = 'A person or program: the name of an API token, or `issuer|sub` of a JSON Web Token.';

@ObjectType('ViewerGrant', { description: 'What the asker is in one agreement.' })
export class ViewerGrantType {
  @Field(() => String, { description: agreement })
  readonly agreement!: string;

  @Field(() => String, { description: party })
  readonly party!: string;

  @Field(() => RoleEnum, { description: 'What the asker does there.' })
  readonly role!: Role;

  @Field(() => [OperationEnum], {
    description:
      'What the asker may do there. Which facts an operation may record depends on the party as well (`mayAssert`).',
  })
  readonly mayDo!: readonly Operation[];

  @Field(() => [String], {
    description:
      'The types of facts that the asker may assert there, in the order of the catalogue. Some depend on what they speak of as well: who owes, who asserted, what the terms say.',
  })
  readonly mayAssert!: readonly string[];
}

@ObjectType('Viewer', { description: 'Who asks, as the token shows.' })
export class ViewerType {
  @Field(() => String, {
    description: `${subject} It is the actor of the facts recorded. \`nobody\` without a token.`,
  })
  readonly subject!: string;

  @Field(() => Boolean, {
    description: 'Whether the asker manages tokens, grants and backups of the server.',
  })
  readonly operator!: boolean;

  @Field(() => Instant, {
    nullable: true,
    description: 'When the token ends; null: it does not end by itself.',
  })
  readonly expiresAt!: string | null;

  @Field(() => [ViewerGrantType], { description: 'The agreements that the asker has a part in, by name.' })
  readonly grants!: readonly ViewerGrantType[];
}

@ObjectType('AccessToken', { description: 'An API token. Its secret was shown once and is kept nowhere.' })
export class AccessTokenType {
  @Field(() => String, { description: '16 hexadecimal digits that name the token; no secret.' })
  readonly id!: string;

  @Field(() => String, { description: 'Whose it is; the actor of facts recorded with it.' })
  readonly subject!: string;

  @Field(() => Boolean, { description: 'Whether its subject operates the server.' })
  readonly operator!: boolean;

  @Field(() => Instant, { description: 'When it was made.' })
  readonly madeAt!: string;

  @Field(() => String, { description: 'Who made it.' })
  readonly madeBy!: string;

  @Field(() => Instant, {
    nullable: true,
    description: 'The first instant at which it is not taken; null: none.',
  })
  readonly expiresAt!: string | null;

  @Field(() => Instant, { nullable: true, description: 'When it was taken back; null: it was not.' })
  readonly revokedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Who took it back; null: nobody did.' })
  readonly revokedBy!: string | null;

  @Field(() => Instant, {
    nullable: true,
    description: 'When it was used last, to within an hour; null: never.',
  })
  readonly lastUsedAt!: string | null;

  @Field(() => Boolean, { description: 'Whether it is taken now: neither ended nor revoked.' })
  readonly stands!: boolean;
}

@ObjectType('AccessGrant', { description: 'A role of a person or program in an agreement.' })
export class AccessGrantType {
  @Field(() => String, { description: subject })
  readonly subject!: string;

  @Field(() => String, { description: agreement })
  readonly agreement!: string;

  @Field(() => String, { description: party })
  readonly party!: string;

  @Field(() => RoleEnum, { description: 'What the subject does there.' })
  readonly role!: Role;

  @Field(() => Instant, { description: 'When it was given.' })
  readonly madeAt!: string;

  @Field(() => String, { description: 'Who gave it.' })
  readonly madeBy!: string;
}

@ObjectType('AccessEvent', { description: 'Who did what to whose access, and when. It is never changed.' })
export class AccessEventType {
  @Field(() => Int, { description: 'From 1, in order.' })
  readonly number!: number;

  @Field(() => Instant, { description: 'When.' })
  readonly at!: string;

  @Field(() => String, { description: 'Who did it: a subject, or `command line`.' })
  readonly by!: string;

  @Field(() => AccessActionEnum, { description: 'What was done.' })
  readonly action!: string;

  @Field(() => String, { description: 'Whose access it was about.' })
  readonly subject!: string;

  @Field(() => String, { nullable: true, description: 'The token, by its id; null where it was about none.' })
  readonly token!: string | null;

  @Field(() => String, { nullable: true, description: 'The agreement; null where it was about none.' })
  readonly agreement!: string | null;

  @Field(() => String, { nullable: true, description: 'The party spoken for; null where it was about none.' })
  readonly party!: string | null;

  @Field(() => RoleEnum, { nullable: true, description: 'The role; null where it was about none.' })
  readonly role!: Role | null;
}

@InputType('GrantInput', { description: 'A role in an agreement.' })
export class GrantInputType {
  @Field(() => String, { description: agreement })
  readonly agreement!: string;

  @Field(() => String, { description: party })
  readonly party!: string;

  @Field(() => RoleEnum, {
    description: 'Keepers are of the client only; arbiters of an auditor or a third party only.',
  })
  readonly role!: Role;
}

@InputType({ description: 'What to make an API token with.' })
export class CreateTokenInput {
  @Field(() => String, { description: 'Whose it is: what facts recorded with it name as their actor.' })
  readonly name!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether its subject operates the server; absent: it does not.',
  })
  readonly operator?: boolean | null;

  @Field(() => [GrantInputType], {
    nullable: true,
    description: 'For each agreement at most one role; absent: none.',
  })
  readonly grants?: readonly GrantInputType[] | null;

  @Field(() => Instant, {
    nullable: true,
    description: 'The first instant at which it is not taken; absent: none.',
  })
  readonly expiresAt?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'One more token of a name that has one, with the roles that it has; the old one is revoked later.',
  })
  readonly rotate?: boolean | null;
}

@ObjectType({ description: 'A token as it was made.' })
export class CreateTokenPayload {
  @Field(() => AccessTokenType, { description: 'The token.' })
  readonly token!: AccessTokenType;

  @Field(() => String, { description: 'The secret, shown this once: `Authorization: Bearer …`.' })
  readonly secret!: string;
}

@InputType({ description: 'Which token to take back.' })
export class RevokeTokenInput {
  @Field(() => String, { description: 'The id of the token.' })
  readonly id!: string;
}

@ObjectType({ description: 'The token that was taken back.' })
export class RevokeTokenPayload {
  @Field(() => AccessTokenType, { description: 'The token.' })
  readonly token!: AccessTokenType;
}

@InputType({ description: 'Whom to give which role where.' })
export class GrantRoleInput extends GrantInputType {
  @Field(() => String, { description: subject })
  readonly subject!: string;
}

@InputType({ description: 'Whose role to take back where.' })
export class RevokeGrantInput {
  @Field(() => String, { description: subject })
  readonly subject!: string;

  @Field(() => String, { description: agreement })
  readonly agreement!: string;
}

@ObjectType({ description: 'The grant that was given or taken back.' })
export class GrantPayload {
  @Field(() => AccessGrantType, { description: 'The grant.' })
  readonly grant!: AccessGrantType;
}

@InputType({ description: 'Who is to operate the server, or no longer.' })
export class SetOperatorInput {
  @Field(() => String, { description: subject })
  readonly subject!: string;

  @Field(() => Boolean, { description: 'Whether the subject operates the server from now on.' })
  readonly operator!: boolean;
}

@ObjectType({ description: 'Who operates the server, or no longer does.' })
export class SetOperatorPayload {
  @Field(() => String, { description: subject })
  readonly subject!: string;

  @Field(() => Boolean, { description: 'Whether the subject operates the server now.' })
  readonly operator!: boolean;
}
