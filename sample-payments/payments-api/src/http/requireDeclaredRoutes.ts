import { METHOD_METADATA } from '@nestjs/common/constants.js';
import type { ModulesContainer } from '@nestjs/core';
import { OPERATION, PUBLIC, type OperationSpec } from './operation.ts';

/** A controller's method that answers requests. */
export interface Route {
  controller: object;
  name: string;
  handler: (...parameters: never[]) => unknown;
  operation: OperationSpec | undefined;
  isPublic: boolean;
}

/** All routes of an application, from its controllers. */
export function routesOf(modules: ModulesContainer): Route[] {
  const controllers = [...modules.values()].flatMap(module => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => (typeof metatype === 'function' ? methodsOf(metatype) : []));
}

/**
 * Fails the start of a process with a route that says neither which scope it needs nor that it is public, or with a
 * POST without idempotency.
 */
export function requireDeclaredRoutes(routes: readonly Route[]): void {
  const problems = routes.flatMap(({ name, operation, isPublic, handler }) => {
    if (!operation) return isPublic ? [] : [`${name} declares neither a scope (@Operation) nor that it is @Public.`];
    const isPost = Reflect.getMetadata(METHOD_METADATA, handler) === POST;
    return isPost === (operation.isIdempotent ?? false)
      ? []
      : [`${name} is a POST that is not idempotent, or the reverse.`];
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
      isPublic: Reflect.getMetadata(PUBLIC, handler) === true,
    };
  });
}
