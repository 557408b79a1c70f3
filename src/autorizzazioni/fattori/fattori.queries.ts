import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { leggiCursore, PAROLA, scriviCursore, UUID } from '#platform/http';
import type { ElencoFattoriUtenti, FiltroFattoriUtenti, SecondoFattore } from './fattori.schema.ts';

/** The factors of one person, as he sees them. */
export async function findSecondoFattore(tx: Tx, utenteId: string): Promise<SecondoFattore> {
  const totp = await tx
    .selectFrom('fattore_totp')
    .select('confermato_il')
    .where('utente_id', '=', utenteId)
    .where('confermato_il', 'is not', null)
    .executeTakeFirst();
  const passkey = await tx
    .selectFrom('passkey')
    .select(['id', 'nome', 'sincronizzata', 'creata_il', 'ultimo_uso'])
    .where('utente_id', '=', utenteId)
    .orderBy('creata_il')
    .execute();
  const { n } = await tx
    .selectFrom('codice_recupero')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('utente_id', '=', utenteId)
    .where('usato_il', 'is', null)
    .executeTakeFirstOrThrow();
  const obbligo = await tx
    .selectFrom('incarico as i')
    .innerJoin('obbligo_secondo_fattore as o', 'o.profilo', 'i.profilo')
    .select('i.id')
    .where('i.utente_id', '=', utenteId)
    .limit(1)
    .executeTakeFirst();
  return {
    obbligatorio: obbligo !== undefined,
    ...(totp?.confermato_il && { totp: { attivatoIl: totp.confermato_il.toISOString() } }),
    passkey: passkey.map((k) => ({
      id: k.id,
      nome: k.nome,
      sincronizzata: k.sincronizzata,
      creataIl: k.creata_il.toISOString(),
      ...(k.ultimo_uso && { ultimoUso: k.ultimo_uso.toISOString() }),
    })),
    codiciRestanti: n,
  };
}

/** Users by name, with what they have: for who resets what they lost. */
export async function findFattoriUtenti(tx: Tx, filtro: FiltroFattoriUtenti): Promise<ElencoFattoriUtenti> {
  const limite = filtro.limit ?? 50;
  const parti = filtro.cursor === undefined ? undefined : leggiCursore(filtro.cursor, [PAROLA, PAROLA, UUID]);
  const righe = await tx
    .selectFrom('utente as u')
    .select((eb) => [
      'u.id',
      'u.nome_utente as nomeUtente',
      'u.nome',
      'u.cognome',
      sql<boolean>`EXISTS (SELECT FROM fattore_totp f WHERE f.utente_id = u.id AND f.confermato_il IS NOT NULL)`.as(
        'totp',
      ),
      eb
        .selectFrom('passkey as k')
        .whereRef('k.utente_id', '=', 'u.id')
        .select(eb.fn.countAll<number>().as('n'))
        .$asScalar()
        .$notNull()
        .as('passkey'),
      sql<boolean>`EXISTS (SELECT FROM incarico i JOIN obbligo_secondo_fattore o ON o.profilo = i.profilo
        WHERE i.utente_id = u.id)`.as('obbligatorio'),
    ])
    .where('u.attivo', '=', true)
    .$if(filtro.q !== undefined, (q) =>
      q.where(
        sql<boolean>`strpos(lower(u.cognome || ' ' || u.nome || ' ' || u.nome_utente), lower(${filtro.q ?? ''})) > 0`,
      ),
    )
    .$if(parti !== undefined, (q) =>
      q.where(sql<boolean>`(u.cognome, u.nome, u.id) > (${parti?.[0]}, ${parti?.[1]}, ${parti?.[2]}::uuid)`),
    )
    .orderBy('u.cognome')
    .orderBy('u.nome')
    .orderBy('u.id')
    .limit(limite + 1)
    .execute();
  const items = righe.slice(0, limite);
  const ultima = items.at(-1);
  return {
    items,
    ...(righe.length > limite &&
      ultima && {
        cursor: scriviCursore([ultima.cognome, ultima.nome, ultima.id]),
      }),
  };
}
