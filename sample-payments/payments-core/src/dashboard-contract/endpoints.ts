import {
  apiKeySchema,
  apiKeyWithSecretSchema,
  createApiKeySchema,
  listApiKeysSchema,
  rollApiKeySchema,
} from '../contract/apiKeys.ts';
import { balancesSchema } from '../contract/balances.ts';
import { pageOf } from '../contract/fields.ts';
import { cancelPaymentSchema, capturePaymentSchema, paymentSchema } from '../contract/payments.ts';
import { refundSchema } from '../contract/refunds.ts';
import {
  createWebhookEndpointSchema,
  deliverySchema,
  listDeliveriesSchema,
  listWebhookEndpointsSchema,
  updateWebhookEndpointSchema,
  webhookEndpointSchema,
  webhookEndpointWithSecretSchema,
} from '../contract/webhookEndpoints.ts';
import { checkoutSchema, confirmCheckoutSchema, shopperPaymentSchema } from './checkout.ts';
import type { Endpoint } from './Endpoint.ts';
import { overviewQuerySchema, overviewSchema } from './overview.ts';
import {
  createCheckoutSchema,
  createdCheckoutSchema,
  dashboardPaymentsQuerySchema,
  exportPaymentsQuerySchema,
  paymentDetailSchema,
  refundPaymentSchema,
} from './payments.ts';
import { changeSessionSchema, sessionSchema, signInSchema } from './session.ts';

const SESSION = '/v1/dashboard/session';
const PAYMENTS = '/v1/dashboard/payments';
const PAYMENT = '/v1/dashboard/payments/:payment_id';
const WEBHOOKS = '/v1/dashboard/webhook-endpoints';
const WEBHOOK = '/v1/dashboard/webhook-endpoints/:webhook_endpoint_id';
const API_KEYS = '/v1/dashboard/api-keys';
const API_KEY = '/v1/dashboard/api-keys/:api_key_id';
const CHECKOUT = '/v1/checkout/:payment_id';

/**
 * Everything that the dashboard and the checkout page may ask, beside the public contract. Who is not signed in gets
 * 401 `session_missing`, whose role may not gets 403 `role_forbids`, and a change that another site's page sends gets
 * 403 `origin_foreign`.
 */
