/**
 * Reads into a snapshot what a plan or a resolution needs: the companies named, their partners up the chain, and the rows of
 * their clients. Each company is read once.
 */
import { LoadedSnapshot, type CompanyState } from '../../domain/model.js';
import type { Reader } from '../../storage/store.js';

export class Loader {
  readonly snapshot = new LoadedSnapshot();
  readonly #reader: Reader;
  readonly #tried = new Set<string>();

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** Codes that don't exist are simply not in the snapshot. */
  async ensure(codes: Iterable<string>): Promise<void> {
    let wanted = this.#untried(codes);
    while (wanted.length > 0) {
      const loaded: CompanyState[] = [];
      for await (const batch of this.#reader.states({ codes: wanted })) loaded.push(...batch);
      await this.#add(loaded);
      wanted = this.#untried(loaded.flatMap(({ company }) => company.partner ?? []));
    }
  }

  /** Companies that were read already, with their partners and clients. */
  async include(states: readonly CompanyState[]): Promise<void> {
    const fresh = states.filter(({ company }) => !this.#tried.has(company.code));
    for (const { company } of fresh) this.#tried.add(company.code);
    await this.#add(fresh);
    await this.ensure(fresh.flatMap(({ company }) => company.partner ?? []));
  }

  async #add(states: readonly CompanyState[]): Promise<void> {
    for (const state of states) this.snapshot.add(state);
    const partners = states.map(({ company }) => company.code);
    if (partners.length === 0) return;
    for await (const clients of this.#reader.companies({ partners })) {
      for (const client of clients) this.snapshot.addRow(client);
    }
  }

  #untried(codes: Iterable<string>): string[] {
    const fresh: string[] = [];
    for (const code of codes) {
      if (this.#tried.has(code)) continue;
      this.#tried.add(code);
      fresh.push(code);
    }
    return fresh;
  }
}
