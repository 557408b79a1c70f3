import { setTimeout as pausa } from 'node:timers/promises';
import {
  ClienteHttp,
  componiRichiesta,
  RispostaMancante,
  type RispostaHttp,
} from '../support/cliente-http.ts';
import { arrivoDiCarta, pdfDiProva } from '../support/carte-di-prova.ts';
import { oggettoDi, type Libro } from './libro.ts';

/** Where the server answers now (it moves when it is restarted) and with whose session. */
export type Bersaglio = { porta: number; cookie: string };

const CONFINE = 'confine-del-modulo';

/**
 * A clerk at a window: registers one document after another over HTTP, hangs up, tries again, as programs and browsers
 * do, and writes in the book what it was answered.
 */
export class Sportello {
  readonly #libro: Libro;
  readonly #dove: () => Bersaglio;
  #cliente: ClienteHttp | undefined;
  #porta = 0;

  constructor(libro: Libro, dove: () => Bersaglio) {
    this.#libro = libro;
    this.#dove = dove;
  }

  chiudi(): void {
    this.#cliente?.chiudi();
  }

  /** Registers a document (of paper, unless `altro` says otherwise), again and again with the same key until it is acknowledged. */
  async registra(chiave: string, altro: object = {}): Promise<void> {
    await this.#finoInFondo(() => this.#prova(chiave, altro));
  }

  /** The same for a document that others are registering too: another's number for it is a good answer. */
  async registraConteso(chiave: string, altro: object): Promise<void> {
    await this.#finoInFondo(() => this.#prova(chiave, altro), [201, 409]);
  }

  /** Uploads a file and registers it. */
  async registraFile(chiave: string): Promise<void> {
    await this.registra(chiave, await this.caricato());
  }

  /** Asks for something that must fail: it is refused, and whatever else happens it is not registered. */
  async registraInvano(chiave: string): Promise<void> {
    this.#libro.vietate.add(chiave);
    await this.#prova(chiave, {});
  }

  /** Hangs up after some milliseconds. Whoever comes back later with the same key is told what became of the request. */
  async riaggancia(chiave: string, millisecondi: number, torna: boolean): Promise<void> {
    const interrotta = this.#prova(chiave, {});
    await pausa(millisecondi);
    this.#cliente?.riaggancia();
    await interrotta;
    if (torna) await this.registra(chiave);
  }

  /** Annuls an acknowledged registration, again and again until it is told that it is done. */
  async annulla(chiave: string): Promise<void> {
    const r = this.#libro.confermate.get(chiave);
    if (!r) throw new Error(`${chiave} non è confermata`);
    const corpo = JSON.stringify({
      motivazione: 'Documento registrato due volte per errore',
      atto: { numero: String(r.numero), data: '2026-01-02' },
    });
    const intestazioni = { 'content-type': 'application/json', 'idempotency-key': `annulla-${chiave}` };
    await this.#finoInFondo(async () => {
      const percorso = `/registri/PG/registrazioni/${r.anno}/${r.numero}/annullamento`;
      const risposta = await this.#chiedi(percorso, intestazioni, corpo);
      if (risposta?.stato === 201) this.#libro.annulla(chiave, risposta.testo);
      return risposta;
    });
  }

  /** The main document of a registration, just uploaded. */
  async caricato(): Promise<object> {
    const corpo = Buffer.concat([
      Buffer.from(
        `--${CONFINE}\r\nContent-Disposition: form-data; name="file"; filename="domanda.pdf"\r\n\r\n`,
      ),
      pdfDiProva(),
      Buffer.from(`\r\n--${CONFINE}--\r\n`),
    ]);
    const tipo = { 'content-type': `multipart/form-data; boundary=${CONFINE}` };
    let id = '';
    await this.#finoInFondo(async () => {
      const r = await this.#chiedi('/documenti', tipo, corpo);
      if (r?.stato === 201) id = (JSON.parse(r.testo) as { id: string }).id;
      return r;
    });
    return { supporto: 'digitale', analogico: undefined, documentoPrincipale: id };
  }

  /** One attempt; undefined when no answer came. */
  async #prova(chiave: string, altro: object): Promise<RispostaHttp | undefined> {
    this.#libro.tentate.add(chiave);
    const corpo = JSON.stringify(arrivoDiCarta({ oggetto: oggettoDi(chiave), ...altro }));
    const intestazioni = { 'content-type': 'application/json', 'idempotency-key': chiave };
    const r = await this.#chiedi('/registri/PG/registrazioni', intestazioni, corpo);
    if (r?.stato === 201) this.#libro.conferma(chiave, r.testo);
    return r;
  }

  async #chiedi(
    percorso: string,
    intestazioni: Record<string, string>,
    corpo: string | Buffer,
  ): Promise<RispostaHttp | undefined> {
    const { porta, cookie } = this.#dove();
    if (porta !== this.#porta) this.#cliente?.chiudi();
    if (porta !== this.#porta || !this.#cliente) this.#cliente = new ClienteHttp(porta);
    this.#porta = porta;
    try {
      return await this.#cliente.chiedi(
        componiRichiesta('POST', `/api/v1${percorso}`, { ...intestazioni, cookie }, corpo),
      );
    } catch (errore) {
      if (errore instanceof RispostaMancante) return undefined;
      throw errore;
    }
  }

  async #finoInFondo(prova: () => Promise<RispostaHttp | undefined>, finali = [201]): Promise<void> {
    for (const termine = Date.now() + 90_000; ;) {
      const r = await prova();
      if (r && finali.includes(r.stato)) return;
      if (r && r.stato < 500) throw new Error(r.testo);
      if (Date.now() > termine) throw new Error('nessuna conferma in novanta secondi');
      await pausa(10 + Math.random() * 40);
    }
  }
}
