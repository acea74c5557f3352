import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { Access } from '@payday/plugin-access-common';
import { useLoad, type Load } from '@payday/plugin-payday-react';
import { accessApiRef } from '../api';

/** What the signed-in person may do. */
export function useAccess(): Load<Access> {
  const accessApi = useApi(accessApiRef);
  return useLoad(useCallback(() => accessApi.getAccess(), [accessApi]));
}
