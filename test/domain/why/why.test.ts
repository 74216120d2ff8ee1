/** Why a contact is or isn't notified, and what would reverse it. Source: docs/contract/cli.md, "why". */
import { describe, expect, test } from 'vitest';
import type { LoadedSnapshot } from '../../../src/domain/model.js';
import type { JournaledEdit } from '../../../src/domain/plan/edits.js';
import type { Request } from '../../../src/domain/plan/request.js';
import type { Category, Universe } from '../../../src/domain/vocabulary.js';
import { bearsOn, why, type Why, type WhyCell } from '../../../src/domain/why/why.js';
import { company, contact, mailbox, planned, subscription } from '../../support/planning.js';
import { contactIn, world } from '../../support/world.js';

function ask(
  snapshot: LoadedSnapshot,
  code: string,
  email: string,
  category: Category,
  more: { concerned?: string; universe?: Universe; edits?: readonly JournaledEdit[] } = {},
): Why {
  const question = {
    contact: contactIn(snapshot, code, email).contact,
    category,
    company: more.concerned ?? code,
    universe: more.universe ?? null,
  };
  return why(
    snapshot,
    question,
    (more.edits ?? []).filter(({ edit }) => bearsOn(edit, question)),
  );
}

function cellOf({ results }: Why, channel: 'interface' | 'email'): WhyCell {
  const cell = results[0]?.cells.find((each) => each.channel === channel);
  if (cell === undefined) throw new Error('no cell');
  return cell;
}

/** The world that these lead to, one change set after the other, and the journal, newest first. */
function lived(...changeSets: readonly (readonly Request[])[]): {
  readonly now: LoadedSnapshot;
  readonly edits: readonly JournaledEdit[];
} {
  let now = world({});
  const edits: JournaledEdit[] = [];
  changeSets.forEach((requests, i) => {
    const { plan, problems, after } = planned(now, ...requests);
    expect(problems).toEqual([]);
    edits.unshift(...plan.edits.map((edit) => ({ changeSet: i + 1, edit })).reverse());
    now = after;
  });
  return { now, edits };
}

const ACME = {
  ACME: {
    partner: 'PART',
    contacts: {
      'adele@acme.fr': { role: 'admin' },
      'jean@acme.fr': {},
      'lea@acme.fr': { access: false, choices: { client: 'deliveries=on' } },
    },
  },
  PART: {
    universes: ['client', 'ambassador'],
    contacts: {
      'paul@part.fr': { role: 'admin' },
      'pia@part.fr': { universes: ['client'], role: 'admin' },
    },
  },
} as const;

describe('the rule', () => {
  test('those before it are the ones that did not apply', () => {
    const answer = ask(world(ACME), 'ACME', 'adele@acme.fr', 'ticketing');
    expect(cellOf(answer, 'email')).toMatchObject({
      notified: true,
      reason: 'admin-default',
      rules: ['not-in-universe', 'no-portal-access', 'explicit-on', 'explicit-off', 'admin-default'],
      stored: 'default',
    });
  });

  test('each universe of the question is answered', () => {
    const { results } = ask(world(ACME), 'PART', 'pia@part.fr', 'ticketing');
    expect(results.map(({ universe, cells }) => [universe, ...cells.map(({ reason }) => reason)])).toEqual([
      ['client', 'admin-default', 'admin-default'],
      ['ambassador', 'not-in-universe', 'not-in-universe'],
    ]);
  });
});

