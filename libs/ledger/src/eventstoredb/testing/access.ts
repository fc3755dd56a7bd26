import type { Metadata } from '@grpc/grpc-js';
import { refusals } from './answers.js';

/** Who may come in: passwords by name. `admin` and names of `$admins` may read `$all`, as by the real server's rules. */
export interface Users {
  readonly passwords: Readonly<Record<string, string>>;
  readonly admins: readonly string[];
}

export const defaultUsers: Users = { passwords: { admin: 'changeit' }, admins: ['admin'] };

/**
 * Refuses as the real server does: a wrong password is not authenticated; nobody at all, or a user who is no
 * administrator asking for `$all`, is denied access. `users` is absent on an insecure server, which lets all in.
 */
export function checkAccess(users: Users | undefined, metadata: Metadata, what: 'stream' | '$all'): void {
  if (users === undefined) return;
  const [authorization] = metadata.get('authorization');
  if (authorization === undefined) throw refusals.accessDenied();
  const basic = /^Basic (.+)$/u.exec(authorization.toString());
  const [name = '', ...rest] = Buffer.from(basic?.[1] ?? '', 'base64')
    .toString('utf8')
    .split(':');
  if (users.passwords[name] === undefined || users.passwords[name] !== rest.join(':')) {
    throw refusals.unauthenticated();
  }
  if (what === '$all' && !users.admins.includes(name)) throw refusals.accessDenied();
}
