import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  apriDiProva,
  nuovoFascicolo,
  registraDiProva,
  type DocumentoDiProva,
} from '../../test/support/fascicoli-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import type {
  Candidati,
  DocumentiDaSistemare,
  ElencoDocumentiFascicolo,
  ElencoFascicoli,
  FascicoliDelDocumento,
  Fascicolo,
  PropostaApertura,
} from './fascicoli.schema.ts';

type Problema = { codice: string; campi?: { campo: string }[]; dati?: Record<string, unknown> };

let p: ProdottoDiProva;
beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

const apri = (dati: Record<string, unknown> = {}) =>
  p.chiama<Fascicolo & Problema>('operatore', 'POST', '/fascicoli', { corpo: nuovoFascicolo(dati) });
const inserisci = (
  numero: string,
  registrazione: DocumentoDiProva,
  altro: Record<string, unknown> = {},
  chi: Parameters<ProdottoDiProva['chiama']>[0] = 'operatore',
) =>
  p.chiama<{ id: string; dalProtocollo: boolean; puoSpostare: boolean } & Problema>(
    chi,
    'POST',
    `/fascicoli/${numero}/documenti`,
    { corpo: { registrazione, ...altro } },
  );
const documenti = async (numero: string, chi: Parameters<ProdottoDiProva['chiama']>[0] = 'operatore') =>
  (await p.chiama<ElencoDocumentiFascicolo>(chi, 'GET', `/fascicoli/${numero}/documenti`)).corpo.items;
const indirizzo = (d: DocumentoDiProva) => `/registri/${d.registro}/registrazioni/${d.anno}/${d.numero}`;
const fascicoliDi = async (d: DocumentoDiProva) =>
  (await p.chiama<FascicoliDelDocumento>('operatore', 'GET', `${indirizzo(d)}/fascicoli`)).corpo.items.map(
    (f) => f.numero,
  );

