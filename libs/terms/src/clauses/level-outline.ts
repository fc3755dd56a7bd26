import { joinPath } from '@tallystick/documents';
import { measureKindOf } from '../measures/registry.js';
import type { LevelOutline } from '../resolution/level-outline.js';
import type { Resolution } from '../resolution/resolution.js';
import type { MeasureUnit } from '../resolution/values.js';
import { qualifyingReads } from './qualifying.js';
import type { ServiceLevelClause } from './service-level.js';

/** Notes what others may ask of each service level whose shape has no errors, before any of them is resolved. */
export function outlineLevels(
  list: readonly ServiceLevelClause[] | undefined,
  path: string,
  resolution: Resolution,
): void {
  if (!Array.isArray(list)) return;
  list.forEach((authored: ServiceLevelClause, index) => {
    const levelPath = joinPath(path, index);
    if (!resolution.isSound(levelPath) || resolution.levelOutlines.has(authored.id)) return;
    resolution.levelOutlines.set(authored.id, outlineOf(authored, levelPath, resolution));
  });
}

function outlineOf(authored: ServiceLevelClause, path: string, resolution: Resolution): LevelOutline {
  const kind = measureKindOf(authored.measure);
  let asked = false;
  let unit: MeasureUnit | undefined;
  return Object.freeze({
    id: authored.id,
    path,
    measureKind: kind.kind,
    isForEach: authored.forEach !== undefined,
    unit(): MeasureUnit | undefined {
      if (asked) return unit;
      // Set before the measure is asked, so that levels that read each other come to an end.
      asked = true;
      const own = kind.unit(authored.measure, resolution);
      unit = own !== undefined && authored.baseline !== undefined ? 'number' : own;
      return unit;
    },
    measureReads: kind.reads?.(authored.measure, `${path}.measure`) ?? [],
    qualifyingReads:
      authored.qualifying === undefined ? [] : qualifyingReads(authored.qualifying, `${path}.qualifying`),
  });
}
