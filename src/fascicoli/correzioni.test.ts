import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  apriDiProva,
  registraDiProva,
  type DocumentoDiProva,
} from '../../test/support/fascicoli-di-prova.ts';
import type { UtenteDiProva } from '../../test/support/ente-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import type {
  ElencoDocumentiFascicolo,
  ElencoFascicoli,
  ElencoRichiesteFascicolo,
  ElencoSegnalazioni,
  FascicoliDelDocumento,
  Fascicolazione,
  Fascicolo,
  RichiestaFascicolo,
  Segnalazione,
} from './fascicoli.schema.ts';

type Problema = { codice: string };
type Evento = {
  tipo: string;
  attore: string;
  istante: string;
  prima?: { fascicolo: string };
  dopo?: { fascicolo: string };
  motivazione?: string;
};

let p: ProdottoDiProva;
beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

const inserisci = (chi: UtenteDiProva, numero: string, registrazione: DocumentoDiProva) =>
  p.chiama<Fascicolazione & Problema>(chi, 'POST', `/fascicoli/${numero}/documenti`, {
    corpo: { registrazione },
  });
const sposta = (
  chi: UtenteDiProva,
  g: { id: string; fascicolo: string },
  a: string,
  motivo = 'È di un’altra pratica',
) =>
  p.chiama<Fascicolazione & Problema>(
    chi,
    'POST',
    `/fascicoli/${g.fascicolo}/documenti/${g.id}/spostamento`,
    {
      corpo: { a, motivo },
    },
  );
const indirizzo = (d: DocumentoDiProva) => `/registri/${d.registro}/registrazioni/${d.anno}/${d.numero}`;
const storia = async (d: DocumentoDiProva) =>
  (await p.chiama<{ items: Evento[] }>('operatore', 'GET', `${indirizzo(d)}/storia`)).corpo.items;

