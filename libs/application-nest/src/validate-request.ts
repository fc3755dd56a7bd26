import { type ErrorDetail, TallyError } from '@tallystick/errors';
import { validateSync, type ValidationError } from 'class-validator';

/**
 * Holds a request against the rules of its class before anything is done with it.
 * @throws TallyError `usage` with every wrong field.
 */
export function validateRequest(request: object): void {
  const errors = validateSync(request, {
    whitelist: true,
    forbidNonWhitelisted: true,
    // A request without fields has no rules; the bus hands over only what its own class made.
    forbidUnknownValues: false,
    stopAtFirstError: true,
  });
  if (errors.length === 0) return;
  throw new TallyError(
    'usage',
    `The request ${request.constructor.name} is not valid.`,
    errors.flatMap((error) => detailsOf(error, '')),
  );
}

function detailsOf(error: ValidationError, parent: string): ErrorDetail[] {
  const place = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((problem) => ({ place, problem: `${problem}.` }));
  return [...own, ...(error.children ?? []).flatMap((child) => detailsOf(child, place))];
}
