import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrivoDiCarta } from '../../test/support/carte-di-prova.ts';
import type { UtenteDiProva } from '../../test/support/ente-di-prova.ts';
import { fissaIstante, OrologioDiProva } from '../../test/support/orologio-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { mutaUffici } from '../../test/support/uffici-di-prova.ts';
import type { Assegnazione } from './assegnazioni.schema.ts';
import type { Cartelle, Tempi } from './rapporti.schema.ts';

let p: ProdottoDiProva;
const orologio = new OrologioDiProva();
beforeAll(async () => {
  p = await prodottoDiProva({ orologio });
  await mutaUffici(p.banca.urlSuperutente, ['ragioneria', 'anagrafe'], { uu: true });
});
afterAll(() => p.chiudi());

async function fissa(giorno: number, ora = 9): Promise<void> {
  const iso = `2027-01-${String(giorno).padStart(2, '0')}T${String(ora).padStart(2, '0')}:00:00.000+01:00`;
  orologio.imposta(iso);
  await fissaIstante(p.banca.urlSuperutente, iso);
}
async function registra(dati: object = {}): Promise<{ anno: number; numero: number; segno: string }> {
  const r = await p.chiama<{ anno: number; numero: string }>(
    'operatore',
    'POST',
    '/registri/PG/registrazioni',
    {
      corpo: { ...arrivoDiCarta(), classificazione: 'VI.3', ...dati },
    },
  );
  if (r.stato !== 201) throw new Error(r.testo);
  return { anno: r.corpo.anno, numero: Number(r.corpo.numero), segno: r.corpo.numero };
}
const indirizzo = (d: { anno: number; numero: number }) =>
  `/registri/PG/registrazioni/${d.anno}/${d.numero}/assegnazioni`;
async function assegna(
  d: { anno: number; numero: number },
  assegnazioni: object[],
  altro: object = {},
): Promise<Assegnazione[]> {
  const r = await p.chiama<{ items: Assegnazione[] }>('operatore', 'POST', indirizzo(d), {
    corpo: { assegnazioni, ...altro },
  });
  if (r.stato !== 201) throw new Error(r.testo);
  return r.corpo.items;
}
const comanda = async (
  chi: UtenteDiProva,
  a: Assegnazione | undefined,
  comando: string,
  corpo: object = {},
): Promise<void> => {
  const r = await p.chiama(chi, 'POST', `/assegnazioni/${a?.id}/${comando}`, { corpo });
  if (r.stato !== 200) throw new Error(r.testo);
};

test('RN-33.7 i giorni tenuti da ciascun ufficio sono quelli del percorso, con un giorno di attesa alla UOP che non è di nessuno', async () => {
  await fissa(4);
  const d = await registra();
  const [a] = await assegna(d, [
    { unita: 'tecnico', titolo: 'competenza' },
    { unita: 'anagrafe', titolo: 'conoscenza' },
  ]);
  await fissa(7);
  await comanda('tecnico', a, 'rinvio', { motivo: 'È della ragioneria' });
  await fissa(8);
  const [b] = await assegna(d, [{ unita: 'ragioneria', titolo: 'competenza' }], { rinvio: a?.id });
  await fissa(10, 21);
  await comanda('consultazione', b, 'conferma');
  await comanda('consultazione', b, 'archiviazione');
  await fissa(14);
  await comanda('consultazione', b, 'riapertura');
  await fissa(16);
  await comanda('consultazione', b, 'archiviazione');
  await fissa(20);
  const leggi = (chi: UtenteDiProva, ricerca = '') =>
    p.chiama<Tempi>(chi, 'GET', `/assegnazioni/tempi${ricerca}`);
  const uno = `?registro=PG&anno=${d.anno}&numero=${d.numero}`;
  expect((await leggi('rsp', uno)).corpo.items).toEqual([
    {
      ufficio: { codice: 'ragioneria', denominazione: 'Ufficio Ragioneria' },
      documenti: 1,
      inCorso: 0,
      giorni: 4.5,
      media: 4.5,
      massimo: 4.5,
    },
    {
      ufficio: { codice: 'tecnico', denominazione: 'Ufficio Tecnico' },
      documenti: 1,
      inCorso: 0,
      giorni: 3,
      media: 3,
      massimo: 3,
    },
  ]);
  // A second one is still there: it counts to now.
  await assegna(await registra(), [{ unita: 'tecnico', titolo: 'competenza' }]);
  await fissa(21);
  expect((await leggi('rsp', '?dal=2027-01-01&al=2027-01-31')).corpo.items[1]).toMatchObject({
    documenti: 2,
    inCorso: 1,
    giorni: 4,
    media: 2,
    massimo: 3,
  });
  expect((await leggi('rsp', '?dal=2027-01-05&al=2027-01-19')).corpo.items).toEqual([]);
  const csv = await p.chiama('rsp', 'GET', `/assegnazioni/tempi.csv${uno}`);
  expect(csv.testo).toContain('ragioneria;Ufficio Ragioneria;1;0;4,5;4,5;4,5\r\n');
  expect((await leggi('operatore')).stato).toBe(403);
});

