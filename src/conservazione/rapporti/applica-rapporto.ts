import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { carica, ricevi } from '#documenti';
import { comunica } from '#comunicazioni';
import { inTransazione, type Tx } from '#platform/db';
import { XmlMalformato } from '#platform/xml';
import { avvisa, rientra, traccia, type Attore } from '#tracciamento';
import type { PartiConservazione } from '../parti.ts';
import { MASSIMO_RAPPORTO, type Risposta } from '../trasporti/trasporto.ts';
import { difettiRapporto, leggiRapporto, type Rapporto } from './leggi-rapporto.ts';

type Riga = {
  id: string;
  stato: string;
  identificativo: string;
  chiave: { numero: string; anno: number; registro: string };
  impronta: string;
  rapporto: string | null;
  documenti: string[];
  codice: string | null;
  chiesto_da_id: string | null;
};

async function leggi(tx: Tx, id: string): Promise<Riga | undefined> {
  const { rows } = await sql<Riga>`
    SELECT p.id, p.stato, p.identificativo, p.chiave, p.impronta, d.impronta AS rapporto, p.chiesto_da_id,
      ARRAY(SELECT f.impronta FROM pacchetto_file f WHERE f.pacchetto_id = p.id AND f.ruolo <> 'metadati') AS documenti,
      c.dialetto ->> 'codiceGiaPresente' AS codice
    FROM pacchetto p JOIN conservatore c ON c.id = p.conservatore_id LEFT JOIN documento d ON d.id = p.rapporto_id
    WHERE p.id = ${id} FOR UPDATE OF p`.execute(tx);
  return rows[0];
}

type Letto = { rapporto: Rapporto; difetti: string[] } | { illeggibile: string };

function esamina({ byte, indice, parte }: Risposta, p: Riga): Letto {
  try {
    const rapporto = leggiRapporto(byte, p.codice ?? undefined);
    return {
      rapporto,
      difetti: difettiRapporto(rapporto, { ...(parte ?? p), ...(indice !== undefined && { indice }) }),
    };
  } catch (errore) {
    if (errore instanceof XmlMalformato) return { illeggibile: errore.message };
    throw errore;
  }
}

/** What can be looked for in it, years later. */
const impronteDi = ({ impronte: { pacchetto, file } }: Rapporto): string[] => [
  ...new Set([...(pacchetto === null ? [] : [pacchetto]), ...file]),
];

/** Where a rapporto brings a package that was sent: nowhere, when it does not speak of it. */
function destinazione(
  letto: Letto,
  stato: string,
  parte: Risposta['parte'],
): { stato: string; motivo: string | null } {
  const di = parte ? `${parte.chiave.registro} ${parte.chiave.numero}/${parte.chiave.anno}: ` : '';
  if ('illeggibile' in letto)
    return { stato, motivo: `${di}Il rapporto di versamento non si legge: ${letto.illeggibile}.` };
  const { rapporto, difetti } = letto;
  if (difetti.length > 0)
    return { stato, motivo: `${di}Il rapporto di versamento non corrisponde: ${difetti.join('; ')}.` };
  if (rapporto.esito === 'rifiutato')
    return { stato: 'rifiutato', motivo: `${di}${rapporto.motivo ?? 'Il conservatore non dice perché.'}` };
  // A document of it, or a part: the whole is where it was until he has taken the whole.
  if (parte && !parte.ultima) return { stato, motivo: null };
  if (rapporto.esito === 'conservato') return { stato: 'conservato', motivo: null };
  return { stato: stato === 'inviato' ? 'preso-in-carico' : stato, motivo: null };
}

/**
 * Reads a rapporto, keeps it whatever it says, and moves the package where it says, if it speaks of it: name, key and digests are
 * compared with ours. In the caller's transaction.
 *
 * @returns whether what follows it counts: it was good, and refused nothing
 */