describe('the smallest change', () => {
  /** Without whom they are about. */
  const stepsFor = (code: string, email: string, category: Category, channel: 'interface' | 'email', i = 0): unknown =>
    ask(world(ACME), code, email, category)
      .results[i]?.cells.find((cell) => cell.channel === channel)
      ?.reversal?.steps.map((step) =>
        Object.fromEntries(Object.entries(step).filter(([key]) => key !== 'company' && key !== 'contact')),
      );

  test('is a choice', () => {
    const cell = { kind: 'subscription', universe: 'client', category: 'ticketing', channel: 'email' };
    expect(stepsFor('ACME', 'jean@acme.fr', 'ticketing', 'email')).toEqual([{ ...cell, value: 'on' }]);
    expect(stepsFor('ACME', 'adele@acme.fr', 'ticketing', 'email')).toEqual([{ ...cell, value: 'off' }]);
  });

  test('is access alone where a choice waits for it, and a choice too where none does', () => {
    expect(stepsFor('ACME', 'lea@acme.fr', 'deliveries', 'interface')).toEqual([{ kind: 'contact', access: true }]);
    expect(stepsFor('ACME', 'lea@acme.fr', 'ticketing', 'interface')).toEqual([
      { kind: 'contact', access: true },
      { kind: 'subscription', universe: 'client', category: 'ticketing', channel: 'interface', value: 'on' },
    ]);
  });

  test('is a universe for an administrator who lacks it', () => {
    expect(stepsFor('PART', 'pia@part.fr', 'ticketing', 'email', 1)).toEqual([
      { kind: 'contact', universes: ['client', 'ambassador'] },
    ]);
  });

  test('names who may make it: oneself, the company’s administrators, the partner’s who hold the universe', () => {
    const { reversal } = cellOf(ask(world(ACME), 'ACME', 'jean@acme.fr', 'ticketing'), 'email');
    expect(reversal?.may.map(({ email }) => email)).toEqual(['jean@acme.fr', 'adele@acme.fr', 'paul@part.fr']);
  });

  test('only support staff may make it where the directory changes', () => {
    expect(cellOf(ask(world(ACME), 'ACME', 'lea@acme.fr', 'ticketing'), 'interface').reversal?.may).toEqual([]);
  });

  test('names who else would be notified: other choices that needed access have effect too', () => {
    const { reversal } = cellOf(ask(world(ACME), 'ACME', 'lea@acme.fr', 'ticketing'), 'interface');
    const effects = reversal?.sideEffects.map(
      ({ gained, recipient, category, channel }) => `${gained ? '+' : '-'} ${recipient} ${category}.${channel}`,
    );
    expect(effects).toEqual(['+ lea@acme.fr deliveries.interface']);
  });

  test('for an event at a client, names the partner’s other clients', () => {
    const snapshot = world({ ...ACME, NORD: { partner: 'PART' } });
    const answer = ask(snapshot, 'PART', 'paul@part.fr', 'mobile', { concerned: 'ACME' });
    expect(answer.results.map(({ universe }) => universe)).toEqual(['ambassador']);
    const effects = cellOf(answer, 'email').reversal?.sideEffects.map(
      ({ gained, concerned, recipient }) => `${gained ? '+' : '-'} ${recipient} for ${concerned}`,
    );
    expect(effects).toEqual(['- paul@part.fr for NORD', '- paul@part.fr for PART']);
  });
});

describe('a mailbox with the contact’s address', () => {
  const snapshot = world({
    ACME: { contacts: { 'jean@acme.fr': {} }, mailboxes: { client: { ticketing: 'JEAN@acme.fr' } } },
  });

  test('is shown, with the command that removes it: the contact is reached through it', () => {
    const cell = cellOf(ask(snapshot, 'ACME', 'jean@acme.fr', 'ticketing'), 'email');
    expect(cell).toMatchObject({ notified: false, reason: 'not-subscribed', mailbox: { email: 'JEAN@acme.fr' } });
    expect(cell.mailbox?.reversal).toMatchObject({
      steps: [{ kind: 'mailbox', universe: 'client', category: 'ticketing' }],
      sideEffects: [],
    });
  });

  test('is not shown for another address, nor on the interface', () => {
    expect(cellOf(ask(snapshot, 'ACME', 'jean@acme.fr', 'ticketing'), 'interface').mailbox).toBeNull();
    expect(cellOf(ask(snapshot, 'ACME', 'jean@acme.fr', 'deliveries'), 'email').mailbox).toBeNull();
  });

  test('may be removed by administrators of the company and of its partner, and not by the contact', () => {
    const people = world({
      ...ACME,
      ACME: { ...ACME.ACME, partnerUniverse: 'ambassador', mailboxes: { client: { ticketing: 'jean@acme.fr' } } },
    });
    const { mailbox: shared } = cellOf(ask(people, 'ACME', 'jean@acme.fr', 'ticketing'), 'email');
    expect(shared?.reversal?.may.map(({ email }) => email)).toEqual(['adele@acme.fr', 'paul@part.fr']);
  });
});

