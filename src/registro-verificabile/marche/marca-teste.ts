import { sql } from 'kysely';
import { inLettura, inTransazione } from '#platform/db';
import { avvisa } from '#tracciamento';
import type { PartiTeste } from '../chiudi-testa.ts';
import { impronta256 } from '../impronta.ts';
import { testoFirmato } from '../testo-testa.ts';
import { chiediMarca, MarcaRifiutata, type AutoritaMarche } from './chiedi-marca.ts';

/** A head older than this that has no time stamp is the conservator's business by now, and stays without. */
const GIORNI = 30;
const IN_RITARDO_ORE = 24;
const INSIEME = 100;

type DaMarcare = { registro_id: string; dimensione: number; istante: Date; testo: string; firma: Buffer };

/**
 * Asks the authority for the time stamps that recent heads lack. One that does not answer is asked again at the next round: the
 * heads stand without. A day late, somebody is told.
 */
export async function marcaTeste(
  parti: PartiTeste & { marche: AutoritaMarche | undefined },
  enteId: string,
): Promise<void> {
  const { marche } = parti;
  if (!marche) return;
  const { rows } = await inLettura(parti.db, enteId, (tx) =>
    sql<DaMarcare>`SELECT t.registro_id, t.dimensione, t.istante, t.testo, t.firma FROM testa t
      WHERE t.istante > ${parti.orologio.adesso()}::timestamptz - make_interval(days => ${GIORNI})
        AND NOT EXISTS (SELECT FROM testa_marca m WHERE m.registro_id = t.registro_id AND m.dimensione = t.dimensione)
      ORDER BY t.istante LIMIT ${INSIEME}`.execute(tx),
  );
  for (const t of rows) {
    try {
      const impronta = impronta256(testoFirmato({ testo: t.testo, firma: t.firma.toString('base64') }));
      const { marca, istante } = await chiediMarca(marche, impronta);
      await inTransazione(parti.db, enteId, (tx) =>
        tx
          .insertInto('testa_marca')
          .values({
            registro_id: t.registro_id,
            dimensione: t.dimensione,
            ente_id: enteId,
            autorita: marche.url,
            istante,
            marca,
          })
          .onConflict((c) => c.doNothing())
          .execute(),
      );
    } catch (errore) {
      if (!(errore instanceof MarcaRifiutata)) throw errore;
      await inRitardo(parti, enteId, t.istante, errore);
      return;
    }
  }
}

async function inRitardo(
  parti: PartiTeste,
  enteId: string,
  daMarcare: Date,
  errore: MarcaRifiutata,
): Promise<void> {
  parti.log.warn({ err: errore }, 'marca temporale non ottenuta');
  const ore = (parti.orologio.adesso().getTime() - daMarcare.getTime()) / 3_600_000;
  if (ore < IN_RITARDO_ORE) return;
  await inTransazione(parti.db, enteId, (tx) =>
    avvisa(
      tx,
      enteId,
      'registro.marca-in-ritardo',
      `Da oltre un giorno le teste dei registri non ottengono la marca temporale. ${errore.message}`,
    ),
  );
}
