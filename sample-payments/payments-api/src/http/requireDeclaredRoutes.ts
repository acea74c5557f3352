import { METHOD_METADATA } from '@nestjs/common/constants.js';
import type { ModulesContainer } from '@nestjs/core';
import type { Endpoint } from '@payments/core/dashboard-contract';
import { ENDPOINT, OPERATION, PUBLIC, type OperationSpec } from './operation.ts';

/** A controller's method that answers requests. */
export interface Route {
  controller: object;
  name: string;
  handler: (...parameters: never[]) => unknown;
  operation: OperationSpec | undefined;
  endpoint: Endpoint | undefined;
  isPublic: boolean;
}

/** All routes of an application, from its controllers. */
export function routesOf(modules: ModulesContainer): Route[] {
  const controllers = [...modules.values()].flatMap(module => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => (typeof metatype === 'function' ? methodsOf(metatype) : []));
}

/**
 * Fails the start of a process with a route that does not say in exactly one way who may call it, or with a POST
 * without idempotency. Only signing in is one: each time makes another session.
 */
export function requireDeclaredRoutes(routes: readonly Route[]): void {
  const problems = routes.flatMap(({ name, operation, endpoint, isPublic, handler }) => {
    const declarations = [operation, endpoint, isPublic || undefined].filter(each => each !== undefined);
    if (declarations.length !== 1)
      return [`${name} must declare one of a scope (@Operation), an endpoint (@Serves), and that it is @Public.`];
    if (isPublic || endpoint?.access === 'anyone') return [];
    const isPost = Reflect.getMetadata(METHOD_METADATA, handler) === POST;
    const isIdempotent = (operation ?? endpoint)?.isIdempotent ?? false;
    return isPost === isIdempotent ? [] : [`${name} is a POST that is not idempotent, or the reverse.`];
  });
  if (problems.length > 0) throw new Error(`Routes must be declared:\n${problems.join('\n')}`);
}

/** RequestMethod.POST */
const POST = 1;

function methodsOf(controller: { name: string; prototype?: object } & object): Route[] {
  const prototype: object = Reflect.get(controller, 'prototype') as object;
  return Object.getOwnPropertyNames(prototype).flatMap(method => {
    const handler = Object.getOwnPropertyDescriptor(prototype, method)?.value as Route['handler'] | undefined;
    if (typeof handler !== 'function' || Reflect.getMetadata(METHOD_METADATA, handler) === undefined) return [];
    return {
      controller,
      name: `${controller.name}.${method}`,
      handler,
      operation: Reflect.getMetadata(OPERATION, handler) as OperationSpec | undefined,
      endpoint: Reflect.getMetadata(ENDPOINT, handler) as Endpoint | undefined,
      isPublic: Reflect.getMetadata(PUBLIC, handler) === true,
    };
  });
}
