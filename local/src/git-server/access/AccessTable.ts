import { timingSafeEqual } from 'node:crypto';
import { statSync } from 'node:fs';
import { readState } from '../../stateFile.ts';
import { accessSchema, hashToken, type AccessEntry } from './accessSchema.ts';

/** The access file cannot be used, so nobody gets in. */
export class AccessUnreadable extends Error {
  override name = 'AccessUnreadable';
}

/** The access file, read again whenever it was replaced. */
export class AccessTable {
  readonly #path: string;
  #version = '';
  #entries: AccessEntry[] | AccessUnreadable = [];

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Whose token this is. The time it takes does not tell how much of a token was right.
   * @throws AccessUnreadable
   */
  find(token: string): AccessEntry | undefined {
    const given = Buffer.from(hashToken(token), 'hex');
    let found: AccessEntry | undefined;
    for (const entry of this.entries())
      if (timingSafeEqual(given, Buffer.from(entry.tokenSha256, 'hex')))
        found = entry;
    return found;
  }

  /** All that the file holds now. @throws AccessUnreadable */
  entries(): AccessEntry[] {
    const version = versionOf(this.#path);
    if (version !== this.#version) {
      this.#version = version;
      this.#entries = readEntries(this.#path);
    }
    if (this.#entries instanceof AccessUnreadable) throw this.#entries;
    return this.#entries;
  }
}

function readEntries(path: string): AccessEntry[] | AccessUnreadable {
  const read = readState(path, accessSchema);
  return read.kind === 'value'
    ? read.value.tokens
    : new AccessUnreadable(`the access file ${path} is ${read.kind}`);
}

function versionOf(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.ino}:${found.mtimeNs}:${found.size}` : 'absent';
}
