/** The rules that hold in every world. Source: docs/contract/rules.md, "Things". */
import { expect } from 'vitest';
import { addressKey } from '../../src/domain/address.js';
import type { LoadedSnapshot } from '../../src/domain/model.js';

export function expectConsistent(world: LoadedSnapshot): void {
  for (const { company, contacts } of world.all()) {
    expect(company.name).not.toBe('');
    expect(company.universes.length).toBeGreaterThan(0);
    expect(company.partner === null).toBe(company.partnerUniverse === null);
    if (company.partner !== null) {
      expect(world.companyRow(company.partner)?.universes).toContain(company.partnerUniverse);
    }
    expectNoCycle(world, company.code);
    for (const { contact } of contacts) {
      expect(contact.name).not.toBe('');
      expect(contact.universes.length).toBeGreaterThan(0);
      expect(company.universes).toEqual(expect.arrayContaining([...contact.universes]));
      expect(contact.role === 'admin' && !contact.access).toBe(false);
    }
    const keys = contacts.map(({ contact }) => addressKey(contact.email));
    expect(new Set(keys).size).toBe(keys.length);
    const refs = contacts.flatMap(({ contact }) => contact.ref ?? []);
    expect(new Set(refs).size).toBe(refs.length);
  }
}

function expectNoCycle(world: LoadedSnapshot, code: string): void {
  const chain = new Set<string>();
  for (let next: string | null = code; next !== null; next = world.companyRow(next)?.partner ?? null) {
    expect([...chain]).not.toContain(next);
    chain.add(next);
  }
}
