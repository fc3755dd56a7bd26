import { applyDecorators } from '@nestjs/common';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsString,
  Matches,
  MaxLength,
  MinLength,
} from 'class-validator';

/** A short name: of an agreement, a ticket, a figure, a party. */
export const Name = (options: { readonly each?: boolean } = {}): PropertyDecorator =>
  applyDecorators(IsString(options), MinLength(1, options), MaxLength(200, options));

/** A list of short names, which is not empty. */
export const Names = (): PropertyDecorator =>
  applyDecorators(IsArray(), ArrayNotEmpty(), ArrayMaxSize(1_000), Name({ each: true }));

/** One line for people. */
export const Line = (): PropertyDecorator => applyDecorators(IsString(), MinLength(1), MaxLength(1_000));

/** Text of several lines for people. */
export const Prose = (): PropertyDecorator => applyDecorators(IsString(), MinLength(1), MaxLength(20_000));

/** An exact decimal as text; negative for what is owed the other way round. */
export const Amount = (): PropertyDecorator =>
  Matches(/^-?\d{1,30}(?:\.\d{1,8})?$/, { message: '$property must be an amount such as 1250.00' });

/** `2025-03`, `2025-Q1` or `2025`. */
export const PeriodLabel = (): PropertyDecorator =>
  Matches(/^\d{4}(?:-(?:0[1-9]|1[0-2]|Q[1-4]))?$/, {
    message: '$property must be a period such as 2025-03, 2025-Q1 or 2025',
  });

/** A revision, an instant, or a date (its end in the agreement's zone). */
export const KnownAt = (): PropertyDecorator =>
  Matches(/^(?:\d+|\d{4}-\d{2}-\d{2}(?:T\S+)?)$/, {
    message: '$property must be a revision, a date or an instant',
  });

/** An instant with its offset. */
export const Instant = (): PropertyDecorator =>
  Matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/, {
    message: '$property must be an instant such as 2025-03-01T09:00:00Z',
  });

/** A local date of the agreement's zone. */
export const LocalDate = (): PropertyDecorator =>
  Matches(/^\d{4}-\d{2}-\d{2}$/, { message: '$property must be a date such as 2025-03-01' });
