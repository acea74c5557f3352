import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Harness } from '../testing/harness.fixture.ts';
import { paymentCommands } from './paymentCommands.fixture.ts';
import { PaymentModel } from './PaymentModel.fixture.ts';

let api: Harness;
beforeAll(async () => (api = await Harness.start()));
afterAll(() => api.stop());

describe('the life of payments', () => {
  it('goes as the model says, whatever is asked in whatever order', async () => {
    const property = fc.asyncProperty(fc.commands(paymentCommands, { maxCommands: 25 }), steps =>
      fc.asyncModelRun(() => ({ model: new PaymentModel(), real: { api, made: [] } }), steps),
    );
    await expect(fc.assert(property, { numRuns: 40 })).resolves.toBeUndefined();
  }, 120_000);
});
