import { Controller, Get, Inject } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { Public } from '../http/operation.ts';
import { routesOf } from '../http/requireDeclaredRoutes.ts';
import { SETTINGS } from '../platform/tokens.ts';
import type { ApiSettings } from '../settings.ts';
import { buildDocument } from './buildDocument.ts';

/** What this process serves, for the catalog and for generated clients. */
@Controller('openapi.json')
export class OpenapiController {
  #document: Record<string, unknown> | undefined;

  constructor(
    private readonly modules: ModulesContainer,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Get()
  @Public()
  read(): Record<string, unknown> {
    return (this.#document ??= buildDocument(routesOf(this.modules), this.settings.SERVICE_VERSION));
  }
}
