import { sql } from 'kysely';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { inLettura, inTransazione, type Db, type Tx } from '#platform/db';
import { accodaPer } from '#platform/jobs';
import { Rifiuto } from '#platform/http';
import { avvisa, rientra } from '#tracciamento';
import { chiudiGiorno, type DaChiudere, type PartiGiornaliero } from './chiudi-giorno.ts';
import { contestoChiusura } from './contesto-chiusura.ts';
import { righeModifiche } from './modifiche.ts';
import { segnalaRitardi } from './ritardi.ts';
import { cercaArretrate } from './vidimazione/cerca-arretrate.ts';

/** The next day to close of each register that has daily registers, where it has ended. */
async function daChiudere(tx: Tx): Promise<DaChiudere[]> {
  const { rows } = await sql<DaChiudere>`
    SELECT r.id, r.codice, r.denominazione, r.tipo, p.giorno::text AS giorno,
      CASE WHEN u.anno = extract(year FROM p.giorno) THEN u.progressivo + 1 ELSE 1 END AS progressivo
    FROM registro r
      LEFT JOIN LATERAL (SELECT g.giorno, g.anno, g.progressivo FROM registro_giornaliero g WHERE g.registro_id = r.id
        ORDER BY g.giorno DESC LIMIT 1) u ON true
      CROSS JOIN LATERAL (SELECT coalesce(u.giorno + 1, r.giornaliero_dal) AS giorno) p
    WHERE r.giornaliero_dal IS NOT NULL AND p.giorno < oggi_del_registro()
      -- A repertorio that is closed has nothing more to say after that day, unless something of it is changed later: then of the days up to it.
      AND (r.chiuso_il IS NULL OR p.giorno <= (r.chiuso_il AT TIME ZONE 'Europe/Rome')::date OR EXISTS (
        SELECT FROM (${righeModifiche(sql`x.ente_id = r.ente_id AND x.istante >= p.giorno::timestamp AT TIME ZONE 'Europe/Rome'`)}) m
          JOIN scheda s ON s.registrazione_id = m.registrazione_id WHERE s.registro_id = r.id))
    ORDER BY p.giorno, r.tipo, r.codice`.execute(tx);
  return rows;
}

/**
 * Closes every day that has ended and has no daily register yet, in order, for each register: after days of outage, as many. May run
 * any number of times, on as many nodes.
 *
 * @returns how many were closed here
 */
export async function chiudiGiorni(parti: PartiGiornaliero, enteId: string): Promise<number> {
  let chiusi = 0;
  const fermi = new Set<string>();
  const ripartiti = new Set<string>();
  for (;;) {
    const elenco = (await inLettura(parti.db, enteId, daChiudere)).filter((r) => !fermi.has(r.id));
    if (elenco.length === 0) return chiusi;
    const ctx = await inLettura(parti.db, enteId, (tx) => contestoChiusura(tx, enteId));
    for (const r of elenco) {
      try {
        if (await chiudiGiorno(parti, ctx, r)) chiusi++;
        if (!ripartiti.has(r.id))
          await inTransazione(parti.db, enteId, (tx) => rientra(tx, enteId, avvisoDi(r)));
        ripartiti.add(r.id);
      } catch (errore) {
        fermi.add(r.id);
        await nonChiuso(parti, enteId, r, errore);
      }
    }
  }
}

const avvisoDi = (r: DaChiudere): string => `registro-giornaliero.non-prodotto:${r.codice}`;

/** The others go on; somebody must look at this one, and the next hour tries again. */
async function nonChiuso(
  parti: PartiGiornaliero,
  enteId: string,
  r: DaChiudere,
  errore: unknown,
): Promise<void> {
  parti.log.error({ err: errore, registro: r.codice, giorno: r.giorno }, 'registro giornaliero non prodotto');
  const perche = errore instanceof Rifiuto ? errore.dettaglio : 'Si riprova ogni ora; la causa è nel log.';
  await inTransazione(parti.db, enteId, (tx) =>
    avvisa(
      tx,
      enteId,
      avvisoDi(r),
      `Il registro giornaliero di «${r.denominazione}» del ${r.giorno.split('-').reverse().join('/')} non è stato prodotto. ${perche}`,
      { registro: r.codice, giorno: r.giorno },
    ),
  );
}

const DaFare = Type.Object({ enteId: Type.String() });

/** Puts the closing of an ente in the queue, once however many ask for it. */
export async function chiediChiusura(db: Db, enteId: string): Promise<void> {
  await inTransazione(db, enteId, (tx) =>
    accodaPer(tx, LAVORO, `${LAVORO}:${enteId}`, { enteId }, new Date()),
  );
}

const LAVORO = 'registro-giornaliero.chiudi';

/** Job `registro-giornaliero.chiudi`, payload `{ enteId }`: from every hour's round, and when the jobs start. */
export async function lavoroChiudi(contenuto: unknown, parti: PartiGiornaliero): Promise<void> {
  const { enteId } = Value.Parse(DaFare, contenuto);
  await chiudiGiorni(parti, enteId);
  await segnalaRitardi(parti, enteId);
  await cercaArretrate(parti, enteId);
}
