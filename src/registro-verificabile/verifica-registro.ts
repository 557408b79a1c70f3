import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { objectKey, verifyObject, type ObjectStore } from '#platform/storage';
import { AlberoCrescente } from './albero.ts';
import { impronta256 } from './impronta.ts';
import { inFormaCanonica } from './verifica/confronta.ts';
import { confrontaEvento } from './verifica/confronta-evento.ts';
import { confrontaRegistrazione, type Contenuto } from './verifica/confronta-registrazione.ts';
import { confrontaScheda } from './verifica/confronta-scheda.ts';
import { Difetti, type Difetto } from './verifica/difetto.ts';
import { verificaMarche } from './verifica/marche.ts';
import { membriEstranei } from './verifica/membri.ts';
import { Nodi } from './verifica/nodi.ts';
import { leggiSenzaFoglia, segnalaSenzaFoglia, verificaNumeri, type Numeri } from './verifica/numeri.ts';
import type { Brano, FogliaLetta } from './verifica/righe.ts';
import { scorriFoglie } from './verifica/scorri-foglie.ts';
import { Chiavi, confrontaTesta, leggiTeste, verificaChiaviConservate } from './verifica/teste.ts';

/** What the check looked at and everything that does not hold. Empty `difetti`: the register is whole. */
export type EsitoVerifica = {
  registrazioni: number;
  foglie: number;
  teste: number;
  numeri: Numeri[];
  difetti: Difetto[];
  /** Faults beyond those listed. */
  altri: number;
};

export type OpzioniVerifica = {
  /** Also the stored bytes of each document: it reads them all. */
  archivio?: ObjectStore;
  /** Another transaction of the same snapshot (`inDueLetture`): the database works with two processors. */
  altra?: Tx;
  avanzamento?: (foglie: number, totale: number) => void;
};

const TURNO = 200;

type Registro = {
  id: string;
  codice: string;
  enteId: string;
  ipa: string;
  aoo: string;
  ultimaFoglia: number;
};

/**
 * Checks a register from its rows alone (docs/registro-verificabile.md): numbers of each year are 1..n in order of instant and agree with the
 * counters; leaves are 1..n, canonical, with their digest, and say what the rows say; what may change is what was
 * registered plus its changes; the heads sign these leaves with keys that the log announces. Reads everything, some thousands of
 * leaves at a time; run it in a read-only transaction.
 */
export async function verificaRegistro(
  tx: Tx,
  registroId: string,
  opzioni: OpzioniVerifica = {},
): Promise<EsitoVerifica> {
  const registro = await trovaRegistro(tx, registroId);
  const difetti = new Difetti(registro.codice);
  const intanto = opzioni.altra && leggiSenzaFoglia(opzioni.altra, registroId);
  // Its refusal finds somebody listening, also when the other's comes first.
  intanto?.catch(() => undefined);
  const numeri = await verificaNumeri(tx, registroId, difetti);
  segnalaSenzaFoglia(await (intanto ?? leggiSenzaFoglia(tx, registroId)), difetti);
  const lettura = new Lettura(registro, difetti);
  await lettura.prepara(tx);
  await lettura.tutto(tx, opzioni);
  return {
    registrazioni: numeri.reduce((n, a) => n + a.quanti, 0),
    foglie: lettura.foglie,
    teste: lettura.teste,
    numeri,
    difetti: difetti.elenco,
    altri: difetti.altri,
  };
}

async function trovaRegistro(tx: Tx, id: string): Promise<Registro> {
  const { rows } = await sql<Registro>`
    SELECT r.id, r.codice, e.id AS "enteId", e.codice_ipa AS ipa, a.codice AS aoo, coalesce(s.ultima_foglia, 0) AS "ultimaFoglia"
    FROM registro r JOIN ente e ON e.id = r.ente_id JOIN aoo a ON a.id = r.aoo_id LEFT JOIN registro_stato s ON s.registro_id = r.id
    WHERE r.id = ${id}`.execute(tx);
  if (!rows[0]) throw new Error(`registro ${id} inesistente`);
  return rows[0];
}

type DaLeggere = Exclude<FogliaLetta, { accordo: 'testo' }>;

/** One pass over the log. */
class Lettura {
  foglie = 0;
  teste = 0;
  readonly #registro: Registro;
  readonly #difetti: Difetti;
  readonly #albero = new AlberoCrescente();
  readonly #chiavi: Chiavi;
  #nodi: Nodi | undefined;
  #attese: Awaited<ReturnType<typeof leggiTeste>> = [];
  #ultimoIstante = 0;
  #ultimaTesta = 0;
  readonly #eventi = { annullamento: 0, rettifica: 0, variazione: 0 };
  readonly #impronte = new Set<string>();

  constructor(registro: Registro, difetti: Difetti) {
    this.#registro = registro;
    this.#difetti = difetti;
    this.#chiavi = new Chiavi(registro.ipa, difetti);
  }

