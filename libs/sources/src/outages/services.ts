import { compareText } from '@tallystick/quantities';
import type { RowColumns } from '../columns/row-columns.js';
import { bindValue } from '../columns/value-binding.js';
import type { SourceRow } from '../input/source-row.js';
import { ignoreWord } from '../mapping/check-mapping.js';
import type { ServicesRule } from '../mapping/service-rules.js';
import { RowProblem } from '../row-problem.js';

export interface ConcernedServices {
  readonly services: readonly string[];
  /** Whether a row may concern several; their outages then carry the service in their key. */
  readonly several: boolean;
}

const setWords: ReadonlySet<string> = new Set(['1', 'true', 'yes', 'y', 'x']);

/** Binds the services that a row of outages concerns; a row that names none is rejected unless the rule says otherwise. */
export function bindServices(
  rule: string | ServicesRule,
  columns: RowColumns,
): (row: SourceRow) => ConcernedServices {
  if (typeof rule === 'string') {
    const value = bindValue(rule, columns, true);
    return (row) => ({ services: [value(row)!], several: false });
  }
  const named = namesOf(rule, columns);
  const none = rule.none === undefined ? undefined : bindValue(rule.none, columns, true);
  const other = rule.else ?? (rule.words === undefined ? 'as-written' : 'reject');
  return (row) => {
    const services = new Set<string>();
    for (const name of named(row)) {
      const service = rule.words?.get(name) ?? (other === 'as-written' ? name : other);
      if (service === 'reject' && other === 'reject') {
        throw new RowProblem(
          `The service ${JSON.stringify(name)} is not known to the mapping.`,
          'Add it to `words` of `services`, or say with `else` what other names mean.',
        );
      }
      if (service !== ignoreWord) services.add(service);
    }
    if (services.size > 0) return { services: [...services].sort(compareText), several: true };
    if (none === undefined) {
      throw new RowProblem('The row names no service.', 'Say with `none` which service such a row concerns.');
    }
    return { services: [none(row)!], several: false };
  };
}

function namesOf(rule: ServicesRule, columns: RowColumns): (row: SourceRow) => readonly string[] {
  if (rule.flags !== undefined) {
    const flags = [...rule.flags].map(([column, service]) => ({ read: columns.column(column), service }));
    return (row) =>
      flags.filter(({ read }) => setWords.has(read(row)?.toLowerCase() ?? '')).map(({ service }) => service);
  }
  const lists = (rule.columns ?? []).map((column) => columns.list(column));
  return (row) => lists.flatMap((list) => list(row));
}
