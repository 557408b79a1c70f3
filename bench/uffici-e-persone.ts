import pg from 'pg';

/** Sizes of a Comune of fifty thousand. */
export const UFFICI = 60;
export const PERSONE = 300;

/*
 * Sixty offices in six areas; three hundred people, five for each office, of whom one is its head. `misura.uno` works in one office
 * of middling size, `misura.dieci` in ten of all sizes, `misura.area` is the head of an area with its ten offices.
 */
const CHI = `
SELECT set_config('tabularium.ente', (SELECT id::text FROM ente LIMIT 1), true);
UPDATE unita SET uu = false;
INSERT INTO unita (ente_id, aoo_id, codice, denominazione, tipo, uu, ordine)
SELECT a.ente_id, a.id, 'area-' || n, 'Area ' || n, 'area', false, 1000 + n FROM aoo a, generate_series(1, 6) n;
INSERT INTO unita (ente_id, aoo_id, codice, denominazione, tipo, padre_id, uu, ordine)
SELECT a.ente_id, a.aoo_id, 'ufficio-' || lpad(n::text, 2, '0'), 'Ufficio ' || n, 'ufficio', a.id, true, 2000 + n
FROM generate_series(1, ${UFFICI}) n JOIN unita a ON a.codice = 'area-' || (1 + (n - 1) % 6);
INSERT INTO utente (ente_id, nome_utente, nome, cognome, password, incaricato_dal, incaricato_atto)
SELECT u.ente_id, x.nome, 'Persona', x.nome, u.password, '2020-01-01', 'Nomina'
FROM (SELECT * FROM utente WHERE nome_utente = 'operatore' LIMIT 1) u,
  (SELECT 'persona-' || n AS nome FROM generate_series(1, ${PERSONE - 3}) n UNION ALL SELECT unnest(ARRAY['misura.uno', 'misura.dieci', 'misura.area'])) x;
INSERT INTO incarico (ente_id, utente_id, unita_id, profilo, responsabile_unita)
SELECT u.ente_id, u.id, n.id, 'consultazione', x.n <= ${UFFICI}
FROM generate_series(1, ${PERSONE - 3}) x(n) JOIN utente u ON u.nome_utente = 'persona-' || x.n
JOIN unita n ON n.codice = 'ufficio-' || lpad((1 + (x.n - 1) % ${UFFICI})::text, 2, '0')
UNION ALL
SELECT u.ente_id, u.id, n.id, 'consultazione', false FROM utente u JOIN unita n ON n.codice = 'ufficio-20' WHERE u.nome_utente = 'misura.uno'
UNION ALL
SELECT u.ente_id, u.id, n.id, 'consultazione', false FROM utente u JOIN unita n ON n.codice ~ '^ufficio-[0-5][38]$'
WHERE u.nome_utente = 'misura.dieci' AND n.codice NOT IN ('ufficio-53', 'ufficio-58')
UNION ALL
SELECT u.ente_id, u.id, n.id, 'consultazione', true FROM utente u JOIN unita n ON n.codice = 'area-2' WHERE u.nome_utente = 'misura.area'`;

/**
 * Gives the only ente offices and people, before its register is filled. All sign in with the password of `operatore`.
 *
 * @param url superuser's connection
 * @returns for each of the three who are measured, how many offices
 */
export async function creaUfficiEPersone(url: string): Promise<Record<string, number>> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(CHI);
    await client.query('COMMIT');
    await client.query('ANALYZE unita, utente, incarico');
    const { rows } = await client.query<{ nome: string; uffici: number }>(
      `SELECT u.nome_utente AS nome, count(*)::integer AS uffici FROM utente u JOIN incarico i ON i.utente_id = u.id
       WHERE u.nome_utente LIKE 'misura.%' GROUP BY 1`,
    );
    return Object.fromEntries(rows.map((r) => [r.nome, r.uffici]));
  } finally {
    await client.end();
  }
}
