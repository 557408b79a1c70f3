import { sql } from 'kysely';
import { inTransazione, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { accodaPer } from '#platform/jobs';
import { attoreSistema, traccia } from '#tracciamento';
import type { PartiConservazione } from '../parti.ts';
import { applicaRapporti } from '../rapporti/applica-rapporto.ts';
import { apriTrasporto, type ConservatoreDaRaggiungere } from '../trasporti/apri.ts';
import type { DaConsegnare, EsitoConsegna } from '../trasporti/trasporto.ts';

const MINUTO = 60_000;
/** Ever later, up to twice a day: the other end may be away for a week, and nothing is given up. */
const RIPROVA = [1, 5, 30, 120, 360, 720].map((m) => m * MINUTO);

type Preso = { pacchetto: DaConsegnare; conservatore: ConservatoreDaRaggiungere };

/** Takes one that must go, and commits that it is leaving before a byte goes. What waits for its time is left. */
async function prendi(parti: PartiConservazione, enteId: string, id: string): Promise<Preso | undefined> {
  return await inTransazione(parti.db, enteId, async (tx) => {
    const p = await tx
      .selectFrom('pacchetto as p')
      .innerJoin('conservatore as c', 'c.id', 'p.conservatore_id')
      .select(['p.id', 'p.identificativo', 'p.titolo', 'p.tipo', 'p.chiave', 'p.impronta', 'p.dimensione'])
      .select(['p.stato', 'p.tentativi', 'p.prossimo_il', 'p.creato_il'])
      .select(['c.id as conservatoreId', 'c.trasporto', 'c.parametri', 'c.segreto', 'c.dialetto'])
      .where('p.id', '=', id)
      .forUpdate('p')
      .executeTakeFirst();
    if (p?.stato !== 'prodotto' || p.prossimo_il.getTime() > parti.orologio.adesso().getTime())
      return undefined;
    await tx
      .updateTable('pacchetto')
      .set({
        partito_il: sql<Date>`clock_timestamp()`,
        tentativi: sql<number>`tentativi + 1`,
        motivo: null,
        mosso_da: 'sistema',
        mosso_da_id: null,
      })
      .where('id', '=', id)
      .execute();
    return {
      pacchetto: {
        id,
        enteId,
        identificativo: p.identificativo,
        titolo: p.titolo,
        tipo: p.tipo,
        chiave: p.chiave as DaConsegnare['chiave'],
        impronta: p.impronta,
        dimensione: p.dimensione,
        tentativo: p.tentativi + 1,
        creatoIl: p.creato_il,
      },
      conservatore: {
        id: p.conservatoreId,
        trasporto: p.trasporto,
        parametri: p.parametri,
        segreto: p.segreto,
        dialetto: p.dialetto,
      },
    };
  });
}

const CADUTA = 'La connessione con il conservatore si è interrotta.';
const RETE: Record<string, string> = {
  ECONNREFUSED: 'Il conservatore non accetta connessioni a quell’indirizzo.',
  ENOTFOUND: 'Il nome del server non esiste.',
  EAI_AGAIN: 'Il nome del server non si riesce a cercare.',
  ETIMEDOUT: 'Il conservatore non risponde.',
  EHOSTUNREACH: 'Il conservatore non si raggiunge.',
  ENETUNREACH: 'Il conservatore non si raggiunge.',
  ECONNRESET: CADUTA,
  EPIPE: CADUTA,
};

/** What went wrong, for who looks after it; never the credentials. */
export function perche(errore: unknown): string {
  if (errore instanceof Rifiuto) return errore.dettaglio;
  const codice = errore instanceof Error && 'code' in errore ? String(errore.code) : '';
  const rete = RETE[codice];
  if (rete !== undefined) return rete;
  if (/^(CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(codice))
    return `Il certificato del server non è valido (${codice}).`;
  if (errore instanceof Error && 'level' in errore && errore.level === 'client-authentication')
    return 'Il server ha rifiutato utente, password o chiave.';
  return (errore instanceof Error ? errore.message : String(errore)).slice(0, 500) || 'Errore sconosciuto.';
}

async function tenta(parti: PartiConservazione, { pacchetto, conservatore }: Preso): Promise<EsitoConsegna> {
  try {
    const trasporto = await apriTrasporto(parti, conservatore);
    try {
      return await trasporto.consegna(pacchetto);
    } finally {
      await trasporto.chiudi();
    }
  } catch (errore) {
    parti.log.warn(
      { err: errore, pacchetto: pacchetto.identificativo },
      'conservazione: consegna non riuscita',
    );
    return { esito: 'riprova', motivo: perche(errore) };
  }
}

async function inviato(tx: Tx, enteId: string, p: DaConsegnare): Promise<void> {
  await tx
    .updateTable('pacchetto')
    .set({
      stato: 'inviato',
      inviato_il: sql<Date>`clock_timestamp()`,
      mosso_da: 'sistema',
      mosso_da_id: null,
    })
    .where('id', '=', p.id)
    .where('stato', '=', 'prodotto')
    .execute();
  await traccia(
    tx,
    attoreSistema(enteId),
    'conservazione.inviato',
    { tipo: 'pacchetto', id: p.id },
    { identificativo: p.identificativo, tentativo: p.tentativo },
  );
}

async function riprova(parti: PartiConservazione, p: DaConsegnare, motivo: string): Promise<void> {
  const attesa = RIPROVA[Math.min(p.tentativo, RIPROVA.length) - 1] ?? MINUTO;
  const quando = new Date(parti.orologio.adesso().getTime() + attesa);
  await inTransazione(parti.db, p.enteId, async (tx) => {
    await tx
      .updateTable('pacchetto')
      .set({ motivo, prossimo_il: quando, mosso_da: 'sistema', mosso_da_id: null })
      .where('id', '=', p.id)
      .where('stato', '=', 'prodotto')
      .execute();
    await programma(tx, p.enteId, p.id, quando);
  });
}

/** One job for each package, for that moment. */
export async function programma(tx: Tx, enteId: string, id: string, quando: Date): Promise<void> {
  await accodaPer(
    tx,
    'conservazione.invia',
    `conservazione.invia:${id}`,
    { enteId, pacchettoId: id },
    quando,
  );
}

/**
 * `conservazione.invia` {enteId, pacchettoId}: commits that it is leaving, hands over, writes how it ended. May run at any moment and
 * any number of times. Who hands one over holds its lock on a connection of his own: who finds it free, and the package still
 * `prodotto`, knows that nobody is at it, and hands it over again to an end that takes it once.
 */
export async function lavoroInvia(contenuto: unknown, parti: PartiConservazione): Promise<void> {
  const { enteId, pacchettoId } = contenuto as { enteId: string; pacchettoId: string };
  const nome = `conservazione/consegna/${pacchettoId}`;
  await parti.db.connection().execute(async (mia) => {
    const { rows } = await sql<{ preso: boolean }>`
      SELECT pg_try_advisory_lock(hashtextextended(${nome}, 0)) AS preso`.execute(mia);
    if (!rows[0]?.preso) return;
    try {
      const preso = await prendi(parti, enteId, pacchettoId);
      if (!preso) return;
      await parti.punto?.('in-partenza');
      const esito = await tenta(parti, preso);
      await parti.punto?.('consegnato');
      await concludi(parti, preso.pacchetto, esito);
      await parti.punto?.('concluso');
    } finally {
      await sql`SELECT pg_advisory_unlock(hashtextextended(${nome}, 0))`.execute(mia);
    }
  });
}

async function concludi(parti: PartiConservazione, p: DaConsegnare, esito: EsitoConsegna): Promise<void> {
  if (esito.esito === 'riprova') return await riprova(parti, p, esito.motivo);
  await applicaRapporti(parti, attoreSistema(p.enteId), p.id, esito.risposte, (tx) =>
    inviato(tx, p.enteId, p),
  );
}
