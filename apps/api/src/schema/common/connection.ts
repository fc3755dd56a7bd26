import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { TallyError } from '@tallystick/errors';
import { Position } from '../scalars/index.js';
import { Has, HasMany, MayHave } from './fields.js';
import type { ClassOf } from './union.js';

/** What a page may hold at most, and what it holds where the client does not say. */
export const pageLimits = { most: 100, usual: 20 } as const;

@ObjectType({ description: 'Where a page stands among all (Relay).' })
export class PageInfo {
  @Has(() => Boolean, 'Whether there is more after this page.')
  readonly hasNextPage!: boolean;

  @Has(() => Boolean, 'Whether there is something before this page.')
  readonly hasPreviousPage!: boolean;

  @MayHave(() => String, 'The cursor of the first item; null where there is none.')
  readonly startCursor!: string | null;

  @MayHave(
    () => String,
    'The cursor of the last item: the `after` of the next page; null where there is none.',
  )
  readonly endCursor!: string | null;
}

@ObjectType({ description: 'Up to where the ledger of an agreement is known in an answer.' })
export class AsOf {
  @Has(() => String, 'The agreement.')
  readonly agreement!: string;

  @Has(() => Position, 'The last position known.')
  readonly position!: number;
}

@ArgsType()
export class PageArguments {
  @Field(() => Int, {
    defaultValue: pageLimits.usual,
    description: `How many items to give at most: 1 to ${pageLimits.most}.`,
  })
  readonly first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor after which to go on; absent: from the beginning.',
  })
  readonly after?: string;
}

/** @throws TallyError `usage` for a page that is larger than a page may be. */
export function requirePageSize(first: number): number {
  if (Number.isInteger(first) && first >= 1 && first <= pageLimits.most) return first;
  throw new TallyError('usage', `A page has 1 to ${pageLimits.most} items.`, [
    {
      place: 'first',
      problem: `${first} is not from 1 to ${pageLimits.most}.`,
      mend: 'Ask for fewer and page on.',
    },
  ]);
}

interface EdgeShape<Item> {
  readonly cursor: string;
  readonly node: Item;
}

export interface ConnectionShape<Item> {
  readonly edges: readonly EdgeShape<Item>[];
  readonly pageInfo: PageInfo;
  /** Where counting costs a read, a getter that starts it: it is only read where a client asks. */
  readonly totalCount: number | Promise<number>;
  readonly asOf: readonly AsOf[];
}

/**
 * The connection and edge types of a node type (Relay, Cursor Connections), named after it: `TicketConnection` and
 * `TicketEdge`. Call it once for each type and export what it gives.
 *
 * @param plural what the items are called in descriptions, e.g. `tickets`.
 */
export function connectionOf<Item extends object>(
  type: ClassOf<Item>,
  name: string,
  plural: string,
): ClassOf<ConnectionShape<Item>> {
  @ObjectType(`${name}Edge`, { description: `One of a page of ${plural}, with its cursor (Relay).` })
  class Edge implements EdgeShape<Item> {
    @Has(() => String, 'Where it stands; hand it in as `after` to go on behind it.')
    readonly cursor!: string;

    @Has(() => type as never, 'The item itself.')
    readonly node!: Item;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${plural} (Relay).` })
  class Connection implements ConnectionShape<Item> {
    // `first` has counted them already.
    @HasMany(() => Edge, 'The items of this page, in order.', { rows: 1 })
    readonly edges!: readonly EdgeShape<Item>[];

    @Has(() => PageInfo, 'Where the page stands.')
    readonly pageInfo!: PageInfo;

    @Has(() => Int, `How many ${plural} there are in all, on every page.`)
    readonly totalCount!: number | Promise<number>;

    @HasMany(() => AsOf, 'Up to which position of each agreement’s ledger this is known.')
    readonly asOf!: readonly AsOf[];
  }

  return Connection;
}

const cursorMark = 'item:';

/**
 * A page of a list that is held as a whole, such as the facts behind one figure. Cursors are places in it; the list of
 * one answer never changes.
 * @throws TallyError `usage` for a cursor that is none of its own.
 */
export function pageOfList<Item>(
  items: readonly Item[],
  { first, after }: { readonly first: number; readonly after?: string | undefined },
): {
  readonly from: number;
  readonly items: readonly Item[];
  readonly pageInfo: PageInfo;
  readonly cursors: readonly string[];
} {
  const from = after === undefined || after === null ? 0 : placeOf(after) + 1;
  const page = items.slice(from, from + requirePageSize(first));
  const cursors = page.map((_item, index) =>
    Buffer.from(`${cursorMark}${from + index}`).toString('base64url'),
  );
  return {
    from,
    items: page,
    cursors,
    pageInfo: {
      hasNextPage: from + page.length < items.length,
      hasPreviousPage: from > 0,
      startCursor: cursors[0] ?? null,
      endCursor: cursors.at(-1) ?? null,
    },
  };
}

function placeOf(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const place = text.startsWith(cursorMark) ? text.slice(cursorMark.length) : '';
  if (/^\d{1,9}$/.test(place)) return Number(place);
  throw new TallyError('usage', 'That is no cursor of this list.', [
    {
      place: 'after',
      problem: 'It was not given by this server for this list.',
      mend: 'Take a cursor of the page before.',
    },
  ]);
}
