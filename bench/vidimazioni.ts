import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { apriBancaDati, inLettura, type Db, type Tx } from '#platform/db';
import { elencaArretrate } from '../src/registro-giornaliero/vidimazione/elenca-arretrate.ts';
import { cercaArretrate, contaDaVidimare } from '#registro-giornaliero';
import { vidimazioniMancanti } from '../src/registro-giornaliero/vidimazione/mancanti.ts';
import { avviaProdotto } from './prodotto.ts';
import { riempiRegistro } from './registro-grande.ts';
import { cifra, mediana, tabella } from './statistica.ts';
import { creaUfficiEPersone } from './uffici-e-persone.ts';

/* A daily register of each day until yesterday, and everything signed by everybody but the Area of `misura.area`, which never signs. */
const GIORNI = `
SELECT set_config('session_replication_role', 'replica', true);
INSERT INTO registro_giornaliero (ente_id, registro_id, giorno, anno, progressivo, identificativo, quante, eventi, testa_dimensione,
    registrazione_id, documento_pdf_id, documento_xml_id, impronta_pdf, impronta_xml, chiuso_il, dovuto_entro)
SELECT r.ente_id, r.id, g::date, extract(year FROM g), extract(doy FROM g), 'misura-' || g::date, 0, 0, 1, uuid_v7(), uuid_v7(), uuid_v7(),
    repeat('0', 64), repeat('0', 64), g + interval '1 day', g::date + 1
FROM registro r, generate_series((SELECT min(istante) FROM scheda)::date, (now() AT TIME ZONE 'Europe/Rome')::date - 1, interval '1 day') g
WHERE r.tipo = 'protocollo' AND NOT EXISTS (SELECT FROM registro_giornaliero x WHERE x.registro_id = r.id AND x.giorno = g::date);
CREATE TEMP TABLE firmate AS
SELECT d.*, uuid_v7() AS id FROM (SELECT giornaliero_id, area_id, array_agg(registrazione_id) AS voci FROM registro r,
    da_vidimare(r.id, '-infinity', ((now() AT TIME ZONE 'Europe/Rome')::date - 1)::timestamptz, '-infinity', NULL)
  WHERE r.tipo = 'protocollo' AND area_id <> (SELECT id FROM unita WHERE codice = 'area-2') GROUP BY 1, 2) d;
INSERT INTO vidimazione (id, ente_id, giornaliero_id, area_id, utente_id, nominativo, delegato, quante, impronta, estratto)
SELECT f.id, e.id, giornaliero_id, area_id, uuid_v7(), 'Misura', false, cardinality(voci), repeat('0', 64), '{}' FROM firmate f, ente e;
INSERT INTO vidimazione_voce (ente_id, vidimazione_id, giornaliero_id, area_id, registrazione_id)
SELECT e.id, f.id, giornaliero_id, area_id, v FROM ente e, firmate f, unnest(voci) v`;

type Contesto = Parameters<typeof vidimazioniMancanti>[1];

async function misura(nome: string, azione: () => Promise<unknown>, volte = 9): Promise<string[]> {
  const tempi: number[] = [];
  for (let n = 0; n <= volte; n++) {
    const da = performance.now();
    await azione();
    tempi.push(performance.now() - da);
  }
  const dopo = tempi.slice(1);
  return [nome, cifra(tempi[0] ?? NaN), cifra(mediana(dopo)), cifra(Math.max(...dopo))];
}

/** Looks at what is to be signed, as the RSP and as the head of an Area, and at the first page of what is older. */
async function sguardi(db: Db, ente: string, area: { id: string; codice: string }): Promise<string[][]> {
  const capo = {
    permessi: new Set(['registro-giornaliero.vidima']),
    ruoli: new Set(),
    responsabileUnita: true,
    unita: area,
  } as unknown as Contesto;
  const rsp = { ...capo, responsabileUnita: false, ruoli: new Set(['rsp']) } as unknown as Contesto;
  const leggi =
    <T>(azione: (tx: Tx) => Promise<T>) =>
    () =>
      inLettura(db, ente, azione);
  return [
    await misura(
      'elenco del RSP',
      leggi((tx) => vidimazioniMancanti(tx, rsp)),
    ),
    await misura(
      'elenco del responsabile d’Area',
      leggi((tx) => vidimazioniMancanti(tx, capo)),
    ),
    await misura(
      'conto sulla scrivania',
      leggi((tx) => contaDaVidimare(tx, capo)),
    ),
    await misura(
      'una pagina delle più vecchie',
      leggi((tx) => elencaArretrate(tx, rsp, area.codice, undefined)),
    ),
  ];
}

/**
 * `npm run bench vidimazioni`: what is to be signed, on a large archive of which an Area never signed anything: before anybody looked for
 * what is older than a month, and after; and how long that takes.
 *
 *   --righe 600000    registrations of six years
 */
export async function vidimazioni(argomenti: string[]): Promise<void> {
  const { values } = parseArgs({
    args: argomenti,
    options: { righe: { type: 'string', default: '600000' } },
  });
  const prodotto = await avviaProdotto();
  const client = new pg.Client(prodotto.urlProprietario);
  await client.connect();
  const db = apriBancaDati(prodotto.urlProprietario);
  try {
    await creaUfficiEPersone(prodotto.urlProprietario);
    await riempiRegistro(prodotto.urlProprietario, Number(values.righe), true);
    const { rows } = await client.query<{ ente: string; id: string; codice: string }>(
      `SELECT e.id AS ente, u.id, u.codice FROM ente e JOIN unita u ON u.ente_id = e.id AND u.codice = 'area-2'`,
    );
    const [area] = rows;
    if (!area) throw new Error('senza Area');
    await client.query('BEGIN');
    await client.query(`SELECT set_config('tabularium.ente', $1, true)`, [area.ente]);
    await client.query(GIORNI);
    await client.query('COMMIT');
    await client.query('VACUUM ANALYZE registro_giornaliero, vidimazione, vidimazione_voce');
    const prima = await sguardi(db, area.ente, area);
    const da = performance.now();
    await cercaArretrate({ db }, area.ente);
    const ricerca = performance.now() - da;
    await client.query('ANALYZE vidimazione_arretrata');
    const dopo = await sguardi(db, area.ente, area);
    const altra = await misura(
      'un giro quando non c’è nulla di nuovo',
      () => cercaArretrate({ db }, area.ente),
      3,
    );
    const { rows: conto } = await client.query<{ righe: number; giorni: number; voci: number }>(
      `SELECT count(*)::integer AS righe, count(DISTINCT giornaliero_id)::integer AS giorni,
         (SELECT count(*) FROM vidimazione_voce)::integer AS voci FROM vidimazione_arretrata`,
    );
    const n = conto[0];
    console.log(
      `${prodotto.presentazione}; carico ${loadavg()
        .map((c) => c.toFixed(1))
        .join(' ')}`,
    );
    console.log(
      `già vidimate ${n?.voci}; cercare la prima volta ${cifra(ricerca)} ms, trovati ${n?.giorni} giorni (${n?.righe} righe)`,
    );
    const intestazione = ['sguardo', 'primo (ms)', 'mediano', 'massimo'];
    console.log(tabella([['prima, ' + intestazione[0], ...intestazione.slice(1)], ...prima]));
    console.log(tabella([['dopo, ' + intestazione[0], ...intestazione.slice(1)], ...dopo, altra]));
  } finally {
    await db.destroy();
    await client.end();
    await prodotto.ferma();
  }
}
