import type { PeriodRow } from '@tallystick/read-models';
import { present, type Provenance } from '../common/index.js';
import { AgreementPeriod } from './agreement.types.js';

/** A row of the read models as the schema shows it. */
export function shownPeriod(row: PeriodRow, provenance: Provenance): AgreementPeriod {
  return present(AgreementPeriod, { ...row, label: row.period }, provenance);
}
