import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepara } from '../support/banca-dati.ts';
import { arrivoDiCarta, pdfDiProva } from '../support/carte-di-prova.ts';
import type { UtenteDiProva } from '../support/ente-di-prova.ts';
import { verificata } from '../support/coda-di-prova.ts';
import { apriDiProva } from '../support/fascicoli-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';
import { mutaUffici } from '../support/uffici-di-prova.ts';

type Assegnata = { id: string; stato: string; documento: { numero: string }; azioni: string[] };

let p: ProdottoDiProva;
const uffici = { tecnico: 'tecnico', ragioneria: 'consultazione', anagrafe: 'anagrafe' } as const;
beforeAll(async () => {
  p = await prodottoDiProva();
  // One office registers; the others receive.
  await mutaUffici(p.banca.urlSuperutente, ['anagrafe'], { uop: false });
  await mutaUffici(p.banca.urlSuperutente, Object.keys(uffici), { uu: true });
  await prepara(p.db, p.ente.enteId, async (tx) => {
    await tx
      .insertInto('incarico')
      .values({
        ente_id: p.ente.enteId,
        utente_id: p.ente.utenti.nuovo.id,
        unita_id: p.ente.unita.tecnico.id,
        profilo: 'operatore',
      })
      .execute();
  });
});
afterAll(() => p.chiudi());

const registra = async (corpo: object): Promise<{ anno: number; numero: string }> => {
  const r = await p.chiama<{ anno: number; numero: string }>(
    'operatore',
    'POST',
    '/registri/PG/registrazioni',
    { corpo },
  );
  expect(r.stato, r.testo).toBe(201);
  return r.corpo;
};
async function arrivo(dati: object): Promise<{ anno: number; numero: string }> {
  const { analogico: _, ...corpo } = arrivoDiCarta({ supporto: 'digitale', classificazione: 'VI.3' });
  return await registra({
    ...corpo,
    documentoPrincipale: await p.carica('operatore', 'istanza.pdf', pdfDiProva()),
    ...dati,
  });
}
const scrivania = async (chi: UtenteDiProva) =>
  (await p.chiama<{ items: Assegnata[] }>(chi, 'GET', '/assegnazioni?limit=500')).corpo.items;
const unitaDi = (chi: UtenteDiProva): string =>
  chi === 'nuovo' ? 'tecnico' : chi === 'ragioniere' ? 'ragioneria' : 'anagrafe';
async function spedisce(chi: UtenteDiProva, altro: object): Promise<{ anno: number; numero: string }> {
  const fascicolo = await apriDiProva(p, chi);
  const corpo = {
    flusso: 'U',
    oggetto: 'Comunicazione di avvio del procedimento',
    destinatari: [{ tipo: 'PF', nome: 'Maria', cognome: 'Rossi', indirizzo: 'via Roma 1, Esempio' }],
    classificazione: 'VI.3',
    documentoPrincipale: await p.carica(chi, 'avvio.pdf', pdfDiProva()),
    ...altro,
  };
  const v = await p.chiama<{ id: string }>(chi, 'POST', '/coda', {
    corpo: {
      ...corpo,
      fascicolo: fascicolo.numero,
      ...(corpo.flusso === 'U' && verificata(unitaDi(chi))),
    },
  });
  expect(v.stato, v.testo).toBe(201);
  return await registra({ ...corpo, coda: v.corpo.id });
}

test('CORI-1 ciò che arriva a ogni ufficio, ne parte o va da uno all’altro passa dal protocollo e giunge dove deve', async () => {
  for (const [unita, chi] of Object.entries(uffici)) {
    const { numero } = await arrivo({ unitaCompetente: unita });
    for (const [altra, lui] of Object.entries(uffici))
      expect(
        (await scrivania(lui)).some((a) => a.documento.numero === numero),
        `${numero} a ${altra}`,
      ).toBe(altra === unita);
    // From there to the others, and out.
    const mittente: UtenteDiProva =
      unita === 'tecnico' ? 'nuovo' : unita === 'ragioneria' ? 'ragioniere' : 'anagrafe';
    const altri = Object.keys(uffici).filter((u) => u !== unita);
    const interno = await spedisce(mittente, {
      flusso: 'I',
      destinatari: [{ tipo: 'PG', denominazione: 'Uffici' }],
      assegnazioni: altri.map((u) => ({ unita: u, titolo: 'conoscenza' })),
    });
    for (const [altra, lui] of Object.entries(uffici))
      expect((await scrivania(lui)).some((a) => a.documento.numero === interno.numero)).toBe(
        altri.includes(altra),
      );
    const partito = await spedisce(mittente, {});
    expect(Number(partito.numero)).toBe(Number(interno.numero) + 1);
    expect((await scrivania(chi)).length).toBeGreaterThan(0);
  }
});

test('CORI-5 con un solo ufficio che registra si arriva, si assegna, si rinvia, si riassegna, si prepara e si risponde', async () => {
  const d = await arrivo({ unitaCompetente: 'tecnico' });
  const [a] = (await scrivania('tecnico')).filter((x) => x.documento.numero === d.numero);
  expect(
    (
      await p.chiama('tecnico', 'POST', `/assegnazioni/${a?.id}/rinvio`, {
        corpo: { motivo: 'È dell’anagrafe' },
      })
    ).stato,
  ).toBe(200);
  const nuova = await p.chiama<{ items: Assegnata[] }>(
    'operatore',
    'POST',
    `/registri/PG/registrazioni/${d.anno}/${Number(d.numero)}/assegnazioni`,
    { corpo: { assegnazioni: [{ unita: 'anagrafe', titolo: 'competenza' }], rinvio: a?.id } },
  );
  const b = nuova.corpo.items[0];
  expect((await p.chiama('anagrafe', 'POST', `/assegnazioni/${b?.id}/conferma`, { corpo: {} })).stato).toBe(
    200,
  );
  // No other office registers, not even what arrives.
  const negato = await p.chiama('anagrafe', 'POST', '/registri/PG/registrazioni', { corpo: arrivoDiCarta() });
  expect(negato.stato).toBe(403);
  const risposta = await spedisce('anagrafe', {});
  expect(Number(risposta.numero)).toBe(Number(d.numero) + 1);
  expect(
    (await p.chiama('anagrafe', 'POST', `/assegnazioni/${b?.id}/archiviazione`, { corpo: {} })).stato,
  ).toBe(200);
});
