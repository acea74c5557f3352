import { z } from 'zod';
import { Problem } from '../problem.ts';
import { listenerSchema, type Listener } from './listeners/listenerSchema.ts';

/** What the Git server is started with. */
export interface GitServerSettings {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Absolute path of the folder of bare repositories, each `<name>.git`. */
  folder: string;
  /** Absolute path of the file that says who may do what. */
  accessFile: string;
  /** Who is told of pushes. */
  listeners: Listener[];
  /** The server's address as Argo CD's Applications name it, without a trailing slash. */
  publicUrl: string;
}

const absolutePath = z
  .string({ error: 'is missing' })
  .regex(/^\//, 'must be an absolute path');

const listeners = z
  .string()
  .default('[]')
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.array(listenerSchema));

const environmentSchema = z.object({
  PAYDAY_GIT_HOST: z.string().min(1).default('0.0.0.0'),
  PAYDAY_GIT_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PAYDAY_GIT_FOLDER: absolutePath,
  PAYDAY_GIT_ACCESS_FILE: absolutePath,
  PAYDAY_GIT_LISTENERS: listeners,
  PAYDAY_GIT_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'is no http(s) address' })
    .transform(url => url.replace(/\/+$/, ''))
    .default('http://git.payday.internal:3000'),
});

/**
 * Reads the settings from environment variables.
 * @throws Problem naming each variable that is wrong
 */
export function readGitServerSettings(
  environment: Record<string, string | undefined>,
): GitServerSettings {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const complaints = parsed.error.issues.map(
      issue => `${issue.path.join('.')} ${issue.message}`,
    );
    throw new Problem(
      `The Git server cannot start: ${complaints.join('; ')}.`,
      ['`./payday up` sets these variables by itself.'],
    );
  }
  const values = parsed.data;
  return {
    host: values.PAYDAY_GIT_HOST,
    port: values.PAYDAY_GIT_PORT,
    folder: values.PAYDAY_GIT_FOLDER,
    accessFile: values.PAYDAY_GIT_ACCESS_FILE,
    listeners: values.PAYDAY_GIT_LISTENERS,
    publicUrl: values.PAYDAY_GIT_PUBLIC_URL,
  };
}
