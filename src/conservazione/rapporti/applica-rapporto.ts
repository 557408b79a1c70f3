import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { carica, ricevi } from '#documenti';
import { comunica } from '#comunicazioni';
import { inTransazione, type Tx } from '#platform/db';
import { XmlMalformato } from '#platform/xml';
import { avvisa, traccia, type Attore } from '#tracciamento';
import type { PartiConservazione } from '../parti.ts';
import { MASSIMO_RAPPORTO } from '../trasporti/trasporto.ts';
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

function esamina(byte: Buffer, p: Riga, indice: string | undefined): Letto {
  try {
    const rapporto = leggiRapporto(byte, p.codice ?? undefined);
    return { rapporto, difetti: difettiRapporto(rapporto, { ...p, ...(indice && { indice }) }) };
  } catch (errore) {
    if (errore instanceof XmlMalformato) return { illeggibile: errore.message };
    throw errore;
  }
}

/** Where a rapporto brings a package that was sent: nowhere, when it does not speak of it. */
function destinazione(letto: Letto, stato: string): { stato: string; motivo: string | null } {
  if ('illeggibile' in letto)
    return { stato, motivo: `Il rapporto di versamento non si legge: ${letto.illeggibile}.` };
  const { rapporto, difetti } = letto;
  if (difetti.length > 0)
    return { stato, motivo: `Il rapporto di versamento non corrisponde: ${difetti.join('; ')}.` };
  if (rapporto.esito === 'rifiutato')
    return { stato: 'rifiutato', motivo: rapporto.motivo ?? 'Il conservatore non dice perché.' };
  if (rapporto.esito === 'conservato') return { stato: 'conservato', motivo: null };
  return { stato: stato === 'inviato' ? 'preso-in-carico' : stato, motivo: null };
}

/**
 * Reads a rapporto, keeps it whatever it says, and moves the package where it says, if it speaks of it: name, key and digests are
 * compared with ours. In the caller's transaction.
 */
async function applica(
  tx: Tx,
  chi: Attore,
  p: Riga,
  byte: Buffer,
  documentoId: string,
  indice: string | undefined,
): Promise<void> {
  const letto = esamina(byte, p, indice);
  const verso = destinazione(letto, p.stato);
  const adesso = sql<Date>`clock_timestamp()`;
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
}

/** What does not go by itself is told to who must look at it: the responsabile, and who asked. */
async function segnala(tx: Tx, chi: Attore, p: Riga, stato: string, motivo: string): Promise<void> {
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

/**
 * Keeps and applies a rapporto that came from the other end. The same again changes nothing.
 *
 * @param prima what else changes with it, in the same transaction
 * @param indice the index that was sent with it, where one was
 */
export async function applicaRapporto(
  parti: PartiConservazione,
  chi: Attore,
  pacchettoId: string,
  byte: Buffer,
  prima: (tx: Tx) => Promise<void> = () => Promise.resolve(),
  indice?: string,
): Promise<void> {
  const impronta = createHash('sha256').update(byte).digest('hex');
  const ricevuto = await ricevi(parti.archivio, chi.ente.id, Readable.from([byte]), MASSIMO_RAPPORTO);
  try {
    await inTransazione(parti.db, chi.ente.id, async (tx) => {
      await prima(tx);
      const p = await leggi(tx, pacchettoId);
      if (!p || p.rapporto === impronta || !['inviato', 'preso-in-carico'].includes(p.stato)) return;
      const { id } = await carica(tx, chi, ricevuto, `${p.identificativo}-rapporto.xml`);
      await applica(tx, chi, p, byte, id, indice);
    });
  } finally {
    await ricevuto.deposito.discard();
  }
}
