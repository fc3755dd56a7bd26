import { describe } from 'vitest';
import { contractsIn } from '../kit/contract.js';
import { wholeContract } from '../kit/whole-contract.js';

describe('contracts of the field as whole documents', () => {
  for (const contract of contractsIn(new URL('./terms/', import.meta.url))) wholeContract(contract);
});
