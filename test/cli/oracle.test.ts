/**
 * A random world, onboarded from CSV by the built program, gives for every event, company and universe exactly what a
 * second, naive implementation of the spec says, and accounts for everyone else. Source: docs/contract/rules.md, "Who receives an event".
 */
import { expect } from 'vitest';
import { ORACLE_EVENTS, oracleResolve } from '../support/oracle.js';
import { test } from './abo.js';
import { csv, randomWorld } from './random-world.js';

const UNIVERSES = [null, 'client', 'ambassador', 'operator'] as const;

test.for([1, 20_261_124])('simulations are those of the oracle, seed %i', async (seed, { abo }) => {
  const { files, states } = randomWorld(seed);
  await abo.holds(files);

  const questions = states.flatMap(({ company }) =>
    ORACLE_EVENTS.flatMap(([event, , audience]) =>
      UNIVERSES.filter(
        (universe) => universe === null || audience === 'partner' || company.universes.includes(universe),
      ).map((universe) => ({ event, company: company.code, universe })),
    ),
  );
  expect(questions.length).toBeGreaterThan(1000);
  const events = csv(
    ['event', 'company', 'universe'],
    questions.map(({ event, company, universe }) => [event, company, universe ?? '']),
  );
  const answers = (await abo.answer('simulate --events - --format ndjson -q', { stdin: events })).trimEnd().split('\n');
  expect(answers).toHaveLength(questions.length);

  let deliveries = 0;
  for (const [i, { event, company, universe }] of questions.entries()) {
    const { audience, reason, results } = oracleResolve(states, event, company, universe);
    deliveries += results.reduce((count, result) => count + result.deliveries.length, 0);
    expect(JSON.parse(answers[i] ?? ''), `${event} ${company} ${universe ?? ''}`).toEqual({
      event_no: i + 1,
      id: null,
      event,
      company,
      category: ORACLE_EVENTS.find(([code]) => code === event)?.[1],
      audience,
      reason,
      results: results.map((result) => ({
        company: result.company,
        universe: result.universe,
        deliveries: result.deliveries,
        not_notified: result.notNotified.map(({ kind, contact, channel, reason: why }) => ({
          kind,
          contact,
          channel,
          reason: why,
        })),
      })),
    });
  }
  expect(deliveries).toBeGreaterThan(1000);

  // One event at a time says the same.
  const { schema: _, ...one } = await abo.json<{ schema: string }>(
    `simulate ticketing.ticket-created -c "${questions[0]?.company ?? ''}"`,
  );
  const streamed = answers
    .map((line) => JSON.parse(line) as { event: string; company: string })
    .find(({ event, company }) => event === 'ticketing.ticket-created' && company === questions[0]?.company);
  expect(streamed).toMatchObject(one);

  // And --explain names everyone who is not notified.
  const silent = oracleResolve(states, 'ticketing.ticket-created', questions[0]?.company ?? '', null);
  const table = await abo.answer(`simulate ticketing -c "${questions[0]?.company ?? ''}" --explain`);
  for (const { contact } of silent.results.flatMap((result) => result.notNotified)) {
    if (contact !== null) expect(table).toContain(contact);
  }
});
