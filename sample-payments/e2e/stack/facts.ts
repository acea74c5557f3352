/** Somebody who can sign in. */
export interface Person {
  email: string;
  password: string;
  name: string;
}

/** What journeys know about the running servers. */
export interface Facts {
  webUrl: string;
  receiverUrl: string;
  /** Of the endpoint that leads to the receiver. */
  webhookSecret: string;
  webhookUrl: string;
  admin: Person;
  viewer: Person;
  /** Of a shop that nothing has happened in. */
  newcomer: Person;
}

const VARIABLE = 'PAYMENTS_E2E_FACTS';

/** Hands the facts to the processes that run the journeys. */
export function publishFacts(facts: Facts): void {
  process.env[VARIABLE] = JSON.stringify(facts);
}

/** The facts, in a process that runs journeys. */
export function readFacts(): Facts {
  const text = process.env[VARIABLE];
  if (!text) throw new Error('The servers were not started: run the journeys with `npm run e2e`.');
  return JSON.parse(text) as Facts;
}