describe('outside the audience', () => {
  test('the event goes to the partner', () => {
    expect(ask(world(ACME), 'ACME', 'jean@acme.fr', 'mobile')).toMatchObject({
      reason: 'not-in-audience',
      target: { company: { code: 'PART' }, universes: ['ambassador'] },
      results: [],
      inert: ['client'],
    });
  });

  test('the event has no audience', () => {
    const snapshot = world({ SOLO: { contacts: { 'jean@solo.fr': {} } } });
    expect(ask(snapshot, 'SOLO', 'jean@solo.fr', 'mobile')).toMatchObject({ reason: 'no-partner', target: null });
  });

  test('the event concerns another company', () => {
    expect(ask(world(ACME), 'PART', 'paul@part.fr', 'ticketing', { concerned: 'ACME' })).toMatchObject({
      reason: 'not-in-audience',
      target: { company: { code: 'ACME' } },
    });
  });

  test('a partner’s contact is notified for its clients: they are named', () => {
    const snapshot = world({
      TOP: { universes: ['operator'] },
      MID: { universes: ['ambassador'], partner: 'TOP', contacts: { 'm@mid.fr': {} } },
      LOW: { partner: 'MID' },
    });
    expect(ask(snapshot, 'MID', 'm@mid.fr', 'mobile').clients.map(({ code }) => code)).toEqual(['LOW']);
  });

  test('not in the universe given', () => {
    const answer = ask(world(ACME), 'PART', 'paul@part.fr', 'mobile', { universe: 'client' });
    expect(answer).toMatchObject({ reason: 'not-in-audience', inert: ['client'], results: [] });
  });
});

