import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { comunica, utentiConPermesso } from '#comunicazioni';
import { dataItaliana } from '#platform/clock';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { attoInParole } from '../storia-voce.ts';
import { oggi } from '../titolario.queries.ts';
import { confronta } from './confronta.ts';
import { bloccaBozza, decorrenzaProposta, trovaVersione, ultimaPubblicata } from './versioni.queries.ts';
import type { Differenza, EsitoPubblicazione, Pubblicazione, VersioneTitolario } from './versioni.schema.ts';

/** Differences carried by the communication; the rest is one link away. */
const DIFFERENZE_IN_COMUNICAZIONE = 200;

function rifiuta(
  categoria: 'nonValido' | 'conflitto',
  codice: string,
  dettaglio: string,
  dati?: Record<string, unknown>,
): Rifiuto {
  return new Rifiuto({ codice: `titolario.${codice}`, categoria, dettaglio, ...(dati && { dati }) });
}

/**
 * Publishes a draft: from its first day on it is the titolario, the one before ends the day before, and everybody who may
 * classify is told what changes (RN-42.4, RN-42.5, RN-42.6, RN-42.7). It takes effect on 1 January of the year after the
 * approval; another day, or a second version in the same year, needs the RSP to say so once more.
 *
 * @throws Rifiuto `titolario.atto-mancante`, `titolario.nessuna-differenza`, `titolario.decorrenza-passata`,
 *   `titolario.decorrenza-precedente`, `titolario.decorrenza-da-confermare` (`dati.motivi`: `in-corso-d-anno`,
 *   `seconda-nell-anno`)
 */
export async function pubblica(
  tx: Tx,
  ctx: Contesto,
  id: string,
  p: Pubblicazione,
): Promise<EsitoPubblicazione> {
  await bloccaBozza(tx, id);
  const bozza = await trovaVersione(tx, id);
  const ultima = await ultimaPubblicata(tx);
  if (!ultima) throw rifiuta('conflitto', 'assente', 'Non c’è una versione pubblicata a cui seguire.');
  if (!bozza.attoOrgano || !bozza.attoNumero || !bozza.attoData || !bozza.approvataIl)
    throw rifiuta(
      'nonValido',
      'atto-mancante',
      'Prima di pubblicare si indicano organo, numero e data dell’atto, e da quando è approvato.',
    );
  const { items: differenze } = await confronta(tx, id, ultima.id);
  if (differenze.length === 0)
    throw rifiuta(
      'conflitto',
      'nessuna-differenza',
      'La bozza è uguale alla versione che seguirebbe: non c’è nulla da pubblicare.',
    );
  const adesso = await oggi(tx);
  const inUsoDal = p.inUsoDal ?? decorrenzaProposta(bozza.approvataIl, adesso);
  await verificaDecorrenza(tx, inUsoDal, {
    adesso,
    dopo: ultima.in_uso_dal ?? '',
    conferma: p.conferma ?? false,
  });

  await datate(tx, id, ultima.id, inUsoDal);
  await sql`UPDATE titolario SET in_uso_al = ${inUsoDal}::date - 1 WHERE id = ${ultima.id}`.execute(tx);
  await tx
    .updateTable('titolario')
    .set({
      stato: 'pubblicata',
      in_uso_dal: inUsoDal,
      pubblicata_il: sql`clock_timestamp()`,
      pubblicata_da: ctx.attore,
    })
    .where('id', '=', id)
    .execute();
  const versione = await trovaVersione(tx, id);
  await traccia(
    tx,
    ctx,
    'titolario.pubblicato',
    { tipo: 'titolario', id },
    {
      versione: versione.versione,
      inUsoDal,
      segue: ultima.versione,
      differenze: differenze.length,
      conferma: p.conferma ?? false,
    },
  );
  const comunicazioni = await annuncia(tx, ctx, versione, differenze);
  return { versione, differenze: differenze.length, comunicazioni };
}

