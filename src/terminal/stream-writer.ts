/** Writes to a stream of Node, for outputs and files. */
import type { Writable } from 'node:stream';

export class StreamWriter {
  readonly #stream: Writable;
  #failure: Error | undefined;

  constructor(stream: Writable) {
    this.#stream = stream;
    // Without a listener Node ends the process with a stack trace. The next `write` throws the failure.
    stream.on('error', (error) => {
      this.#failure ??= error;
    });
  }

  /** Waits until the text is accepted. @throws the stream's first error, and again at every later call */
  async write(text: string | Uint8Array): Promise<void> {
    if (this.#failure === undefined) {
      await new Promise<void>((resolve) => {
        this.#stream.write(text, (error) => {
          if (error) this.#failure ??= error;
          resolve();
        });
      });
    }
    if (this.#failure !== undefined) throw this.#failure;
  }
}
