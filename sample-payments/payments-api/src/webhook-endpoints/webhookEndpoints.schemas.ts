import * as contract from '@payments/core/contract';

/**
 * Documented as the contract has it, https. What is taken here says `requireReachableUrl`, which knows the operator's
 * settings.
 */
const url = contract.text
  .max(2000)
  .regex(/^https?:\/\//, 'Must start with https://.')
  .meta({ format: 'uri', pattern: '^https://' });

export const createWebhookEndpointSchema = contract.createWebhookEndpointSchema.safeExtend({ url });

export const updateWebhookEndpointSchema = contract.updateWebhookEndpointSchema
  .safeExtend({ url: url.optional() })
  .meta({ ...contract.updateWebhookEndpointSchema.meta() });
