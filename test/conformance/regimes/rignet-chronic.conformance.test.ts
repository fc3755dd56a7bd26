import { describe } from 'vitest';
import { contractOf, worked } from '../kit/contract.js';
import { byClient, hour, outage } from '../kit/happenings.js';

const contract = contractOf(new URL('./terms/', import.meta.url), 'rignet-chronic');

/** Down for so long in January, February and March, each from the 10th on. */
function down(january: number, february: number, march: number) {
  return [january, february, march].flatMap((seconds, index) =>
    seconds === 0 ? [] : outage(`O${index}`, 'rig-7', `2025-0${index + 1}-10T06:00:00`, seconds),
  );
}

// A tenth: of January 74.4 h = 267,840 s, of February 67.2 h = 241,920 s, of March, an hour short, 267,480 s.
const over = down(267_841, 241_921, 267_481);
const state = (period: string, expected: string) => ({ [period]: { 'exits.chronic.state': expected } });

describe('three months below 90 %', () => {
  worked(contract, 'each by a second', { facts: over, gives: state('2025-03', 'armed') });
  worked(contract, 'exactly 90 % in the month of the clock change', {
    facts: down(267_841, 241_921, 267_480),
    gives: { '2025-03': { 'exits.chronic.state': 'clear', 'serviceLevels.uptime.value.decimal': '90' } },
  });
  worked(contract, 'a month between', { facts: down(300_000, 0, 300_000), gives: state('2025-03', 'clear') });
  worked(contract, 'two so far', { facts: down(267_841, 241_921, 0), gives: state('2025-02', 'watch') });
});

describe('thirty days after notice', () => {
  const notice = byClient('ExitNoticeServed', '2025-04-05T15:00:00', { trigger: 'chronic' });
  // The thirty days from 5 April are 720 h, a tenth of which are 72 h. April alone stays above 90 %.
  const still = (seconds: number) => [
    ...outage('A', 'rig-7', '2025-04-20T06:00:00', 40 * hour),
    ...outage('B', 'rig-7', '2025-05-01T06:00:00', seconds - 40 * hour),
  ];
  for (const [seconds, expected] of [
    [72 * hour - 1, 'cure-shown-by-measure'],
    [72 * hour, 'cure-shown-by-measure'],
    [72 * hour + 1, 'cure-not-shown-by-measure'],
  ] as const) {
    worked(contract, `down for ${seconds} s of them`, {
      facts: [...over, notice, ...still(seconds)],
      gives: { '2025-05': { 'exits.chronic.steps.3.rule': expected } },
    });
  }
  const used = (type: string, on: string) => [
    ...over,
    notice,
    ...still(73 * hour),
    byClient(type, on, { trigger: 'chronic' }),
  ];
  worked(contract, 'exercised while the cure runs changes nothing', {
    facts: used('ExitRightExercised', '2025-05-02'),
    gives: { '2025-05': { 'exits.chronic.state': 'lapsed' } },
  });
  // Sixty days from 31 March: 30 May. In Chicago its last second is 04:59:59 UTC on the 31st.
  worked(contract, 'exercised on the last day', {
    facts: used('ExitRightExercised', '2025-05-31T04:59:59'),
    gives: {
      '2025-05': {
        'exits.chronic.state': 'exercised',
        'exits.chronic.exercisedOn': '2025-05-30',
        'exits.chronic.endsOn': '2025-06-29',
      },
    },
  });
  worked(contract, 'exercised one second later', {
    facts: used('ExitRightExercised', '2025-05-31T05:00:00'),
    gives: state('2025-05', 'lapsed'),
  });
  worked(contract, 'waived', {
    facts: used('ExitRightWaived', '2025-05-20'),
    gives: state('2025-05', 'waived'),
  });
  worked(contract, 'no notice at all', {
    facts: over,
    knownOn: '2025-06-10',
    gives: state('2025-05', 'lapsed'),
  });
});

worked(contract, 'the time beyond what 99 % allows is paid back', {
  // January: 2,678,400 s of service for 9,000.00; 26,784 s are allowed. 53,568 s down: 1 % of the charge.
  facts: outage('O1', 'rig-7', '2025-01-10T06:00:00', 53_568),
  gives: { '2025-01': { 'credits.payable': '90.00' } },
});
