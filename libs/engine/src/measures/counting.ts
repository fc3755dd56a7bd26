/** How an entry counts in a population. */
export const countings = ['met', 'missed', 'read', 'undecided', 'excluded'] as const;
export type Counting = (typeof countings)[number];
/** The place of each in `countings`, for the columns. */
export const CountingCode = Object.freeze({ met: 0, missed: 1, read: 2, undecided: 3, excluded: 4 });
