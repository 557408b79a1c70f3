import { sql } from 'kysely';
import { visibile, type Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { accodaInvio } from './accoda-invio.ts';
import { destinatariRegistrati } from './destinatari-registrati.ts';
import { conflitto } from './invii.errors.ts';
import type { NuovoInvioDocumento } from './invii.schema.ts';
import { scegliCasella } from './scegli-casella.ts';
import { oggettoDocumento, testoDocumento, type DocumentoDaTrasmettere } from './testo-documento.ts';

export type ChiaveRegistrazione = { registro: string; anno: number; numero: number };

type Riga = DocumentoDaTrasmettere & { id: string; flusso: string; annullata: boolean };

/** @throws Rifiuto `registrazione.non-trovata`, also of what whoever asks does not see */
export async function trovaDaInviare(tx: Tx, ctx: Contesto, chiave: ChiaveRegistrazione): Promise<Riga> {
  const { rows } = await sql<Riga>`
    SELECT r.id, r.flusso, s.annullata, s.oggetto, r.anno, r.numero, r.istante, g.codice AS registro,
      g.denominazione AS "denominazioneRegistro", e.denominazione AS ente
    FROM registrazione r JOIN scheda s ON s.registrazione_id = r.id JOIN registro g ON g.id = r.registro_id JOIN ente e ON e.id = r.ente_id
    WHERE g.codice = ${chiave.registro} AND r.anno = ${chiave.anno} AND r.numero = ${chiave.numero} AND ${visibile(ctx, 's')}`.execute(
    tx,
  );
  const [r] = rows;
  if (r) return r;
  throw new Rifiuto({
    codice: 'registrazione.non-trovata',
    categoria: 'nonTrovato',
    dettaglio: `La registrazione ${chiave.registro} ${chiave.numero}/${chiave.anno} non esiste.`,
  });
}

/**
 * Sends a registered document to its recipients, with all its files (RN-14.1, RN-29.1). To who already has it, or is about to, only if
 * that is really meant.
 *
 * @returns the sendings
 * @throws Rifiuto `invio.non-in-partenza`, `invio.annullata`, `invio.senza-documento`, `invio.gia-inviato`; those of {@link accodaInvio}
 */
export async function inviaRegistrazione(
  tx: Tx,
  ctx: Contesto,
  chiave: ChiaveRegistrazione,
  richiesta: NuovoInvioDocumento,
): Promise<string[]> {
  const r = await trovaDaInviare(tx, ctx, chiave);
  // Two who press together: the second one finds what the first one queued.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`pec/invia/${r.id}`}, 0))`.execute(tx);
  if (r.flusso !== 'U')
    throw conflitto('non-in-partenza', 'Si spedisce un documento in partenza: questo non lo è.');
  if (r.annullata) throw conflitto('annullata', 'La registrazione è annullata: non si spedisce.');
  const allegati = await leggiFile(tx, r.id);
  if (allegati.length === 0)
    throw conflitto(
      'senza-documento',
      'La registrazione non ha file: il documento è di carta, e non parte per posta elettronica.',
    );
  const destinatari = await destinatariRegistrati(tx, r.id, richiesta.destinatari);
  if (richiesta.ancora !== true) await verificaNonInviato(tx, r.id, destinatari);
  return await accodaInvio(tx, ctx, {
    casellaId: await scegliCasella(tx, r.id, richiesta.casella),
    genere: 'documento',
    registrazioneId: r.id,
    oggetto: oggettoDocumento(r),
    testo: testoDocumento(
      r,
      allegati.map((a) => a.nome),
    ),
    destinatari,
    allegati,
    tipoRicevuta: richiesta.tipoRicevuta ?? 'completa',
  });
}

/** The main document first; two files of the same name are told apart. */
async function leggiFile(tx: Tx, registrazioneId: string): Promise<{ documentoId: string; nome: string }[]> {
  const { rows } = await sql<{ documentoId: string; nome: string }>`
    SELECT documento_id AS "documentoId", nome_file AS nome FROM registrazione_documento
    WHERE registrazione_id = ${registrazioneId} AND documento_id IS NOT NULL ORDER BY ruolo <> 'principale', ordine`.execute(
    tx,
  );
  const visti = new Map<string, number>();
  return rows.map((f) => {
    const volte = (visti.get(f.nome.toLowerCase()) ?? 0) + 1;
    visti.set(f.nome.toLowerCase(), volte);
    return volte === 1
      ? f
      : { ...f, nome: f.nome.replace(/(\.[^.]*)?$/, (estensione) => ` (${volte})${estensione}`) };
  });
}

async function verificaNonInviato(
  tx: Tx,
  registrazioneId: string,
  destinatari: readonly { indirizzo: string }[],
): Promise<void> {
  const { rows } = await sql<{ indirizzo: string }>`
    SELECT DISTINCT d.indirizzo FROM invio i JOIN invio_destinatario d ON d.invio_id = i.id
    WHERE i.registrazione_id = ${registrazioneId} AND i.genere = 'documento' AND i.stato NOT IN ('fallito', 'annullato')
      AND d.stato NOT IN ('non-accettato', 'mancata-consegna')
      AND lower(d.indirizzo) = ANY (${destinatari.map((d) => d.indirizzo.toLowerCase())}::text[]) ORDER BY 1 LIMIT 20`.execute(
    tx,
  );
  if (rows.length > 0)
    throw conflitto(
      'gia-inviato',
      `Il documento è già stato inviato, o sta per partire, a ${rows.map((d) => d.indirizzo).join(', ')}.`,
      { indirizzi: rows.map((d) => d.indirizzo) },
    );
}
