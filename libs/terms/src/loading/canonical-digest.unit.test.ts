import { describe, expect, it } from 'vitest';
import { canonicalText, digestOf } from './canonical-digest.js';

describe('canonicalText', () => {
  it('sorts keys by UTF-16 code units, also those that look like numbers', () => {
    expect(canonicalText({ b: 'x', '10': 'y', '9': 'z', a: [true, null, { d: '', c: 'é"\n' }] })).toBe(
      '{"10":"y","9":"z","a":[true,null,{"c":"é\\"\\n","d":""}],"b":"x"}',
    );
  });

  it('is hashed with SHA-256', () => {
    // printf '{}' | sha256sum
    expect(digestOf({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });
});
