import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ElencoDocumentiFascicolo, Fascicolo } from '#fascicoli';
import { inTransazione } from '#platform/db';
import type { Registrazione } from '#registrazione';
import { pdfDiProva } from '../../test/support/carte-di-prova.ts';
import type { UtenteDiProva } from '../../test/support/ente-di-prova.ts';
import { verificata } from '../../test/support/coda-di-prova.ts';
import { apriDiProva } from '../../test/support/fascicoli-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import type { ElencoCoda, VoceCoda } from './coda.schema.ts';

type Problema = { codice: string; dati?: Record<string, unknown> };

let p: ProdottoDiProva;
let fascicolo: Fascicolo;
beforeAll(async () => {
  p = await prodottoDiProva();
  // The office that submits opens its own fascicolo.
  fascicolo = await apriDiProva(p, 'ragioniere');
});
afterAll(() => p.chiudi());

const DESTINATARIO = { tipo: 'PF', nome: 'Maria', cognome: 'Rossi', indirizzo: 'via Roma 1, Esempio' };
async function partenza(
  dati: object = {},
  chi: UtenteDiProva = 'ragioniere',
): Promise<Record<string, unknown>> {
  return {
    flusso: 'U',
    oggetto: 'Risposta alla richiesta di rateizzazione',
    destinatari: [DESTINATARIO],
    classificazione: 'VI.3',
    fascicolo: fascicolo.numero,
    documentoPrincipale: await p.carica(chi, 'risposta.pdf', pdfDiProva()),
    ...verificata('ragioneria'),
    ...dati,
  };
}
const sottoponi = (chi: UtenteDiProva, corpo: object) =>
  p.chiama<VoceCoda & Problema>(chi, 'POST', '/coda', { corpo });
async function sottoposta(dati: object = {}, chi: UtenteDiProva = 'ragioniere'): Promise<VoceCoda> {
  const r = await sottoponi(chi, await partenza(dati, chi));
  if (r.stato !== 201) throw new Error(r.testo);
  return r.corpo;
}
const pervenuta = async (dati: object = {}): Promise<VoceCoda> => {
  const r = await sottoponi('ragioniere', {
    flusso: 'E',
    oggetto: 'Fattura arrivata per errore alla ragioneria',
    mittente: DESTINATARIO,
    documentoPrincipale: await p.carica('ragioniere', 'fattura.pdf', pdfDiProva()),
    ...dati,
  });
  if (r.stato !== 201) throw new Error(r.testo);
  return r.corpo;
};
/** What Registra sends once opened on that item. */
function richiesta(v: VoceCoda, dati: object = {}): object {
  const {
    fascicolo: _f,
    rispostaA: _r,
    nota: _n,
    confermaAltraClasse: _c,
    bustaChiusa: _b,
    consegnataIl: _i,
    ufficioMittente: _u,
    firma: _s,
    allegatiDichiarati: _a,
    ...r
  } = v.richiesta;
  return { ...r, coda: v.id, ...dati };
}
const registra = (chi: UtenteDiProva, corpo: object, chiave?: string) =>
  p.chiama<Registrazione & Problema>(chi, 'POST', '/registri/PG/registrazioni', {
    corpo,
    ...(chiave && { chiave }),
  });
const leggi = async (v: VoceCoda, chi: UtenteDiProva = 'operatore') =>
  (await p.chiama<VoceCoda>(chi, 'GET', `/coda/${v.id}`)).corpo;
const inCoda = async (chi: UtenteDiProva = 'operatore') =>
  (await p.chiama<ElencoCoda>(chi, 'GET', '/coda?limit=200')).corpo.items.map((v) => v.id);
const bancaDati = async (istruzione: ReturnType<typeof sql>): Promise<string | undefined> =>
  await inTransazione(p.db, p.ente.enteId, async (tx) => {
    await istruzione.execute(tx);
    await sql`SET CONSTRAINTS ALL IMMEDIATE`.execute(tx);
    return undefined;
  }).catch((e: unknown) => (e as { code: string }).code);

