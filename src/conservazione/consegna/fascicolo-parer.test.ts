import { afterAll, beforeAll, expect, test } from 'vitest';
import { leggiXml, trova } from '#platform/xml';
import { pdfDiProva } from '../../../test/support/carte-di-prova.ts';
import { bancoConservazione, type BancoConservazione } from '../../../test/support/conservazione-di-prova.ts';
import { apriDiProva } from '../../../test/support/fascicoli-di-prova.ts';
import { CREDENZIALI_PARER, parerDiProva, type ParerDiProva } from '../../../test/support/parer-di-prova.ts';
import { difettiXml, schemaCondiviso } from '../../../test/support/xml-di-prova.ts';
import type { Pacchetto } from '../pacchetti/pacchetti.schema.ts';

let b: BancoConservazione;
let parer: ParerDiProva;
beforeAll(async () => {
  b = await bancoConservazione();
  parer = await parerDiProva(() => []);
  const altrove = (via: string): string => parer.url.replace('/versamento', via);
  await b.configura({
    denominazione: 'Polo archivistico',
    trasporto: 'http-parer',
    segreto: CREDENZIALI_PARER.password,
    parer: {
      url: parer.url,
      versione: '1.4',
      ambiente: 'PROVA',
      ente: 'Comune di Prova',
      struttura: 'AOO',
      utente: CREDENZIALI_PARER.nome,
      stato: { url: altrove('/stato'), versione: '1.3' },
      fascicoli: { url: altrove('/fascicoli'), versione: '1.0' },
    },
  });
});
afterAll(async () => {
  await parer.chiudi();
  await b.chiudi();
});

const SCHEMI = 'standards/parer-sacer-versamento';
const subito = (id: string) =>
  b.superutente.query(`UPDATE pacchetto SET prossimo_il = '2020-01-01' WHERE id = $1`, [id]);

/** A closed fascicolo: a registered document, one that never was, a part with another; packed and ready to go. */
async function fascicoloPronto(): Promise<{ p: Pacchetto; numero: string; sotto: string }> {
  const f = await apriDiProva(b, 'operatore');
  const sotto = await b.chiama<{ numero: string }>(
    'operatore',
    'POST',
    `/fascicoli/${f.numero}/sottofascicoli`,
    { corpo: { denominazione: 'Perizie', oggetto: 'Perizie di parte' } },
  );
  expect(sotto.stato, sotto.testo).toBe(201);
  for (const dove of [f.numero, sotto.corpo.numero])
    await b.registra({ classificazione: 'VI.3', fascicoli: [dove] });
  const sciolto = await b.chiama('operatore', 'POST', `/fascicoli/${f.numero}/documenti`, {
    corpo: {
      documento: await b.carica('operatore', 'verbale.pdf', pdfDiProva(`Verbale ${f.numero}`)),
      denominazione: 'Verbale mai protocollato',
    },
  });
  expect(sciolto.stato, sciolto.testo).toBe(201);
  const chiuso = await b.chiama('operatore', 'POST', `/fascicoli/${f.numero}/chiusura`, { corpo: {} });
  expect(chiuso.stato, chiuso.testo).toBeLessThan(300);
  await b.versa({ fascicoli: [f.numero] });
  const [voce] = await b.elenco('?stato=prodotto&tipo=fascicolo');
  return { p: await b.leggi(voce?.id ?? ''), numero: f.numero, sotto: sotto.corpo.numero };
}

test('un fascicolo si versa con il suo servizio: prima ogni documento, poi le sue parti, poi l’intero, e ciascuno è valido', async (t) => {
  const schemi = {
    unita: schemaCondiviso(t, `${SCHEMI}/WSRequestVersamento.xsd`),
    fascicolo: schemaCondiviso(t, `${SCHEMI}/WSRequestIndiceSIPFascicolo.xsd`),
    risposta: schemaCondiviso(t, `${SCHEMI}/WSResponseRapportoVersamentoFascicolo.xsd`),
  };
  const { p, numero, sotto } = await fascicoloPronto();
  await b.invia(p.id);
  const letto = await b.leggi(p.id);
  expect(letto, letto.motivo).toMatchObject({ stato: 'preso-in-carico', haRapporto: true });
  expect([...parer.fascicoli.keys()]).toEqual([sotto, numero]);
  expect(parer.unita.size).toBe(3);
  for (const u of parer.unita.values()) expect(difettiXml(u.sip, schemi.unita)).toEqual([]);
  for (const xml of parer.fascicoli.values()) expect(difettiXml(xml, schemi.fascicolo)).toEqual([]);
  for (const r of parer.risposte.slice(-2)) expect(difettiXml(r, schemi.risposta)).toEqual([]);
  const indice = leggiXml(parer.fascicoli.get(numero) ?? '');
  expect(trova(indice, 'Contenuto', 'UnitaDocumentarie', 'NumeroUnitaDocumentarie')?.testo).toBe('2');
  expect(trova(indice, 'Contenuto', 'Fascicoli', 'DettaglioFascicoli', 'Fascicolo', 'Numero')?.testo).toBe(
    sotto,
  );
  expect(
    trova(indice, 'ProfiloNormativo', 'AggregazioneDocumentaliInformatiche', 'IdAgg', 'IdAggregazione')
      ?.testo,
  ).toBe(`c_prova1-APROVA1-FASC-${numero}`);
  // One rapporto for each document and part, all kept.
  const rapporti = letto.storia.flatMap((e) => (e.rapporto === undefined ? [] : [e.rapporto]));
  expect(new Set(rapporti).size).toBe(5);
  const scaricati = await Promise.all(
    rapporti.map((r) => b.chiama('tecnico', 'GET', `/conservazione/pacchetti/${p.id}/rapporti/${r}`)),
  );
  expect(scaricati.map((r) => r.stato)).toEqual([200, 200, 200, 200, 200]);
  expect(new Set(scaricati.map((r) => r.intestazioni['content-disposition'])).size).toBe(5);
  expect(scaricati.map((r) => r.testo).toSorted()).toEqual(parer.risposte.slice(-5).toSorted());
  // Of this package only.
  expect(
    (
      await b.chiama(
        'tecnico',
        'GET',
        `/conservazione/pacchetti/${crypto.randomUUID()}/rapporti/${rapporti[0]}`,
      )
    ).stato,
  ).toBe(404);
});