describe('spostare e togliere', () => {
  test('RN-45.2 ogni spostamento resta nella storia del documento: da dove, verso dove, operatore, data e ora', async () => {
    const [da, a] = [await apriDiProva(p, 'operatore'), await apriDiProva(p, 'operatore')];
    const d = await registraDiProva(p, 'operatore');
    const g = (await inserisci('operatore', da.numero, d)).corpo;
    const prima = Date.now();
    const spostato = await sposta('operatore', g, a.numero);
    expect(spostato.corpo).toMatchObject({ fascicolo: a.numero });
    const evento = (await storia(d)).at(-1);
    expect(evento).toMatchObject({
      tipo: 'spostamento',
      attore: expect.stringContaining('operatore') as string,
      prima: { fascicolo: da.numero },
      dopo: { fascicolo: a.numero },
      motivazione: 'È di un’altra pratica',
    });
    expect(Math.abs(Date.parse(evento?.istante ?? '') - prima)).toBeLessThan(60_000);
    expect((await sposta('operatore', g, a.numero)).stato).toBe(404);
    const tolto = await p.chiama(
      'operatore',
      'DELETE',
      `/fascicoli/${a.numero}/documenti/${spostato.corpo.id}?motivo=Doppione`,
    );
    expect(tolto.stato).toBe(204);
    expect((await storia(d)).at(-1)).toMatchObject({
      tipo: 'toglimento',
      prima: { fascicolo: a.numero },
      motivazione: 'Doppione',
    });
    // Also in the history of the two fascicoli.
    const tipi = async (n: string) =>
      (
        await p.chiama<{ items: { tipo: string }[] }>('operatore', 'GET', `/fascicoli/${n}/storia`)
      ).corpo.items.map((e) => e.tipo);
    expect(await tipi(da.numero)).toEqual(['spostamento-da', 'inserimento', 'apertura']);
    expect(await tipi(a.numero)).toEqual(['toglimento', 'spostamento-a', 'apertura']);
  });

  test('RN-45.1 ciò che ha inserito il protocollo un ufficio non lo sposta e non lo toglie: lo segnala, e il protocollo corregge e invia all’ufficio competente (AMB-09)', async () => {
    const [da, a] = [await apriDiProva(p, 'ragioniere'), await apriDiProva(p, 'ragioniere')];
    const d = await registraDiProva(p, 'operatore', { fascicoli: [da.numero] });
    const [g] = (
      await p.chiama<ElencoDocumentiFascicolo>('ragioniere', 'GET', `/fascicoli/${da.numero}/documenti`)
    ).corpo.items;
    expect(g).toMatchObject({ dalProtocollo: true, puoSpostare: false });
    expect((await sposta('ragioniere', g as Fascicolazione, a.numero)).corpo.codice).toBe(
      'fascicolo.inserito-dal-protocollo',
    );
    const toglie = await p.chiama<Problema>(
      'ragioniere',
      'DELETE',
      `/fascicoli/${da.numero}/documenti/${g?.id}?motivo=x`,
    );
    expect(toglie.corpo.codice).toBe('fascicolo.inserito-dal-protocollo');
    const segnala = () =>
      p.chiama<Segnalazione & Problema>('ragioniere', 'POST', '/segnalazioni-fascicolazione', {
        corpo: { fascicolazione: g?.id, motivo: 'È dell’altra pratica', proposto: a.numero },
      });
    const s = await segnala();
    expect(s.stato, s.testo).toBe(201);
    expect(s.corpo).toMatchObject({
      stato: 'aperta',
      fascicolo: { numero: da.numero },
      proposto: { numero: a.numero },
    });
    expect((await segnala()).corpo.codice).toBe('fascicolo.gia-segnalato');
    const decidi = (chi: UtenteDiProva, corpo: object) =>
      p.chiama<Segnalazione & Problema>(chi, 'POST', `/segnalazioni-fascicolazione/${s.corpo.id}/decisione`, {
        corpo,
      });
    expect((await decidi('ragioniere', { esito: 'corretta', a: a.numero })).corpo.codice).toBe(
      'fascicolo.corregge-il-protocollo',
    );
    const compiti = await p.chiama<ElencoSegnalazioni>(
      'operatore',
      'GET',
      '/segnalazioni-fascicolazione?stato=aperta',
    );
    expect(compiti.corpo.items.map((x) => x.id)).toContain(s.corpo.id);
    expect((await decidi('operatore', { esito: 'respinta' })).stato).toBe(422);
    expect(
      (await decidi('operatore', { esito: 'corretta', a: a.numero, ufficio: 'tecnico' })).corpo,
    ).toMatchObject({ stato: 'corretta', spostatoIn: { numero: a.numero } });
    const assegnato = await p.chiama<{ items: object[] }>('operatore', 'GET', `${indirizzo(d)}/assegnazioni`);
    expect(assegnato.corpo.items).toMatchObject([
      { unita: { codice: 'tecnico' }, titolo: 'competenza', stato: 'smistata' },
    ]);
    expect((await decidi('operatore', { esito: 'corretta', a: a.numero })).corpo.codice).toBe(
      'fascicolo.segnalazione-decisa',
    );
    expect((await storia(d)).at(-1)).toMatchObject({ tipo: 'spostamento', dopo: { fascicolo: a.numero } });
  });

  test('ciò che ha inserito un ufficio lo sposta quell’ufficio, e non un altro', async () => {
    const [da, a] = [await apriDiProva(p, 'ragioniere'), await apriDiProva(p, 'ragioniere')];
    const documento = await p.carica('ragioniere', 'conto.txt', 'un conto');
    const g = await p.chiama<Fascicolazione>('ragioniere', 'POST', `/fascicoli/${da.numero}/documenti`, {
      corpo: { documento },
    });
    expect((await sposta('anagrafe', g.corpo, a.numero)).corpo.codice).toBe('fascicolo.inserito-da-altri');
    expect((await sposta('ragioniere', g.corpo, a.numero)).stato).toBe(200);
    const [qui] = (
      await p.chiama<ElencoDocumentiFascicolo>('ragioniere', 'GET', `/fascicoli/${a.numero}/documenti`)
    ).corpo.items;
    const toglie = await p.chiama<Problema>(
      'ragioniere',
      'DELETE',
      `/fascicoli/${a.numero}/documenti/${qui?.id}?motivo=x`,
    );
    expect(toglie.corpo.codice).toBe('fascicolo.unica-collocazione');
  });
});

