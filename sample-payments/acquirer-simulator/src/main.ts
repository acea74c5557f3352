#!/usr/bin/env node
/** Starts the simulator. HOST, PORT (8090), JOURNAL_FILE (journal.jsonl), PUBLIC_URL (where it listens). */
import { Journal } from './Journal.ts';
import { buildServer } from './server.ts';

const { HOST = '0.0.0.0', PORT = '8090', JOURNAL_FILE = 'journal.jsonl', PUBLIC_URL } = process.env;

const journal = Journal.open(JOURNAL_FILE);
const server = buildServer(journal, PUBLIC_URL);
await server.listen({ host: HOST, port: Number(PORT) });
say(`The acquirer listens on ${server.listeningOrigin} with ${journal.entries.length} entries.`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    say(`${signal}: closing.`);
    void server
      .close()
      .then(() => journal.close())
      .then(() => process.exit(0));
  });
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
