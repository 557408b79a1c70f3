import { sql } from 'kysely';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import yazl from 'yazl';
import type { Contesto } from '#autorizzazioni';
import { inLettura, inTransazione, type Db, type Tx } from '#platform/db';
import { errno } from '#platform/storage';
import { traccia } from '#tracciamento';
import { NOME_ELENCO, type Elenco } from '../esporta.ts';
import { leggiJson } from '../leggi-json.ts';
import { cartellaDi, fileScritti } from './cartella.ts';
import { fileNonTrovato, nessuna, nonPronta, nonTrovata } from './esportazioni.errors.ts';
import { findEsportazioni, inEsportazione, type RigaEsportazione } from './esportazioni.queries.ts';
import type { Esportazione } from './esportazioni.schema.ts';

type Parti = { db: Db; dati: string };

const perChiave = (ctx: Contesto): boolean => ctx.chiaveApiId !== null;

/** @throws Rifiuto `esportazioni.nessuna` */
export async function ultimaPronta(parti: Parti, ctx: Contesto): Promise<Esportazione> {
  const [riga] = await inLettura(parti.db, ctx.ente.id, (tx) =>
    findEsportazioni(tx, { perChiave: perChiave(ctx), pronte: true, limite: 1 }),
  );
  if (!riga) throw nessuna();
  return inEsportazione(riga);
}

async function pronta(tx: Tx, ctx: Contesto, id: string): Promise<RigaEsportazione> {
  const [riga] = await findEsportazioni(tx, { perChiave: perChiave(ctx), id });
  if (!riga) throw nonTrovata();
  if (riga.stato !== 'pronta') throw nonPronta();
  return riga;
}

/**
 * The whole export as one zip, made while it is sent: nothing of it is written. Documents go in as they are; most are compressed already.
 *
 * @throws Rifiuto `esportazioni.non-trovata`, `esportazioni.non-pronta`
 */
export async function scaricaEsportazione(
  parti: Parti,
  ctx: Contesto,
  id: string,
): Promise<{ nome: string; corpo: Readable }> {
  const riga = await inTransazione(parti.db, ctx.ente.id, async (tx) => {
    const trovata = await pronta(tx, ctx, id);
    await traccia(tx, ctx, 'esportazione.scaricata', { tipo: 'esportazione', id }, { byte: trovata.byte });
    return trovata;
  });
  const cartella = cartellaDi(parti.dati, ctx.ente.id, id);
  const giorno = riga.chiesta_il.toISOString().slice(0, 10);
  const radice = `esportazione-${ctx.ente.codiceIpa}-${riga.anno ?? 'tutto'}-${giorno}`;
  const zip = new yazl.ZipFile();
  const corpo = zip.outputStream as Readable;
  zip.on('error', (errore) => corpo.destroy(errore as Error));
  for (const f of await fileScritti(cartella))
    zip.addReadStreamLazy(
      `${radice}/${f.percorso}`,
      {
        mtime: riga.pronta_il ?? riga.chiesta_il,
        size: f.dimensione,
        compress: !f.percorso.startsWith('documenti/'),
      },
      (pronto) => pronto(null, createReadStream(join(cartella, ...f.percorso.split('/')))),
    );
  zip.end();
  return { nome: `${radice}.zip`, corpo };
}

const DOCUMENTO = /^documenti\/([0-9a-f]{2})\/\1[0-9a-f]{62}$/;

/**
 * One file of an export, by the name it has there: those of its list, the list itself, the documents. Nothing else is looked for on the
 * disk, whatever is asked.
 *
 * @throws Rifiuto `esportazioni.non-trovata`, `esportazioni.non-pronta`, `esportazioni.file-non-trovato`
 */
export async function fileDellEsportazione(
  parti: Parti,
  ctx: Contesto,
  id: string,
  percorso: string,
): Promise<{ dimensione: number; corpo: Readable }> {
  await inTransazione(parti.db, ctx.ente.id, async (tx) => {
    await pronta(tx, ctx, id);
    await annotaLettura(tx, ctx, id);
  });
  const cartella = cartellaDi(parti.dati, ctx.ente.id, id);
  if (!DOCUMENTO.test(percorso) && percorso !== NOME_ELENCO) {
    const elenco = await leggiJson<Elenco>(cartella, NOME_ELENCO);
    if (!elenco?.file.some((f) => f.percorso === percorso)) throw fileNonTrovato();
  }
  const dove = join(cartella, ...percorso.split('/'));
  const letto = await stat(dove).catch((errore: unknown) => {
    throw errno(errore) === 'ENOENT' ? fileNonTrovato() : errore;
  });
  return { dimensione: letto.size, corpo: createReadStream(dove) };
}

/** Who reads an export reads it file by file: one line each hour says so, not thousands. */
async function annotaLettura(tx: Tx, ctx: Contesto, id: string): Promise<void> {
  const { rows } = await sql<{
    gia: boolean;
  }>`SELECT EXISTS (SELECT FROM traccia WHERE oggetto_tipo = 'esportazione'
      AND oggetto_id = ${id} AND operazione = 'esportazione.letta' AND attore = ${ctx.attore}
      AND istante > clock_timestamp() - interval '1 hour') AS gia`.execute(tx);
  if (!rows[0]?.gia) await traccia(tx, ctx, 'esportazione.letta', { tipo: 'esportazione', id });
}