describe('riservatezza', () => {
  test('parte di RN-44.1d: un fascicolo riservato lo aprono e lo trovano solo gli uffici indicati, anche cercando, elencando e per numero', async () => {
    const f = await apriDiProva(p, 'operatore', {
      riservatezza: 'riservato',
      uffici: ['anagrafe'],
      oggetto: 'Procedimento disciplinare ermetico',
    });
    expect(f.uffici).toHaveLength(2);
    const trova = async (chi: UtenteDiProva, q: string) =>
      (await p.chiama<ElencoFascicoli>(chi, 'GET', `/fascicoli?${q}`)).corpo.items.some(
        (x) => x.numero === f.numero,
      );
    for (const [chi, vede] of [
      ['operatore', true],
      ['anagrafe', true],
      ['ragioniere', false],
      ['consultazione', false],
    ] as const) {
      expect(await trova(chi, 'limit=200'), chi).toBe(vede);
      expect(await trova(chi, 'q=ermetico'), chi).toBe(vede);
      expect(await trova(chi, `q=${f.numero}`), chi).toBe(vede);
      for (const dove of ['', '/documenti', '/storia', '/copertina.pdf', '/indice.pdf', '/esportazione.zip'])
        expect((await p.chiama(chi, 'GET', `/fascicoli/${f.numero}${dove}`)).stato, chi + dove).toBe(
          vede ? 200 : 404,
        );
      const repertorio = await p.chiama(chi, 'GET', `/repertorio-fascicoli?anno=${f.anno}&limit=500`);
      expect(repertorio.testo.includes('ermetico'), chi).toBe(vede);
    }
    // Known to all the staff, in a fascicolo that is not.
    const d = await registraDiProva(p, 'operatore', { riservatezza: 'pubblico' });
    expect((await inserisci('operatore', f.numero, d)).stato).toBe(201);
    expect((await inserisci('ragioniere', f.numero, d)).stato).toBe(404);
    const visti = await p.chiama<FascicoliDelDocumento>('ragioniere', 'GET', `${indirizzo(d)}/fascicoli`);
    expect(visti.corpo).toEqual({ items: [], nascosti: 1 });
    const raccontata = await p.chiama('ragioniere', 'GET', `${indirizzo(d)}/storia`);
    expect(raccontata.testo).not.toContain(f.denominazione);
    // What is only in there is read only from there.
    const documento = await p.carica('operatore', 'segreto.txt', 'segreto');
    await p.chiama('operatore', 'POST', `/fascicoli/${f.numero}/documenti`, { corpo: { documento } });
    for (const [chi, stato] of [
      ['anagrafe', 200],
      ['ragioniere', 404],
    ] as const)
      expect((await p.chiama(chi, 'GET', `/documenti/${documento}/contenuto`)).stato, chi).toBe(stato);
  });

  test('un livello di riservatezza vuole l’elenco degli uffici; cambiato, vale anche per le parti', async () => {
    const f = await apriDiProva(p, 'operatore');
    await p.chiama('operatore', 'POST', `/fascicoli/${f.numero}/sottofascicoli`, {
      corpo: { denominazione: 'Parte', oggetto: 'Parte' },
    });
    const cambia = (corpo: object) =>
      p.chiama<Fascicolo & Problema>('operatore', 'PATCH', `/fascicoli/${f.numero}`, { corpo });
    expect((await cambia({ versione: 1, riservatezza: 'riservato' })).corpo.codice).toBe(
      'fascicolo.riservato-a-tutti',
    );
    expect((await p.chiama('ragioniere', 'GET', `/fascicoli/${f.numero}.1`)).stato).toBe(200);
    expect((await cambia({ versione: 1, riservatezza: 'riservato', uffici: ['protocollo'] })).stato).toBe(
      200,
    );
    expect((await p.chiama('ragioniere', 'GET', `/fascicoli/${f.numero}.1`)).stato).toBe(404);
    const altrui = await p.chiama<Problema>('operatore', 'PATCH', `/fascicoli/${f.numero}.1`, {
      corpo: { versione: 1, uffici: 'tutti' },
    });
    expect(altrui.corpo.codice).toBe('fascicolo.accesso-del-fascicolo');
  });

  test('modifica, chiude e riapre l’ufficio che ha aperto, il RPA o il protocollo; gli altri leggono', async () => {
    const f = await apriDiProva(p, 'ragioniere', { rpa: p.ente.utenti.anagrafe.id });
    const altro = await apriDiProva(p, 'ragioniere');
    const chiudi = (chi: UtenteDiProva, numero: string) =>
      p.chiama<Problema>(chi, 'POST', `/fascicoli/${numero}/chiusura`, { corpo: {} });
    expect((await chiudi('anagrafe', altro.numero)).corpo.codice).toBe('fascicolo.di-altro-ufficio');
    expect((await chiudi('anagrafe', f.numero)).stato).toBe(200);
    expect((await chiudi('consultazione', altro.numero)).stato).toBe(403);
    expect(
      (await p.chiama<Fascicolo>('anagrafe', 'GET', `/fascicoli/${altro.numero}`)).corpo.puoModificare,
    ).toBe(false);
    expect((await chiudi('rsp', altro.numero)).stato).toBe(200);
  });
});

