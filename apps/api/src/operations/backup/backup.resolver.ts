import { Inject } from '@nestjs/common';
import { Context, Field, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import { requireOperator } from '@tallystick/access';
import type { RequestContext } from '../../graphql/request-context.js';
import { type Surroundings, SURROUNDINGS } from '../../surroundings.js';
import { makeBackup } from './make-backup.js';

@ObjectType('BackupFile', { description: 'A file of a backup.' })
class BackupFileType {
  @Field(() => String, { description: 'What it is called in the folder of the backup.' })
  readonly name!: string;

  @Field(() => String, { description: 'SHA-256 of the file, in lower-case hexadecimal.' })
  readonly sha256!: string;

  @Field(() => String, { description: 'Its size in bytes, as a whole number.' })
  readonly bytes!: string;
}

@ObjectType('BackupPayload', { description: 'A backup that was made and verified.' })
class BackupPayload {
  @Field(() => String, {
    description: 'The name of its folder, in the folder of backups that the server is configured with.',
  })
  readonly name!: string;

  @Field(() => String, { description: 'When it was begun, as an instant in UTC.' })
  readonly madeAt!: string;

  @Field(() => [BackupFileType], { description: 'What it consists of.' })
  readonly files!: readonly BackupFileType[];
}

/** Backups by operators, while the server goes on. */
@Resolver()
export class BackupResolver {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Mutation(() => BackupPayload, {
    description:
      'Copies the ledger, tokens and grants, and deliveries into a new folder on the server, each as of one moment, and verifies every hash of the copy. For operators.',
  })
  async backup(@Context() { principal }: RequestContext): Promise<BackupPayload> {
    requireOperator(principal);
    const { configuration, services } = this.surroundings;
    const { name, manifest } = await makeBackup(configuration, services.clock());
    const files = manifest.files.map((file) => ({ ...file, bytes: String(file.bytes) }));
    return { name, madeAt: manifest.madeAt, files };
  }
}
