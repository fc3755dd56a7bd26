import { type Grant, isRole, roles } from '@tallystick/access';
import { TallyError } from '@tallystick/errors';

/** A grant as the command line writes it: `agreement:party:role`. @throws TallyError `usage`. */
export function grantOfText(text: string): Grant {
  const [, agreement, party, role] = /^(.+):([^:]+):([^:]+)$/.exec(text) ?? [];
  if (agreement === undefined || party === undefined || role === undefined || !isRole(role)) {
    throw new TallyError('usage', `"${text}" is not a grant.`, [
      {
        place: '--grant',
        problem: 'A grant is written `agreement:party:role`.',
        mend: `Use one of the roles ${roles.join(', ')}, e.g. acme-northwind:client:keeper.`,
      },
    ]);
  }
  return { agreement, party, role };
}