async function verificaDecorrenza(
  tx: Tx,
  inUsoDal: string,
  { adesso, dopo, conferma }: { adesso: string; dopo: string; conferma: boolean },
): Promise<void> {
  if (inUsoDal <= adesso)
    throw rifiuta(
      'nonValido',
      'decorrenza-passata',
      'Il nuovo titolario vale al più presto da domani: ciò che è già registrato conserva la sua classificazione.',
    );
  if (inUsoDal <= dopo)
    throw rifiuta(
      'nonValido',
      'decorrenza-precedente',
      `La versione che la precede è in uso dal ${dataItaliana(dopo)}: la nuova comincia dopo.`,
    );
  const anno = Number(inUsoDal.slice(0, 4));
  const altra = await tx
    .selectFrom('titolario')
    .select('versione')
    .where('stato', '=', 'pubblicata')
    .where(sql<number>`extract(year FROM in_uso_dal)`, '=', anno)
    .executeTakeFirst();
  const motivi = [
    ...(inUsoDal.endsWith('-01-01') ? [] : ['in-corso-d-anno']),
    ...(altra ? ['seconda-nell-anno'] : []),
  ];
  if (motivi.length > 0 && !conferma)
    throw rifiuta(
      'conflitto',
      'decorrenza-da-confermare',
      `Di regola il titolario cambia il 1° gennaio e vale almeno per l’intero anno: ${
        altra
          ? `nel ${anno} comincia già «${altra.versione}»`
          : `il ${dataItaliana(inUsoDal)} cade in corso d’anno`
      }. Il responsabile deve confermare.`,
      { motivi, inUsoDal },
    );
}

/** Dates of introduction and variation of each entry, from the day the version begins (RN-42.7). */
async function datate(tx: Tx, bozza: string, precedente: string, inUsoDal: string): Promise<void> {
  await sql`
    UPDATE voce_titolario v SET
      introdotta_il = coalesce(v.introdotta_il, ${inUsoDal}::date),
      variata_il = CASE WHEN p.id IS NOT NULL AND (v.codice, v.denominazione, v.tipi, v.nota, v.chiusa)
        IS DISTINCT FROM (p.codice, p.denominazione, p.tipi, p.nota, p.chiusa) THEN ${inUsoDal}::date ELSE v.variata_il END,
      chiusa_il = CASE WHEN NOT v.chiusa THEN NULL ELSE coalesce(v.chiusa_il, ${inUsoDal}::date) END
    FROM voce_titolario n LEFT JOIN voce_titolario p ON p.identita = n.identita AND p.titolario_id = ${precedente}
    WHERE n.titolario_id = ${bozza} AND v.id = n.id`.execute(tx);
}

async function annuncia(
  tx: Tx,
  ctx: Contesto,
  versione: VersioneTitolario,
  differenze: Differenza[],
): Promise<number> {
  const atto = attoInParole({
    atto_organo: versione.attoOrgano ?? null,
    atto_numero: versione.attoNumero ?? null,
    atto_data: versione.attoData ?? null,
  });
  const righe = [
    `Dal ${dataItaliana(versione.inUsoDal ?? '')} si classifica con la versione «${versione.versione}» del titolario (${atto ?? ''}).`,
    versione.istruzioni ?? '',
    'I documenti e i fascicoli già classificati conservano la voce che hanno.',
  ];
  return await comunica(
    tx,
    ctx,
    {
      tipo: 'titolario.pubblicato',
      oggetto: `Nuovo titolario dal ${dataItaliana(versione.inUsoDal ?? '')}: ${differenze.length} ${differenze.length === 1 ? 'differenza' : 'differenze'}`,
      testo: righe.filter(Boolean).join('\n\n'),
      dettaglio: { differenze: differenze.slice(0, DIFFERENZE_IN_COMUNICAZIONE), totale: differenze.length },
      collegamento: `/titolario/versioni/${versione.id}`,
    },
    await utentiConPermesso(tx, 'registrazione.modifica'),
  );
}
