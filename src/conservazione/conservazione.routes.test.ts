import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqlstate } from '#platform/db';
import { openZip } from '#platform/zip';
import { scriviXml } from '#platform/xml';
import { prepara } from '../../test/support/banca-dati.ts';
import { bancoConservazione, type BancoConservazione } from '../../test/support/conservazione-di-prova.ts';
import { pdfDiProva } from '../../test/support/carte-di-prova.ts';
import type { ElencoGiornalieri, Pacchetto, QuadroConservazione } from './pacchetti/pacchetti.schema.ts';
import type { ElencoProposte, Proposta } from './proposte/proposte.schema.ts';

let b: BancoConservazione;
beforeAll(async () => {
  b = await bancoConservazione();
  await b.configura({
    denominazione: 'Archivio di prova',
    trasporto: 'cartella',
    cartella: { cartella: 'prova' },
  });
});
afterAll(() => b.chiudi());

const cartella = (): string => join(b.ambiente.dati, 'conservazione', 'prova');
function lasciaTesto(p: Pacchetto, testo: string): void {
  mkdirSync(join(cartella(), 'esiti'), { recursive: true });
  writeFileSync(join(cartella(), 'esiti', `${p.identificativo}.xml`), testo);
}
function lascia(p: Pacchetto, esito: string): void {
  lasciaTesto(
    p,
    scriviXml([
      'RapportoVersamento',
      [
        ['IdentificativoRapporto', `RdV ${p.identificativo}`],
        ['DataRapporto', '2026-11-26T10:00:00+01:00'],
        ['IdentificativoPacchetto', p.identificativo],
        ['Impronta', p.impronta],
        ['Esito', esito],
        esito === 'RIFIUTATO' ? ['Motivo', 'Formato non ammesso'] : undefined,
      ],
      { xmlns: 'urn:tabularium:rapporto:1' },
    ]),
  );
}
async function inviato(altro: object = {}): Promise<Pacchetto> {
  const r = await b.registra(altro);
  await b.versa({ documenti: { registro: 'PG', anno: r.anno, dal: r.numero, al: r.numero } });
  const [p] = await b.elenco('?stato=prodotto&tipo=documento');
  await b.invia(p?.id ?? '');
  return await b.leggi(p?.id ?? '');
}
const decidi = (
  chi: Parameters<BancoConservazione['chiama']>[0],
  p: Pacchetto,
  via: 'conferma' | 'rifiuto',
) =>
  b.chiama<Pacchetto & { codice: string }>(chi, 'POST', `/conservazione/pacchetti/${p.id}/${via}`, {
    corpo: via === 'rifiuto' ? { motivo: 'Mancano dei file' } : {},
  });

