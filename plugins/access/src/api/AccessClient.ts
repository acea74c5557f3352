import { ResponseError } from '@backstage/errors';
import type { FetchApi } from '@backstage/frontend-plugin-api';
import { accessSchema, type Access } from '@payday/plugin-access-common';
import type { AccessApi } from './AccessApi';

/** Asks the permission backend, which also decides. */
export class AccessClient implements AccessApi {
  constructor(private readonly fetchApi: FetchApi) {}

  async getAccess(): Promise<Access> {
    const response = await this.fetchApi.fetch('plugin://permission/access');
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return accessSchema.parse(await response.json());
  }
}