test('caduto a metà, il fascicolo riprende: ciò che c’era è già presente, si confronta e vale', async () => {
  const { p } = await fascicoloPronto();
  const [unita, fascicoli] = [parer.unita.size, parer.fascicoli.size];
  // The first document is taken, and the answer never comes.
  parer.prossima('cade-dopo');
  await b.invia(p.id);
  expect(await b.leggi(p.id)).toMatchObject({ stato: 'prodotto' });
  expect(parer.unita.size).toBe(unita + 1);
  await subito(p.id);
  await b.invia(p.id);
  const letto = await b.leggi(p.id);
  expect(letto, letto.motivo).toMatchObject({ stato: 'preso-in-carico', tentativi: 2 });
  expect([parer.unita.size, parer.fascicoli.size]).toEqual([unita + 3, fascicoli + 2]);
});

test('un documento rifiutato rifiuta il fascicolo e dice quale; un fascicolo a cui mancano documenti non è preso', async () => {
  const { p } = await fascicoloPronto();
  const quanti = parer.fascicoli.size;
  parer.prossima('rifiuta');
  await b.invia(p.id);
  expect(await b.leggi(p.id)).toMatchObject({
    stato: 'rifiutato',
    motivo: expect.stringMatching(/^PG \d+\/2026: FIRMA-001: Firma non valida$/) as string,
  });
  expect(parer.fascicoli.size).toBe(quanti);

  const altro = await fascicoloPronto();
  parer.prossima('fascicolo-senza-unita');
  await b.invia(altro.p.id);
  expect(await b.leggi(altro.p.id)).toMatchObject({
    stato: 'rifiutato',
    motivo: expect.stringContaining('Mancano unità documentarie') as string,
  });
  expect(parer.fascicoli.size).toBe(quanti);
});

test('lo stato di ciò che è preso in carico si chiede al conservatore, e muove solo ciò che era già provato', async (t) => {
  const schema = schemaCondiviso(t, `${SCHEMI}/WSRequestStato_1.3.xsd`);
  const pronto = async (): Promise<{ id: string; chiave: string }> => {
    const r = await b.registra();
    await b.versa({ documenti: { registro: 'PG', anno: r.anno, dal: r.numero, al: r.numero } });
    const [p] = await b.elenco('?stato=prodotto&tipo=documento');
    await b.invia(p?.id ?? '');
    return { id: p?.id ?? '', chiave: `PG ${r.numero}/${r.anno}` };
  };
  const [uno, due, tre] = [await pronto(), await pronto(), await pronto()];
  await b.ronda();
  expect(parer.domande.length).toBeGreaterThanOrEqual(3);
  for (const d of parer.domande) expect(difettiXml(d, schema)).toEqual([]);
  expect((await b.leggi(uno.id)).stato).toBe('preso-in-carico');

  // Not asked again at every round.
  const chieste = parer.domande.length;
  await b.ronda();
  expect(parer.domande.length).toBe(chieste);

  parer.stati
    .set(uno.chiave, 'AIP_GENERATO')
    .set(due.chiave, 'ANNULLATA')
    .set(tre.chiave, 'AIP_IN_AGGIORNAMENTO');
  for (const { id } of [uno, due, tre]) await subito(id);
  await b.ronda();
  expect(await b.leggi(uno.id)).toMatchObject({ stato: 'conservato', haRapporto: true });
  expect(await b.leggi(due.id)).toMatchObject({
    stato: 'rifiutato',
    motivo: 'Il conservatore ha annullato il versamento (ANNULLATA).',
  });
  expect((await b.leggi(tre.id)).stato).toBe('preso-in-carico');
});
