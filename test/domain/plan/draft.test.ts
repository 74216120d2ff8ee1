import { describe, expect, test } from 'vitest';
import { addressKey } from '../../../src/domain/address.js';
import { Draft } from '../../../src/domain/plan/draft.js';
import { changeLines } from '../../support/planning.js';
import { companyIn, contactIn, world } from '../../support/world.js';

const before = world({
  PART: { universes: ['ambassador'] },
  ACME: {
    partner: 'PART',
    mailboxes: { client: { eshop: 'shop@acme.fr' } },
    contacts: { 'jean@acme.fr': { choices: { client: 'eshop.email=on' } }, 'lea@acme.fr': {} },
  },
});
const { company: acme } = companyIn(before, 'ACME');
const jean = contactIn(before, 'ACME', 'jean@acme.fr').contact;

const linesOf = (draft: Draft): string[] => changeLines([...draft.edits()]);

describe('a draft', () => {
  test('reads as what it was made from until something is put', () => {
    const draft = new Draft(before);
    expect(draft.company('ACME')).toBe(before.company('ACME'));
    expect(draft.contact('ACME', 'jean@acme.fr')).toBe(contactIn(before, 'ACME', 'jean@acme.fr'));
    expect(draft.row('NOWHERE')).toBeUndefined();
    expect(draft.mailbox('NOWHERE', 'client', 'eshop')).toBeNull();
  });

  test('put back as it was has no edits', () => {
    const draft = new Draft(before);
    draft.putCompany({ ...acme, name: 'Other' });
    draft.putContact({ ...jean, name: 'Other' });
    draft.putMailbox('ACME', 'client', 'eshop', null);
    draft.putCompany(acme);
    draft.putContact(jean);
    draft.putMailbox('ACME', 'client', 'eshop', 'shop@acme.fr');
    expect(linesOf(draft)).toEqual([]);
    expect(draft.touched()).toEqual(['ACME']);
  });

  test('finds a contact by the new address, no longer by the old one', () => {
    const draft = new Draft(before);
    draft.putContact({ ...jean, name: 'Jean' });
    expect(draft.contact('ACME', 'jean@acme.fr')?.contact.name).toBe('Jean');
    draft.putContact({ ...jean, email: 'Été@acme.fr' });
    expect(draft.contact('ACME', 'jean@acme.fr')).toBeUndefined();
    expect(draft.contact('ACME', addressKey('ÉTÉ@acme.fr'))?.contact.id).toBe(jean.id);
    expect(draft.company('ACME')?.contacts.map(({ contact }) => contact.email)).toEqual(['lea@acme.fr', 'Été@acme.fr']);
  });

  test('lists edits of contacts with one address by identity, whichever was touched first', () => {
    const successor = { ...jean, id: jean.id + 1_000, name: 'Jeanne' };
    const [removedFirst, addedFirst] = [new Draft(before), new Draft(before)];
    removedFirst.removeContact('ACME', jean.id);
    removedFirst.putContact(successor);
    addedFirst.putContact(successor);
    addedFirst.removeContact('ACME', jean.id);
    const ids = (draft: Draft): unknown[] =>
      [...draft.edits()].flatMap((edit) => (edit.kind === 'contact' ? [edit.id] : []));
    expect(ids(removedFirst)).toEqual([jean.id, successor.id]);
    expect(ids(addedFirst)).toEqual([jean.id, successor.id]);
  });

  test('states handed out before stay as they were', () => {
    const draft = new Draft(before);
    draft.putContact({ ...jean, name: 'Jean' });
    const state = draft.company('ACME');
    draft.putChoices('ACME', jean.id, 'client', { chosen: 0, on: 0 });
    draft.putMailbox('ACME', 'client', 'eshop', null);
    expect(state?.contacts[0]?.choices).toEqual({ client: { chosen: 2, on: 2 } });
    expect(state?.mailboxes).toEqual({ client: { eshop: 'shop@acme.fr' } });
    expect(draft.company('ACME')?.contacts[0]?.choices).toEqual({});
  });

  test('follows clients from partner to partner', () => {
    const draft = new Draft(before);
    const codes = (partner: string): string[] => draft.clientsOf(partner).map(({ code }) => code);
    expect(codes('PART')).toEqual(['ACME']);
    draft.putCompany({ ...acme, code: 'NEW' });
    draft.putMailbox('ACME', 'client', 'eshop', null);
    expect(codes('PART')).toEqual(['ACME', 'NEW']);
    draft.putCompany({ ...acme, partner: 'NEW' });
    expect([codes('PART'), codes('NEW')]).toEqual([['NEW'], ['ACME']]);
    draft.removeCompany('NEW');
    expect(codes('PART')).toEqual([]);
  });
});

test('a contact takes their choices along', () => {
  const draft = new Draft(before);
  draft.removeContact('ACME', jean.id);
  expect(linesOf(draft).map((change) => change.replace(/: .*/u, ''))).toEqual([
    '- contact ACME jean@acme.fr',
    '- subscription ACME jean@acme.fr client eshop.email',
  ]);
  expect(draft.contactById('ACME', jean.id)).toBeUndefined();
});

test('a company takes its contacts and mailboxes along', () => {
  const draft = new Draft(before);
  draft.removeCompany('ACME');
  expect(linesOf(draft).map((change) => change.replace(/: .*/u, ''))).toEqual([
    '- company ACME',
    '- contact ACME jean@acme.fr',
    '- contact ACME lea@acme.fr',
    '- mailbox ACME client eshop',
    '- subscription ACME jean@acme.fr client eshop.email',
  ]);
  expect(draft.company('ACME')).toBeUndefined();
  expect(draft.contact('ACME', 'lea@acme.fr')).toBeUndefined();
  draft.putCompany(acme);
  expect(draft.company('ACME')).toEqual({ company: acme, contacts: [], mailboxes: {} });
});

test('a company that is made and removed leaves nothing', () => {
  const draft = new Draft(before);
  draft.putCompany({ ...acme, code: 'NEW' });
  draft.putContact({ ...jean, id: draft.newContactId(), company: 'NEW' });
  draft.removeCompany('NEW');
  expect(linesOf(draft)).toEqual([]);
});
