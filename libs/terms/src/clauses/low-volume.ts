import { Choice, WholeNumber } from '@tallystick/documents';
import type { LowVolume } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';

class FewerThan {
  @WholeNumber({ min: 1, meaning: 'Low volume is fewer counted than this.' })
  fewerThan!: number;
}

export class AllowMisses extends FewerThan {
  @WholeNumber({ min: 1, meaning: 'With up to so many misses the period is met.' })
  allowMisses!: number;
}

export class NotMeasuredWhenLow extends FewerThan {
  @Choice(['not-measured'], { meaning: 'The period is not measured.' })
  then!: 'not-measured';
}

export type LowVolumeTerms = AllowMisses | NotMeasuredWhenLow;
export const lowVolumeDocuments = { allowMisses: () => AllowMisses, then: () => NotMeasuredWhenLow };

export function resolveLowVolume(
  authored: LowVolumeTerms,
  volume: 'with-misses' | 'without-misses' | undefined,
  measureKind: string,
  path: string,
  resolution: Resolution,
): LowVolume | undefined {
  if (volume === undefined) {
    return resolution.problem(
      path,
      `The measure ${measureKind} has no volume that could be low.`,
      'Take `lowVolume` out.',
    );
  }
  const { fewerThan } = authored;
  if (!('allowMisses' in authored)) return Object.freeze({ fewerThan, then: 'not-measured' });
  const { allowMisses } = authored;
  const place = `${path}.allowMisses`;
  if (volume === 'without-misses') {
    return resolution.problem(
      place,
      `The measure ${measureKind} has no single misses to allow.`,
      'Write `then: not-measured` instead.',
    );
  }
  if (allowMisses >= fewerThan) {
    return resolution.problem(
      place,
      `With fewer than ${fewerThan} counted, ${allowMisses} misses are all of them.`,
      `Write a number below ${fewerThan}, or \`then: not-measured\`.`,
    );
  }
  return Object.freeze({ fewerThan, then: 'allow-misses', allowMisses });
}
