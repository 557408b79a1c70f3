import { sql } from 'kysely';
import type { Orologio } from '#platform/clock';
import { inTransazione, type Db, type Tx } from '#platform/db';
import type { Log } from '#platform/log';
import type { Vault } from '#platform/vault';
import { attoreSistema, avvisa, traccia, type Attore } from '#tracciamento';
import { radice } from './albero.ts';
import { annunciaChiavi } from './annuncia-chiavi.ts';
import { apriPrivata, assicuraChiave, bloccaChiavi, chiaveInUso, type ChiaveFirma } from './chiavi.ts';
import { conservaNodi } from './conserva-nodi.ts';
import { leggiTesta, ultimaTesta } from './teste.queries.ts';
import { tessereDi } from './tessere.ts';
import { componiTesto, firmaTesto, type Testa } from './testo-testa.ts';

export type PartiTeste = { db: Db; vault: Vault; orologio: Orologio; log: Log };

type Registro = { id: string; codice: string; ente: { id: string; codiceIpa: string } };

/** Thrown when the log no longer begins with what an earlier head says: nothing of it is signed until somebody has looked. */
export class LogIncoerente extends Error {}

/**
 * Signs the log as it is now, announcing the keys in it before if they are not there. A size that has its head keeps it, so
 * whoever closes a log twice, or together with somebody else, finds one head.
 *
 * @throws LogIncoerente after having raised the warning
 */
export async function chiudiTesta(parti: PartiTeste, enteId: string, registroId: string): Promise<Testa> {
  const chi = attoreSistema(enteId);
  for (;;) {
    const registro = await inTransazione(parti.db, enteId, async (tx) => {
      const trovato = await trovaRegistro(tx, registroId);
      await bloccaChiavi(tx, enteId);
      await assicuraChiave(tx, parti.vault, chi);
      const adesso = parti.orologio.adesso();
      await annunciaChiavi(tx, { ente: trovato.ente, registroId, adesso, chi });
      return trovato;
    });
    // Without the lock of the register: whoever registers does not wait for the tree.
    const testa = await inTransazione(parti.db, enteId, (tx) => firmaAdesso(tx, parti, registro, chi)).catch(
      async (errore: unknown) => {
        if (errore instanceof LogIncoerente) await segnala(parti, registro, errore);
        throw errore;
      },
    );
    if (testa) return testa;
  }
}

async function trovaRegistro(tx: Tx, registroId: string): Promise<Registro> {
  const r = await tx
    .selectFrom('registro')
    .innerJoin('ente', 'ente.id', 'registro.ente_id')
    .select(['registro.id', 'registro.codice', 'ente.id as ente_id', 'ente.codice_ipa'])
    .where('registro.id', '=', registroId)
    .executeTakeFirstOrThrow();
  return { id: r.id, codice: r.codice, ente: { id: r.ente_id, codiceIpa: r.codice_ipa } };
}

/** @returns undefined when the key was replaced since it was announced: the new one must be announced first */
async function firmaAdesso(
  tx: Tx,
  parti: PartiTeste,
  registro: Registro,
  chi: Attore,
): Promise<Testa | undefined> {
  await bloccaChiavi(tx, registro.ente.id);
  const chiave = (await chiaveInUso(tx)) as ChiaveFirma;
  // Also that no two heads of a log are made at once: the later is the longer.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`registro-verificabile/testa/${registro.id}`}, 0))`.execute(
    tx,
  );
  const { rows } = await sql<{ dimensione: number; istante: Date; annunciata: boolean }>`
    SELECT s.ultima_foglia AS dimensione,
      greatest(istante_corrente(), s.ultimo_istante, (SELECT max(t.istante) FROM testa t WHERE t.registro_id = s.registro_id)) AS istante,
      EXISTS (SELECT FROM foglia f WHERE f.registro_id = s.registro_id AND f.registrazione_id IS NULL AND f.tipo = 'chiave'
        AND f.posizione <= s.ultima_foglia AND f.contenuto::jsonb ->> 'impronta' = ${chiave.impronta.toString('hex')}) AS annunciata
    FROM registro_stato s WHERE s.registro_id = ${registro.id}`.execute(tx);
  const stato = rows[0];
  if (!stato?.annunciata) return undefined;
  const gia = await leggiTesta(tx, registro.id, stato.dimensione);
  if (gia) return gia;
  return await scriviTesta(tx, parti, { registro, chiave, chi, ...stato });
}

async function scriviTesta(
  tx: Tx,
  parti: PartiTeste,
  d: { registro: Registro; chiave: ChiaveFirma; chi: Attore; dimensione: number; istante: Date },
): Promise<Testa> {
  const { registro, dimensione, istante } = d;
  await conservaNodi(tx, registro.ente.id, registro.id, dimensione);
  const tessere = tessereDi(tx, registro.id);
  const precedente = await ultimaTesta(tx, registro.id);
  if (precedente) {
    const ricalcolata = (await radice(tessere, precedente.dimensione)).toString('base64');
    if (ricalcolata !== precedente.radice)
      throw new LogIncoerente(
        `Le prime ${precedente.dimensione} foglie del registro ${registro.codice} non danno più la radice già firmata.`,
      );
  }
  const valore = await radice(tessere, dimensione);
  const improntaChiave = d.chiave.impronta.toString('hex');
  const testo = componiTesto({
    codiceIpa: registro.ente.codiceIpa,
    registro: registro.codice,
    dimensione,
    radice: valore,
    istante,
    improntaChiave,
  });
  const firma = firmaTesto(await apriPrivata(tx, parti.vault, d.chiave), testo);
  await tx
    .insertInto('testa')
    .values({
      registro_id: registro.id,
      dimensione,
      ente_id: registro.ente.id,
      radice: valore,
      istante,
      chiave_id: d.chiave.id,
      testo,
      firma: Buffer.from(firma, 'base64'),
    })
    .execute();
  await traccia(tx, d.chi, 'registro.testa-firmata', { tipo: 'registro', id: registro.id }, { dimensione });
  return { dimensione, radice: valore.toString('base64'), istante, improntaChiave, testo, firma };
}

async function segnala(parti: PartiTeste, registro: Registro, errore: LogIncoerente): Promise<void> {
  parti.log.error({ registro: registro.codice }, errore.message);
  await inTransazione(parti.db, registro.ente.id, (tx) =>
    avvisa(tx, registro.ente.id, `registro.log-incoerente.${registro.codice}`, errore.message),
  );
}
