/**
 * Reads into a snapshot what a plan or a resolution needs: the companies named, their partners up the chain, and the rows of
 * their clients. Each company is read once.
 */
import { LoadedSnapshot } from '../../domain/model.js';
import { partnersIn, type Edit } from '../../domain/plan/edits.js';
import type { Request } from '../../domain/plan/request.js';
import type { Reader } from '../../storage/store.js';
import { all, each } from './batches.js';

export class Loader {
  readonly snapshot = new LoadedSnapshot();
  readonly #reader: Reader;
  readonly #tried = new Set<string>();

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** Codes that don't exist are simply not in the snapshot. */
  async ensure(codes: Iterable<string>): Promise<void> {
    let wanted = new Set(codes).difference(this.#tried);
    while (wanted.size > 0) {
      for (const code of wanted) this.#tried.add(code);
      const loaded = await all(this.#reader.states({ codes: [...wanted] }));
      for (const state of loaded) this.snapshot.add(state);
      const partners = loaded.map(({ company }) => company.code);
      if (partners.length === 0) return;
      for await (const client of each(this.#reader.companies({ partners }))) this.snapshot.addRow(client);
      wanted = new Set(loaded.flatMap(({ company }) => company.partner ?? [])).difference(this.#tried);
    }
  }

  /** The companies that edits change, and their partners before and after. */
  async ensureForEdits(edits: readonly Edit[]): Promise<void> {
    await this.ensure([...edits.map(({ company }) => company), ...partnersIn(edits)]);
  }

  /** The companies that requests are about, and the partners that they name. */
  async ensureFor(requests: readonly Request[]): Promise<void> {
    await this.ensure(requests.map(({ company }) => company));
    await this.ensure(requests.flatMap((request) => (request.kind === 'company' ? (request.partner ?? []) : [])));
  }
}
