import pg from 'pg';
import type { EnteDiProva } from './ente-di-prova.ts';

export type PersonaDiProva = {
  nomeUtente: string;
  /** Code of a unit of the test ente. */
  unita: string;
  profilo?: 'responsabile' | 'operatore' | 'consultazione';
  responsabile?: boolean;
  email?: string;
};

/**
 * More people in the offices of a test ente, with its password. They act like the others: `chiama('bianchi' as UtenteDiProva, …)`.
 *
 * @param url of the superuser
 * @returns identities by user name
 */
export async function aggiungiPersone(
  url: string,
  ente: EnteDiProva,
  persone: readonly PersonaDiProva[],
): Promise<Record<string, string>> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('tabularium.ente', $1, true)`, [ente.enteId]);
    const ids: Record<string, string> = {};
    for (const p of persone) {
      const { rows } = await client.query<{ id: string }>(
        `INSERT INTO utente (ente_id, nome_utente, nome, cognome, password, incaricato_dal, incaricato_atto, email)
         SELECT ente_id, $1, 'Bruna', initcap($1), password, incaricato_dal, incaricato_atto, $2 FROM utente WHERE nome_utente = 'operatore'
         RETURNING id`,
        [p.nomeUtente, p.email ?? null],
      );
      const id = rows[0]?.id ?? '';
      ids[p.nomeUtente] = id;
      await client.query(
        `INSERT INTO incarico (ente_id, utente_id, unita_id, profilo, responsabile_unita)
         SELECT $1, $2, id, $3, $4 FROM unita WHERE ente_id = $1 AND codice = $5`,
        [ente.enteId, id, p.profilo ?? 'operatore', p.responsabile ?? false, p.unita],
      );
    }
    await client.query('COMMIT');
    return ids;
  } finally {
    await client.end();
  }
}

/** An Area with two offices that documents are assigned to: `edilizia` and `lavori`, under `area-tecnica`. */
export async function aggiungiAreaTecnica(url: string, ente: EnteDiProva): Promise<Record<string, string>> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('tabularium.ente', $1, true)`, [ente.enteId]);
    const ids: Record<string, string> = {};
    for (const [codice, denominazione, tipo, padre] of [
      ['area-tecnica', 'Area Tecnica', 'area', null],
      ['edilizia', 'Ufficio Edilizia', 'ufficio', 'area-tecnica'],
      ['lavori', 'Ufficio Lavori pubblici', 'ufficio', 'area-tecnica'],
    ] as const) {
      const { rows } = await client.query<{ id: string }>(
        `INSERT INTO unita (ente_id, aoo_id, padre_id, codice, denominazione, tipo, uu) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
        [
          ente.enteId,
          ente.aooId,
          padre === null ? null : ids[padre],
          codice,
          denominazione,
          tipo,
          padre !== null,
        ],
      );
      ids[codice] = rows[0]?.id ?? '';
    }
    await client.query('COMMIT');
    return ids;
  } finally {
    await client.end();
  }
}

/** A codice fiscale for each number below 1,000: the check character is computed as the decree says. */
export function codiceFiscaleDiProva(n: number): string {
  const base = `PRV${String.fromCharCode(65 + (n % 26))}AA80A01H${String(n).padStart(3, '0')}`;
  const dispari = [
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
  ];
  const somma = [...base].reduce((s, c, i) => {
    const v = /\d/.test(c) ? Number(c) : c.charCodeAt(0) - 65;
    return s + (i % 2 === 0 ? (dispari[v] ?? 0) : v);
  }, 0);
  return base + String.fromCharCode(65 + (somma % 26));
}
