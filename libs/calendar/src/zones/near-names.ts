import { editDistance } from '@tallystick/errors';
import { compareText } from '@tallystick/quantities';

/** Up to three known names that a person may have meant, nearest first: for error messages. */
export function nearNames(name: string, known: readonly string[]): string[] {
  const wanted = plain(name);
  const allowed = Math.max(1, Math.floor(wanted.length / 4));
  return known
    .map((candidate) => ({ candidate, distance: distanceTo(wanted, plain(candidate)) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance || compareText(a.candidate, b.candidate))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** A bare city counts as its whole name. */
function distanceTo(wanted: string, candidate: string): number {
  const city = candidate.slice(candidate.lastIndexOf('/') + 1);
  return wanted.includes('/')
    ? editDistance(wanted, candidate)
    : Math.min(editDistance(wanted, city), editDistance(wanted, candidate));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]+/g, '_');
}