async function applica(
  tx: Tx,
  chi: Attore,
  p: Riga,
  risposta: Risposta,
  documentoId: string,
): Promise<boolean> {
  const letto = esamina(risposta, p);
  const verso = destinazione(letto, p.stato, risposta.parte);
  await tx
    .insertInto('rapporto_impronte')
    .values({
      ente_id: chi.ente.id,
      pacchetto_id: p.id,
      rapporto_id: documentoId,
      impronte: 'rapporto' in letto ? impronteDi(letto.rapporto) : [],
    })
    .execute();
  const adesso = sql<Date>`istante_corrente()`;
  await tx
    .updateTable('pacchetto')
    .set({
      stato: verso.stato,
      motivo: verso.motivo,
      rapporto_id: documentoId,
      mosso_da: chi.attore,
      mosso_da_id: chi.utenteId,
      ...(verso.stato === 'preso-in-carico' && p.stato !== verso.stato && { preso_il: adesso }),
      ...((verso.stato === 'conservato' || verso.stato === 'rifiutato') && { concluso_il: adesso }),
    })
    .where('id', '=', p.id)
    .execute();
  await traccia(
    tx,
    chi,
    'conservazione.rapporto-letto',
    { tipo: 'pacchetto', id: p.id },
    { identificativo: p.identificativo, da: p.stato, a: verso.stato, motivo: verso.motivo },
  );
  if (verso.motivo !== null) await segnala(tx, chi, p, verso.stato, verso.motivo);
  else await rientra(tx, chi.ente.id, `conservazione.rapporto:${p.id}`);
  return verso.motivo === null;
}

/** What does not go by itself is told to who must look at it: the responsabile, and who asked. */
export async function segnala(
  tx: Tx,
  chi: Attore,
  p: Pick<Riga, 'id' | 'identificativo' | 'chiesto_da_id'>,
  stato: string,
  motivo: string,
): Promise<void> {
  await avvisa(
    tx,
    chi.ente.id,
    `conservazione.${stato === 'rifiutato' ? 'rifiutato' : 'rapporto'}:${p.id}`,
    stato === 'rifiutato'
      ? `Il conservatore ha rifiutato il pacchetto ${p.identificativo}: ${motivo}`
      : `Pacchetto ${p.identificativo}: ${motivo}`,
    { pacchetto: p.id },
  );
  const { rows } = await sql<{ utente_id: string }>`
    SELECT n.utente_id FROM nomina n WHERE n.ruolo = 'responsabile-conservazione'
      AND oggi_a_roma() BETWEEN n.dal AND coalesce(n.al, 'infinity'::date)`.execute(tx);
  const a = [...rows.map((r) => r.utente_id), ...(p.chiesto_da_id === null ? [] : [p.chiesto_da_id])];
  await comunica(
    tx,
    chi,
    {
      tipo: 'conservazione.da-guardare',
      oggetto: `Conservazione: ${p.identificativo} ${stato === 'rifiutato' ? 'rifiutato' : 'da guardare'}`,
      testo: motivo,
      collegamento: `/conservazione/pacchetti/${p.id}`,
    },
    [...new Set(a)],
  );
}

/** Of a document or a part of it, also by which key. */
function nomeRapporto({ identificativo }: Riga, { parte }: Risposta): string {
  const k = parte?.chiave;
  const di = k
    ? `-${k.registro}-${k.numero}-${k.anno}`.replaceAll(/[^A-Za-z0-9_.-]+/g, '_').slice(0, 100)
    : '';
  return `${identificativo}-rapporto${di}.xml`;
}

/**
 * Keeps and applies what came from the other end, all of it together: the one rapporto of a package, or, of one that was taken apart,
 * the answer for each document and part, in order, up to the first that is not good. The same again changes nothing.
 *
 * @param prima what else changes with it, in the same transaction
 */
export async function applicaRapporti(
  parti: PartiConservazione,
  chi: Attore,
  pacchettoId: string,
  risposte: readonly Risposta[],
  prima: (tx: Tx) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const ricevuti: { risposta: Risposta; file: Awaited<ReturnType<typeof ricevi>> }[] = [];
  try {
    for (const risposta of risposte)
      ricevuti.push({
        risposta,
        file: await ricevi(parti.archivio, chi.ente.id, Readable.from([risposta.byte]), MASSIMO_RAPPORTO),
      });
    await inTransazione(parti.db, chi.ente.id, async (tx) => {
      await prima(tx);
      for (const { risposta, file } of ricevuti) {
        const p = await leggi(tx, pacchettoId);
        const impronta = createHash('sha256').update(risposta.byte).digest('hex');
        if (!p || p.rapporto === impronta || !['inviato', 'preso-in-carico'].includes(p.stato)) return;
        const { id } = await carica(tx, chi, file, nomeRapporto(p, risposta));
        if (!(await applica(tx, chi, p, risposta, id))) return;
      }
    });
  } finally {
    for (const { file } of ricevuti) await file.deposito.discard();
  }
}
