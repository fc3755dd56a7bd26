import {
  type EpochSeconds,
  formatInstantSeconds,
  localDateOf,
  localDateParts,
  Rational,
} from '@tallystick/quantities';
import type { ExampleFacts } from './example-fact.js';
import { exampleYear, secondsPerDay, strainOfMonth } from './example-setting.js';
import type { SeededRandom } from './random.js';

const minute = 60;
const hour = 3600;
const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/** Outages, announced maintenance, changes and the monthly survey of the example year. */
export function addExampleServices(random: SeededRandom, facts: ExampleFacts): void {
  for (const month of months) {
    const firstDay = localDateOf(exampleYear, month, 1) * secondsPerDay;
    addOutages(random, facts, month, firstDay);
    if (month % 3 === 0) addMaintenance(facts, month, firstDay);
    addChanges(random, facts, month, firstDay);
    addSurvey(random, facts, month);
  }
}

function addOutages(random: SeededRandom, facts: ExampleFacts, month: number, firstDay: EpochSeconds): void {
  const strain = strainOfMonth[month - 1]!;
  const outages = [
    { service: 'email', likely: 0.5 * strain, medianSeconds: 45 * minute },
    { service: 'erp', likely: 0.6 * strain, medianSeconds: 70 * minute },
    { service: 'network', likely: 0.3, medianSeconds: 20 * minute },
  ];
  for (const { service, likely, medianSeconds } of outages) {
    if (!random.chance(likely)) continue;
    const outage = `OUT-${String(month).padStart(2, '0')}-${service}`;
    const began =
      weekdayFrom(firstDay + random.whole(1, 24) * secondsPerDay) + random.whole(8 * hour, 16 * hour);
    const seconds = random.duration(medianSeconds * strain);
    facts.add('OutageBegan', began, outage, { outage, service });
    if (seconds > hour) {
      facts.add('ServiceDegraded', began + hour, outage, { outage, service, shareAffected: '0.5' });
    }
    facts.add('OutageEnded', began + seconds, outage, { outage });
  }
}

/** The day itself, or the Monday after it: services break when people use them. */
function weekdayFrom(midnight: EpochSeconds): EpochSeconds {
  const weekday = (midnight / secondsPerDay + 3) % 7;
  return weekday < 5 ? midnight : midnight + (7 - weekday) * secondsPerDay;
}

/** A quarterly window on the third Sunday, announced ten days before; the mail server is down in it. */
function addMaintenance(facts: ExampleFacts, month: number, firstDay: EpochSeconds): void {
  const weekdayOfFirst = (firstDay / secondsPerDay + 3) % 7;
  const sunday = firstDay + (((13 - weekdayOfFirst) % 7) + 14) * secondsPerDay;
  const maintenance = `MNT-${String(month).padStart(2, '0')}`;
  const from = sunday + 2 * hour;
  facts.add('MaintenanceAnnounced', from - 10 * secondsPerDay, maintenance, {
    maintenance,
    service: 'email',
    from: formatInstantSeconds(from),
    until: formatInstantSeconds(from + 4 * hour),
  });
  const outage = `OUT-${maintenance}`;
  facts.add('OutageBegan', from + 15 * minute, outage, { outage, service: 'email', cause: 'Maintenance' });
  facts.add('OutageEnded', from + 3 * hour, outage, { outage });
}

function addChanges(random: SeededRandom, facts: ExampleFacts, month: number, firstDay: EpochSeconds): void {
  const strain = strainOfMonth[month - 1]!;
  for (let number = random.whole(5, 9); number > 0; number -= 1) {
    const change = `CHG-${String(month).padStart(2, '0')}${String(number).padStart(2, '0')}`;
    const started = firstDay + random.whole(4, 25) * secondsPerDay + random.whole(18 * hour, 22 * hour);
    const until = started + random.whole(1, 3) * hour;
    facts.add('ChangeRequested', started - 3 * secondsPerDay, change, { change, changeType: 'normal' });
    facts.add('ChangeApproved', started - 2 * secondsPerDay, change, { change }, { party: 'client' });
    facts.add('ChangeScheduled', started - secondsPerDay, change, {
      change,
      from: formatInstantSeconds(started),
      until: formatInstantSeconds(until),
    });
    facts.add('ChangeStarted', started, change, { change });
    const outcome = random.chance(0.14 * strain)
      ? random.pick(['failed', 'backed-out'] as const)
      : 'successful';
    facts.add('ChangeFinished', until - 600, change, { change, outcome });
  }
}

/** The survey of a month, reported on the third of the next; that of June came three weeks late. */
function addSurvey(random: SeededRandom, facts: ExampleFacts, month: number): void {
  const strain = strainOfMonth[month - 1]!;
  const hundredths = 470 - Math.round(strain * 45) + random.whole(-12, 12);
  const nextMonth = localDateOf(exampleYear + (month === 12 ? 1 : 0), month === 12 ? 1 : month + 1, 3);
  const { month: reportedIn } = localDateParts(nextMonth);
  facts.add(
    'MeasurementReported',
    nextMonth * secondsPerDay + 11 * hour,
    `satisfaction-${month}`,
    {
      serviceLevel: 'satisfaction',
      period: `${exampleYear}-${String(month).padStart(2, '0')}`,
      value: Rational.of(hundredths, 100).toFixed(2, 'half-up'),
    },
    { learntLaterSeconds: reportedIn === 7 ? 21 * secondsPerDay : 0 },
  );
}
