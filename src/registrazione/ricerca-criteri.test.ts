import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrivoDiCarta } from '../../test/support/carte-di-prova.ts';
import { apriDiProva } from '../../test/support/fascicoli-di-prova.ts';
import type { UtenteDiProva } from '../../test/support/ente-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import type { Elenco, Registrazione } from './registrazione.schema.ts';

let p: ProdottoDiProva;
beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

async function trova(filtro: Record<string, string>, chi: UtenteDiProva = 'rsp'): Promise<Elenco> {
  const r = await p.chiama<Elenco>(chi, 'GET', `/registri/PG/registrazioni?${new URLSearchParams(filtro)}`);
  expect(r.stato, `${JSON.stringify(filtro)} ${r.testo}`).toBe(200);
  return r.corpo;
}

test('PISA-1-2 ogni criterio da solo e ogni coppia danno esattamente i documenti giusti, e a chi non li vede non si contano', async () => {
  const f = await apriDiProva(p, 'operatore', { classificazione: 'VI.2' });
  const sotto = await p.chiama<{ numero: string }>(
    'operatore',
    'POST',
    `/fascicoli/${f.numero}/sottofascicoli`,
    {
      corpo: { denominazione: 'Pareri', oggetto: 'Pareri' },
    },
  );
  // Sixteen documents: which ones meet a criterion is written in the bits of their number, so that each pair has its own four.
  const flusso = ['E', 'U'];
  const documenti = Array.from({ length: 16 }, (_, n) => ({
    n,
    dati: {
      flusso: flusso[n & 1],
      oggetto: (n & 2) === 0 ? 'Richiesta di un contributo' : 'Richiesta di potatura delle querce',
      classificazione: (n & 4) === 0 ? 'VI.3' : 'VI.2',
      mezzo: (n & 8) === 0 ? 'raccomandata' : 'posta-ordinaria',
      ...((n & 8) === 0 && { numeroRaccomandata: `RR${n}` }),
      unitaCompetente: (n & 3) === 3 ? 'tecnico' : undefined,
      fascicoli: (n & 12) === 12 ? [(n & 1) === 0 ? f.numero : sotto.corpo.numero] : undefined,
      confermaAltraClasse: true,
      ...((n & 1) === 0
        ? {
            mittente: { tipo: 'PF', nome: 'Ines', cognome: (n & 6) === 0 ? 'Quercetti' : 'Marini' },
            protocolloMittente: { numero: (n & 10) === 0 ? '901/B' : '7' },
          }
        : {
            mittente: undefined,
            destinatari: [{ tipo: 'PF', nome: 'Ines', cognome: (n & 6) === 0 ? 'Quercetti' : 'Marini' }],
          }),
    } as Record<string, unknown>,
  }));
  const scritti: { n: number; numero: string; anno: number }[] = [];
  for (const { n, dati } of documenti) {
    const r = await p.chiama<Registrazione>('operatore', 'POST', '/registri/PG/registrazioni', {
      corpo: arrivoDiCarta(dati),
    });
    expect(r.stato, r.testo).toBe(201);
    scritti.push({ n, numero: r.corpo.numero, anno: r.corpo.anno });
  }
  const anno = scritti[0]?.anno ?? 0;
  const oggi = new Date().toLocaleDateString('sv', { timeZone: 'Europe/Rome' });
  const unico = scritti[6];
  const criteri: { nome: string; filtro: Record<string, string>; vero: (n: number) => boolean }[] = [
    {
      nome: 'numero e anno',
      filtro: { numero: String(Number(unico?.numero)), anno: String(anno) },
      vero: (n) => n === 6,
    },
    { nome: 'date', filtro: { dal: oggi, al: oggi }, vero: () => true },
    { nome: 'tipo', filtro: { flusso: 'E' }, vero: (n) => (n & 1) === 0 },
    { nome: 'mittente o destinatario', filtro: { corrispondente: 'quercetti' }, vero: (n) => (n & 6) === 0 },
    { nome: 'oggetto', filtro: { oggetto: 'potatura querc' }, vero: (n) => (n & 2) !== 0 },
    { nome: 'classe', filtro: { classificazione: 'VI.2' }, vero: (n) => (n & 4) !== 0 },
    { nome: 'fascicolo', filtro: { fascicolo: f.numero }, vero: (n) => (n & 12) === 12 },
    { nome: 'UU', filtro: { ufficio: 'tecnico' }, vero: (n) => (n & 3) === 3 },
    { nome: 'mezzo', filtro: { mezzo: 'raccomandata' }, vero: (n) => (n & 8) === 0 },
    {
      nome: 'protocollo del mittente',
      filtro: { protocolloMittente: '901/B' },
      vero: (n) => (n & 1) === 0 && (n & 10) === 0,
    },
  ];
  const attesi = (vero: (n: number) => boolean): string[] =>
    scritti
      .filter((s) => vero(s.n))
      .map((s) => s.numero)
      .toReversed();
  for (const a of criteri)
    for (const b of criteri) {
      const nome = a === b ? a.nome : `${a.nome} e ${b.nome}`;
      const vero = (n: number): boolean => a.vero(n) && b.vero(n);
      const letto = await trova({ ...a.filtro, ...b.filtro });
      expect([nome, letto.items.map((v) => v.numero)]).toEqual([nome, attesi(vero)]);
      expect([nome, letto.totale]).toEqual([nome, attesi(vero).length]);
      // Within his own profile: what his office does not have is neither listed nor counted.
      const suoi = await trova({ ...a.filtro, ...b.filtro }, 'tecnico');
      const visti = attesi((n) => vero(n) && (n & 3) === 3);
      expect([nome, suoi.items.map((v) => v.numero), suoi.totale]).toEqual([nome, visti, visti.length]);
    }
  expect((await trova({ oggetto: 'querce', anno: String(anno - 1) })).items).toEqual([]);
  expect((await trova({ fascicolo: sotto.corpo.numero })).items).toHaveLength(2);
  expect((await trova({ numero: '4' })).items.map((v) => v.numero)).toEqual(['0000004']);
});
