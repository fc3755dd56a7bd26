import { describe, expect, test } from 'vitest';
import { contractsIn } from '../kit/contract.js';
import { wholeContract } from '../kit/whole-contract.js';

const contracts = contractsIn(new URL('./terms/', import.meta.url));

describe('every regime as a whole document', () => {
  test('there is one of each', () => {
    expect(contracts).toHaveLength(16);
  });
  for (const contract of contracts) wholeContract(contract);
});
