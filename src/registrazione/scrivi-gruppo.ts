import { sql } from 'kysely';
import { scriviAssegnazioni } from '#assegnazioni';
import { chiudiRegistrate } from '#coda';
import { fascicolaRegistrati } from '#fascicoli';
import { accoda, raccogli } from '#platform/jobs';
import type { Tx } from '#platform/db';
import { componiVoce } from './componi-voce.ts';
import { apriRegistro } from '#numerazione';
import { assegnazioniRegistrate } from './assegnazioni-registrate.ts';
import type { Pronta } from './prepara.ts';
import { rispostaRegistrazione, type Risposta } from './risposta.ts';

// At a busy counter one reading for many registrations; nobody waits for it.
const SECONDI_ALLA_VERIFICA = 3;

/**
 * Writes registrations that are ready, in their order, in the caller's transaction: number, record, segnatura, leaf, audit
 * line, first answer and job commit together or not at all (RN-56.2, RN-25.1).
 *
 * @param pronte all of the same register and ente, at least one
 * @returns the answers, in the same order
 */
export async function scriviGruppo(
  tx: Tx,
  registroId: string,
  pronte: Pronta[],
  adesso: Date,
): Promise<Risposta[]> {
  const n = pronte.length;
  const apertura = await apriRegistro(tx, registroId, { numeri: n, foglie: n }, adesso);
  const primoNumero = apertura.primoNumero ?? NaN;
  const risposte: Risposta[] = [];
  const voci = pronte.map((pronta, i) => {
    const assegnazione = {
      istante: apertura.istante,
      anno: apertura.anno,
      numero: primoNumero + i,
      posizione: apertura.primaFoglia + i,
    };
    const composta = componiVoce(pronta, assegnazione);
    const risposta = rispostaRegistrazione(pronta, assegnazione, composta);
    risposte.push(risposta);
    const idempotenza = pronta.idempotenza && {
      soggetto: pronta.circostanze.ctx.soggetto.id,
      ...pronta.idempotenza,
      stato: risposta.stato,
      posizione: risposta.posizione,
      corpo: risposta.corpo,
    };
    return { ...composta.voce, idempotenza };
  });
  await sql`SELECT scrivi_registrazioni(${JSON.stringify(voci)})`.execute(tx);
  await fascicolaRegistrati(
    tx,
    pronte.map(({ id, circostanze: { ctx, fascicoli } }) => ({
      registrazioneId: id,
      fascicoli: fascicoli.map((f) => f.id),
      ctx,
    })),
  );
  await chiudiRegistrate(
    tx,
    pronte.flatMap(({ id, circostanze: { ctx, coda } }) =>
      coda === undefined ? [] : [{ coda, registrazione: id, ctx }],
    ),
  );
  await scriviAssegnazioni(
    tx,
    pronte.flatMap((pronta) => assegnazioniRegistrate(pronta, apertura.istante)),
  );
  for (const { id, inRegistrando } of pronte) await inRegistrando?.(tx, { id });
  // RN-73.1: the office it left from is told too. Not here, where the register is held: the job starts with the commit. Those it is
  // assigned to are told by the steps of the assignment.
  const primo = pronte[0]?.circostanze;
  const partite = pronte.flatMap((p) => (p.bozza.richiesta.flusso === 'E' ? [] : [p.id]));
  if (primo?.fatti.registro.tipo === 'protocollo' && partite.length > 0)
    await accoda(tx, 'comunicazioni.protocollazione', { enteId: primo.ctx.ente.id, registrazioni: partite });
  const documenti = pronte.flatMap((p) =>
    p.bozza.documenti.flatMap((d) => (d.documento ? [d.documento.id] : [])),
  );
  // Read back from the archive after the commit: what was just bound to a number must be there, and be itself (RN-25.1).
  if (documenti.length > 0) {
    const enteId = primo?.ctx.ente.id ?? '';
    await raccogli(tx, 'documenti.verifica', { enteId, documenti }, SECONDI_ALLA_VERIFICA);
  }
  return risposte;
}