test('RN-37.3 il responsabile della conservazione è nominato da un giorno a un giorno, e solo lui o il sistema conferma o rifiuta', async () => {
  const uno = await inviato();
  const due = await inviato();
  for (const chi of ['admin', 'rsp', 'operatore', 'anagrafe', 'consultazione', 'nuovo'] as const)
    for (const via of ['conferma', 'rifiuto'] as const)
      expect((await decidi(chi, uno, via)).stato, chi).toBe(403);
  expect((await decidi('tecnico', uno, 'conferma')).corpo.stato).toBe('conservato');
  expect((await decidi('tecnico', due, 'rifiuto')).corpo).toMatchObject({
    stato: 'rifiutato',
    motivo: 'Mancano dei file',
  });
  expect((await decidi('tecnico', uno, 'rifiuto')).corpo.codice).toBe('conservazione.gia-concluso');
  expect((await b.leggi(uno.id)).storia.at(-1)).toMatchObject({
    evento: 'conservato',
    attore: expect.stringContaining('Prova-tecnico') as string,
  });

  // The system, by what the conservatore wrote.
  const tre = await inviato();
  lascia(tre, 'CONSERVATO');
  await b.ronda();
  expect((await b.leggi(tre.id)).storia.at(-1)).toMatchObject({
    evento: 'conservato',
    attore: 'sistema',
    rapporto: expect.any(String) as string,
  });

  // So says the database too, whoever writes: not another person, not the system without a rapporto, never backwards.
  const quattro = await inviato();
  const scrive = async (come: object): Promise<string | undefined> => {
    try {
      await prepara(b.db, b.ente.enteId, (tx) =>
        tx
          .updateTable('pacchetto')
          .set({ concluso_il: sql<Date>`clock_timestamp()`, mosso_da: 'x', motivo: 'x', ...come })
          .where('id', '=', quattro.id)
          .execute(),
      );
      return undefined;
    } catch (errore) {
      return sqlstate(errore);
    }
  };
  for (const stato of ['conservato', 'rifiutato']) {
    expect(await scrive({ stato, mosso_da_id: b.ente.utenti.rsp.id })).toBe('TB103');
    expect(await scrive({ stato, mosso_da_id: null })).toBe('TB103');
  }
  expect(await scrive({ stato: 'prodotto', concluso_il: null, inviato_il: null })).toBeDefined();
  await expect(b.superutente.query('DELETE FROM pacchetto')).rejects.toMatchObject({ code: 'TB001' });
  await expect(b.superutente.query('UPDATE pacchetto_evento SET attore = $1', ['x'])).rejects.toMatchObject({
    code: 'TB001',
  });

  // When the appointment is over so are the powers.
  await b.superutente.query('ALTER TABLE nomina DISABLE TRIGGER USER');
  const fine = (al: string | null) =>
    b.superutente.query(`UPDATE nomina SET al = $1 WHERE ruolo = 'responsabile-conservazione'`, [al]);
  await fine('2020-12-31');
  expect((await decidi('tecnico', quattro, 'conferma')).stato).toBe(403);
  await fine(null);
  expect((await decidi('tecnico', quattro, 'conferma')).stato).toBe(200);
});

test('RN-37.1 chi amministra il sistema vede lo stato dei lavori e dello spazio, e nulla del contenuto', async () => {
  await inviato({ oggetto: 'Un oggetto che non deve vedersi' });
  const q = await b.chiama<QuadroConservazione>('admin', 'GET', '/conservazione/quadro');
  expect(q.stato).toBe(200);
  expect(q.corpo.stati.inviato).toBeGreaterThan(0);
  expect(q.corpo.archivio.byte).toBeGreaterThan(0);
  expect(q.corpo.archivio.liberi).toBeGreaterThan(0);
  expect(q.testo).not.toContain('non deve vedersi');
  const [p] = await b.elenco();
  for (const via of [
    '',
    `/${p?.id}`,
    `/${p?.id}/indice`,
    `/${p?.id}/rapporto`,
    `/${p?.id}/esibizione/1?motivo=curiosita`,
  ])
    expect((await b.chiama('admin', 'GET', `/conservazione/pacchetti${via}`)).stato, via).toBe(403);
  expect((await b.chiama('admin', 'GET', '/conservazione/giornalieri')).stato).toBe(403);
  for (const chi of ['operatore', 'consultazione'] as const)
    expect((await b.chiama(chi, 'GET', '/conservazione/quadro')).stato).toBe(403);
  // Nor by the address of the file that the package is.
  const { rows } = await b.superutente.query<{ id: string }>(
    'SELECT archivio_id AS id FROM pacchetto LIMIT 1',
  );
  for (const chi of ['admin', 'operatore', 'rsp'] as const)
    expect((await b.chiama(chi, 'GET', `/documenti/${rows[0]?.id}/contenuto`)).stato, chi).not.toBe(200);
});

