import { sql } from 'kysely';
import { leggiCursore, PAROLA, scriviCursore, UUID } from '#platform/http';
import type { Tx } from '#platform/db';
import { oggi } from '../giorni.ts';
import { utenteNonTrovato } from '#autorizzazioni';
import type { ElencoUtenti, FiltroUtenti, RigaUtente, Utente } from './utenti.schema.ts';

/**
 * Who has an account, by name; every word asked for must be somewhere in names, user name, address or tax code.
 *
 * @throws Rifiuto `elenco.cursore-non-valido`
 */
export async function cercaUtenti(tx: Tx, filtro: FiltroUtenti): Promise<ElencoUtenti> {
  const limite = filtro.limit ?? 50;
  const posto = filtro.cursor === undefined ? undefined : leggiCursore(filtro.cursor, [PAROLA, UUID]);
  const nome = sql<string>`lower(u.cognome || ' ' || u.nome)`;
  const filtrati = tx
    .selectFrom('utente as u')
    .$if(filtro.stato !== 'tutti', (q) => q.where('u.attivo', '=', filtro.stato !== 'disattivati'))
    .$if(filtro.profilo === 'nessuno', (q) =>
      q.where(sql<boolean>`NOT EXISTS (SELECT FROM incarico i WHERE i.utente_id = u.id)`),
    )
    .$if(filtro.profilo !== undefined && filtro.profilo !== 'nessuno', (q) =>
      q.where(
        sql<boolean>`EXISTS (SELECT FROM incarico i WHERE i.utente_id = u.id AND i.profilo = ${filtro.profilo})`,
      ),
    )
    .$if(filtro.unita !== undefined, (q) =>
      q.where(
        sql<boolean>`EXISTS (SELECT FROM incarico i JOIN unita n ON n.id = i.unita_id
          WHERE i.utente_id = u.id AND n.codice = ${filtro.unita})`,
      ),
    );
  const parole = (filtro.q ?? '').split(/\s+/u).filter(Boolean);
  const cercati = parole.reduce(
    (q, parola) =>
      q.where(
        sql<boolean>`unaccent(concat_ws(' ', u.cognome, u.nome, u.nome_utente, u.email, u.codice_fiscale)) ILIKE
          '%' || replace(replace(replace(unaccent(${parola}), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'`,
      ),
    filtrati,
  );
  const { totale } = await cercati.select(sql<number>`count(*)::int`.as('totale')).executeTakeFirstOrThrow();
  const righe = await cercati
    .$if(posto !== undefined, (q) =>
      q.where(sql<boolean>`(${nome}, u.id) > (${posto?.[0]}, ${posto?.[1]}::uuid)`),
    )
    .select([
      'u.id',
      'u.nome_utente as nomeUtente',
      'u.nome',
      'u.cognome',
      sql<RigaUtente['rapporto']>`u.rapporto`.as('rapporto'),
      'u.attivo',
      sql<boolean>`coalesce(u.incaricato_dal <= ${oggi}, false)`.as('incaricato'),
      nome.as('chiave'),
      sql<
        RigaUtente['incarichi']
      >`(SELECT coalesce(jsonb_agg(jsonb_build_object('profilo', i.profilo, 'unita', n.denominazione,
          'responsabileUnita', i.responsabile_unita) ORDER BY n.denominazione), '[]')
        FROM incarico i JOIN unita n ON n.id = i.unita_id WHERE i.utente_id = u.id)`.as('incarichi'),
    ])
    .orderBy(nome)
    .orderBy('u.id')
    .limit(limite + 1)
    .execute();
  const pagina = righe.slice(0, limite);
  const ultima = pagina.at(-1);
  return {
    items: pagina.map(({ chiave: _, ...riga }) => riga),
    totale,
    ...(righe.length > limite && ultima && { cursor: scriviCursore([ultima.chiave, ultima.id]) }),
  };
}

/** @throws Rifiuto `utente.non-trovato` */
export async function leggiUtente(tx: Tx, id: string): Promise<Utente> {
  const riga = await tx
    .selectFrom('utente as u')
    .select([
      'u.id',
      'u.nome_utente as nomeUtente',
      'u.nome',
      'u.cognome',
      'u.email',
      'u.codice_fiscale as codiceFiscale',
      sql<Utente['rapporto']>`u.rapporto`.as('rapporto'),
      'u.incaricato_dal',
      'u.incaricato_atto',
      'u.dati_particolari',
      'u.dati_giudiziari',
      'u.attivo',
      'u.creato_il',
      sql<number>`(SELECT count(*)::int FROM sessione s WHERE s.utente_id = u.id AND s.scade_il > istante_accessi())`.as(
        'sessioni',
      ),
      sql<Date | null>`(SELECT t.istante FROM traccia t WHERE t.utente_id = u.id AND t.operazione = 'sessione.aperta'
        ORDER BY t.istante DESC LIMIT 1)`.as('ultimo_accesso'),
    ])
    .where('u.id', '=', id)
    .executeTakeFirst();
  if (!riga) throw utenteNonTrovato();
  const {
    email,
    codiceFiscale,
    incaricato_dal,
    incaricato_atto,
    dati_particolari,
    dati_giudiziari,
    creato_il,
    ultimo_accesso,
    ...u
  } = riga;
  return {
    ...u,
    ...(email !== null && { email }),
    ...(codiceFiscale !== null && { codiceFiscale }),
    ...(incaricato_dal !== null &&
      incaricato_atto !== null && {
        incaricato: {
          dal: incaricato_dal,
          atto: incaricato_atto,
          datiParticolari: dati_particolari,
          datiGiudiziari: dati_giudiziari,
        },
      }),
    creatoIl: creato_il.toISOString(),
    ...(ultimo_accesso !== null && { ultimoAccesso: ultimo_accesso.toISOString() }),
  };
}
