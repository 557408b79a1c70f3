import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { VersioneTitolario } from './versioni.schema.ts';
import { trovaVersione, ultimaPubblicata } from './versioni.queries.ts';

/**
 * A row of draft without entries, from the last published version.
 *
 * @throws Rifiuto `titolario.bozza-aperta`, `titolario.nome-gia-usato`, `titolario.assente`
 */
export async function apriBozza(
  tx: Tx,
  ctx: Contesto,
  versione: string,
): Promise<{ id: string; origine: string }> {
  const origine = await ultimaPubblicata(tx);
  if (!origine)
    throw new Rifiuto({
      codice: 'titolario.assente',
      categoria: 'nonTrovato',
      dettaglio: 'Non c’è una versione pubblicata da cui partire.',
    });
  const gia = await tx
    .selectFrom('titolario')
    .select('versione')
    .where('stato', '=', 'bozza')
    .executeTakeFirst();
  if (gia) throw bozzaAperta(gia.versione);
  try {
    const { id } = await tx
      .insertInto('titolario')
      .values({
        ente_id: ctx.ente.id,
        versione,
        livelli: origine.livelli,
        origine_id: origine.id,
        creata_da: ctx.attore,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { id, origine: origine.id };
  } catch (errore) {
    throw sqlstate(errore) === '23505' ? nomeGiaUsato(versione) : errore;
  }
}

function bozzaAperta(nome: string): Rifiuto {
  return new Rifiuto({
    codice: 'titolario.bozza-aperta',
    categoria: 'conflitto',
    dettaglio: `C’è già una bozza, «${nome}»: si completa o si elimina prima di prepararne un’altra.`,
  });
}

export function nomeGiaUsato(versione: string): Rifiuto {
  return new Rifiuto({
    codice: 'titolario.nome-gia-usato',
    categoria: 'conflitto',
    dettaglio: `C’è già una versione «${versione}», o una bozza appena aperta.`,
    campo: 'versione',
  });
}

/** A draft with a copy of every entry of the last published version: each stays itself, by its `identita`. */
export async function creaBozza(tx: Tx, ctx: Contesto, versione: string): Promise<VersioneTitolario> {
  const { id, origine } = await apriBozza(tx, ctx, versione);
  await sql`
    WITH copia AS MATERIALIZED (SELECT v.*, uuid_v7() AS nuovo FROM voce_titolario v WHERE v.titolario_id = ${origine})
    INSERT INTO voce_titolario (id, ente_id, titolario_id, padre_id, livello, codice, numero, denominazione, tipi, nota, testo_originale, identita,
      introdotta_il, variata_il, chiusa, chiusa_il)
    SELECT c.nuovo, c.ente_id, ${id}, p.nuovo, c.livello, c.codice, c.numero, c.denominazione, c.tipi, c.nota, c.testo_originale, c.identita,
      c.introdotta_il, c.variata_il, c.chiusa, c.chiusa_il
    FROM copia c LEFT JOIN copia p ON p.id = c.padre_id`.execute(tx);
  await traccia(tx, ctx, 'titolario.bozza-creata', { tipo: 'titolario', id }, { versione, origine });
  return await trovaVersione(tx, id);
}