test('RN-53.2 il responsabile vede dov’è ciascun registro giornaliero: prodotto, inviato, preso in carico, conservato, rifiutato', async () => {
  await b.sposta('2026-12-01T09:00:00+01:00');
  await b.chiudiGiornate();
  const stati = async () =>
    Object.fromEntries(
      (await b.chiama<ElencoGiornalieri>('tecnico', 'GET', '/conservazione/giornalieri')).corpo.items.map(
        (g) => [g.giorno, g.stato],
      ),
    );
  const giorni = ['2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30'];
  expect(await stati()).toEqual(Object.fromEntries(giorni.map((g) => [g, 'da-produrre'])));
  await b.ronda();
  expect(await stati()).toEqual(Object.fromEntries(giorni.map((g) => [g, 'prodotto'])));
  const consegnato = async (id: string): Promise<boolean> => {
    const { rows } = await b.superutente.query<{ c: boolean }>(
      `SELECT giornaliero_consegnato(oggetto_id) AS c FROM pacchetto WHERE id = $1`,
      [id],
    );
    return rows[0]?.c ?? false;
  };
  const [a, c, d, e] = (await b.elenco('?tipo=registro-giornaliero')).sort((x, y) =>
    x.identificativo.localeCompare(y.identificativo),
  );
  const pacchetti = [];
  for (const p of [a, c, d, e]) {
    expect(await consegnato(p?.id ?? '')).toBe(false);
    await b.invia(p?.id ?? '');
    expect(await consegnato(p?.id ?? '')).toBe(true);
    pacchetti.push(await b.leggi(p?.id ?? ''));
  }
  for (const [i, esito] of ['PRESO_IN_CARICO', 'CONSERVATO', 'RIFIUTATO'].entries())
    lascia(pacchetti[i] as Pacchetto, esito);
  await b.ronda();
  expect(await stati()).toEqual({
    '2026-11-26': 'preso-in-carico',
    '2026-11-27': 'conservato',
    '2026-11-28': 'rifiutato',
    '2026-11-29': 'inviato',
    '2026-11-30': 'prodotto',
  });
  expect(await consegnato(pacchetti[2]?.id ?? '')).toBe(false);
  expect((await b.chiama('operatore', 'GET', '/conservazione/giornalieri')).stato).toBe(403);
});

test('RN-A.13 da un pacchetto conservato il documento si trova e se ne ha copia, con la prova che è integro', async () => {
  const byte = pdfDiProva('Da esibire');
  const p = await inviato({ documentoPrincipale: await b.carica('operatore', 'da-esibire.pdf', byte) });
  const chiedi = () =>
    b.chiama<{ codice: string }>(
      'tecnico',
      'GET',
      `/conservazione/pacchetti/${p.id}/esibizione/1?motivo=Accesso%20agli%20atti`,
    );
  expect((await chiedi()).corpo.codice).toBe('conservazione.non-conservato');
  lascia(p, 'CONSERVATO');
  await b.ronda();
  const copia = await chiedi();
  expect(copia.stato).toBe(200);
  const zip = await openZip(copia.byte, { maxEntries: 20, maxBytes: 1e8, maxRatio: 1e4, freeBytes: 1e8 });
  const testo = async (nome: string) => (await zip.entries.get(nome)?.bytes())?.toString('utf8') ?? '';
  expect(await zip.entries.get('documento/da-esibire.pdf')?.sha256()).toBe(
    createHash('sha256').update(byte).digest('hex'),
  );
  const impronta = createHash('sha256').update(byte).digest();
  expect(await testo('prova/PIndex.xml')).toContain(impronta.toString('base64'));
  expect(await testo('prova/metadati.xml')).toContain(impronta.toString('base64'));
  expect(await testo('prova/rapporto-di-versamento.xml')).toContain(p.impronta);
  const relazione = await testo('prova/LEGGIMI.txt');
  expect(relazione.match(/ {2}concorda/g)).toHaveLength(3);
  expect(relazione).toContain('Motivo: Accesso agli atti');
  const { rows } = await b.superutente.query<{ dettaglio: { motivo: string } }>(
    `SELECT dettaglio FROM traccia WHERE operazione = 'conservazione.esibito'`,
  );
  expect(rows.at(-1)?.dettaglio.motivo).toBe('Accesso agli atti');
  expect(
    (await b.chiama('operatore', 'GET', `/conservazione/pacchetti/${p.id}/esibizione/1?motivo=xx%20yy`))
      .stato,
  ).toBe(403);
});

