import { sql } from 'kysely';
import { inTransazione, type Db, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { identitaSessione, permessiUtente, type Identita } from '../autentica.ts';
import type { Credenziale } from '../segreti.ts';
import { findIncarichi, findSostituzioniDi, leggiScadenzaPassword } from './sessione.queries.ts';
import type { Sessione } from './sessione.schema.ts';

/**
 * Who has this session, for which office and with which powers; of a parziale one only whose it is and what is missing.
 *
 * @throws Rifiuto `sessione.assente` when it is over
 */
export async function leggiSessione(
  db: Db,
  credenziale: Credenziale,
  inattivitaMinuti: number,
): Promise<Sessione> {
  return await inTransazione(db, credenziale.enteId, async (tx) => {
    const i = await identitaSessione(tx, credenziale, inattivitaMinuti);
    if (!i?.utente)
      throw new Rifiuto({
        codice: 'sessione.assente',
        categoria: 'nonAutenticato',
        dettaglio: 'La sessione è finita.',
      });
    return {
      ente: i.ente,
      utente: i.utente,
      ...descriviInUso(i),
      incarichi: i.parziale ? [] : await findIncarichi(tx, i.utente.id),
      sostituzioni: i.parziale ? [] : await findSostituzioniDi(tx, i.utente.id),
      permessi: [...permessiUtente(i)],
      delegatoRsp: i.delegatoRsp ?? false,
      bloccata: i.bloccata ?? false,
      ...(i.parziale && { parziale: i.parziale }),
      ...(await findFornitoreDi(tx, credenziale)),
      fattori: await findFattori(tx, i.utente.id),
      obblighi: i.obblighi ?? [],
      inattivitaMinuti,
      passwordScadeIl: await leggiScadenzaPassword(tx, i.utente.id),
    };
  });
}

/** The office one acts for, and whose it is. */
function descriviInUso(i: Identita): Pick<Sessione, 'incarico' | 'perConto'> {
  if (!i.sostituzione) return i.incarico ? { incarico: i.incarico } : {};
  const { id } = i.sostituzione;
  if ('finita' in i.sostituzione) return { perConto: { id, finita: true } };
  const { titolare, incarico } = i.sostituzione;
  return { incarico, perConto: { id, finita: false, nome: `${titolare.cognome} ${titolare.nome}` } };
}

/** The identity provider a session was opened by. */
async function findFornitoreDi(tx: Tx, credenziale: Credenziale): Promise<Pick<Sessione, 'fornitore'>> {
  const fornitore = await tx
    .selectFrom('sessione as s')
    .innerJoin('fornitore_identita as f', 'f.id', 's.fornitore_id')
    .select(['f.id', 'f.nome'])
    .where('s.impronta_segreto', '=', credenziale.impronta)
    .executeTakeFirst();
  return fornitore ? { fornitore } : {};
}

/** Which second factors somebody has. */
export async function findFattori(tx: Tx, utenteId: string): Promise<Sessione['fattori']> {
  const { rows } = await sql<Sessione['fattori']>`SELECT
      EXISTS (SELECT FROM fattore_totp WHERE utente_id = ${utenteId} AND confermato_il IS NOT NULL) AS totp,
      EXISTS (SELECT FROM passkey WHERE utente_id = ${utenteId}) AS passkey,
      EXISTS (SELECT FROM codice_recupero WHERE utente_id = ${utenteId} AND usato_il IS NULL) AS codici`.execute(
    tx,
  );
  return rows[0] ?? { totp: false, passkey: false, codici: false };
}
