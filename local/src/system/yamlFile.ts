import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { LineCounter, parseAllDocuments, type Document } from 'yaml';
import { Problem } from '../problem.ts';

/** A YAML document with a way to tell where in its file something stands. */
export interface LocatedDocument {
  document: Document.Parsed;
  /** First line of the document, counted from 1. */
  line: number;
}

/**
 * Parses all documents of a YAML file.
 * @throws Problem naming file, line and column when it cannot be read or is not YAML
 */
export async function validateYaml(
  path: string,
  root: string,
): Promise<LocatedDocument[]> {
  const name = relative(root, path) || path;
  const text = await readFile(path, 'utf8').catch(error => {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Problem(
      `${name} ${
        isMissing ? 'is missing' : `cannot be read: ${error.message}`
      }.`,
      [`To get it back:  git checkout -- ${name}`],
      { cause: error },
    );
  });
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter });
  if (!Array.isArray(documents)) return [];
  for (const { errors } of documents) {
    const [error] = errors;
    if (!error) continue;
    const { line, col } = lineCounter.linePos(error.pos[0]);
    const why = error.message
      .split(' at line ')[0]
      .split('\n')[0]
      .replace(/[.:]$/, '');
    throw new Problem(
      `${name} is not valid YAML: line ${line}, column ${col}: ${why}.`,
      [
        `  ${line} | ${text.split('\n')[line - 1] ?? ''}`,
        'Correct it, then:  ./payday up',
      ],
    );
  }
  return documents.map(document => ({
    document,
    line: lineCounter.linePos(
      document.contents?.range?.[0] ?? document.range[0],
    ).line,
  }));
}