describe('protocollo e uffici', () => {
  test('RN-42b.3-2 chi protocolla apre il fascicolo che manca e registra il documento già dentro', async () => {
    const f = await apriDiProva(p, 'anagrafe');
    const d = await registraDiProva(p, 'anagrafe', { fascicoli: [f.numero] });
    const { corpo } = await p.chiama<FascicoliDelDocumento>('anagrafe', 'GET', `${indirizzo(d)}/fascicoli`);
    expect(corpo.items).toMatchObject([{ numero: f.numero, dalProtocollo: true }]);
    for (const [dati, codice] of [
      [{ fascicoli: [f.numero], classificazione: undefined }, 'fascicolo-senza-classificazione'],
      [{ fascicoli: ['999999'] }, 'fascicolo-sconosciuto'],
      [{ fascicoli: [f.numero], classificazione: 'IV.8' }, 'fascicolo-altra-classe'],
    ] as const)
      await expect(registraDiProva(p, 'anagrafe', dati)).rejects.toThrow(codice);
    const altra = await registraDiProva(p, 'anagrafe', {
      fascicoli: [f.numero],
      classificazione: 'IV.8',
      confermaAltraClasse: true,
    });
    expect((await storia(altra)).map((e) => e.tipo)).toEqual(['registrazione', 'fascicolazione']);
  });

  test('RN-42b.4.1 l’ufficio che spedisce apre il fascicolo che manca, e con quello il documento è registrato', async () => {
    const f = await apriDiProva(p, 'ragioniere');
    expect(f.ufficio.codice).toBe('ragioneria');
    const d = await registraDiProva(p, 'operatore', {
      flusso: 'U',
      mittente: undefined,
      destinatari: [{ tipo: 'PF', nome: 'Maria', cognome: 'Rossi' }],
      fascicoli: [f.numero],
    });
    const { corpo } = await p.chiama<ElencoDocumentiFascicolo>(
      'ragioniere',
      'GET',
      `/fascicoli/${f.numero}/documenti`,
    );
    expect(corpo.items.map((x) => Number(x.registrazione?.numero))).toEqual([d.numero]);
    expect(corpo.items[0]?.registrazione?.flusso).toBe('U');
  });

  test('RN-26.2 il protocollo chiede all’ufficio in quale fascicolo va il documento, e la risposta ve lo mette', async () => {
    const f = await apriDiProva(p, 'operatore');
    const d = await registraDiProva(p, 'operatore', { unitaCompetente: 'tecnico' });
    const chiedi = (chi: UtenteDiProva) =>
      p.chiama<RichiestaFascicolo & Problema>(chi, 'POST', '/richieste-fascicolo', {
        corpo: { registrazione: d, nota: 'Non è chiaro di quale pratica sia' },
      });
    expect((await chiedi('ragioniere')).corpo.codice).toBe('fascicolo.chiede-il-protocollo');
    const q = await chiedi('operatore');
    expect(q.corpo).toMatchObject({ stato: 'aperta', ufficio: { codice: 'tecnico' } });
    expect((await chiedi('operatore')).corpo.codice).toBe('fascicolo.gia-richiesto');
    const elenco = await p.chiama<ElencoRichiesteFascicolo>(
      'tecnico',
      'GET',
      '/richieste-fascicolo?stato=aperta',
    );
    expect(elenco.corpo.items.map((x) => x.id)).toEqual([q.corpo.id]);
    const rispondi = (chi: UtenteDiProva) =>
      p.chiama<RichiestaFascicolo & Problema>(chi, 'POST', `/richieste-fascicolo/${q.corpo.id}/risposta`, {
        corpo: { fascicolo: f.numero },
      });
    expect((await rispondi('ragioniere')).corpo.codice).toBe('fascicolo.richiesta-di-altro-ufficio');
    expect((await rispondi('tecnico')).corpo).toMatchObject({
      stato: 'evasa',
      fascicolo: { numero: f.numero },
    });
    expect((await rispondi('tecnico')).corpo.codice).toBe('fascicolo.richiesta-evasa');
    const dentro = await p.chiama<ElencoDocumentiFascicolo>(
      'operatore',
      'GET',
      `/fascicoli/${f.numero}/documenti`,
    );
    expect(dentro.corpo.items).toHaveLength(1);
  });

  test('RN-42b.3 anche per un documento interno, come per uno in arrivo, il fascicolo si concorda con l’ufficio competente', async () => {
    const interno = {
      flusso: 'I',
      mittente: undefined,
      destinatari: [{ tipo: 'PG', denominazione: 'Uffici' }],
    };
    for (const dati of [{}, interno]) {
      const f = await apriDiProva(p, 'operatore');
      const diretto = await registraDiProva(p, 'operatore', { ...dati, fascicoli: [f.numero] });
      const d = await registraDiProva(p, 'operatore', { ...dati, unitaCompetente: 'tecnico' });
      const q = await p.chiama<RichiestaFascicolo>('operatore', 'POST', '/richieste-fascicolo', {
        corpo: { registrazione: d },
      });
      const r = await p.chiama<RichiestaFascicolo>(
        'tecnico',
        'POST',
        `/richieste-fascicolo/${q.corpo.id}/risposta`,
        {
          corpo: { fascicolo: f.numero },
        },
      );
      expect(r.corpo, r.testo).toMatchObject({ stato: 'evasa', ufficio: { codice: 'tecnico' } });
      const { corpo } = await p.chiama<ElencoDocumentiFascicolo>(
        'operatore',
        'GET',
        `/fascicoli/${f.numero}/documenti`,
      );
      expect(corpo.items.map((x) => Number(x.registrazione?.numero))).toEqual([diretto.numero, d.numero]);
    }
  });
});
