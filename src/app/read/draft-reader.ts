/** A reader on the world as it would be with the changes of a draft. Source: docs/contract/cli.md, "--with". */
import type { Company, CompanyState } from '../../domain/model.js';
import type { Draft } from '../../domain/plan/draft.js';
import type { Reader } from '../../storage/store.js';
import { OverlayReader } from './overlay-reader.js';

export class DraftReader extends OverlayReader {
  readonly #draft: Draft;

  /** @param draft of companies that were read from `below` */
  constructor(below: Reader, draft: Draft) {
    super(below);
    this.#draft = draft;
  }

  protected findDiffering(): Promise<readonly string[]> {
    return Promise.resolve(this.#draft.touched());
  }

  protected readRows(): Promise<ReadonlyMap<string, Company | null>> {
    return Promise.resolve(new Map(this.#draft.touched().map((code) => [code, this.#draft.companyRow(code) ?? null])));
  }

  protected rebuild(codes: readonly string[]): Promise<readonly CompanyState[]> {
    return Promise.resolve(codes.flatMap((code) => this.#draft.company(code) ?? []));
  }

  protected mayHaveAddress(): Promise<readonly string[]> {
    return this.findDiffering();
  }
}