describe('how it came about', () => {
  const acme = company('ACME', { name: 'Acme', universes: ['client'] });
  const jean = contact('ACME', 'jean@acme.fr', { name: 'Jean', universes: ['client'] });
  const story = ({ timeline }: WhyCell): readonly string[] =>
    timeline.map(({ changeSet, after, facts }) => {
      const changes = facts.map(({ fact, before, after: to }) => `${fact} ${String(before)}→${String(to)}`);
      return `${changeSet ?? '-'} ${after?.reason ?? 'removed'}: ${changes.join(', ')}`;
    });

  test('every change set that changed the answer, its reason or the choice, even by a role', () => {
    const { now, edits } = lived(
      [acme, jean],
      [subscription('ACME', 'jean@acme.fr', 'client', 'ticketing=on')],
      [contact('ACME', 'jean@acme.fr', { access: false, name: 'Jean Petit' })],
      [subscription('ACME', 'jean@acme.fr', 'client', 'ticketing=default')],
      [contact('ACME', 'jean@acme.fr', { role: 'admin', access: true })],
    );
    const answer = ask(now, 'ACME', 'jean@acme.fr', 'ticketing', { edits });
    const cell = cellOf(answer, 'interface');
    expect(story(cell)).toEqual([
      '5 admin-default: access false→true, role user→admin',
      '4 no-portal-access: choice on→default',
      '3 no-portal-access: access true→false',
      '2 explicit-on: choice default→on',
      '1 not-subscribed: contact false→true, role null→user',
    ]);
    expect(cell.since?.changeSet).toBe(5);
    expect(story(cellOf(answer, 'email'))).toEqual([
      '5 admin-default: role user→admin',
      '4 not-subscribed: choice on→default',
      '2 explicit-on: choice default→on',
      '1 not-subscribed: contact false→true, role null→user',
    ]);
  });

  test('the change set that decided is not the one that changed a choice without effect', () => {
    const { now, edits } = lived(
      [acme, jean, subscription('ACME', 'jean@acme.fr', 'client', 'ticketing=on')],
      [contact('ACME', 'jean@acme.fr', { access: false })],
      [subscription('ACME', 'jean@acme.fr', 'client', 'ticketing=off')],
    );
    expect(cellOf(ask(now, 'ACME', 'jean@acme.fr', 'ticketing', { edits }), 'interface').since?.changeSet).toBe(2);
  });

  test('a new partner, and the mailbox', () => {
    const { now, edits } = lived(
      [
        company('PART', { name: 'Part', universes: ['operator'] }),
        contact('PART', 'p@part.fr', { name: 'P', universes: ['operator'], role: 'admin' }),
        acme,
      ],
      [mailbox('PART', 'operator', { mobile: 'p@part.fr' })],
      [company('ACME', { partner: 'PART' })],
    );
    const cell = cellOf(ask(now, 'PART', 'p@part.fr', 'mobile', { concerned: 'ACME', edits }), 'email');
    expect(story(cell)).toEqual([
      '3 admin-default: audience false→true',
      '1 not-in-audience: contact false→true, audience null→false',
    ]);
    expect(cell.mailbox?.since).toBe(2);
  });

  test('a link to another universe of the same partner', () => {
    const both = { universes: ['ambassador', 'operator'] } as const;
    const { now, edits } = lived(
      [
        company('PART', { name: 'Part', ...both }),
        contact('PART', 'p@part.fr', { name: 'P', role: 'admin', ...both }),
        company('ACME', { name: 'Acme', universes: ['client'], partner: 'PART', partnerUniverse: 'ambassador' }),
      ],
      [company('ACME', { partnerUniverse: 'operator' })],
    );
    const answer = ask(now, 'PART', 'p@part.fr', 'mobile', { concerned: 'ACME', edits });
    expect(answer.results.map(({ universe }) => universe)).toEqual(['operator']);
    expect(story(cellOf(answer, 'email'))).toEqual([
      '2 admin-default: audience false→true',
      '1 not-in-audience: contact false→true, audience null→false',
    ]);
  });

  test('a mailbox has its change set only where no change in memory replaces it', () => {
    const { now, edits } = lived([acme, jean], [mailbox('ACME', 'client', { ticketing: 'old@acme.fr' })]);
    const shared = (snapshot: LoadedSnapshot): WhyCell['mailbox'] =>
      cellOf(ask(snapshot, 'ACME', 'jean@acme.fr', 'ticketing', { edits }), 'email').mailbox;
    expect(shared(now)).toBeNull();
    const { after } = planned(now, mailbox('ACME', 'client', { ticketing: 'jean@acme.fr' }));
    expect(shared(after)).toMatchObject({ email: 'jean@acme.fr', since: null });
  });

  test('a change in memory only has no change set, and hides no change of the journal', () => {
    const { now, edits } = lived([acme, jean]);
    const { after } = planned(now, subscription('ACME', 'jean@acme.fr', 'client', 'ticketing.email=on'));
    const cell = cellOf(ask(after, 'ACME', 'jean@acme.fr', 'ticketing', { edits }), 'email');
    expect(story(cell)).toEqual([
      '- explicit-on: choice default→on',
      '1 not-subscribed: contact false→true, role null→user',
    ]);
  });

  test('the journal does not say', () => {
    expect(cellOf(ask(world(ACME), 'ACME', 'jean@acme.fr', 'ticketing'), 'email')).toMatchObject({
      since: null,
      timeline: [],
    });
  });
});
