import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import {
  apiKeyId,
  deliveryId,
  eventSchema,
  paymentId,
  problemSchema,
  refundId,
  webhookEndpointId,
} from '@payments/core/contract';
import { z } from 'zod';
import type { OperationSpec } from '../http/operation.ts';
import type { Route } from '../http/requireDeclaredRoutes.ts';
import { toSchema, type JsonSchema } from './toSchema.ts';

const PREFIX = '/v1';

/** `RequestMethod` of Nest, in its order. */
const METHODS = ['get', 'post', 'put', 'delete', 'patch'] as const;

const PATH_PARAMETERS: Record<string, z.ZodType> = {
  payment_id: paymentId,
  refund_id: refundId,
  webhook_endpoint_id: webhookEndpointId,
  api_key_id: apiKeyId,
  delivery_id: deliveryId,
};

/** The OpenAPI document of the routes that are served, from the schemas that their requests are parsed with. */
export function buildDocument(routes: readonly Route[], version: string): Record<string, unknown> {
  const components: Record<string, JsonSchema> = {};
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { controller, handler, operation } of routes) {
    if (!operation) continue;
    const path = pathOf(controller, handler);
    const method = METHODS[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? 'get';
    paths[path] = { ...paths[path], [method]: describeOperation(operation, path, components) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Payments API',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description: 'Takes, captures, cancels and refunds card payments for merchants.',
    },
    servers: [{ url: PREFIX }],
    security: [{ apiKey: [] }],
    paths,
    webhooks: { event: { post: describeEvent(components) } },
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
      schemas: components,
    },
  };
}

function pathOf(controller: object, handler: object): string {
  const parts = [controller, handler].map(each => String(Reflect.getMetadata(PATH_METADATA, each) ?? ''));
  const path = `/${parts.join('/')}`.replaceAll(/\/+/g, '/').replace(/\/$/, '');
  return path.slice(PREFIX.length).replaceAll(/:(\w+)/g, '{$1}');
}

function describeOperation(operation: OperationSpec, path: string, components: Record<string, JsonSchema>): object {
  const { id, tag, summary, scope, query, body, isBodyOptional, isIdempotent, success, mayDecline } = operation;
  const problem = (description: string) => ({ description, content: json(toSchema(problemSchema, components)) });
  const content = success.schema && json(toSchema(success.schema, components));
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: `Needs the scope \`${scope}\`.`,
    parameters: [
      ...pathParameters(path, components),
      ...queryParameters(query, components),
      ...(isIdempotent ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(body && {
      requestBody: { ...(isBodyOptional ? {} : { required: true }), content: json(toSchema(body, components)) },
    }),
    responses: {
      [success.status]: { description: 'Done.', ...(content && { content }) },
      ...(mayDecline && { 402: problem('The acquirer declined.') }),
      default: problem('Refused.'),
    },
  };
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

function pathParameters(path: string, components: Record<string, JsonSchema>): object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const schema = PATH_PARAMETERS[name];
    if (!schema) throw new Error(`The parameter ${name} of ${path} is not described.`);
    return { name, in: 'path', required: true, schema: toSchema(schema, components) };
  });
}

function queryParameters(query: z.ZodObject | undefined, components: Record<string, JsonSchema>): object[] {
  return Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    schema: toSchema(
      schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : (schema as z.ZodType),
      components,
    ),
  }));
}

function describeEvent(components: Record<string, JsonSchema>): object {
  const header = (name: string, type: string) => ({ name, in: 'header', required: true, schema: { type } });
  return {
    operationId: 'receiveEvent',
    tags: ['Webhooks'],
    summary: 'An event is sent to a merchant',
    security: [],
    parameters: [
      header('webhook-id', 'string'),
      header('webhook-timestamp', 'integer'),
      header('webhook-signature', 'string'),
    ],
    requestBody: { required: true, content: json(toSchema(eventSchema, components)) },
    responses: { '2XX': { description: 'Received.' } },
  };
}

function json(schema: JsonSchema): object {
  return { 'application/json': { schema } };
}