describe('apertura', () => {
  test('RN-44.2-3 ciascuno dei dati della copertina è obbligatorio, e i rifiuti li nominano tutti; il nono lo dà la chiusura', async () => {
    for (const campo of ['tipo', 'denominazione', 'oggetto', 'classificazione', 'riservatezza', 'uffici']) {
      const r = await apri({ [campo]: undefined });
      expect(r.stato, campo).toBe(422);
      expect(r.corpo).toMatchObject({ codice: 'fascicolo.dati-obbligatori', campi: [{ campo }] });
    }
    const vuota = await p.chiama<Problema>('operatore', 'POST', '/fascicoli', { corpo: {} });
    expect(vuota.corpo.campi).toHaveLength(6);
    const f = await apriDiProva(p, 'operatore');
    // Number, date and office come from the system; «nessuno» and «tutti» are values.
    expect(f).toMatchObject({ riservatezza: 'nessuno', uffici: 'tutti', ufficio: { codice: 'protocollo' } });
    expect(f.dataApertura).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(f.dataChiusura).toBeUndefined();
    const chiuso = await p.chiama<Fascicolo>('operatore', 'POST', `/fascicoli/${f.numero}/chiusura`, {
      corpo: {},
    });
    expect(chiuso.corpo.dataChiusura).toBe(f.dataApertura);
  });

  test('RN-42b.1 RN-44.1a senza indice di classificazione non si apre', async () => {
    for (const classificazione of [undefined, '', '  ', 'XCIX.7']) {
      const r = await apri({ classificazione });
      expect(r.stato).toBe(422);
      expect(r.corpo.campi?.map((c) => c.campo)).toEqual(['classificazione']);
    }
    expect((await apriDiProva(p, 'operatore')).classificazione).toMatchObject({
      codice: 'VI.3',
      denominazione: 'Edilizia privata',
      percorso: [{ codice: 'VI' }, { codice: 'VI.3' }],
    });
  });

  test('RN-44.1b un numero o una data dati da chi chiede sono rifiutati, e l’oggetto non è mai vuoto', async () => {
    expect((await apri({ numero: '7' })).stato).toBe(422);
    expect((await apri({ dataApertura: '2020-01-01' })).stato).toBe(422);
    expect((await apri({ oggetto: '   ' })).corpo.campi?.map((c) => c.campo)).toEqual(['oggetto']);
  });

  test('RN-44.1c l’ufficio è quello di chi apre', async () => {
    for (const [chi, codice] of [
      ['operatore', 'protocollo'],
      ['anagrafe', 'anagrafe'],
      ['ragioniere', 'ragioneria'],
    ] as const)
      expect((await apriDiProva(p, chi)).ufficio.codice).toBe(codice);
  });

  test('RN-44.2 di norma all’ultimo livello: più su solo il responsabile, che lo conferma', async () => {
    expect((await apri({ classificazione: 'VI' })).corpo).toMatchObject({
      codice: 'fascicolo.classificazione-non-ultima',
    });
    const rsp = (confermaLivello?: boolean) =>
      p.chiama<Fascicolo & Problema>('rsp', 'POST', '/fascicoli', {
        corpo: nuovoFascicolo({ classificazione: 'VI', confermaLivello }),
      });
    expect((await rsp()).corpo.codice).toBe('fascicolo.conferma-livello');
    const aperto = await rsp(true);
    expect(aperto.stato).toBe(201);
    expect(aperto.corpo.classificazione.codice).toBe('VI');
    const storia = await p.chiama<{ items: { dopo?: unknown }[] }>(
      'rsp',
      'GET',
      `/fascicoli/${aperto.corpo.numero}/storia`,
    );
    expect(storia.corpo.items.at(-1)?.dopo).toMatchObject({ sopraUltimoLivello: true });
  });

  test('RN-42.8-2 il titolario propone la forma del fascicolo: annuale per attività con l’anno in corso, o per affare', async () => {
    const proposta = async (codice: string) =>
      (await p.chiama<PropostaApertura>('operatore', 'GET', `/fascicoli/proposta?classificazione=${codice}`))
        .corpo;
    const anno = new Date().getFullYear();
    const scarti = (await proposta('I.6')).proposte.find((v) => v.voce?.denominazione === 'Scarti');
    expect(scarti).toMatchObject({
      forma: 'fascicolo annuale per attività',
      tipo: 'attivita',
      annuale: true,
      anno,
      denominazione: `Scarti ${anno}`,
    });
    const alienazione = (await proposta('IV.8')).proposte.find((v) =>
      v.voce?.denominazione.startsWith('Alienazione'),
    );
    expect(alienazione).toMatchObject({ forma: 'fascicolo per affare', tipo: 'affare', annuale: false });
    const f = await apriDiProva(p, 'operatore', {
      tipo: 'attivita',
      classificazione: 'I.6',
      voce: scarti?.voce?.id,
      denominazione: scarti?.denominazione,
    });
    expect(f.voce).toMatchObject({ denominazione: 'Scarti', tipi: ['fascicolo annuale per attività'] });
    expect((await apri({ classificazione: 'VI.3', voce: scarti?.voce?.id })).corpo.codice).toBe(
      'fascicolo.voce-sconosciuta',
    );
  });

  test('RN-A.15 il tipo è obbligatorio: affare o procedimento, materia, tipologia di documenti, e le forme del titolario; i formati sono misti', async () => {
    expect((await apri({ tipo: undefined })).corpo.campi?.map((c) => c.campo)).toEqual(['tipo']);
    for (const [tipo, criterio] of [
      ['affare', 'affare'],
      ['procedimento', 'affare'],
      ['attivita', 'tipologia-documentaria'],
      ['persona-fisica', 'materia'],
      ['persona-giuridica', 'materia'],
    ] as const)
      expect(await apriDiProva(p, 'operatore', { tipo })).toMatchObject({ tipo, criterio });
    const f = await apriDiProva(p, 'operatore', { tipo: 'attivita', criterio: 'materia' });
    expect(f.criterio).toBe('materia');
    for (const [nome, byte] of [
      ['nota.txt', 'testo semplice'],
      ['foglio.csv', 'a;b\n1;2\n'],
      ['pagina.html', '<!doctype html><html><body><p>ciao</p></body></html>'],
    ] as const) {
      const documento = await p.carica('operatore', nome, byte);
      expect(
        (await p.chiama('operatore', 'POST', `/fascicoli/${f.numero}/documenti`, { corpo: { documento } }))
          .stato,
      ).toBe(201);
    }
    await inserisci(f.numero, await registraDiProva(p, 'operatore'));
    const formati = new Set((await documenti(f.numero)).map((d) => d.documento?.formato));
    expect(formati.size).toBe(4);
  });

  test('RN-2.1f il responsabile del procedimento è una persona dell’ente: si rilegge, e uno sconosciuto è rifiutato', async () => {
    const rpa = p.ente.utenti.tecnico.id;
    const f = await apriDiProva(p, 'operatore', { rpa });
    expect(f.rpa).toMatchObject({ id: rpa, cognome: 'Prova-tecnico' });
    const sconosciuto = '00000000-0000-7000-8000-000000000000';
    expect((await apri({ rpa: sconosciuto })).corpo).toMatchObject({ codice: 'fascicolo.rpa-sconosciuto' });
    const cambia = (nuovo: string | null, versione: number) =>
      p.chiama<Fascicolo & Problema>('operatore', 'PATCH', `/fascicoli/${f.numero}`, {
        corpo: { versione, rpa: nuovo },
      });
    expect((await cambia(sconosciuto, 1)).corpo.codice).toBe('fascicolo.rpa-sconosciuto');
    expect((await cambia(p.ente.utenti.rsp.id, 1)).corpo.rpa?.id).toBe(p.ente.utenti.rsp.id);
    expect((await cambia(null, 1)).corpo.codice).toBe('fascicolo.modificato-nel-frattempo');
    expect((await cambia(null, 2)).corpo.rpa).toBeUndefined();
  });

  test('RN-A.17 un inserto si apre soltanto dentro un sottofascicolo', async () => {
    const f = await apriDiProva(p, 'operatore');
    const sotto = (numero: string) =>
      p.chiama<Fascicolo & Problema>('operatore', 'POST', `/fascicoli/${numero}/sottofascicoli`, {
        corpo: { denominazione: 'Parte', oggetto: 'Una parte' },
      });
    // What is opened in a fascicolo is a sottofascicolo, whatever it is called; in an inserto nothing is.
    expect((await sotto(f.numero)).corpo).toMatchObject({ numero: `${f.numero}.1`, livello: 2 });
    expect((await sotto(`${f.numero}.1`)).corpo).toMatchObject({ numero: `${f.numero}.1.1`, livello: 3 });
    expect((await sotto(`${f.numero}.1.1`)).corpo.codice).toBe('fascicolo.oltre-inserto');
    expect((await sotto(`${f.numero}.2`)).stato).toBe(404);
  });
});

