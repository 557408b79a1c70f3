import { sql } from 'kysely';
import { scriviFoglia } from '#numerazione';
import { giornoDiRoma } from '#platform/clock';
import { inLettura, inTransazione } from '#platform/db';
import { attoreSistema } from '#tracciamento';
import { chiudiTesta, type PartiTeste } from './chiudi-testa.ts';
import type { AutoritaMarche } from './marche/chiedi-marca.ts';
import { marcaTeste } from './marche/marca-teste.ts';
import { sigillaTraccia, ultimoBlocco } from './traccia/sigilla-traccia.ts';

export type PartiNotte = PartiTeste & { marche: AutoritaMarche | undefined };

type DaChiudere = { id: string; codice: string; codice_ipa: string; protocollo: boolean };

/**
 * The close of the day, asked for every hour: seals the audit trail so far, signs once in each local day the log of every registro that
 * has something new, asks for the time stamps that are missing. A day that nobody closed (a machine that was off) is closed by
 * the first round after it; one that fails does not hold the others.
 */
export async function chiudiNotte(parti: PartiNotte, enteId: string): Promise<void> {
  await sigillaTraccia(parti.db, enteId);
  const oggi = giornoDiRoma(parti.orologio.adesso());
  for (const registro of await daChiudere(parti, enteId, oggi)) {
    try {
      if (registro.protocollo) await testimoniaTraccia(parti, enteId, registro, oggi);
      await chiudiTesta(parti, enteId, registro.id);
    } catch (errore) {
      parti.log.error({ err: errore, registro: registro.codice }, 'testa del registro non firmata');
    }
  }
  await marcaTeste(parti, enteId);
}

async function daChiudere(parti: PartiNotte, enteId: string, oggi: string): Promise<DaChiudere[]> {
  const { rows } = await inLettura(parti.db, enteId, (tx) =>
    sql<DaChiudere>`
      SELECT r.id, r.codice, e.codice_ipa, r.tipo = 'protocollo' AS protocollo
      FROM registro r JOIN ente e ON e.id = r.ente_id JOIN registro_stato s ON s.registro_id = r.id
        LEFT JOIN LATERAL (SELECT t.dimensione, t.istante FROM testa t WHERE t.registro_id = r.id ORDER BY t.dimensione DESC LIMIT 1) t ON true
      WHERE (t.istante IS NULL OR (t.istante AT TIME ZONE 'Europe/Rome')::date < ${oggi}::date)
        AND (r.tipo = 'protocollo' OR s.ultima_foglia > coalesce(t.dimensione, 0))
      ORDER BY r.tipo = 'protocollo' DESC, r.codice`.execute(tx),
  );
  return rows;
}

/** Once a day the log of the protocollo says the last block of the audit trail: from the next head on it cannot be made again. */
async function testimoniaTraccia(
  parti: PartiNotte,
  enteId: string,
  registro: DaChiudere,
  oggi: string,
): Promise<void> {
  await inTransazione(parti.db, enteId, async (tx) => {
    const { rows } = await sql<{ blocco: number; giorno: string }>`
      SELECT (contenuto::jsonb ->> 'blocco')::int AS blocco, to_char(istante AT TIME ZONE 'Europe/Rome', 'YYYY-MM-DD') AS giorno
      FROM foglia WHERE registro_id = ${registro.id} AND registrazione_id IS NULL AND tipo = 'traccia'
      ORDER BY posizione DESC LIMIT 1`.execute(tx);
    const blocco = await ultimoBlocco(tx);
    const [detto] = rows;
    if (!blocco || detto?.giorno === oggi || detto?.blocco === blocco.progressivo) return;
    await scriviFoglia(tx, {
      ente: { id: enteId, codiceIpa: registro.codice_ipa },
      registroId: registro.id,
      tipo: 'traccia',
      dati: { blocco: blocco.progressivo, al: blocco.al, impronta: blocco.impronta },
      adesso: parti.orologio.adesso(),
      attore: attoreSistema(enteId).attore,
    });
  });
}
