import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepara } from '../../test/support/banca-dati.ts';
import { arrivoDiCarta, pdfDiProva } from '../../test/support/carte-di-prova.ts';
import type { UtenteDiProva } from '../../test/support/ente-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import type { AssegnazioniDelDocumento, ElencoAssegnazioni } from '#assegnazioni';
import { mutaUffici } from '../../test/support/uffici-di-prova.ts';
import type { EventoStoria, Registrazione } from './registrazione.schema.ts';

type Problema = { codice: string };

let p: ProdottoDiProva;
const uffici = Array.from({ length: 30 }, (_, i) => `ufficio-${String(i + 1).padStart(2, '0')}`);
beforeAll(async () => {
  p = await prodottoDiProva();
  await mutaUffici(p.banca.urlSuperutente, ['ragioneria', 'anagrafe'], { uu: true });
  await prepara(p.db, p.ente.enteId, async (tx) => {
    await tx
      .insertInto('unita')
      .values(
        uffici.map((codice, i) => ({
          ente_id: p.ente.enteId,
          aoo_id: p.ente.aooId,
          codice,
          denominazione: `Ufficio ${i + 1}`,
          tipo: 'ufficio',
          uu: true,
        })),
      )
      .execute();
  });
});
afterAll(() => p.chiudi());

const registra = (chi: UtenteDiProva, corpo: object) =>
  p.chiama<Registrazione & Problema>(chi, 'POST', '/registri/PG/registrazioni', { corpo });
const digitale = async (dati: object = {}) => {
  const { analogico: _, ...corpo } = arrivoDiCarta({ supporto: 'digitale', classificazione: 'VI.3' });
  return { ...corpo, documentoPrincipale: await p.carica('operatore', 'nota.pdf', pdfDiProva()), ...dati };
};
const indirizzo = (r: Registrazione) => `/registri/PG/registrazioni/${r.anno}/${Number(r.numero)}`;
const assegnazioni = async (r: Registrazione) =>
  (await p.chiama<AssegnazioniDelDocumento>('operatore', 'GET', `${indirizzo(r)}/assegnazioni`)).corpo;
const scrivania = async (chi: UtenteDiProva) =>
  (await p.chiama<ElencoAssegnazioni>(chi, 'GET', '/assegnazioni?limit=500')).corpo.items;
const INTERNO = {
  flusso: 'I',
  oggetto: 'Circolare sulle chiusure natalizie degli uffici',
  destinatari: [{ tipo: 'PG', denominazione: 'Tutti gli uffici (elenco allegato)' }],
  mittente: undefined,
};

test('RN-55.1g l’ufficio competente indicato registrando è l’assegnazione per competenza, alla stessa ora', async () => {
  const { corpo: r } = await registra('operatore', await digitale({ unitaCompetente: 'tecnico' }));
  expect(r.unitaCompetente).toMatchObject({ codice: 'tecnico' });
  const { items, passi } = await assegnazioni(r);
  expect(items).toMatchObject([
    {
      unita: { codice: 'tecnico' },
      titolo: 'competenza',
      stato: 'in-carico',
      assegnataIl: r.dataRegistrazione,
    },
  ]);
  expect(passi.map((x) => [x.passo, x.istante])).toEqual([
    ['assegnata', r.dataRegistrazione],
    ['smistata', r.dataRegistrazione],
    ['presa-in-carico', r.dataRegistrazione],
  ]);
  // And the other way round: assigned for competenza, it is the UU competente.
  const altra = await registra('operatore', {
    ...(await digitale()),
    assegnazioni: [
      { unita: 'ragioneria', titolo: 'competenza', nota: 'Entro venerdì', scadenza: '2027-01-15' },
      { unita: 'tecnico', titolo: 'conoscenza' },
    ],
  });
  expect(altra.corpo.unitaCompetente).toMatchObject({ codice: 'ragioneria' });
  expect((await assegnazioni(altra.corpo)).items).toHaveLength(2);
});

test('RN-58.1 una circolare interna a trenta uffici ha un numero solo, e ciascun ufficio la riceve', async () => {
  const prima = await registra('operatore', arrivoDiCarta());
  const r = await registra('operatore', {
    ...(await digitale(INTERNO)),
    assegnazioni: uffici.map((unita) => ({ unita, titolo: 'conoscenza' })),
  });
  expect(r.stato, r.testo).toBe(201);
  const dopo = await registra('operatore', arrivoDiCarta());
  expect(Number(r.corpo.numero)).toBe(Number(prima.corpo.numero) + 1);
  expect(Number(dopo.corpo.numero)).toBe(Number(r.corpo.numero) + 1);
  const { items } = await assegnazioni(r.corpo);
  expect(items.map((a) => a.unita.codice).sort()).toEqual(uffici);
  expect(new Set(items.map((a) => a.stato))).toEqual(new Set(['in-carico']));
});