test('RN-35.1d l’elenco di un’Area in un giorno ha esattamente la carta assegnata ai suoi uffici', async () => {
  await fissa(22);
  const [prima, seconda] = [await registra(), await registra({ oggetto: 'Domanda di residenza' })];
  await assegna(prima, [
    { unita: 'tecnico', titolo: 'competenza' },
    { unita: 'anagrafe', titolo: 'conoscenza' },
  ]);
  await assegna(seconda, [{ unita: 'anagrafe', titolo: 'competenza' }]);
  // Not of that day; taken back; not sent yet; not on paper.
  const [revocata] = await assegna(await registra(), [{ unita: 'anagrafe', titolo: 'competenza' }]);
  await comanda('operatore', revocata, 'revoca', { motivo: 'Errore' });
  await assegna(await registra(), [{ unita: 'anagrafe', titolo: 'competenza' }], { smista: false });
  const documentoPrincipale = await p.carica('operatore', 'x.txt', 'digitale');
  await assegna(await registra({ supporto: 'digitale', analogico: undefined, documentoPrincipale }), [
    { unita: 'anagrafe', titolo: 'competenza' },
  ]);
  await fissa(25);
  await assegna(await registra(), [{ unita: 'anagrafe', titolo: 'competenza' }]);
  const { corpo } = await p.chiama<Cartelle>('operatore', 'GET', '/assegnazioni/carta?giorno=2027-01-22');
  const area = (nome: string) =>
    corpo.cartelle.find((c) => c.area === nome)?.voci.map((v) => [v.numero, v.ufficio.codice, v.titolo]);
  expect(area('Area Affari generali')).toEqual([
    [prima.segno, 'anagrafe', 'conoscenza'],
    [seconda.segno, 'anagrafe', 'competenza'],
  ]);
  expect(area('Ufficio Tecnico')).toEqual([[prima.segno, 'tecnico', 'competenza']]);
  expect(corpo.cartelle).toHaveLength(2);
  const csv = await p.chiama('operatore', 'GET', '/assegnazioni/carta.csv?giorno=2027-01-22');
  expect(csv.testo.trim().split('\r\n')).toHaveLength(4);
  const pdf = await p.chiama('operatore', 'GET', '/assegnazioni/carta.pdf?giorno=2027-01-22');
  expect(pdf.byte.subarray(0, 5).toString()).toBe('%PDF-');
  expect((await p.chiama('consultazione', 'GET', '/assegnazioni/carta?giorno=2027-01-22')).stato).toBe(403);
});

test('RN-35.2 la carta del giorno prima non ritirata è segnalata, e per ritirarla in giornata occorre il responsabile del protocollo', async () => {
  await fissa(26);
  const d = await registra();
  const [a, b] = await assegna(d, [
    { unita: 'tecnico', titolo: 'competenza' },
    { unita: 'ragioneria', titolo: 'conoscenza' },
  ]);
  const conferma = (chi: UtenteDiProva, x: Assegnazione | undefined) =>
    p.chiama<{ codice: string }>(chi, 'POST', `/assegnazioni/${x?.id}/conferma`, { corpo: {} });
  expect((await conferma('tecnico', a)).corpo.codice).toBe('assegnazione.ritiro-del-giorno');
  for (const chi of ['operatore', 'tecnico', 'consultazione'] as const)
    expect(
      (
        await p.chiama(chi, 'POST', `/assegnazioni/${a?.id}/autorizzazione-ritiro`, {
          corpo: { motivo: 'Scade oggi' },
        })
      ).stato,
    ).not.toBe(200);
  await comanda('rsp', a, 'autorizzazione-ritiro', { motivo: 'Scade oggi' });
  expect((await conferma('tecnico', a)).stato).toBe(200);
  const carta = async () =>
    (
      await p.chiama<Cartelle>('operatore', 'GET', '/assegnazioni/carta?giorno=2027-01-26')
    ).corpo.cartelle.flatMap((c) =>
      c.voci.map((v) => [v.ufficio.codice, v.nonRitirata, v.ritirataIl !== undefined]),
    );
  expect(await carta()).toEqual([
    ['ragioneria', false, false],
    ['tecnico', false, true],
  ]);
  await fissa(27, 8);
  expect(await carta()).toEqual([
    ['ragioneria', true, false],
    ['tecnico', false, true],
  ]);
  expect((await conferma('consultazione', b)).stato).toBe(200);
  expect(await carta()).toEqual([
    ['ragioneria', false, true],
    ['tecnico', false, true],
  ]);
});
