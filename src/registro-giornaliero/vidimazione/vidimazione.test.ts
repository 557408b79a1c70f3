import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrivoDiCarta, pdfDiProva } from '../../../test/support/carte-di-prova.ts';
import type { UtenteDiProva } from '../../../test/support/ente-di-prova.ts';
import { bancoGiornaliero, type BancoGiornaliero } from '../../../test/support/giornaliero-di-prova.ts';
import { aggiungiAreaTecnica, aggiungiPersone } from '../../../test/support/persone-di-prova.ts';
import { chiudiGiorni } from '../chiudi-giorni.ts';
import type { ElencoMancanti, EstrattoArea, Vidimazione } from './vidimazione.schema.ts';

let p: BancoGiornaliero;
let persone: Record<string, string>;
const [capo, capoUfficio, capoAltra, sostituto] = [
  'capoarea',
  'capoedilizia',
  'capoaffari',
  'vice',
] as unknown as [UtenteDiProva, UtenteDiProva, UtenteDiProva, UtenteDiProva];
const oggi = new Date().toLocaleDateString('sv', { timeZone: 'Europe/Rome' });

beforeAll(async () => {
  // Sign-ins, delegations and assignments go by the true clock: this day, moved only across midnight.
  p = await bancoGiornaliero(`${oggi}T09:00:00+01:00`);
  await aggiungiAreaTecnica(p.banca.urlSuperutente, p.ente);
  persone = await aggiungiPersone(p.banca.urlSuperutente, p.ente, [
    { nomeUtente: 'capoarea', unita: 'area-tecnica', responsabile: true },
    { nomeUtente: 'capoedilizia', unita: 'edilizia', responsabile: true },
    { nomeUtente: 'capoaffari', unita: 'affari-generali', responsabile: true },
    { nomeUtente: 'vice', unita: 'edilizia' },
  ]);
});
afterAll(() => p.chiudi());

const domani = (n = 1): string => {
  const d = new Date(`${oggi}T12:00:00Z`);
  d.setUTCDate(d.getUTCDate() + n);
  return d.toISOString().slice(0, 10);
};

async function registra(dati: Record<string, unknown>): Promise<number> {
  const r = await p.chiama<{ numero: string }>('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta({ classificazione: 'VI.3', ...dati }),
  });
  if (r.stato !== 201) throw new Error(r.testo);
  return Number(r.corpo.numero);
}
const via = (giorno: string, area = 'area-tecnica'): string =>
  `/registri-giornalieri/PG/${giorno}/aree/${area}`;
const estratto = async (chi: UtenteDiProva, giorno: string, area?: string) =>
  p.chiama<EstrattoArea>(chi, 'GET', via(giorno, area));
const vidima = async (chi: UtenteDiProva, giorno: string, corpo: unknown = {}, area?: string) =>
  p.chiama<Vidimazione & { codice: string }>(chi, 'POST', `${via(giorno, area)}/vidimazione`, { corpo });
const mancanti = async (chi: UtenteDiProva) =>
  (await p.chiama<ElencoMancanti>(chi, 'GET', '/vidimazioni-mancanti')).corpo.items;

