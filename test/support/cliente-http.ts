import { connect, type Socket } from 'node:net';

/** An answer as it came: status, headers in lower case, body as text. */
export type RispostaHttp = { stato: number; intestazioni: Map<string, string>; testo: string };

/** The connection ended before the whole answer had arrived: whether the request was carried out is not known. */
export class RispostaMancante extends Error {}

type Attesa = { risolvi: (r: RispostaHttp) => void; rifiuta: (e: Error) => void };

/** One HTTP/1.1 request, ready to be sent. */
export function componiRichiesta(
  metodo: string,
  percorso: string,
  intestazioni: Record<string, string>,
  corpo: string | Buffer = '',
): Buffer {
  const byte = Buffer.from(corpo);
  const righe = Object.entries({ host: 'localhost', ...intestazioni, 'content-length': String(byte.length) });
  const testa = `${metodo} ${percorso} HTTP/1.1\r\n${righe.map(([n, v]) => `${n}: ${v}\r\n`).join('')}\r\n`;
  return Buffer.concat([Buffer.from(testa, 'latin1'), byte]);
}

/**
 * A client that keeps one connection, sends one request at a time and can hang up in the middle of it. Bare sockets,
 * because a load generator that shares two cores with the server must cost little, and because hanging up at a chosen
 * moment is its job. Reads answers with `Content-Length`, which is how the API answers JSON.
 */
export class ClienteHttp {
  readonly #porta: number;
  #presa: Socket | undefined;
  #attesa: Attesa | undefined;
  #arrivato: Buffer = Buffer.alloc(0);

  constructor(porta: number) {
    this.#porta = porta;
  }

  /** @throws RispostaMancante when the connection is refused or ends first */
  chiedi(richiesta: Buffer): Promise<RispostaHttp> {
    return new Promise((risolvi, rifiuta) => {
      this.#attesa = { risolvi, rifiuta };
      this.#presa ??= this.#apri();
      this.#presa.write(richiesta);
    });
  }

  /** Breaks the connection at once; a request under way fails with {@link RispostaMancante}. */
  riaggancia(): void {
    this.#presa?.resetAndDestroy();
  }

  chiudi(): void {
    this.#presa?.destroy();
  }

  #apri(): Socket {
    const presa = connect(this.#porta, '127.0.0.1');
    presa.setNoDelay(true);
    this.#arrivato = Buffer.alloc(0);
    presa.on('data', (pezzo) => {
      this.#arrivato = this.#arrivato.length === 0 ? pezzo : Buffer.concat([this.#arrivato, pezzo]);
      this.#leggi();
    });
    // What happened is told by 'close', which always follows.
    presa.on('error', () => undefined);
    presa.on('close', () => {
      if (this.#presa !== presa) return;
      this.#presa = undefined;
      this.#finisci()?.rifiuta(new RispostaMancante('la connessione si è chiusa prima della risposta'));
    });
    return presa;
  }

  #finisci(): Attesa | undefined {
    const attesa = this.#attesa;
    this.#attesa = undefined;
    return attesa;
  }

  #leggi(): void {
    const fine = this.#arrivato.indexOf('\r\n\r\n');
    if (fine < 0) return;
    const [prima = '', ...righe] = this.#arrivato.toString('latin1', 0, fine).split('\r\n');
    const intestazioni = new Map(
      righe.map((riga) => {
        const punto = riga.indexOf(':');
        return [riga.slice(0, punto).toLowerCase(), riga.slice(punto + 1).trim()];
      }),
    );
    const lunghezza = Number(intestazioni.get('content-length') ?? 0);
    const corpo = fine + 4;
    if (this.#arrivato.length < corpo + lunghezza) return;
    const testo = this.#arrivato.toString('utf8', corpo, corpo + lunghezza);
    this.#arrivato = Buffer.alloc(0);
    if (intestazioni.get('connection') === 'close') {
      this.#presa?.destroy();
      this.#presa = undefined;
    }
    this.#finisci()?.risolvi({ stato: Number(prima.split(' ')[1]), intestazioni, testo });
  }
}