export const ENDPOINTS = {
  /** Sets the session's cookie. 401 `credentials_wrong`; 429 after too many tries with an e-mail or from an address. */
  signIn: { method: 'POST', path: SESSION, access: 'anyone', body: signInSchema, status: 201, answer: sessionSchema },
  readSession: { method: 'GET', path: SESSION, access: 'session', status: 200, answer: sessionSchema },
  /** Switches between live and test mode. */
  changeSession: {
    method: 'PATCH',
    path: SESSION,
    access: 'session',
    body: changeSessionSchema,
    status: 200,
    answer: sessionSchema,
  },
  signOut: { method: 'DELETE', path: SESSION, access: 'session', status: 204 },

  overview: {
    method: 'GET',
    path: '/v1/dashboard/overview',
    access: 'overview:read',
    query: overviewQuerySchema,
    status: 200,
    answer: overviewSchema,
  },

  /** Newest first. */
  listPayments: {
    method: 'GET',
    path: PAYMENTS,
    access: 'payments:read',
    query: dashboardPaymentsQuerySchema,
    status: 200,
    answer: pageOf(paymentSchema),
  },
  /** All payments of a filter as CSV, newest first, as an attachment: follow it as a link. */
  exportPayments: {
    method: 'GET',
    path: `${PAYMENTS}/export`,
    access: 'payments:export',
    query: exportPaymentsQuerySchema,
    status: 200,
  },
  /** A payment for the checkout page, and its link. */
  createPayment: {
    method: 'POST',
    path: PAYMENTS,
    access: 'payments:create',
    isIdempotent: true,
    body: createCheckoutSchema,
    status: 201,
    answer: createdCheckoutSchema,
  },
  readPayment: { method: 'GET', path: PAYMENT, access: 'payments:read', status: 200, answer: paymentDetailSchema },
  /** The link of a payment that can still be paid; 409 `payment_unexpected_status` otherwise. */
  readCheckoutLink: {
    method: 'GET',
    path: `${PAYMENT}/checkout-link`,
    access: 'payments:create',
    status: 200,
    answer: createdCheckoutSchema.pick({ checkout_url: true }),
  },
  capturePayment: {
    method: 'POST',
    path: `${PAYMENT}/capture`,
    access: 'payments:capture',
    isIdempotent: true,
    body: capturePaymentSchema,
    isBodyOptional: true,
    status: 200,
    answer: paymentSchema,
  },
  cancelPayment: {
    method: 'POST',
    path: `${PAYMENT}/cancel`,
    access: 'payments:cancel',
    isIdempotent: true,
    body: cancelPaymentSchema,
    isBodyOptional: true,
    status: 200,
    answer: paymentSchema,
  },
  refundPayment: {
    method: 'POST',
    path: `${PAYMENT}/refunds`,
    access: 'refunds:create',
    isIdempotent: true,
    body: refundPaymentSchema,
    isBodyOptional: true,
    status: 201,
    answer: refundSchema,
  },

  listBalances: {
    method: 'GET',
    path: '/v1/dashboard/balances',
    access: 'balances:read',
    status: 200,
    answer: balancesSchema,
  },

  listWebhookEndpoints: {
    method: 'GET',
    path: WEBHOOKS,
    access: 'webhooks:read',
    query: listWebhookEndpointsSchema,
    status: 200,
    answer: pageOf(webhookEndpointSchema),
  },
  /** The signing secret is in this answer only. */
  createWebhookEndpoint: {
    method: 'POST',
    path: WEBHOOKS,
    access: 'webhooks:write',
    isIdempotent: true,
    body: createWebhookEndpointSchema,
    status: 201,
    answer: webhookEndpointWithSecretSchema,
  },
  readWebhookEndpoint: {
    method: 'GET',
    path: WEBHOOK,
    access: 'webhooks:read',
    status: 200,
    answer: webhookEndpointSchema,
  },
  updateWebhookEndpoint: {
    method: 'PATCH',
    path: WEBHOOK,
    access: 'webhooks:write',
    body: updateWebhookEndpointSchema,
    status: 200,
    answer: webhookEndpointSchema,
  },
  deleteWebhookEndpoint: { method: 'DELETE', path: WEBHOOK, access: 'webhooks:write', status: 204 },
  /** The new secret is in this answer only. The former one signs beside it for a day. */
  rotateWebhookSecret: {
    method: 'POST',
    path: `${WEBHOOK}/rotate-secret`,
    access: 'webhooks:write',
    isIdempotent: true,
    status: 200,
    answer: webhookEndpointWithSecretSchema,
  },
  /** What was sent and what came back, newest first. */
  listDeliveries: {
    method: 'GET',
    path: `${WEBHOOK}/deliveries`,
    access: 'webhooks:read',
    query: listDeliveriesSchema,
    status: 200,
    answer: pageOf(deliverySchema),
  },
  resendDelivery: {
    method: 'POST',
    path: `${WEBHOOK}/deliveries/:delivery_id/resend`,
    access: 'webhooks:resend',
    isIdempotent: true,
    status: 202,
    answer: deliverySchema,
  },

  listApiKeys: {
    method: 'GET',
    path: API_KEYS,
    access: 'api_keys:read',
    query: listApiKeysSchema,
    status: 200,
    answer: pageOf(apiKeySchema),
  },
  /** A key of the session's mode. It is in this answer only. */
  createApiKey: {
    method: 'POST',
    path: API_KEYS,
    access: 'api_keys:write',
    isIdempotent: true,
    body: createApiKeySchema,
    status: 201,
    answer: apiKeyWithSecretSchema,
  },
  /** The successor is in this answer only. Both keys work during the overlap. */
  rollApiKey: {
    method: 'POST',
    path: `${API_KEY}/roll`,
    access: 'api_keys:write',
    isIdempotent: true,
    body: rollApiKeySchema,
    isBodyOptional: true,
    status: 201,
    answer: apiKeyWithSecretSchema,
  },
  revokeApiKey: { method: 'DELETE', path: API_KEY, access: 'api_keys:write', status: 204 },

  /** Also sets the cookie that lets the shopper's browser in without the secret, for when the bank sends them back. */
  readCheckout: { method: 'GET', path: CHECKOUT, access: 'client_secret', status: 200, answer: checkoutSchema },
  /** Pays, or finds that the shopper has to approve. 402 when declined: the payment can be tried with another token. */
  confirmCheckout: {
    method: 'POST',
    path: `${CHECKOUT}/confirm`,
    access: 'client_secret',
    isIdempotent: true,
    body: confirmCheckoutSchema,
    status: 200,
    answer: shopperPaymentSchema,
  },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof ENDPOINTS;
