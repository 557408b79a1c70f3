import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { carica, ricevi } from '#documenti';
import { inTransazione, type Db, type Tx } from '#platform/db';
import type { ObjectStore } from '#platform/storage';
import { attoreSistema } from '#tracciamento';
import type { Daticert, MessaggioLetto, TipoMessaggio } from '../../src/pec/messaggio/messaggio.ts';

let progressivo = 0;

/** A receipt as the reader gives it. The instant is the provider's, to the second. */
export function ricevutaLetta(
  tipo: TipoMessaggio,
  altro: Partial<Daticert> = {},
  firma: MessaggioLetto['firma']['esito'] = 'valida',
): MessaggioLetto {
  return {
    tipo,
    messageId: `<ricevuta-${++progressivo}@gestore.example>`,
    daticert: {
      tipo,
      errore: 'nessuno',
      mittente: 'protocollo@pec.prova1.example',
      destinatari: [],
      gestore: 'Gestore di prova',
      data: { giorno: '07/03/2026', ora: '10:15:42', zona: '+0100' },
      istante: new Date('2026-03-07T09:15:42Z'),
      // Each sending has its own: two receipts of one are given the same by the test.
      identificativo: `opec2026.${++progressivo}@gestore.example`,
      ricezione: [],
      ...altro,
    },
    firma: { esito: firma },
    destinatari: [],
    perConoscenza: [],
    oggetto: `${tipo.toUpperCase()}: prova`,
    automatico: true,
    testo: 'Ricevuta di prova',
    parti: [],
    avvisi: [],
  };
}

/** The bytes of something that looks like that receipt. */
export function emlDi(letto: MessaggioLetto): Buffer {
  return Buffer.from(
    [
      `X-Ricevuta: ${letto.tipo}`,
      `Message-ID: ${letto.messageId}`,
      `Subject: ${letto.oggetto}`,
      'From: posta-certificata@gestore.example',
      '',
      `${letto.testo} ${++progressivo}`,
      '',
    ].join('\r\n'),
  );
}

/** Keeps a message in a box, as the ledger of what arrives does. @returns its id */
export async function conservaMessaggio(
  tx: Tx,
  archivio: ObjectStore,
  enteId: string,
  casellaId: string,
  byte: Buffer,
  campi: Record<string, unknown> = {},
): Promise<string> {
  const ricevuto = await ricevi(archivio, enteId, Readable.from([byte]), 1_000_000);
  const eml = await carica(tx, attoreSistema(enteId), ricevuto, 'messaggio.eml');
  const { id } = await tx
    .insertInto('messaggio')
    .values({
      ente_id: enteId,
      casella_id: casellaId,
      eml_id: eml.id,
      impronta: ricevuto.deposito.digest,
      dimensione: byte.length,
      via: 'server',
      arrivato_il: sql<Date>`clock_timestamp()`,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('messaggio')
    .set({ stato: 'ricevuta', tipo: 'accettazione', ...campi })
    .where('id', '=', id)
    .execute();
  return id;
}

/** Runs in a transaction of that ente what keeps a receipt, and gives its message to `azione`. */
export async function arriva<T>(
  parti: { db: Db; archivio: ObjectStore },
  enteId: string,
  casellaId: string,
  letto: MessaggioLetto,
  azione: (tx: Tx, messaggioId: string) => Promise<T>,
): Promise<T> {
  return await inTransazione(parti.db, enteId, async (tx) =>
    azione(
      tx,
      await conservaMessaggio(tx, parti.archivio, enteId, casellaId, emlDi(letto), { tipo: letto.tipo }),
    ),
  );
}
