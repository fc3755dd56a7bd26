import { Choice, Either, Field, joinPath, shape } from '@tallystick/documents';
import { Rational } from '@tallystick/quantities';
import type { AboveForecast, Window } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { words } from '../resolution/words.js';

const volume = shape.whole({ min: 1 });

export class AboveForecastTerms {
  @Either({
    text: volume,
    object: shape.map(volume, { min: 1 }),
    meaning:
      'The volume that is forecast for a period; or one by period (`2025-03`, `2025-Q1`, `2025`), with `else` for all ' +
      'others. In a period without a forecast volume does not matter.',
  })
  forecast!: number | ReadonlyMap<string, number>;

  @Field(words.percentage, {
    optional: true,
    default: '`0 percent`',
    meaning: 'By how much the volume may exceed the forecast before this applies.',
  })
  tolerance?: string;

  @Choice(['allow-excess', 'not-measured'], {
    meaning:
      '`allow-excess`: as many misses are forgiven as the volume exceeds forecast and tolerance by; part of one forgives ' +
      'none. `not-measured`: the period is not measured.',
  })
  then!: AboveForecast['then'];
}

const otherwiseKey = 'else';

const labels = {
  month: { pattern: /^\d{4}-(?:0[1-9]|1[0-2])$/, example: '2025-03' },
  quarter: { pattern: /^\d{4}-Q[1-4]$/, example: '2025-Q1' },
  year: { pattern: /^\d{4}$/, example: '2025' },
} as const;

/** What the rest of the level says that its forecast must agree with. */
interface ForecastContext {
  readonly measureKind: string;
  readonly volume: 'with-misses' | 'without-misses' | undefined;
  readonly window: Window;
}

export function resolveAboveForecast(
  authored: AboveForecastTerms,
  context: ForecastContext,
  path: string,
  resolution: Resolution,
): AboveForecast | undefined {
  const before = resolution.problems.length;
  if (context.volume === undefined) {
    resolution.problem(
      path,
      `The measure ${context.measureKind} has no volume that could exceed a forecast.`,
      'Take `aboveForecast` out.',
    );
  } else if (context.volume === 'without-misses' && authored.then === 'allow-excess') {
    resolution.problem(
      `${path}.then`,
      `The measure ${context.measureKind} has no single misses to allow.`,
      'Write `then: not-measured` instead.',
    );
  }
  if (context.window.kind !== 'period') {
    resolution.problem(
      path,
      'A forecast is of one period, but the level is measured over a window.',
      'Take `aboveForecast` or `window` out.',
    );
  }
  const byPeriod = new Map(typeof authored.forecast === 'number' ? [] : authored.forecast);
  const otherwise = typeof authored.forecast === 'number' ? authored.forecast : byPeriod.get(otherwiseKey);
  byPeriod.delete(otherwiseKey);
  checkLabels([...byPeriod.keys()], `${path}.forecast`, resolution);
  if (resolution.problems.length > before) return undefined;
  return Object.freeze({
    byPeriod,
    otherwise,
    tolerancePercent: percentageOf(authored.tolerance ?? '0 percent'),
    then: authored.then,
  });
}

/** A period that is called otherwise would never come, so that its forecast would be passed over. */
function checkLabels(names: readonly string[], path: string, resolution: Resolution): void {
  const { period } = resolution;
  if (period === undefined) return;
  const { pattern, example } = labels[period.every];
  for (const name of names) {
    if (pattern.test(name)) continue;
    resolution.problem(
      joinPath(path, name),
      `\`${name}\` is not a period of this agreement, which is measured by ${period.every}.`,
      `Write it as ${example}, or \`${otherwiseKey}\`.`,
    );
  }
}

/** `10 percent` → 10. */
function percentageOf(text: string): Rational {
  return Rational.parse(text.slice(0, text.indexOf(' ')));
}
