import { type ErrorDetail, TallyError } from '@tallystick/errors';
import type { Grant } from '../principal.js';
import { type Role, roles } from '../roles.js';
import { isPossible, rolesOfSide, sideOfParty } from '../sides.js';

/** Facts keep the actor and the party as texts of up to this length (docs/reference/facts.md). */
const longestName = 200;
/** Without `|`, which is in every subject of a JSON Web Token, so that no token's name can be one of those. */
const tokenName = /^[\p{L}\p{N}][\p{L}\p{N} ._@+-]*$/u;

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}

/** @throws TallyError `grant-invalid`. */
export function requireTokenName(name: string): void {
  if (tokenName.test(name) && name.length <= longestName && name === name.trim()) return;
  throw new TallyError('grant-invalid', `"${name}" cannot be the name of a token.`, [
    {
      place: 'name',
      problem: 'It is what facts recorded with the token will name as their actor.',
      mend: 'Use up to 200 letters, digits, blanks and . _ @ + -, with a letter or digit in front.',
    },
  ]);
}

/** @throws TallyError `grant-invalid`. */
export function requireSubject(subject: string): void {
  if (subject.includes('|') && subject.length <= longestName && subject === subject.trim()) return;
  requireTokenName(subject);
}

/** @throws TallyError `grant-invalid` where a grant is malformed, or its party cannot hold its role. */
export function requireGrant(grant: Grant): void {
  const details: ErrorDetail[] = [];
  for (const place of ['agreement', 'party'] as const) {
    const text = grant[place];
    if (text === '' || text !== text.trim() || text.length > longestName) {
      details.push({
        place,
        problem: `"${text}" is blank, begins or ends with a blank, or has more than ${longestName} characters.`,
        mend: 'Write the name as the agreement does.',
      });
    }
  }
  if (!isRole(grant.role)) {
    details.push({
      place: 'role',
      problem: `"${String(grant.role)}" is not a role.`,
      mend: `Use one of: ${roles.join(', ')}.`,
    });
  } else if (!isPossible(grant)) {
    details.push({
      place: 'role',
      problem: `The ${grant.party} cannot be ${grant.role}.`,
      mend: `Use one of: ${rolesOfSide[sideOfParty(grant.party)].join(', ')}.`,
    });
  }
  if (details.length > 0) throw new TallyError('grant-invalid', 'The grant cannot be given.', details);
}

/** @throws TallyError `grant-invalid` where a token would have ended before it began. */
export function requireFuture(expiresAt: number | undefined, now: number): void {
  if (expiresAt === undefined || (Number.isSafeInteger(expiresAt) && expiresAt > now)) return;
  throw new TallyError('grant-invalid', 'The token would have ended already.', [
    {
      place: 'expiresAt',
      problem: 'It is not an instant to come.',
      mend: 'Name a later one, or leave it out.',
    },
  ]);
}
