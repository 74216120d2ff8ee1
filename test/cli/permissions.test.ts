/**
 * Random actors, verbs and targets in a random world: `can` and the commands decide as a naive reading of the
 * table does.
 * Source: docs/contract/rules.md, "Who may do what". The rules alone, for every triple, are tested in test/properties/permissions.test.ts.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Company, Contact } from '../../src/domain/model.js';
import { decide, type Action } from '../../src/domain/permissions.js';
import { test } from './abo.js';
import { ENGINE } from './databases.js';
import { randomWorld } from './random-world.js';

type Verb = 'view' | 'edit';
type Where = 'own' | 'client' | 'unheld' | 'any' | 'nowhere';
type Verdict = 'actor-no-access' | 'out-of-scope' | 'not-admin' | null;

/** The table of the contract, row by row: the first reason that applies. */
function naive(actor: Contact, verb: Verb, company: Company | undefined, target: Contact | null): Verdict {
  if (!actor.access) return 'actor-no-access';
  const own = company?.code === actor.company;
  const client =
    company?.partner === actor.company && actor.universes.some((universe) => universe === company.partnerUniverse);
  if (!own && !client) return 'out-of-scope';
  if (verb === 'view') return null;
  if (target !== null && target.company === actor.company && target.email === actor.email) return null;
  return actor.role === 'admin' ? null : 'not-admin';
}

const quoted = (text: string): string => `"${text}"`;
const nameOf = ({ company, email }: Contact): string => quoted(`${company}/${email}`);

test.for([13, 20])('can and the commands agree, seed %i', { timeout: 600_000 }, async (seed, { abo }) => {
  const { files, states } = randomWorld(seed, 20, 120);
  await abo.holds(files);
  const contacts = states.flatMap((state) => state.contacts.map(({ contact }) => contact));
  const companies = states.map(({ company }) => company);
  const clientsOf = (actor: Contact): readonly Company[] =>
    companies.filter(({ partner }) => partner === actor.company);
  const unheldBy = (actor: Contact): readonly Company[] =>
    clientsOf(actor).filter(({ partnerUniverse }) => !actor.universes.some((held) => held === partnerUniverse));
  const managers = contacts.filter((contact) => contact.role === 'admin' && unheldBy(contact).length > 0);
  expect(managers.length).toBeGreaterThan(0);
  const among = <T>(items: readonly T[], at: number): T | undefined => items[at % Math.max(1, items.length)];

  const companyOf = (actor: Contact, where: Where, at: number): Company | undefined => {
    switch (where) {
      case 'own':
        return companies.find(({ code }) => code === actor.company);
      case 'client':
        return among(clientsOf(actor), at);
      case 'unheld':
        return among(unheldBy(actor), at);
      case 'any':
        return among(companies, at);
      case 'nowhere':
        return undefined;
    }
  };

  /** An actor, a verb, a company that may not exist, and one of its contacts or its mailboxes. */
  const triples = fc
    .sample(
      fc.record({
        actor: fc.oneof(fc.constantFrom(...contacts), fc.constantFrom(...managers)),
        verb: fc.constantFrom<Verb>('view', 'edit'),
        where: fc.constantFrom<Where>('own', 'own', 'client', 'unheld', 'any', 'nowhere'),
        who: fc.constantFrom('oneself', 'contact', 'mailboxes'),
        at: fc.nat(),
      }),
      // On a server a command takes four times as long.
      { numRuns: ENGINE.name === 'sqlite' ? 150 : 60, seed },
    )
    .map(({ actor, verb, where, who, at }) => {
      const company = companyOf(actor, where, at);
      const there = contacts.filter((contact) => contact.company === company?.code);
      const isOneself = who === 'oneself' && company?.code === actor.company;
      const target = who === 'mailboxes' ? null : isOneself ? actor : (among(there, at) ?? null);
      return {
        actor,
        verb,
        company,
        code: company?.code ?? 'NOWHERE',
        target,
        verdict: naive(actor, verb, company, target),
      };
    });

  const verdicts = new Map<string, number>();
  const commands: string[] = [];
  for (const { actor, verb, code, target, verdict } of triples) {
    verdicts.set(`${verb} ${verdict}`, (verdicts.get(`${verb} ${verdict}`) ?? 0) + 1);
    const at = `--as ${nameOf(actor)} --company ${quoted(code)} --format json`;
    const on = target === null ? '' : ` --contact ${nameOf(target)}`;
    commands.push(`can ${verb} ${at}${on}`);
    if (verb === 'view') commands.push(target === null ? `mailbox list ${at}` : `subscription list ${at}${on}`);
    else if (target === null) commands.push(`mailbox set ticketing=x@y.fr ${at} --yes`);
    else commands.push(`subscription set ticketing.email=on ${at}${on} --yes`);
  }
  // Each answer occurs, also that for a partner's admin who lacks the universe.
  expect([...verdicts.keys()].sort()).toEqual([
    'edit actor-no-access',
    'edit not-admin',
    'edit null',
    'edit out-of-scope',
    'view actor-no-access',
    'view null',
    'view out-of-scope',
  ]);
  const lacking = triples.filter(
    ({ actor, company, verdict }) =>
      verdict === 'out-of-scope' && actor.role === 'admin' && company?.partner === actor.company,
  );
  expect(lacking.length).toBeGreaterThan(0);

  const ran = await abo.runEach(commands);
  for (const [i, { actor, verb, company, target, verdict }] of triples.entries()) {
    const [judged, done] = [ran[2 * i], ran[2 * i + 1]];
    const about = `${commands[2 * i] ?? ''}\n${commands[2 * i + 1] ?? ''}\n${done?.stderr ?? ''}`;

    expect(judged?.exitCode, about).toBe(verdict === null ? 0 : 3);
    expect(JSON.parse(judged?.stdout ?? ''), about).toEqual({
      schema: 'abo.decision/1',
      allowed: verdict === null,
      reason: verdict,
    });

    const action: Action =
      verb === 'view'
        ? { kind: 'view', company }
        : target === null
          ? { kind: 'edit-mailbox', company }
          : { kind: 'edit-subscription', company, contact: target };
    const decision = decide(actor, action);
    expect(decision.allowed ? null : decision.reason, about).toBe(verdict);

    const [exitCode, error] = { 'out-of-scope': [2, 'unknown-company'], null: [0, null] }[String(verdict)] ?? [
      5,
      verdict,
    ];
    expect(done?.exitCode, about).toBe(exitCode);
    if (error !== null) expect(JSON.parse(done?.stderr ?? ''), about).toMatchObject({ code: error });
  }
});