describe('partenza e interni', () => {
  test('RN-42b.4 senza fascicolo la partenza non entra in coda; con il fascicolo, la registrazione ve la mette da sé', async () => {
    const senza = await sottoponi('ragioniere', await partenza({ fascicolo: undefined }));
    expect(senza).toMatchObject({ stato: 422, corpo: { codice: 'coda.senza-fascicolo' } });
    const senzaClasse = await sottoponi('ragioniere', await partenza({ classificazione: undefined }));
    expect(senzaClasse.corpo.codice).toBe('coda.senza-classificazione');
    const v = await sottoposta();
    expect(v).toMatchObject({
      stato: 'in-coda',
      fascicolo: { numero: fascicolo.numero },
      azioni: ['ritira'],
    });
    expect((await leggi(v)).azioni).toEqual(['registra', 'restituisci']);
    // The request says nothing of the fascicolo.
    const r = await registra('operatore', richiesta(v));
    expect(r.stato, r.testo).toBe(201);
    const { items } = (
      await p.chiama<ElencoDocumentiFascicolo>('operatore', 'GET', `/fascicoli/${fascicolo.numero}/documenti`)
    ).corpo;
    expect(items.map((d) => d.registrazione?.numero)).toContain(r.corpo.numero);
    expect(await leggi(v, 'ragioniere')).toMatchObject({
      stato: 'registrata',
      esito: { registrazione: { registro: 'PG', numero: r.corpo.numero } },
      azioni: [],
    });
    expect(await inCoda()).not.toContain(v.id);
  });

  test('RN-42b.4.1 l’ufficio apre il fascicolo che non c’è e poi vi sottopone il documento', async () => {
    const assente = await sottoponi('ragioniere', await partenza({ fascicolo: '999999' }));
    expect(assente).toMatchObject({ stato: 404, corpo: { codice: 'fascicolo.non-trovato' } });
    const nuovo = await apriDiProva(p, 'ragioniere', { denominazione: 'Rateizzazione Rossi' });
    const v = await sottoposta({ fascicolo: nuovo.numero });
    expect(v.fascicolo).toMatchObject({ numero: nuovo.numero, denominazione: 'Rateizzazione Rossi' });
  });

  test('anche il fascicolo riservato all’ufficio riceve il documento, senza che il protocollo lo veda', async () => {
    const riservato = await apriDiProva(p, 'ragioniere', { uffici: ['ragioneria'] });
    const v = await sottoposta({ fascicolo: riservato.numero });
    expect((await leggi(v)).fascicolo).toEqual({ numero: riservato.numero });
    const r = await registra('operatore', richiesta(v));
    expect(r.stato, r.testo).toBe(201);
    const { items } = (
      await p.chiama<ElencoDocumentiFascicolo>(
        'ragioniere',
        'GET',
        `/fascicoli/${riservato.numero}/documenti`,
      )
    ).corpo;
    expect(items).toHaveLength(1);
  });

  test('il fascicolo di un’altra classe va confermato dall’ufficio, e quello chiuso non si indica', async () => {
    const altra = await partenza({ classificazione: 'I.1' });
    expect((await sottoponi('ragioniere', altra)).corpo.codice).toBe('fascicolo.altra-classe');
    expect((await sottoponi('ragioniere', { ...altra, confermaAltraClasse: true })).stato).toBe(201);
    const chiuso = await apriDiProva(p, 'ragioniere');
    expect(
      (await p.chiama('ragioniere', 'POST', `/fascicoli/${chiuso.numero}/chiusura`, { corpo: {} })).stato,
    ).toBe(200);
    expect((await sottoponi('ragioniere', await partenza({ fascicolo: chiuso.numero }))).corpo.codice).toBe(
      'coda.fascicolo-chiuso',
    );
  });

  test('l’ufficio ritira ciò che ha sottoposto, il protocollo lo restituisce con il motivo; dopo non si registra più', async () => {
    const a = await sottoposta();
    expect((await p.chiama('operatore', 'POST', `/coda/${a.id}/ritiro`, { corpo: {} })).stato).toBe(403);
    expect((await p.chiama('anagrafe', 'GET', `/coda/${a.id}`)).stato).toBe(404);
    expect((await p.chiama('ragioniere', 'POST', `/coda/${a.id}/ritiro`, { corpo: {} })).stato).toBe(200);
    expect((await registra('operatore', richiesta(a))).corpo.codice).toBe('coda.gia-uscita');
    const b = await sottoposta();
    expect(
      (await p.chiama('ragioniere', 'POST', `/coda/${b.id}/restituzione`, { corpo: { motivo: 'x' } })).stato,
    ).toBe(403);
    const resa = await p.chiama<VoceCoda>('operatore', 'POST', `/coda/${b.id}/restituzione`, {
      corpo: { motivo: 'Manca l’allegato' },
    });
    expect(resa.corpo).toMatchObject({ stato: 'restituita', esito: { motivo: 'Manca l’allegato' } });
    // Given back, the office corrects and submits again, with the same file.
    const ancora = await sottoponi('ragioniere', { ...b.richiesta, nota: 'Con l’allegato' });
    expect(ancora.stato, ancora.testo).toBe(201);
  });

  test('il file altrui, quello già in coda e quello già registrato non si sottopongono', async () => {
    const v = await sottoposta();
    const documentoPrincipale = v.documenti[0]?.id;
    expect((await sottoponi('ragioniere', await partenza({ documentoPrincipale }))).corpo.codice).toBe(
      'coda.documento-in-coda',
    );
    const altrui = await p.carica('operatore', 'altro.pdf', pdfDiProva());
    expect(
      (await sottoponi('ragioniere', await partenza({ documentoPrincipale: altrui }))).corpo.codice,
    ).toBe('coda.documento-sconosciuto');
    await registra('operatore', richiesta(v));
    expect((await sottoponi('ragioniere', await partenza({ documentoPrincipale }))).corpo.codice).toBe(
      'coda.documento-registrato',
    );
  });

  test('due operatori che registrano insieme lo stesso documento della coda ne registrano uno', async () => {
    const v = await sottoposta();
    const esiti = await Promise.all(
      ['operatore', 'rsp', 'operatore'].map((chi) => registra(chi as UtenteDiProva, richiesta(v))),
    );
    expect(esiti.map((e) => e.stato).sort()).toEqual([201, 409, 409]);
    // The key of the first answers the same again; without it one is told the number.
    const w = await sottoposta();
    const prima = await registra('operatore', richiesta(w), 'chiave-1');
    expect((await registra('operatore', richiesta(w), 'chiave-1')).corpo.numero).toBe(prima.corpo.numero);
    expect((await registra('operatore', richiesta(w))).corpo).toMatchObject({ codice: 'coda.gia-uscita' });
  });
});

