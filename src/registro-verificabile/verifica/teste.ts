import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { testoPassaggio } from '../chiavi.ts';
import { impronta256 } from '../impronta.ts';
import { firmaValida, leggiTesto } from '../testo-testa.ts';
import type { Contenuto } from './confronta-registrazione.ts';
import type { Difetti } from './difetto.ts';

export type TestaLetta = {
  dimensione: number;
  radice: Buffer;
  istante: Date;
  testo: string;
  firma: Buffer;
  impronta: string;
  marca: Buffer | null;
};

export async function leggiTeste(tx: Tx, registroId: string): Promise<TestaLetta[]> {
  const { rows } = await sql<TestaLetta>`
    SELECT t.dimensione, t.radice, t.istante, t.testo, t.firma, encode(c.impronta, 'hex') AS impronta, m.marca
    FROM testa t JOIN chiave_firma c ON c.id = t.chiave_id
      LEFT JOIN testa_marca m ON m.registro_id = t.registro_id AND m.dimensione = t.dimensione
    WHERE t.registro_id = ${registroId} ORDER BY t.dimensione`.execute(tx);
  return rows;
}

/** The keys a log has announced so far: each must be signed by the one before. */
export class Chiavi {
  #ultima: { impronta: string; pubblica: Buffer } | undefined;
  readonly #ipa: string;
  readonly #difetti: Difetti;
  readonly improntePerPosizione = new Map<string, number>();

  constructor(ipa: string, difetti: Difetti) {
    this.#ipa = ipa;
    this.#difetti = difetti;
  }

  get ultima(): { impronta: string; pubblica: Buffer } | undefined {
    return this.#ultima;
  }

  annuncia(c: Contenuto, posizione: number): void {
    const pubblica = Buffer.from(String(c.chiave), 'base64');
    const impronta = impronta256(pubblica).toString('hex');
    const precedente = this.#ultima;
    const legata = precedente
      ? c.precedente === precedente.impronta &&
        typeof c.firma === 'string' &&
        firmaValida(precedente.pubblica, testoPassaggio(this.#ipa, impronta), c.firma)
      : c.precedente === null;
    if (c.impronta !== impronta || !legata)
      this.#difetti.aggiungi(
        'chiave-non-legata',
        { posizione, tabella: 'foglia' },
        `Foglia ${posizione}: la chiave annunciata non è firmata da quella prima.`,
      );
    this.#ultima = { impronta, pubblica };
    this.improntePerPosizione.set(impronta, posizione);
  }
}

type Attesa = {
  ipa: string;
  registro: string;
  radice: Buffer;
  chiave: { impronta: string; pubblica: Buffer } | undefined;
  /** Of the last leaf it covers, and of the head before. */
  nonPrimaDi: number;
};

/** A head, when the log has been read up to its size. */
export function confrontaTesta(t: TestaLetta, a: Attesa, difetti: Difetti): void {
  const dove = { dimensione: t.dimensione, tabella: 'testa' };
  const detto = leggiTesto(t.testo);
  if (!t.radice.equals(a.radice))
    difetti.aggiungi(
      'radice-diversa',
      dove,
      `Testa ${t.dimensione}: le foglie non danno la radice firmata. Qualcosa fino alla posizione ${t.dimensione} è cambiato dopo la firma.`,
    );
  const concorda =
    detto !== undefined &&
    detto.codiceIpa === a.ipa &&
    detto.registro === a.registro &&
    detto.dimensione === t.dimensione &&
    detto.radice.equals(t.radice) &&
    detto.istante.getTime() === t.istante.getTime() &&
    detto.improntaChiave === t.impronta;
  if (!concorda)
    difetti.aggiungi(
      'testa-incoerente',
      dove,
      `Testa ${t.dimensione}: il testo firmato non dice ciò che dice la riga.`,
    );
  if (a.chiave?.impronta !== detto?.improntaChiave || !a.chiave)
    difetti.aggiungi(
      'chiave-non-annunciata',
      dove,
      `Testa ${t.dimensione}: firmata con una chiave che il registro non ha annunciato, o che era stata sostituita.`,
    );
  else if (!firmaValida(a.chiave.pubblica, t.testo, t.firma.toString('base64')))
    difetti.aggiungi('firma-non-valida', dove, `Testa ${t.dimensione}: la firma non è valida.`);
  if (t.istante.getTime() < a.nonPrimaDi)
    difetti.aggiungi(
      'istante-non-crescente',
      dove,
      `Testa ${t.dimensione}: è datata prima di ciò che firma.`,
    );
}

/** The public keys kept beside the log are those the log announces. */
export async function verificaChiaviConservate(tx: Tx, chiavi: Chiavi, difetti: Difetti): Promise<void> {
  const righe = await tx.selectFrom('chiave_firma').select(['pubblica', 'impronta']).execute();
  const conservate = new Set(righe.map((r) => impronta256(r.pubblica).toString('hex')));
  for (const [impronta, posizione] of chiavi.improntePerPosizione)
    if (!conservate.has(impronta))
      difetti.aggiungi(
        'chiave-mancante',
        { posizione, tabella: 'chiave_firma' },
        `La chiave ${impronta} annunciata dal registro non è fra quelle conservate.`,
      );
}
