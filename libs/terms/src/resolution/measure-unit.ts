/** What the value of a measure counts in, and so how targets and bands are written. */
export type MeasureUnit = 'percent' | 'seconds' | 'count' | 'number';