  async prepara(tx: Tx): Promise<void> {
    this.#attese = await leggiTeste(tx, this.#registro.id);
    this.teste = this.#attese.length;
    await verificaMarche(this.#attese, this.#difetti);
    this.#nodi = await Nodi.leggi(tx, this.#registro.id);
  }

  async tutto(tx: Tx, opzioni: OpzioniVerifica): Promise<void> {
    const { id, ultimaFoglia } = this.#registro;
    const fine = await ultimaPosizione(tx, id);
    const lettori = [tx, ...(opzioni.altra ? [opzioni.altra] : [])];
    // Statements of so many parts are worth compiling only when they are one and long.
    for (const lettore of lettori) await sql`SET LOCAL jit = off`.execute(lettore);
    const conRighe = (f: FogliaLetta): boolean => opzioni.archivio !== undefined || f.accordo === null;
    for await (const t of scorriFoglie(lettori, this.#registro, fine, conRighe)) {
      for (const [i, f] of t.foglie.entries()) {
        this.#foglia(f, f.accordo === null ? t.brano : undefined);
        if (i % TURNO === 0) await new Promise(setImmediate);
      }
      if (opzioni.archivio) await this.#file(opzioni.archivio, t.brano);
      opzioni.avanzamento?.(t.fine, fine);
    }
    this.foglie = fine;
    if (ultimaFoglia !== fine)
      this.#difetti.aggiungi(
        'stato-diverso',
        { tabella: 'registro_stato', posizione: fine },
        `Lo stato dice ${ultimaFoglia} foglie, ce ne sono ${fine}.`,
      );
    for (const t of this.#attese)
      this.#difetti.aggiungi(
        'foglie-mancanti',
        { dimensione: t.dimensione, tabella: 'foglia' },
        `La testa ${t.dimensione} firma più foglie di quante ce ne siano (${fine}).`,
      );
    this.#nodi?.avanzati(this.#difetti);
    await verificaChiaviConservate(tx, this.#chiavi, this.#difetti);
    await this.#conta(tx);
  }

  /** @param brano its rows; undefined when the database has found that they say what it says */
  #foglia(f: FogliaLetta, brano: Brano | undefined): void {
    const difetti = this.#difetti;
    const dove = { posizione: f.posizione, tabella: 'foglia' };
    const attesa = this.#albero.dimensione + 1;
    if (f.posizione !== attesa) {
      difetti.aggiungi('foglia-mancante', { ...dove, posizione: attesa }, `Manca la foglia ${attesa}.`);
      // Every later root is another: it is said once, by the first head.
      while (this.#albero.dimensione + 1 < f.posizione) this.#albero.aggiungi(Buffer.alloc(32));
    }
    this.#albero.aggiungi(f.impronta, (livello, indice, radice) => {
      if (livello % 8 === 0) this.#nodi?.confronta(livello, indice, radice, difetti);
    });
    if (f.istante < this.#ultimoIstante)
      difetti.aggiungi(
        'istante-non-crescente',
        { ...dove, campo: 'istante' },
        `Foglia ${f.posizione}: è datata prima di quella che precede.`,
      );
    this.#ultimoIstante = f.istante;
    if (f.accordo !== 'testo') this.#testo(f, brano);
    this.#testa(f.posizione);
  }

  /** Digest and form of a leaf, then what it says. */
  #testo(f: DaLeggere, brano: Brano | undefined): void {
    const difetti = this.#difetti;
    const dove = { posizione: f.posizione, tabella: 'foglia' };
    if (!impronta256(`\0${f.contenuto}`).equals(f.impronta))
      difetti.aggiungi(
        'impronta-diversa',
        { ...dove, campo: 'impronta' },
        `Foglia ${f.posizione}: l’impronta non è quella del contenuto.`,
      );
    const contenuto = leggiContenuto(f.contenuto);
    if (contenuto === undefined || !inFormaCanonica(f.contenuto, contenuto)) {
      difetti.aggiungi(
        'forma-non-canonica',
        { ...dove, campo: 'contenuto' },
        `Foglia ${f.posizione}: il contenuto non è in forma canonica.`,
      );
    }
    if (contenuto) this.#contenuto(f, contenuto, brano);
  }