describe('documenti', () => {
  test('RN-40.1 un documento senza classificazione si registra ma non va in un fascicolo, e l’elenco lo dice alla UOP', async () => {
    const f = await apriDiProva(p, 'operatore');
    const senza = await registraDiProva(p, 'operatore', { classificazione: undefined });
    expect((await inserisci(f.numero, senza)).corpo.codice).toBe('fascicolo.documento-non-classificato');
    const daClassificare = async () =>
      (
        await p.chiama<DocumentiDaSistemare>(
          'operatore',
          'GET',
          '/documenti-da-sistemare?mancano=classificazione',
        )
      ).corpo.items.map((d) => Number(d.numero));
    expect(await daClassificare()).toContain(senza.numero);
    const classifica = (classificazione: string | null, versione: number) =>
      p.chiama<Problema>('operatore', 'PATCH', indirizzo(senza), { corpo: { versione, classificazione } });
    expect((await classifica('VI.3', 1)).stato).toBe(200);
    expect(await daClassificare()).not.toContain(senza.numero);
    expect((await inserisci(f.numero, senza)).stato).toBe(201);
    // Once filed, the class is changed and never taken away.
    expect((await classifica(null, 2)).stato).toBe(422);
    expect((await classifica('VI.2', 2)).stato).toBe(200);
  });

  test('RN-43.1-2 chi non è in nessun fascicolo è nell’elenco, e ne esce quando vi entra', async () => {
    const f = await apriDiProva(p, 'operatore');
    const d = await registraDiProva(p, 'operatore');
    const daFascicolare = async () =>
      (
        await p.chiama<DocumentiDaSistemare>('operatore', 'GET', '/documenti-da-sistemare?mancano=fascicolo')
      ).corpo.items.map((x) => Number(x.numero));
    expect(await daFascicolare()).toContain(d.numero);
    const { id } = (await inserisci(f.numero, d)).corpo;
    expect(await daFascicolare()).not.toContain(d.numero);
    await p.chiama('operatore', 'DELETE', `/fascicoli/${f.numero}/documenti/${id}?motivo=prova`);
    expect(await daFascicolare()).toContain(d.numero);
  });

  test('RN-12.3c RN-43.6 un documento sta in tre fascicoli con lo stesso numero, conservato una volta; tolto da uno resta negli altri', async () => {
    const documento = await p.carica('operatore', 'unica.txt', 'una copia sola');
    const d = await registraDiProva(p, 'operatore', {
      documentoPrincipale: documento,
      supporto: 'digitale',
      analogico: undefined,
    });
    const numeri: string[] = [];
    const collocazioni: string[] = [];
    for (let i = 0; i < 3; i++) {
      const f = await apriDiProva(p, 'operatore');
      numeri.push(f.numero);
      collocazioni.push((await inserisci(f.numero, d)).corpo.id);
    }
    expect(await fascicoliDi(d)).toEqual(numeri);
    for (const n of numeri) {
      const [trovato] = await documenti(n);
      expect(trovato?.registrazione).toMatchObject({
        anno: d.anno,
        numero: String(d.numero).padStart(7, '0'),
      });
      expect(trovato?.documento?.id).toBe(documento);
    }
    expect((await inserisci(numeri[0] ?? '', d)).corpo.codice).toBe('fascicolo.gia-inserito');
    const tolto = await p.chiama(
      'operatore',
      'DELETE',
      `/fascicoli/${numeri[0]}/documenti/${collocazioni[0]}?motivo=errore`,
    );
    expect(tolto.stato).toBe(204);
    expect(await fascicoliDi(d)).toEqual(numeri.slice(1));
    expect((await p.chiama('operatore', 'GET', indirizzo(d))).stato).toBe(200);
  });

  test('RN-43.2 in un fascicolo di un’altra classe: avviso, e solo con la conferma', async () => {
    const f = await apriDiProva(p, 'operatore', { classificazione: 'IV.8' });
    const d = await registraDiProva(p, 'operatore');
    const avviso = await inserisci(f.numero, d);
    expect(avviso.stato).toBe(409);
    expect(avviso.corpo).toMatchObject({
      codice: 'fascicolo.altra-classe',
      dati: { documento: 'VI.3', fascicolo: 'IV.8' },
    });
    expect((await inserisci(f.numero, d, { confermaAltraClasse: true })).stato).toBe(201);
  });

  test('RN-43.1 il fascicolo di un procedimento raccoglie documenti registrati, file non registrati e dati', async () => {
    const f = await apriDiProva(p, 'operatore', {
      tipo: 'procedimento',
      procedimento: {
        denominazione: 'Permesso di costruire',
        materia: 'Edilizia',
        catalogo: 'https://www.prova.example/procedimenti/permesso',
        fasi: [{ tipo: 'preparatoria', inizio: '2026-01-10', fine: '2026-02-01' }],
      },
      dati: { superficie: 120, foglio: '12', urgente: true },
      amministrazioniPartecipanti: [{ denominazione: 'Regione', codiceIpa: 'r_prova' }],
    });
    await inserisci(f.numero, await registraDiProva(p, 'anagrafe'));
    const documento = await p.carica('operatore', 'appunti.txt', 'sopralluogo');
    await p.chiama('operatore', 'POST', `/fascicoli/${f.numero}/documenti`, {
      corpo: { documento, denominazione: 'Appunti del sopralluogo' },
    });
    const letto = await p.chiama<Fascicolo>('operatore', 'GET', `/fascicoli/${f.numero}`);
    expect(letto.corpo).toMatchObject({
      documenti: 2,
      dati: { superficie: 120, foglio: '12', urgente: true },
      procedimento: { denominazione: 'Permesso di costruire', fasi: [{ tipo: 'preparatoria' }] },
      amministrazioniPartecipanti: [{ denominazione: 'Regione' }],
    });
    expect((await documenti(f.numero)).map((d) => d.tipo)).toEqual(['registrato', 'non-registrato']);
    expect((await apri({ procedimento: letto.corpo.procedimento })).corpo.codice).toBe(
      'fascicolo.procedimento-non-previsto',
    );
  });

  test('RN-43.3 inseriti in disordine, i documenti sono in ordine di registrazione; anche in sottofascicoli e inserti', async () => {
    const f = await apriDiProva(p, 'operatore');
    const parti = [f.numero];
    for (const dove of [f.numero, `${f.numero}.1`]) {
      const r = await p.chiama<Fascicolo>('operatore', 'POST', `/fascicoli/${dove}/sottofascicoli`, {
        corpo: { denominazione: 'Parte', oggetto: 'Una parte' },
      });
      expect(r.stato, r.testo).toBe(201);
      parti.push(r.corpo.numero);
    }
    const registrati: DocumentoDiProva[] = [];
    for (let i = 0; i < 4; i++) registrati.push(await registraDiProva(p, 'operatore'));
    for (const numero of parti) {
      for (const i of [2, 0, 3, 1]) await inserisci(numero, registrati[i] as DocumentoDiProva);
      expect((await documenti(numero)).map((d) => Number(d.registrazione?.numero))).toEqual(
        registrati.map((d) => d.numero),
      );
    }
    // A page at a time it is the same order.
    const prima = await p.chiama<ElencoDocumentiFascicolo>(
      'operatore',
      'GET',
      `/fascicoli/${f.numero}/documenti?limit=3`,
    );
    const dopo = await p.chiama<ElencoDocumentiFascicolo>(
      'operatore',
      'GET',
      `/fascicoli/${f.numero}/documenti?limit=3&cursor=${prima.corpo.cursor}`,
    );
    expect([...prima.corpo.items, ...dopo.corpo.items].map((d) => Number(d.registrazione?.numero))).toEqual(
      registrati.map((d) => d.numero),
    );
    expect(dopo.corpo.cursor).toBeUndefined();
    const intero = (await p.chiama<Fascicolo>('operatore', 'GET', `/fascicoli/${f.numero}`)).corpo;
    expect(intero).toMatchObject({
      documenti: 4,
      documentiInTutto: 12,
      contenuti: [{ numero: `${f.numero}.1` }],
    });
    const inserto = (await p.chiama<Fascicolo>('operatore', 'GET', `/fascicoli/${parti[2]}`)).corpo;
    expect(inserto.percorso.map((b) => b.numero)).toEqual(parti);
  });

  test('RN-43.4 dal documento si trovano i fascicoli aperti per mittente, oggetto e classe', async () => {
    const mittente = {
      tipo: 'PF',
      nome: 'Ludovica',
      cognome: 'Zanichelli',
      codiceFiscale: 'ZNCLVC80A41H501W',
    };
    const perMittente = await apriDiProva(p, 'operatore', {
      classificazione: 'IV.8',
      denominazione: 'X',
      oggetto: 'X',
    });
    await inserisci(perMittente.numero, await registraDiProva(p, 'operatore', { mittente }), {
      confermaAltraClasse: true,
    });
    const perOggetto = await apriDiProva(p, 'operatore', {
      classificazione: 'IV.8',
      oggetto: 'Sopraelevazione del campanile di San Zeno',
    });
    const perClasse = await apriDiProva(p, 'operatore', {
      classificazione: 'XII.1',
      denominazione: 'Y',
      oggetto: 'Y',
    });
    const chiuso = await apriDiProva(p, 'operatore', {
      oggetto: 'Sopraelevazione campanile',
      classificazione: 'XII.1',
    });
    await p.chiama('operatore', 'POST', `/fascicoli/${chiuso.numero}/chiusura`, { corpo: {} });
    const d = await registraDiProva(p, 'operatore', {
      mittente,
      oggetto: 'Integrazione sulla sopraelevazione del campanile',
      classificazione: 'XII.1',
    });
    const { corpo } = await p.chiama<Candidati>('operatore', 'GET', `${indirizzo(d)}/fascicoli-candidati`);
    const perche = Object.fromEntries(corpo.items.map((c) => [c.fascicolo.numero, c.perche]));
    expect(perche[perMittente.numero]).toContain('mittente');
    expect(perche[perOggetto.numero]).toEqual(['oggetto']);
    expect(perche[perClasse.numero]).toContain('classificazione');
    expect(perche[chiuso.numero]).toBeUndefined();
    expect(corpo.nuovo).toMatchObject({
      classificazione: 'XII.1',
      oggetto: 'Integrazione sulla sopraelevazione del campanile',
    });
  });

  test('RN-44.1 dal documento che avvia un procedimento si apre il fascicolo, con la sua classe e il suo oggetto, e vi è inserito', async () => {
    const d = await registraDiProva(p, 'operatore', {
      oggetto: 'Istanza di permesso di costruire in via Verdi',
    });
    const aperto = await apri({ daDocumento: d, classificazione: undefined, oggetto: undefined });
    expect(aperto.stato, aperto.testo).toBe(201);
    expect(aperto.corpo).toMatchObject({
      oggetto: 'Istanza di permesso di costruire in via Verdi',
      classificazione: { codice: 'VI.3' },
      documenti: 1,
    });
    expect(await fascicoliDi(d)).toEqual([aperto.corpo.numero]);
    const senza = await registraDiProva(p, 'operatore', { classificazione: undefined });
    expect((await apri({ daDocumento: senza })).corpo.codice).toBe('fascicolo.documento-non-classificato');
  });

  test('RN-26.1-2 dopo la classificazione si sceglie un fascicolo di quella classe, e il documento vi compare', async () => {
    const f = await apriDiProva(p, 'anagrafe', { classificazione: 'XII.2' });
    const d = await registraDiProva(p, 'anagrafe', { classificazione: 'XII.2' });
    const scelta = await p.chiama<ElencoFascicoli>(
      'anagrafe',
      'GET',
      '/fascicoli?classificazione=XII.2&stato=aperto',
    );
    expect(scelta.corpo.items.map((x) => x.numero)).toContain(f.numero);
    expect((await inserisci(f.numero, d, {}, 'anagrafe')).stato).toBe(201);
    expect((await documenti(f.numero)).map((x) => Number(x.registrazione?.numero))).toEqual([d.numero]);
  });

  test('RN-43.5 un ufficio apre i suoi fascicoli e vi mette i documenti che sono suoi, non quelli degli altri', async () => {
    const f = await apriDiProva(p, 'ragioniere');
    const altrui = await registraDiProva(p, 'operatore', {
      unitaCompetente: 'tecnico',
      riservatezza: 'pubblico',
    });
    const nascosto = await registraDiProva(p, 'operatore', { unitaCompetente: 'tecnico' });
    expect((await inserisci(f.numero, nascosto, {}, 'ragioniere')).stato).toBe(404);
    expect((await inserisci(f.numero, altrui, {}, 'ragioniere')).corpo.codice).toBe(
      'fascicolo.documento-di-altro-ufficio',
    );
    expect((await apri({ daDocumento: altrui })).stato).toBe(201);
    // One that the protocollo put in a fascicolo open to the office is its own too; one in a reserved fascicolo is not.
    const riservato = await apriDiProva(p, 'operatore', {
      riservatezza: 'riservato',
      uffici: ['protocollo'],
    });
    const segreto = await registraDiProva(p, 'operatore', { riservatezza: 'pubblico' });
    await inserisci(riservato.numero, segreto);
    expect((await inserisci(f.numero, segreto, {}, 'ragioniere')).stato).toBe(403);
    expect((await inserisci(f.numero, altrui, {}, 'ragioniere')).stato).toBe(201);
    const suo = await p.carica('ragioniere', 'conto.txt', 'un conto');
    const diAltri = await p.carica('anagrafe', 'altro.txt', 'di altri');
    const carica = (documento: string) =>
      p.chiama<Problema>('ragioniere', 'POST', `/fascicoli/${f.numero}/documenti`, { corpo: { documento } });
    expect((await carica(suo)).stato).toBe(201);
    expect((await carica(diAltri)).corpo.codice).toBe('fascicolo.documento-sconosciuto');
    expect(
      (
        await p.chiama<Fascicolo>('ragioniere', 'PATCH', `/fascicoli/${f.numero}`, {
          corpo: { versione: 1, luogo: 'Armadio 3' },
        })
      ).corpo.luogo,
    ).toBe('Armadio 3');
  });
});
