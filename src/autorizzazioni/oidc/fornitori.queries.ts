import { sql, type Selectable } from 'kysely';
import type { DB, Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { verificaUtente } from '../sessioni/verifica-utente.ts';
import type { FornitoreIdentita, IdentitaEsterna } from './fornitori.schema.ts';

/** A provider with what only the sign-in needs. */
export type FornitorePerAccesso = FornitoreIdentita & { segreto: string };

type Riga = Selectable<DB['fornitore_identita']> & { collegate: number };

const daRiga = (r: Riga): FornitorePerAccesso => ({
  id: r.id,
  nome: r.nome,
  emittente: r.emittente,
  clientId: r.client_id,
  segreto: r.segreto,
  ambiti: r.ambiti,
  attributo: r.attributo as FornitoreIdentita['attributo'],
  campo: r.campo as FornitoreIdentita['campo'],
  secondoFattore: r.secondo_fattore,
  nuovaProva: r.nuova_prova,
  attivo: r.attivo,
  creatoIl: r.creato_il.toISOString(),
  collegate: r.collegate,
});

/** What leaves the server of a provider: all but its secret, sealed as it is. */
export function senzaSegreto({ segreto: _, ...f }: FornitorePerAccesso): FornitoreIdentita {
  return f;
}

export async function findFornitori(tx: Tx, quali: { soloAttivi: boolean }): Promise<FornitorePerAccesso[]> {
  const righe = await fornitori(tx)
    .$if(quali.soloAttivi, (q) => q.where('f.attivo', '=', true))
    .orderBy('f.nome')
    .execute();
  return righe.map(daRiga);
}

export async function findFornitore(tx: Tx, id: string): Promise<FornitorePerAccesso | undefined> {
  const riga = await fornitori(tx).where('f.id', '=', id).executeTakeFirst();
  return riga && daRiga(riga);
}

/** @throws Rifiuto `fornitore-identita.non-trovato` */
export async function trovaFornitore(tx: Tx, id: string): Promise<FornitorePerAccesso> {
  const fornitore = await findFornitore(tx, id);
  if (!fornitore)
    throw new Rifiuto({
      codice: 'fornitore-identita.non-trovato',
      categoria: 'nonTrovato',
      dettaglio: 'Il fornitore di identità non c’è, o è stato tolto.',
    });
  return fornitore;
}

const fornitori = (tx: Tx) =>
  tx
    .selectFrom('fornitore_identita as f')
    .selectAll('f')
    .select((eb) =>
      eb
        .selectFrom('identita_esterna as i')
        .select(sql<number>`count(*)::int`.as('n'))
        .whereRef('i.fornitore_id', '=', 'f.id')
        .$asScalar()
        .as('collegate'),
    )
    .$narrowType<{ collegate: number }>();

/**
 * The links of a provider, or of a user, those used last first.
 *
 * @throws Rifiuto `fornitore-identita.non-trovato`, `utente.non-trovato`
 */
export async function findIdentita(
  tx: Tx,
  di: { fornitoreId: string } | { utenteId: string },
): Promise<IdentitaEsterna[]> {
  await ('fornitoreId' in di ? trovaFornitore(tx, di.fornitoreId) : verificaUtente(tx, di.utenteId));
  const righe = await tx
    .selectFrom('identita_esterna as i')
    .innerJoin('fornitore_identita as f', 'f.id', 'i.fornitore_id')
    .innerJoin('utente as u', 'u.id', 'i.utente_id')
    .select([
      'i.id',
      'i.sub',
      'i.collegata_il',
      'i.ultimo_uso',
      'f.id as fornitore_id',
      'f.nome as fornitore',
    ])
    .select(['u.id as utente_id', 'u.nome_utente', 'u.nome', 'u.cognome', 'u.attivo'])
    .where((eb) =>
      'fornitoreId' in di ? eb('i.fornitore_id', '=', di.fornitoreId) : eb('i.utente_id', '=', di.utenteId),
    )
    .orderBy('i.ultimo_uso', 'desc')
    .orderBy('i.id')
    .limit(5000)
    .execute();
  return righe.map((r) => ({
    id: r.id,
    fornitore: { id: r.fornitore_id, nome: r.fornitore },
    utente: {
      id: r.utente_id,
      nomeUtente: r.nome_utente,
      nome: r.nome,
      cognome: r.cognome,
      attivo: r.attivo,
    },
    sub: r.sub,
    collegataIl: r.collegata_il.toISOString(),
    ultimoUso: r.ultimo_uso.toISOString(),
  }));
}
