import { createHash } from 'node:crypto';
import { carica, ricevi } from '#documenti';
import { inLettura, inTransazione, sqlstate, type Tx } from '#platform/db';
import { attoreSistema, rientra, traccia, type Attore } from '#tracciamento';
import { giaVersato } from '../conservazione.errors.ts';
import { programma } from '../consegna/programma.ts';
import type { PartiConservazione } from '../parti.ts';
import type { Oggetto } from './contenuto.ts';
import { prepara, type Preparato } from './prepara.ts';
import { scriviZip, type Scritto } from './scrivi-zip.ts';

const MASSIMO = 64 * 1024 ** 3;
/** Somebody else has just made it: by the uniqueness of the rows, or by the version that follows no more. */
const PRESENTE = ['23505', 'TB104'];

/** Who wanted it handed over, and is told how it goes. */
export type Richiedente = { da: string; daId: string | null };

/** Of what is in a package, whatever the day it was made: two with the same say the same. */
function contenutoDi(scritti: readonly Scritto[]): string {
  const righe = scritti.map((s) => `${s.percorso}\0${s.impronta}\n`).sort();
  return createHash('sha256').update(righe.join('')).digest('hex');
}

async function inserisci(
  tx: Tx,
  chi: Attore,
  p: Preparato,
  scritti: readonly Scritto[],
  zip: { id: string; impronta: string; dimensione: number },
  indiceImpronta: string,
  adesso: Date,
  richiedente: Richiedente,
): Promise<string> {
  const { contenuto: c } = p;
  const { id } = await tx
    .insertInto('pacchetto')
    .values({
      ente_id: chi.ente.id,
      conservatore_id: p.conservatoreId,
      tipo: c.tipo,
      oggetto_id: c.oggettoId,
      anno: c.anno,
      versione: p.versione,
      identificativo: p.identificativo,
      titolo: c.titolo,
      chiave: JSON.stringify(c.chiave),
      contenuto: contenutoDi(scritti),
      archivio_id: zip.id,
      impronta: zip.impronta,
      dimensione: zip.dimensione,
      indice_impronta: indiceImpronta,
      dovuto_entro: c.dovutoEntro,
      prossimo_il: adesso,
      chiesto_da: richiedente.da,
      chiesto_da_id: richiedente.daId,
      mosso_da: chi.attore,
      mosso_da_id: chi.utenteId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (let i = 0; i < scritti.length; i += 1000)
    await tx
      .insertInto('pacchetto_file')
      .values(
        scritti.slice(i, i + 1000).map((s, j) => ({
          ente_id: chi.ente.id,
          pacchetto_id: id,
          ordine: i + j + 1,
          ruolo: s.ruolo,
          percorso: s.percorso,
          impronta: s.impronta,
          dimensione: s.dimensione,
          formato: s.formato,
          nome_file: s.nomeFile,
          documento_id: s.documentoId,
          registrazione_id: s.registrazioneId,
          metadati: s.metadati,
        })),
      )
      .execute();
  return id;
}

/**
 * Makes the package of a thing, keeps it in the archive and queues its delivery. Of two who do it together one makes it.
 *
 * @param richiedente who asked for it, where it is not who makes it
 * @returns id of the package
 * @throws Rifiuto `conservazione.gia-versato` when he keeps it already, unchanged, or it is on its way;
 *   `conservazione.senza-conservatore`; `documenti.alterato`, `documenti.mancante`; those of what is to be handed over
 */
export async function produciPacchetto(
  parti: PartiConservazione,
  chi: Attore,
  o: Oggetto,
  richiedente: Richiedente = { da: chi.attore, daId: chi.utenteId },
): Promise<string> {
  const enteId = chi.ente.id;
  const p = await inLettura(parti.db, enteId, (tx) => prepara(tx, enteId, o));
  const adesso = parti.orologio.adesso();
  const { flusso, scritti, indice } = scriviZip(parti, enteId, p, adesso);
  const ricevuto = await ricevi(parti.archivio, enteId, flusso, MASSIMO);
  try {
    return await inTransazione(parti.db, enteId, async (tx) => {
      // Nobody's to read by itself, not even of who asked for it: in it is also what is reserved.
      const zip = await carica(tx, attoreSistema(enteId), ricevuto, `${p.identificativo}.zip`);
      const indiceImpronta = createHash('sha256').update(indice()).digest('hex');
      const id = await inserisci(tx, chi, p, scritti, zip, indiceImpronta, adesso, richiedente);
      await traccia(
        tx,
        chi,
        'conservazione.prodotto',
        { tipo: 'pacchetto', id },
        { identificativo: p.identificativo, tipo: o.tipo, impronta: zip.impronta, file: scritti.length },
      );
      await programma(tx, enteId, id, adesso);
      await rientra(tx, enteId, `conservazione.non-prodotto:${o.oggettoId}`);
      return id;
    });
  } catch (errore) {
    throw PRESENTE.includes(sqlstate(errore) ?? '') ? giaVersato() : errore;
  } finally {
    await ricevuto.deposito.discard();
  }
}