test('RN-36.2f un documento interno si smista come uno in arrivo', async () => {
  const r = await registra('operatore', {
    ...(await digitale(INTERNO)),
    assegnazioni: [{ unita: 'tecnico', titolo: 'competenza' }],
  });
  const a = (await scrivania('tecnico')).find((x) => x.documento.numero === r.corpo.numero);
  expect(a).toMatchObject({ documento: { flusso: 'I' }, stato: 'in-carico' });
  const rinviata = await p.chiama('tecnico', 'POST', `/assegnazioni/${a?.id}/rinvio`, {
    corpo: { motivo: 'Non è nostro' },
  });
  expect(rinviata.stato).toBe(200);
  const nuova = await p.chiama('operatore', 'POST', `${indirizzo(r.corpo)}/assegnazioni`, {
    corpo: { assegnazioni: [{ unita: 'ragioneria', titolo: 'competenza' }], rinvio: a?.id },
  });
  expect(nuova.stato, nuova.testo).toBe(201);
});

test('ASM-4 assegnazione e classificazione cambiano liberamente, con la traccia di chi e di che cosa c’era prima', async () => {
  const { corpo: r } = await registra('operatore', await digitale({ unitaCompetente: 'tecnico' }));
  const cambiata = await p.chiama<Registrazione>('operatore', 'PATCH', indirizzo(r), {
    corpo: { versione: r.versione, unitaCompetente: 'ragioneria', classificazione: 'VI.5' },
  });
  expect(cambiata.corpo).toMatchObject({
    unitaCompetente: { codice: 'ragioneria' },
    classificazione: { codice: 'VI.5' },
  });
  const { items } = await assegnazioni(r);
  expect(items.map((a) => [a.unita.codice, a.stato])).toEqual([
    ['tecnico', 'revocata'],
    ['ragioneria', 'in-carico'],
  ]);
  const storia = (await p.chiama<{ items: EventoStoria[] }>('operatore', 'GET', `${indirizzo(r)}/storia`))
    .corpo.items;
  for (const campo of ['unitaCompetente', 'classificazione'])
    expect(storia.find((e) => e.campo === campo)).toMatchObject({
      attore: expect.stringContaining('operatore') as string,
      prima: { codice: campo === 'classificazione' ? 'VI.3' : 'tecnico' },
      foglia: { posizione: expect.any(Number) as number },
    });
  // Who is not of the UOP has no say in it; oggetto, mittente and destinatario are out of reach for all.
  const altri = await p.chiama<Problema>('ragioniere', 'PATCH', indirizzo(r), {
    corpo: { versione: cambiata.corpo.versione, unitaCompetente: 'tecnico' },
  });
  expect(altri.stato).toBe(403);
  const oggetto = await p.chiama('rsp', 'PATCH', indirizzo(r), {
    corpo: { versione: cambiata.corpo.versione, oggetto: 'Altro oggetto' },
  });
  expect(oggetto.stato).toBe(422);
});

test('con lo smistamento a parte, alla registrazione il documento è assegnato e non inviato', async () => {
  const { corpo: impostazioni } = await p.chiama<{ smistamento: object }>('rsp', 'GET', '/impostazioni');
  const salva = (subito: boolean) =>
    p.chiama('admin', 'PUT', '/impostazioni', {
      corpo: { ...impostazioni, smistamento: { subito } },
    });
  expect((await salva(false)).stato).toBe(200);
  const { corpo: r } = await registra('operatore', await digitale({ unitaCompetente: 'tecnico' }));
  await salva(true);
  expect((await assegnazioni(r)).items).toMatchObject([{ stato: 'assegnata' }]);
  expect((await scrivania('tecnico')).some((a) => a.documento.numero === r.numero)).toBe(false);
});

test('chi assegna due volte allo stesso ufficio, o a due competenti, lo sa prima che il numero sia preso', async () => {
  const prima = await registra('operatore', arrivoDiCarta());
  const con = async (dati: object) =>
    (await registra('operatore', { ...(await digitale()), ...dati })).corpo.codice;
  expect(
    await con({ unitaCompetente: 'tecnico', assegnazioni: [{ unita: 'ragioneria', titolo: 'competenza' }] }),
  ).toBe('registrazione.competente-discorde');
  expect(
    await con({ unitaCompetente: 'tecnico', assegnazioni: [{ unita: 'tecnico', titolo: 'conoscenza' }] }),
  ).toBe('registrazione.competente-discorde');
  expect(await con({ assegnazioni: [{ unita: 'protocollo', titolo: 'conoscenza' }] })).toBe(
    'assegnazione.unita-non-uu',
  );
  expect(
    await con({
      assegnazioni: [{ unita: 'tecnico', titolo: 'conoscenza', persona: p.ente.utenti.ragioniere.id }],
    }),
  ).toBe('assegnazione.persona-di-altro-ufficio');
  const dopo = await registra('operatore', arrivoDiCarta());
  expect(Number(dopo.corpo.numero)).toBe(Number(prima.corpo.numero) + 1);
});

test('otto registrazioni insieme hanno ciascuna la sua assegnazione', async () => {
  const corpi = await Promise.all(Array.from({ length: 8 }, () => digitale({ unitaCompetente: 'tecnico' })));
  const esiti = await Promise.all(corpi.map((corpo) => registra('operatore', corpo)));
  expect(esiti.map((e) => e.stato)).toEqual(Array(8).fill(201));
  const letti = await Promise.all(esiti.map((e) => assegnazioni(e.corpo)));
  expect(letti.every((l) => l.items.length === 1)).toBe(true);
});