  #contenuto(f: DaLeggere, c: Contenuto, brano: Brano | undefined): void {
    const proprio =
      c.posizione === f.posizione &&
      c.tipo === f.tipo &&
      c.ente === this.#registro.ipa &&
      Date.parse(String(c.istante)) === f.istante &&
      (c.registro === undefined || c.registro === this.#registro.codice) &&
      (c.aoo === undefined || c.aoo === this.#registro.aoo);
    if (!proprio)
      this.#difetti.aggiungi(
        'foglia-incoerente',
        { posizione: f.posizione, tabella: 'foglia' },
        `Foglia ${f.posizione}: posizione, tipo, istante o registro non sono i suoi.`,
      );
    for (const campo of membriEstranei(c))
      this.#difetti.aggiungi(
        'foglia-incoerente',
        { posizione: f.posizione, tabella: 'foglia', campo },
        `Foglia ${f.posizione}: «${campo}» non è fra ciò che dice una foglia di questo tipo.`,
      );
    if (f.tipo === 'chiave') this.#chiavi.annuncia(c, f.posizione);
    if (f.registrazione_id === null || !brano) return;
    const id = f.registrazione_id;
    const dove = {
      posizione: f.posizione,
      ...(typeof c.anno === 'number' && { anno: c.anno }),
      ...(typeof c.numero === 'number' && { numero: c.numero }),
    };
    const diverso = (campo: string, tabella: string): void =>
      this.#difetti.aggiungi(
        'riga-diversa',
        { ...dove, tabella, campo },
        `${String(c.anno)}/${String(c.numero)}: «${campo}» in «${tabella}» non è quello della foglia ${f.posizione}.`,
      );
    const eventi = brano.eventi.get(id) ?? [];
    if (f.tipo !== 'registrazione') {
      const tipo = f.tipo as 'annullamento' | 'rettifica' | 'variazione';
      this.#eventi[tipo] += confrontaEvento(c, eventi, (campo) => diverso(campo, tipo));
      return;
    }
    const riga = brano.registrazioni.get(id);
    if (!riga) {
      this.#difetti.aggiungi(
        'riga-mancante',
        { ...dove, tabella: 'registrazione' },
        `${String(c.anno)}/${String(c.numero)}: la registrazione della foglia ${f.posizione} non c’è.`,
      );
      return;
    }
    const corrispondenti = brano.corrispondenti.get(id) ?? [];
    const documenti = brano.documenti.get(id) ?? [];
    confrontaRegistrazione(c, riga, corrispondenti, documenti, diverso);
    confrontaScheda(c, riga, eventi, corrispondenti, diverso);
  }

  #testa(posizione: number): void {
    const [t] = this.#attese;
    if (!t || t.dimensione > posizione) return;
    this.#attese.shift();
    if (t.dimensione < posizione) return this.#testa(posizione);
    confrontaTesta(
      t,
      {
        ipa: this.#registro.ipa,
        registro: this.#registro.codice,
        radice: this.#albero.radice(),
        chiave: this.#chiavi.ultima,
        nonPrimaDi: Math.max(this.#ultimoIstante, this.#ultimaTesta),
      },
      this.#difetti,
    );
    this.#ultimaTesta = t.istante.getTime();
  }

  /** Rows beside others of the same instant have a leaf and still one too many: only the count tells. */
  async #conta(tx: Tx): Promise<void> {
    for (const tipo of ['annullamento', 'rettifica', 'variazione'] as const) {
      const { rows } = await sql<{ quante: number }>`
        SELECT count(*)::int AS quante FROM ${sql.table(tipo)} e JOIN registrazione r ON r.id = e.registrazione_id
        WHERE r.registro_id = ${this.#registro.id}`.execute(tx);
      const quante = rows[0]?.quante ?? 0;
      if (quante !== this.#eventi[tipo])
        this.#difetti.aggiungi(
          'righe-diverse',
          { tabella: tipo },
          `«${tipo}»: ${quante} righe, ${this.#eventi[tipo]} nelle foglie.`,
        );
    }
  }

  async #file(archivio: ObjectStore, brano: Brano): Promise<void> {
    for (const documenti of brano.documenti.values()) {
      for (const { impronta, ordine, registrazione_id: id } of documenti) {
        if (impronta === null || this.#impronte.has(impronta)) continue;
        this.#impronte.add(impronta);
        const esito = await verifyObject(archivio, objectKey(this.#registro.enteId, impronta), impronta);
        if (esito === 'intact') continue;
        const r = brano.registrazioni.get(id);
        this.#difetti.aggiungi(
          esito === 'altered' ? 'file-alterato' : 'file-mancante',
          { ...(r && { anno: r.anno, numero: r.numero }), tabella: 'documento' },
          `${r?.anno}/${r?.numero}: il file ${ordine} (${impronta}) ${esito === 'altered' ? 'è cambiato' : 'non c’è più'}.`,
        );
      }
    }
  }
}

async function ultimaPosizione(tx: Tx, registroId: string): Promise<number> {
  const riga = await tx
    .selectFrom('foglia')
    .select((eb) => eb.fn.max('posizione').as('ultima'))
    .where('registro_id', '=', registroId)
    .executeTakeFirst();
  return riga?.ultima ?? 0;
}

function leggiContenuto(testo: string): Contenuto | undefined {
  try {
    const letto: unknown = JSON.parse(testo);
    return typeof letto === 'object' && letto !== null && !Array.isArray(letto)
      ? (letto as Contenuto)
      : undefined;
  } catch {
    return undefined;
  }
}
