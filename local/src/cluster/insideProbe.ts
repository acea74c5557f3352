import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Instance } from '../instance.ts';
import { readUplink } from './namespaces/uplink.ts';

const ANSWER_WITHIN_MS = 2_000;

/**
 * True when a GET to a port of the node answers with 2xx within 2 s. Certificates are not checked: some health ports
 * have one that the process made itself, and nothing secret is sent. Never throws.
 */
export function answersInside(
  instance: Pick<Instance, 'runFolder'>,
  port: number,
  path: string,
  scheme: 'http' | 'https' = 'http',
): Promise<boolean> {
  const uplink = readUplink(instance);
  if (!uplink) return Promise.resolve(false);
  const options = {
    host: uplink.insideAddress,
    port,
    path,
    agent: false as const,
    timeout: ANSWER_WITHIN_MS,
  };
  return new Promise(resolve => {
    const request =
      scheme === 'http'
        ? requestHttp(options)
        : requestHttps({ ...options, rejectUnauthorized: false });
    request.once('response', response => {
      response.resume();
      const { statusCode = 0 } = response;
      resolve(statusCode >= 200 && statusCode < 300);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
    request.once('close', () => resolve(false));
    request.end();
  });
}