test('RN-34.2-2 il giorno dopo il responsabile, o chi lo sostituisce, vidima l’estratto della sua Area; le mancanti si elencano; un altro è rifiutato', async () => {
  const documento = await p.carica('operatore', 'istanza.pdf', pdfDiProva());
  const digitale = await registra({
    supporto: 'digitale',
    analogico: undefined,
    documentoPrincipale: documento,
    assegnazioni: [{ unita: 'edilizia', titolo: 'competenza' }],
  });
  await registra({ oggetto: 'Un documento che riguarda un altro ufficio', unitaCompetente: 'tecnico' });
  // Before the day is closed there is nothing to sign.
  expect((await estratto(capo, oggi)).stato).toBe(404);
  await p.sposta(`${domani()}T08:00:00+01:00`);
  await chiudiGiorni(p.parti, p.ente.enteId);

  const mancano = await mancanti('rsp');
  expect(mancano.map((m) => [m.giorno, m.area.codice, m.mia])).toContainEqual([oggi, 'area-tecnica', false]);
  expect(mancano.find((m) => m.area.codice === 'area-tecnica')?.responsabili).toEqual(['Capoarea Bruna']);
  expect(await mancanti(capo)).toMatchObject([
    { giorno: oggi, area: { codice: 'area-tecnica' }, quante: 1, mia: true },
  ]);
  const scrivania = await p.chiama<{ vidimazioni?: number }>(capo, 'GET', '/scrivania/contatori');
  expect(scrivania.corpo.vidimazioni).toBe(1);

  const letto = await estratto(capo, oggi);
  expect(letto.corpo.voci.map((v) => Number(v.numero))).toEqual([digitale]);
  expect(letto.corpo).toMatchObject({ vidimabile: true, area: { denominazione: 'Area Tecnica' } });
  for (const chi of [capoAltra, capoUfficio]) {
    expect((await estratto(chi, oggi)).stato).toBe(403);
    const negata = await vidima(chi, oggi);
    expect([negata.stato, negata.corpo.codice]).toEqual([403, 'registro-giornaliero.altra-area']);
  }
  // The RSP watches and does not sign.
  expect((await estratto('rsp', oggi)).corpo.vidimabile).toBe(false);
  expect((await vidima('rsp', oggi)).stato).toBe(403);

  const fatta = await vidima(capo, oggi);
  expect([fatta.stato, fatta.corpo.delegato, fatta.corpo.quante]).toEqual([201, false, 1]);
  expect(fatta.corpo.nominativo).toContain('Capoarea Bruna');
  expect(fatta.corpo.istante.slice(0, 13)).toBe(`${domani()}T08`);
  expect((await vidima(capo, oggi)).corpo.codice).toBe('registro-giornaliero.gia-vidimato');
  expect(await mancanti(capo)).toEqual([]);
  for (const ordine of [
    'UPDATE vidimazione SET delegato = true',
    'DELETE FROM vidimazione_carta; DELETE FROM vidimazione',
  ])
    await expect(p.superutente.query(ordine)).rejects.toMatchObject({ code: 'TB001' });

  // The day after, by who stands in for him.
  await registra({
    oggetto: 'Richiesta di parere per l’Area',
    assegnazioni: [{ unita: 'lavori', titolo: 'conoscenza' }],
  });
  await p.sposta(`${domani(2)}T08:00:00+01:00`);
  await chiudiGiorni(p.parti, p.ente.enteId);
  expect((await vidima(sostituto, domani())).stato).toBe(403);
  const { rows } = await p.superutente.query<{ id: string }>(`SELECT id FROM incarico WHERE utente_id = $1`, [
    persone.capoarea,
  ]);
  const nominata = await p.chiama<{ id: string }>(capo, 'POST', '/sostituzioni', {
    corpo: { sostituto: persone.vice, incarico: rows[0]?.id, ambiti: ['ufficio'], dal: oggi, al: domani(5) },
  });
  expect(nominata.stato, nominata.testo).toBe(201);
  const scelta = await p.chiama(sostituto, 'PUT', '/sessione/incarico', {
    corpo: { sostituzione: nominata.corpo.id },
  });
  expect(scelta.stato, scelta.testo).toBeLessThan(300);
  const delegata = await vidima(sostituto, domani());
  expect(delegata.stato, delegata.testo).toBe(201);
  expect(delegata.corpo).toMatchObject({
    delegato: true,
    perContoDi: expect.stringContaining('Capoarea') as string,
  });
});

test('RN-35.1e ogni documento di carta dell’elenco si ritira o si rifiuta dicendo perché, poi l’elenco si firma; i rifiutati tornano alla UOP', async () => {
  const giorno = domani(2);
  const buono = await registra({
    oggetto: 'Progetto su carta di una recinzione',
    assegnazioni: [{ unita: 'edilizia', titolo: 'competenza' }],
  });
  const altrui = await registra({
    oggetto: 'Reclamo su carta per la mensa scolastica',
    assegnazioni: [{ unita: 'lavori', titolo: 'competenza' }],
  });
  await p.sposta(`${domani(3)}T08:00:00+01:00`);
  await chiudiGiorni(p.parti, p.ente.enteId);
  const { voci } = (await estratto(capo, giorno)).corpo;
  const carta = (numero: number) => voci.find((v) => Number(v.numero) === numero)?.carta[0];
  expect(carta(buono)).toMatchObject({ ufficio: 'Ufficio Edilizia' });
  expect(carta(buono)?.esito).toBeUndefined();

  const accettata = { assegnazione: carta(buono)?.assegnazione, esito: 'accettata' };
  const rifiutata = {
    assegnazione: carta(altrui)?.assegnazione,
    esito: 'rifiutata',
    motivo: 'È della Pubblica istruzione',
  };
  // Neither one forgotten nor one refused without saying why.
  for (const elenco of [[], [accettata], [accettata, { ...rifiutata, motivo: undefined }]])
    expect((await vidima(capo, giorno, { carta: elenco })).corpo.codice).toBe(
      'registro-giornaliero.carta-da-decidere',
    );
  const fatta = await vidima(capo, giorno, { carta: [accettata, rifiutata] });
  expect(fatta.stato, fatta.testo).toBe(201);

  const dopo = (await estratto(capo, giorno)).corpo;
  const esiti = dopo.voci.flatMap((v) => v.carta.map((c) => [Number(v.numero), c.esito, c.motivo]));
  expect(esiti).toEqual([
    [buono, 'accettata', undefined],
    [altrui, 'rifiutata', 'È della Pubblica istruzione'],
  ]);
  expect(dopo.vidimazione?.nominativo).toContain('Capoarea');
  const tornate = await p.chiama<{ items: { registrazione: { numero: string }; motivoRinvio?: string }[] }>(
    'operatore',
    'GET',
    '/assegnazioni?vista=rinviate',
  );
  expect(JSON.stringify(tornate.corpo.items)).toContain('È della Pubblica istruzione');
  const { rows } = await p.superutente.query(
    `SELECT c.esito, a.stato FROM vidimazione_carta c JOIN assegnazione a ON a.id = c.assegnazione_id ORDER BY c.esito`,
  );
  expect(rows).toEqual([
    { esito: 'accettata', stato: 'in-carico' },
    { esito: 'rifiutata', stato: 'rinviata' },
  ]);
});
