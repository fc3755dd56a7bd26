import type { ServiceLevel } from '@tallystick/terms';
import type { Outage } from '../timeline/index.js';

/**
 * Whether an outage concerns a level: of a level for each site those of its site, and those that name no site, since
 * a service that is down without saying where is down everywhere.
 */
export function outageConcerns(level: Pick<ServiceLevel, 'instance'>, outage: Pick<Outage, 'site'>): boolean {
  const { instance } = level;
  return instance?.by !== 'site' || outage.site === undefined || outage.site === instance.value;
}
