import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import * as schemas from '@payments/core/contract';
import type { Caller } from '../api-keys/Caller.ts';
import type { Answer } from '../http/Answer.ts';
import { Operation } from '../http/operation.ts';
import { CalledBy, Idempotent } from '../http/request.ts';
import type { IdempotentRequest } from '../idempotency/IdempotentRequest.ts';
import { RefundsService } from './RefundsService.ts';

const refund = schemas.refundSchema;
const read = { tag: 'Refunds', scope: 'refunds:read' } as const;

@Controller('v1/refunds')
export class RefundsController {
  constructor(private readonly refunds: RefundsService) {}

  @Post()
  @Operation({
    id: 'createRefund',
    tag: 'Refunds',
    summary: 'Refund a payment, in part or in full',
    scope: 'refunds:write',
    isIdempotent: true,
    body: schemas.createRefundSchema,
    success: { status: 201, schema: refund },
  })
  create(@Idempotent() request: IdempotentRequest, @Body() body: schemas.CreateRefund): Promise<Answer> {
    return this.refunds.create(request, body);
  }

  @Get()
  @Operation({
    ...read,
    id: 'listRefunds',
    summary: 'List refunds, newest first',
    query: schemas.listRefundsSchema,
    success: { status: 200, schema: schemas.pageOf(refund) },
  })
  list(@CalledBy() caller: Caller, @Query() query: schemas.ListRefunds): Promise<unknown> {
    return this.refunds.list(caller, query);
  }

  @Get(':refund_id')
  @Operation({ ...read, id: 'readRefund', summary: 'Read a refund', success: { status: 200, schema: refund } })
  read(@CalledBy() caller: Caller, @Param('refund_id') id: string): Promise<unknown> {
    return this.refunds.read(caller, id);
  }
}