describe('arrivo', () => {
  test('RN-38.1 ciò che è pervenuto esce dalla coda solo registrato o escluso, anche per la banca dati', async () => {
    const v = await pervenuta();
    expect((await leggi(v)).azioni).toEqual(['registra', 'escludi']);
    for (const [chi, uscita] of [
      ['ragioniere', 'ritiro'],
      ['operatore', 'restituzione'],
      ['operatore', 'recapito'],
    ] as const)
      expect(
        (await p.chiama(chi, 'POST', `/coda/${v.id}/${uscita}`, { corpo: { motivo: 'Non serve' } })).stato,
      ).toBe(409);
    for (const stato of ['ritirata', 'restituita', 'recapitata', 'registrata', 'esclusa'])
      expect(
        await bancaDati(
          sql`UPDATE coda SET stato = ${stato}, conclusa_il = now(), motivo = 'x' WHERE id = ${v.id}`,
        ),
      ).toMatch(/23514|TB038/);
    expect(await bancaDati(sql`DELETE FROM coda WHERE id = ${v.id}`)).toMatch(/42501|TB001/);
    expect(await inCoda()).toContain(v.id);
    // Registered, it leaves.
    const r = await registra('operatore', { ...richiesta(v), classificazione: 'VI.3' });
    expect(r.stato, r.testo).toBe(201);
    expect(await inCoda()).not.toContain(v.id);
    // Excluded, it leaves with category, operator and date.
    const w = await pervenuta();
    const esclusa = await p.chiama('operatore', 'POST', '/esclusioni', {
      corpo: { categoria: 'giornali', descrizione: w.oggetto, coda: w.id },
    });
    expect(esclusa.stato, esclusa.testo).toBe(201);
    expect(await leggi(w)).toMatchObject({
      stato: 'esclusa',
      esito: { da: expect.stringContaining('operatore') as string },
    });
    expect((await registra('operatore', richiesta(w))).corpo.codice).toBe('coda.gia-uscita');
    // Once out, for good.
    expect(await bancaDati(sql`UPDATE coda SET motivo = 'y' WHERE id = ${w.id}`)).toBe('TB038');
  });

  test('RN-20.2 la busta riservata recapitata per errore torna chiusa al protocollo; in un giorno diverso il ritardo è segnalato', async () => {
    const oggi = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Rome' });
    const busta = { flusso: 'E', oggetto: 'Busta riservata al Segretario', bustaChiusa: true };
    expect((await sottoponi('ragioniere', busta)).corpo.codice).toBe('coda.senza-consegna');
    const aperta = {
      ...busta,
      consegnataIl: oggi,
      documentoPrincipale: await p.carica('ragioniere', 'x.pdf', pdfDiProva()),
    };
    expect((await sottoponi('ragioniere', aperta)).corpo.codice).toBe('coda.busta-con-documenti');
    const v = (await sottoponi('ragioniere', { ...busta, consegnataIl: oggi })).corpo;
    expect(v).toMatchObject({ bustaChiusa: true, ritardo: false, documenti: [] });
    const tardi = (await sottoponi('ragioniere', { ...busta, consegnataIl: '2026-01-07' })).corpo;
    expect(await leggi(tardi)).toMatchObject({ ritardo: true, documenti: [] });
    // Nor does the database keep contents of what was not opened.
    expect(
      await bancaDati(sql`INSERT INTO coda (ente_id, flusso, unita_id, operatore, oggetto, richiesta, busta_chiusa, consegnata_il)
        VALUES (${p.ente.enteId}, 'E', ${p.ente.unita.ragioneria.id}, 'x', 'x', '{"documentoPrincipale": "x"}', true, now())`),
    ).toBe('23514');
    const recapitata = await p.chiama<VoceCoda>('operatore', 'POST', `/coda/${v.id}/recapito`, {
      corpo: { motivo: 'Consegnata al Segretario' },
    });
    expect(recapitata.corpo).toMatchObject({
      stato: 'recapitata',
      esito: { motivo: 'Consegnata al Segretario' },
    });
  });

  test('la coda è dell’Ufficio Protocollo; un ufficio vede solo ciò che ha sottoposto', async () => {
    const v = await pervenuta();
    expect(await inCoda('ragioniere')).toContain(v.id);
    expect(await inCoda('anagrafe')).not.toContain(v.id);
    expect((await p.chiama('consultazione', 'GET', '/coda')).stato).toBe(403);
    expect((await p.chiama('admin', 'GET', '/coda')).stato).toBe(403);
    expect((await registra('anagrafe', richiesta(v))).stato).toBe(403);
  });
});
