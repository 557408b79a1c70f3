import { sql } from 'kysely';
import { inLettura, inTransazione, type Tx } from '#platform/db';
import { attoreSistema } from '#tracciamento';
import { politicaDi } from '../caselle/politica.ts';
import type { Letto } from '../leggi.ts';
import { leggiDaArchivio } from '../leggi-da-archivio.ts';
import type { StatoMessaggio } from '../messaggi/messaggi.schema.ts';
import type { PartiLettura } from '../parti.ts';
import { associaRicevuta } from '../invii/associa-ricevuta.ts';
import { avvisaPostaOrdinaria } from '../invii/avviso-posta-ordinaria.ts';
import { annota } from './annota.ts';
import { gruppoDi } from './gruppo-di.ts';
import { richiestaACuiRisponde } from './richiesta-a-cui-risponde.ts';

type Da = {
  id: string;
  stato: StatoMessaggio;
  impronta: string;
  dimensione: number;
  casella_id: string;
  genere: 'pec' | 'ordinaria';
  politica: unknown;
  concluso: boolean;
  arrivato_il: Date;
};

/** Of a program's own answer, such as an absence, nothing is known. */
const RISPONDONO: readonly StatoMessaggio[] = ['da-esaminare', 'accantonato'];

const APERTI: readonly StatoMessaggio[] = ['conservato', 'quarantena', 'da-esaminare', 'accantonato'];

/**
 * Reads a message that is kept, and puts it where it belongs: on the desk, among the receipts, aside, or in quarantine when no
 * reader can make anything of it. Of one already decided only what was read is written anew. May be repeated.
 *
 * @returns its state now
 */
export async function leggiMessaggioConservato(
  parti: PartiLettura,
  enteId: string,
  id: string,
): Promise<StatoMessaggio | undefined> {
  const da = await inLettura(parti.db, enteId, (tx) => trova(tx, id));
  if (!da) return undefined;
  await parti.punto?.('prima-di-leggere');
  const letto = await leggiDaArchivio(parti, enteId, da);
  const stato = await inTransazione(parti.db, enteId, (tx) => scrivi(tx, enteId, da, letto));
  await parti.punto?.('letto');
  return stato;
}

async function trova(tx: Tx, id: string): Promise<Da | undefined> {
  const { rows } = await sql<Da>`
    SELECT m.id, m.stato, m.arrivato_il, m.impronta, m.dimensione, m.casella_id, c.genere, c.politica, m.concluso_il IS NOT NULL AS concluso
    FROM messaggio m JOIN casella c ON c.id = m.casella_id WHERE m.id = ${id}`.execute(tx);
  return rows[0];
}

function statoDi(letto: Letto, da: Da): StatoMessaggio {
  switch (letto.tipo) {
    case 'illeggibile':
      return 'quarantena';
    case 'accettazione':
    case 'non-accettazione':
    case 'avvenuta-consegna':
    case 'errore-consegna':
    case 'preavviso-errore-consegna':
      return 'ricevuta';
    case 'presa-in-carico':
    case 'rilevazione-virus':
      return 'servizio';
    case 'posta-certificata':
      return 'da-esaminare';
    case 'anomalia':
    case 'posta-ordinaria':
      // PISA-6: what a certified box gets from ordinary mail is set aside, where the ente has decided so.
      return da.genere === 'pec' && politicaDi(da.politica).postaOrdinaria === 'accantona'
        ? 'accantonato'
        : 'da-esaminare';
  }
}

/** What somebody set aside, or took back from there, stays where he put it, unless it is found to be something else. */
function dovePosta(prima: StatoMessaggio, nuovo: StatoMessaggio, stessoTipo: boolean): StatoMessaggio {
  if (prima === 'da-esaminare' && nuovo === 'accantonato') return prima;
  if (prima === 'accantonato' && nuovo !== prima) return stessoTipo ? prima : 'da-esaminare';
  return nuovo;
}

async function scrivi(tx: Tx, enteId: string, da: Da, letto: Letto): Promise<StatoMessaggio> {
  const chi = attoreSistema(enteId);
  const { rows } = await sql<{ stato: StatoMessaggio; tipo: string | null }>`
    SELECT stato, tipo FROM messaggio WHERE id = ${da.id} FOR UPDATE`.execute(tx);
  const { stato: prima, tipo } = rows[0] ?? { stato: da.stato, tipo: null };
  const stato = dovePosta(prima, APERTI.includes(prima) ? statoDi(letto, da) : prima, tipo === letto.tipo);
  const { testo: _, html: __, invio, mittente, ...lettura } = letto;
  const risponde =
    prima === 'conservato' && !letto.automatico && RISPONDONO.includes(stato)
      ? await richiestaACuiRisponde(tx, {
          casellaId: da.casella_id,
          mittente: mittente?.indirizzo,
          oggetto: letto.oggetto,
          inRispostaA: letto.inRispostaA ?? [],
        })
      : undefined;
  await tx
    .updateTable('messaggio')
    .set({
      stato,
      tipo: letto.tipo,
      mittente: mittente?.indirizzo ?? null,
      mittente_nome: mittente?.nome ?? null,
      oggetto: letto.oggetto,
      message_id: letto.messageId ?? null,
      riferimento: letto.riferimento ?? null,
      identificativo: letto.daticert?.identificativo ?? null,
      consegnato_il: letto.consegnatoIl ?? null,
      automatico: letto.automatico,
      ...(prima === 'conservato' && {
        mittente_noto: sql<boolean>`EXISTS (SELECT FROM messaggio x
          WHERE x.ente_id = ${enteId} AND lower(x.mittente) = lower(${mittente?.indirizzo ?? null}::text) AND x.id <> ${da.id}
            AND x.stato IN ('registrato', 'allegato'))
        OR EXISTS (SELECT FROM rubrica_per_indirizzo(${mittente?.indirizzo ?? null}))`,
      }),
      firma: letto.firma.esito,
      lettura: JSON.stringify({ ...lettura, mittente }),
      lettore: letto.lettore,
      tentativi: sql<number>`tentativi + 1`,
      ...(risponde !== undefined && { risponde_a_id: risponde }),
      ...(invio && {
        parte: invio.parte,
        parti: invio.parti,
        gruppo: await gruppoDi(tx, {
          casellaId: da.casella_id,
          arrivatoIl: da.arrivato_il,
          mittente: mittente?.indirizzo,
          invio,
        }),
      }),
      // Somebody's decision stays (RN-17.1-2).
      ...(!da.concluso && {
        verifica: sql<string>`CASE WHEN verifica = 'ammesso' THEN verifica ELSE ${letto.leggibilita.esito} END`,
      }),
    })
    .where('id', '=', da.id)
    .execute();
  await annota(tx, chi, da.id, stato === 'quarantena' ? 'in-quarantena' : 'letto', {
    tipo: letto.tipo,
    stato,
    ...(letto.leggibilita.motivi.length > 0 && { motivi: letto.leggibilita.motivi }),
  });
  if (risponde !== undefined) await annota(tx, chi, da.id, 'risponde', { invio: risponde });
  // One that waits to be matched may be believed now.
  if (stato === 'ricevuta') await associaRicevuta(tx, da.id, letto, da.arrivato_il);
  // Of the first reading only: one answers once, and not when somebody looks again.
  if (prima === 'conservato') await avvisaPostaOrdinaria(tx, chi, da.id);
  return stato;
}
