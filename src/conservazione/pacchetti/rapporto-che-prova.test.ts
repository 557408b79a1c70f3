import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { carica, ricevi } from '#documenti';
import { prepara } from '../../../test/support/banca-dati.ts';
import { bancoConservazione, type BancoConservazione } from '../../../test/support/conservazione-di-prova.ts';
import { applicaRapporti } from '../rapporti/applica-rapporto.ts';
import { attoreSistema } from '#tracciamento';
import { scriviXml } from '#platform/xml';
import type { PartiConservazione } from '../parti.ts';
import { rapportoCheProva } from './rapporto-che-prova.ts';

let b: BancoConservazione;
beforeAll(async () => {
  b = await bancoConservazione();
});
afterAll(() => b.chiudi());

const QUANTI = 12;
const impronta = (n: number | string): string => createHash('sha256').update(`documento ${n}`).digest('hex');

/** An answer about one document of a fascicolo, by which the package stays where it is. */
const risposta = (n: number): Buffer =>
  Buffer.from(
    scriviXml([
      'EsitoVersamento',
      [
        ['EsitoGenerale', [['CodiceEsito', 'POSITIVO']]],
        [
          'UnitaDocumentaria',
          [
            [
              'Chiave',
              [
                ['Numero', String(n)],
                ['Anno', '2026'],
                ['TipoRegistro', 'PG'],
              ],
            ],
            ['Hash', impronta(n)],
          ],
        ],
      ],
    ]),
  );

test('di un fascicolo con molti rapporti si apre solo quello che porta l’impronta del documento; di quelli letti prima, finché si trova', async () => {
  await b.configura({ denominazione: 'Uno', trasporto: 'cartella', cartella: { cartella: 'uno' } });
  const r = await b.registra();
  await b.versa({ documenti: { registro: 'PG', anno: r.anno, dal: r.numero, al: r.numero } });
  const [{ id } = { id: '' }] = await b.elenco('?stato=prodotto');
  await b.invia(id);
  const { enteId } = b.ente;
  const chi = attoreSistema(enteId);
  const letti = (n: number) => ({
    byte: risposta(n),
    parte: {
      chiave: { numero: String(n), anno: 2026, registro: 'PG' },
      documenti: [impronta(n)],
      ultima: false,
    },
  });
  await applicaRapporti(
    b.lavori,
    chi,
    id,
    Array.from({ length: QUANTI }, (_, n) => letti(n)),
  );
  // One of which nothing is written down, as those of before.
  const file = await ricevi(b.parti.archivio, enteId, Readable.from([risposta(QUANTI)]), 1_000_000);
  await prepara(b.db, enteId, async (tx) => {
    const vecchio = await carica(tx, chi, file, 'rapporto.xml');
    await tx
      .insertInto('pacchetto_evento')
      .values({
        ente_id: enteId,
        pacchetto_id: id,
        evento: 'rapporto',
        stato: 'inviato',
        attore: 'sistema',
        rapporto_id: vecchio.id,
        istante: '2020-01-01',
      })
      .execute();
  });
  await file.deposito.discard();

  let aperti = 0;
  const archivio = new Proxy(b.parti.archivio, {
    get: (dove, nome) => {
      const valore: unknown = Reflect.get(dove, nome);
      if (typeof valore !== 'function') return valore;
      return (...dati: unknown[]): unknown => {
        aperti++;
        return Reflect.apply(valore, dove, dati);
      };
    },
  });
  const parti: PartiConservazione = { ...b.lavori, archivio };
  const trova = async (n: number | string) => {
    aperti = 0;
    const prova = await rapportoCheProva(
      parti,
      enteId,
      { id, impronta: impronta('pacchetto') },
      {
        impronta: impronta(n),
      },
    );
    return prova?.byte.toString();
  };
  for (const n of [0, QUANTI - 1]) {
    expect(await trova(n)).toBe(risposta(n).toString());
    expect(aperti).toBe(1);
  }
  expect(await trova(QUANTI)).toBe(risposta(QUANTI).toString());
  expect(await trova('mai versato')).toBeUndefined();
  expect(aperti).toBe(1);
});
