/**
 * A network between client and server that a test controls: it forwards bytes, and fails at the statement that the test
 * names, or when the test calls for it. Nothing of it is encrypted: statements must be readable.
 */
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * `cut`: the statement never reaches the server, whose connection ends as well. `cut-reply`: the server did it, and its
 * answer is lost. `late`: the client's side ends, and the statement reaches the server when `release` is called.
 * `held`: the client's side stays open, and the statement waits for `release`.
 * `silence`: the client's side stays open, and hears nothing any more; the server's ends. `split`: so does the server's.
 */
export type Failure = 'cut' | 'cut-reply' | 'late' | 'held' | 'silence' | 'split';

interface Rule {
  readonly at: RegExp;
  readonly failure: Failure;
  times: number;
  readonly happened: () => void;
}

interface Line {
  readonly client: Socket;
  readonly server: Socket;
  silent: boolean;
  replyLost: boolean;
}

export class Proxy {
  readonly #lines = new Set<Line>();
  readonly #servers = new Set<Socket>();
  readonly #rules: Rule[] = [];
  readonly #held: { readonly line: Line; readonly bytes: Buffer }[] = [];
  /** What clients said, as far as it can be read. */
  heard = '';
  /** What the server says, made something else of. */
  rewrite: (said: Buffer) => Buffer = (said) => said;
  #away = false;
  #isSilent = false;
  #listener: Server | undefined;

  readonly #target: URL;

  private constructor(target: URL) {
    this.#target = target;
  }

  /** A proxy to the server of this URL, until the test ends. */
  static async to(url: string): Promise<Proxy> {
    const proxy = new Proxy(new URL(url));
    const listener = createServer({ allowHalfOpen: false }, (client) => proxy.#accept(client));
    proxy.#listener = listener;
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => proxy.close());
    return proxy;
  }

  /** The URL of the same database by way of the proxy. */
  url(parameters: Readonly<Record<string, string>> = {}): string {
    const url = new URL(this.#target);
    url.host = `127.0.0.1:${this.port}`;
    for (const [name, value] of Object.entries({ sslmode: 'disable', ...parameters }))
      url.searchParams.set(name, value);
    return url.href;
  }

  get port(): number {
    const address: string | AddressInfo | null | undefined = this.#listener?.address();
    if (address === null || address === undefined || typeof address === 'string') throw new Error('not listening');
    return address.port;
  }

  /** Fails so often where a statement matches; gives when it did so for the first time. */
  failAt(at: RegExp, failure: Failure, times = 1): Promise<void> {
    return new Promise((resolve) => {
      this.#rules.push({ at, failure, times, happened: resolve });
    });
  }

  /** When a statement that matches has gone through. */
  seen(at: RegExp): Promise<void> {
    return new Promise((resolve) => {
      this.#rules.push({ at, failure: 'cut', times: 0, happened: resolve });
    });
  }

  /** New connections end at once. */
  refuse(): void {
    this.#away = true;
  }

  /** When a client has come. */
  connected(): Promise<void> {
    return new Promise((resolve) => {
      this.#listener?.once('connection', () => {
        resolve();
      });
    });
  }

  /** The server can't be reached any more: what is open ends, too. */
  goAway(): void {
    this.refuse();
    this.cutAll();
  }

  comeBack(): void {
    this.#away = false;
  }

  /** Connections are accepted, and then nothing. */
  hang(): void {
    this.#isSilent = true;
  }

  cutAll(): void {
    for (const line of this.#lines) end(line);
  }

  /** Delivers what was held back (`late`). */
  release(): void {
    for (const { line, bytes } of this.#held.splice(0)) line.server.write(bytes);
  }

  async close(): Promise<void> {
    this.cutAll();
    for (const server of this.#servers) server.destroy();
    await new Promise((resolve) => this.#listener?.close(resolve));
  }

  #accept(client: Socket): void {
    client.on('error', () => undefined);
    if (this.#away) {
      client.resetAndDestroy();
      return;
    }
    const server = connect(Number(this.#target.port), this.#target.hostname);
    const line: Line = { client, server, silent: this.#isSilent, replyLost: false };
    this.#lines.add(line);
    this.#servers.add(server);
    server.on('error', () => client.destroy());
    client.on('data', (bytes) => this.#forward(line, bytes));
    server.on('data', (bytes) => {
      if (line.replyLost) end(line);
      else if (!line.silent) client.write(this.rewrite(bytes));
    });
    client.on('close', () => {
      if (!this.#held.some((each) => each.line === line) && !line.silent) server.destroy();
      this.#lines.delete(line);
    });
    server.on('close', () => {
      if (!line.silent) client.destroy();
    });
  }

  #forward(line: Line, bytes: Buffer): void {
    if (line.silent) return;
    const text = bytes.toString('latin1');
    this.heard += text;
    for (const rule of this.#rules) {
      if (!rule.at.test(text)) continue;
      rule.happened();
      if (rule.times === 0) continue;
      rule.times--;
      switch (rule.failure) {
        case 'cut':
          end(line);
          return;
        case 'cut-reply':
          line.replyLost = true;
          break;
        case 'late':
          this.#held.push({ line, bytes });
          line.client.destroy();
          return;
        case 'held':
          this.#held.push({ line, bytes });
          return;
        case 'silence':
        case 'split':
          line.silent = true;
          if (rule.failure === 'silence') line.server.destroy();
          return;
      }
    }
    line.server.write(bytes);
  }
}

function end({ client, server }: Line): void {
  client.resetAndDestroy();
  server.destroy();
}
