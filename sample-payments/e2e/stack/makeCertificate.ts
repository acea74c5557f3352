import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** In PEM. */
export interface Certificate {
  key: string;
  certificate: string;
  /** Where the certificate is, for NODE_EXTRA_CA_CERTS. */
  file: string;
}

/** A certificate of a day for this machine, because events are sent over TLS only. Needs openssl. */
export function makeCertificate(folder: string): Certificate {
  const [keyFile, file] = [join(folder, 'receiver.key'), join(folder, 'receiver.crt')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', keyFile];
  execFileSync('openssl', ['req', '-x509', '-days', '1', ...key, ...subject, '-out', file], { stdio: 'pipe' });
  return { key: readFileSync(keyFile, 'utf8'), certificate: readFileSync(file, 'utf8'), file };
}
