/** What `token create` is given. */
export interface CreateOptions {
  readonly name: string;
  readonly operator?: boolean;
  readonly grant?: readonly string[];
  readonly expiresAt?: string;
  readonly days?: string;
  readonly rotate?: boolean;
}

/** What `grant list` is given. */
export interface ListOptions {
  readonly subject?: string;
  readonly agreement?: string;
}
