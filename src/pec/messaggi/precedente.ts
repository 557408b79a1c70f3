import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { invioMultiplo } from '../regole/invio-multiplo.ts';
import { oggettoRidotto, type Relazione } from '../regole/relazione.ts';
import type { RigaMessaggio } from './messaggi.queries.ts';

/** A registration that this message comes after, and what it is to it. */
export type Precedente = {
  tipo: Relazione | 'duplicato';
  registro: string;
  anno: number;
  numero: number;
  oggetto: string;
};

type Registrata = Omit<Precedente, 'tipo'>;
type DelMittente = Registrata & { scritto: string | null; stesso: boolean; impronte: string[] };

// Who writes every day has many: what he repeats or completes is among the last ones.
const ULTIMI = 200;
const DOCUMENTI = ['allegato', 'messaggio', 'tnef'];

async function registratiDelMittente(tx: Tx, m: RigaMessaggio): Promise<DelMittente[]> {
  if (m.mittente === null) return [];
  const { rows } = await sql<DelMittente>`
    SELECT g.codice AS registro, r.anno, r.numero, s.oggetto, x.oggetto AS scritto,
      coalesce(x.message_id = ${m.message_id} AND x.tipo = ${m.tipo}, false) AS stesso,
      ARRAY(SELECT p ->> 'impronta' FROM jsonb_array_elements(coalesce(x.lettura -> 'parti', '[]')) p
        WHERE p ->> 'genere' = ANY (${DOCUMENTI}::text[]) ORDER BY 1) AS impronte
    FROM messaggio x JOIN registrazione r ON r.id = x.registrazione_id JOIN registro g ON g.id = r.registro_id
      JOIN scheda s ON s.registrazione_id = r.id
    WHERE lower(x.mittente) = lower(${m.mittente}) AND x.stato = 'registrato' AND x.id <> ${m.id} AND NOT s.annullata
    ORDER BY x.arrivato_il DESC, x.id DESC LIMIT ${ULTIMI}`.execute(tx);
  return rows;
}

const ridotto = (oggetto: string | null): string => {
  const scritto = oggetto ?? '';
  const invio = invioMultiplo(scritto);
  // One part is no repetition of another.
  return invio ? `${oggettoRidotto(invio.base)} ${invio.parte}/${invio.parti}` : oggettoRidotto(scritto);
};

/** The same message, or the same documents about the same thing: the first of them (RN-83.3). */
function duplicato(m: RigaMessaggio, suoi: readonly DelMittente[]): Registrata | undefined {
  const impronte = (m.lettura?.parti ?? [])
    .filter((p) => DOCUMENTI.includes(p.genere))
    .map((p) => p.impronta)
    .sort();
  return suoi.findLast(
    (x) =>
      x.stesso ||
      (impronte.length > 0 &&
        x.impronte.length === impronte.length &&
        x.impronte.every((i, n) => i === impronte[n]) &&
        ridotto(x.scritto) === ridotto(m.oggetto)),
  );
}

/** What it answers to, by our own request (BES-19): the registration of what was asked about. */
async function dellaRichiesta(tx: Tx, m: RigaMessaggio): Promise<Registrata | undefined> {
  if (m.risponde_a_id === null) return undefined;
  const { rows } = await sql<Registrata>`
    SELECT g.codice AS registro, r.anno, r.numero, s.oggetto
    FROM invio i LEFT JOIN messaggio x ON x.id = i.messaggio_id JOIN registrazione r ON r.id = coalesce(i.registrazione_id, x.registrazione_id)
      JOIN registro g ON g.id = r.registro_id JOIN scheda s ON s.registrazione_id = r.id
    WHERE i.id = ${m.risponde_a_id} AND NOT s.annullata`.execute(tx);
  return rows[0];
}

async function citata(tx: Tx, m: RigaMessaggio): Promise<Registrata | undefined> {
  for (const { anno, numero } of m.lettura?.citati ?? []) {
    const { rows } = await sql<Registrata>`
      SELECT g.codice AS registro, r.anno, r.numero, s.oggetto
      FROM registrazione r JOIN registro g ON g.id = r.registro_id JOIN scheda s ON s.registrazione_id = r.id
      WHERE g.tipo = 'protocollo' AND r.anno = ${anno} AND r.numero = ${numero} AND r.flusso = 'E' AND NOT s.annullata`.execute(
      tx,
    );
    if (rows[0]) return rows[0];
  }
  return undefined;
}

/**
 * Whether something like it was already registered: the same again (RN-83.3), or what this one, by its words, completes or takes the
 * place of (RN-82.2): what we asked about, a number of ours that it names, the last of the same sender about the same thing.
 */
export async function trovaPrecedente(tx: Tx, m: RigaMessaggio): Promise<Precedente | undefined> {
  const suoi = await registratiDelMittente(tx, m);
  const gia = duplicato(m, suoi);
  if (gia) return { ...soloRegistrata(gia), tipo: 'duplicato' };
  const risposta = await dellaRichiesta(tx, m);
  const relazione = m.lettura?.relazione ?? (risposta && 'integrazione');
  if (!relazione) return undefined;
  // Of the parts of one sending none comes after another.
  const prima =
    risposta ??
    (await citata(tx, m)) ??
    (m.gruppo === null ? suoi.find((x) => ridotto(x.scritto) === ridotto(m.oggetto)) : undefined);
  return prima && { ...soloRegistrata(prima), tipo: relazione };
}

const soloRegistrata = ({ registro, anno, numero, oggetto }: Registrata): Registrata => ({
  registro,
  anno,
  numero,
  oggetto,
});