test('confermato a mano, si esibisce anche se l’ultimo rapporto non si legge o parla d’altro: la relazione lo dice', async () => {
  for (const scritto of ['<RapportoVersamento><Esito>', 'altro'] as const) {
    const p = await inviato();
    if (scritto === 'altro') lascia({ ...p, impronta: '0'.repeat(64) }, 'CONSERVATO');
    else lasciaTesto(p, scritto);
    await b.ronda();
    expect(await b.leggi(p.id)).toMatchObject({ stato: 'inviato', haRapporto: true });
    expect((await decidi('tecnico', p, 'conferma')).corpo.stato).toBe('conservato');
    const copia = await b.chiama(
      'tecnico',
      'GET',
      `/conservazione/pacchetti/${p.id}/esibizione/1?motivo=Accesso%20agli%20atti`,
    );
    expect(copia.stato, copia.testo.slice(0, 300)).toBe(200);
    const zip = await openZip(copia.byte, { maxEntries: 20, maxBytes: 1e8, maxRatio: 1e4, freeBytes: 1e8 });
    expect(zip.entries.has('prova/rapporto-di-versamento.xml')).toBe(false);
    expect((await zip.entries.get('prova/LEGGIMI.txt')?.bytes())?.toString('utf8')).toMatch(
      /Nessun rapporto di versamento porta un’impronta di questo documento: l’ha dichiarato conservato .*Prova-tecnico/,
    );
  }
});

test('RN-37.3-2 la conservazione sostitutiva è proposta con costi e benefici, legata alle serie, e decisa dal responsabile del servizio', async () => {
  const serie = await b.chiama<{ id: string }>('rsp', 'POST', '/serie', {
    corpo: { denominazione: 'Concessioni edilizie', criterio: 'Per materia', tipoCriterio: 'materia' },
  });
  expect(serie.stato, serie.testo).toBe(201);
  const corpo = {
    titolo: 'Concessioni edilizie 1950-1990',
    descrizione: 'Scansione di 400 faldoni e scarto degli originali non unici',
    costi: '12.000 euro per la scansione, 800 l’anno',
    benefici: 'Due sale liberate; ricerca in minuti e non in giorni',
    costoStimato: 1_200_000,
    serie: [serie.corpo.id],
  };
  const propone = (chi: 'tecnico' | 'operatore' | 'admin', dati: object = corpo) =>
    b.chiama<Proposta & { codice: string }>(chi, 'POST', '/conservazione/proposte', { corpo: dati });
  for (const chi of ['operatore', 'admin'] as const) expect((await propone(chi)).stato).toBe(403);
  expect((await propone('tecnico', { ...corpo, serie: [b.ente.enteId] })).corpo.codice).toBe(
    'conservazione.serie-sconosciuta',
  );
  const proposta = await propone('tecnico');
  expect(proposta.stato, proposta.testo).toBe(201);
  const decide = (chi: 'tecnico' | 'rsp', esito: string) =>
    b.chiama<Proposta & { codice: string }>(
      chi,
      'POST',
      `/conservazione/proposte/${proposta.corpo.id}/decisione`,
      {
        corpo: { esito, decisione: 'Conviene: gli originali non unici occupano due sale' },
      },
    );
  expect((await decide('tecnico', 'approvata')).stato).toBe(403);

  // Of two pairs of eyes: not what he proposed himself, neither through the product nor at the database.
  const sua = await b.chiama<Proposta>('rsp', 'POST', '/conservazione/proposte', { corpo });
  expect(sua.corpo.propria).toBe(true);
  expect(
    (
      await b.chiama<{ codice: string }>('rsp', 'POST', `/conservazione/proposte/${sua.corpo.id}/decisione`, {
        corpo: { esito: 'approvata', decisione: 'Me la approvo da me' },
      })
    ).corpo.codice,
  ).toBe('conservazione.proposta-propria');
  await expect(
    b.superutente.query(
      `UPDATE proposta_conservazione SET stato = 'approvata', decisione = 'x', decisa_da = 'x', decisa_da_id = $2, decisa_il = now() WHERE id = $1`,
      [sua.corpo.id, b.ente.utenti.rsp.id],
    ),
  ).rejects.toMatchObject({ code: 'TB106' });
  expect((await decide('rsp', 'approvata')).corpo).toMatchObject({
    stato: 'approvata',
    serie: [{ denominazione: 'Concessioni edilizie' }],
    costoStimato: 1_200_000,
    decisaDa: expect.stringContaining('Prova-rsp') as string,
  });
  expect((await decide('rsp', 'respinta')).corpo.codice).toBe('conservazione.proposta-decisa');
  const { corpo: elenco } = await b.chiama<ElencoProposte>('tecnico', 'GET', '/conservazione/proposte');
  expect(elenco).toMatchObject({
    puoProporre: true,
    puoDecidere: false,
    items: [{ stato: 'in-attesa' }, { stato: 'approvata' }],
  });
});
