import { beforeAll, expect, test } from 'vitest';
import { daJson, inJson } from '../../../src/pec/messaggio/json.ts';
import { apriParti } from '../../../src/pec/messaggio/estrai-parte.ts';
import { leggi } from '../../../src/pec/messaggio/lettore.ts';
import { leggiMessaggio } from '../../../src/pec/messaggio/leggi-messaggio.ts';
import { REGOLE_PREDEFINITE } from '../../../src/pec/regole/configurazione.ts';
import { esamina } from '../../../src/pec/regole/esamina.ts';
import { leggibilita } from '../../../src/pec/regole/leggibilita.ts';
import { firmatariDiProva } from '../../support/messaggi-di-prova.ts';
import { annota, misura } from '../misura.ts';
import { muta } from './muta.ts';
import { semi } from './semi.ts';

const quanti = misura({ letti: 1_500, nelRecinto: 60 }, { letti: 100_000, nelRecinto: 5_000 });
const tempo = { timeout: misura(120_000, 4 * 3_600_000) };
const LIMITE_MS = 2000;
const LIMITE_BYTE = 256 * 1024 * 1024;

let base: Buffer[];
let autorita: { nome: string; certificato: string }[];
beforeAll(async () => {
  autorita = [{ nome: 'Prova', certificato: (await firmatariDiProva()).autorita.pem }];
  base = await semi();
});

/** All that is done with a message when it arrives. */
async function lavora(byte: Buffer): Promise<void> {
  const messaggio = await leggiMessaggio(byte, { autorita });
  const contenuto = apriParti(byte);
  esamina(messaggio, contenuto, REGOLE_PREDEFINITE);
  leggibilita(messaggio, contenuto);
  for (const { percorso, dimensione } of messaggio.parti)
    if (contenuto(percorso)?.length !== dimensione) throw new Error(`parte ${percorso} non ritrovata`);
  const json = JSON.stringify(inJson(messaggio));
  if (
    json.includes('\\u0000') ||
    JSON.stringify(inJson(daJson(JSON.parse(json) as Record<string, unknown>))) !== json
  )
    throw new Error('il messaggio letto non sopravvive al JSON');
}

test('messaggi guastati in ogni modo si leggono tutti, ciascuno in meno di 2 secondi', tempo, async () => {
  const guasti: string[] = [];
  let peggiore = { numero: 0, ms: 0 };
  let memoria = 0;
  const prima = process.memoryUsage();
  for (let numero = 1; numero <= quanti.letti; numero++) {
    const byte = muta(base, numero);
    // Time of this thread: what else the machine does is no fault of the message.
    const inizio = process.threadCpuUsage();
    await lavora(byte).catch((errore: unknown) => guasti.push(`${numero}: ${String(errore)}`));
    const { user, system } = process.threadCpuUsage(inizio);
    const ms = (user + system) / 1000;
    if (ms > peggiore.ms) peggiore = { numero, ms };
    if (numero % 100 === 0) memoria = Math.max(memoria, process.memoryUsage().rss - prima.rss);
  }
  expect(guasti).toEqual([]);
  expect(peggiore.ms, `il messaggio ${peggiore.numero}`).toBeLessThan(LIMITE_MS);
  expect(memoria).toBeLessThan(LIMITE_BYTE);
  annota(
    `pec-fuzz: ${quanti.letti} messaggi guastati, tutti letti; il più lento ${Math.round(peggiore.ms)} ms (n. ${peggiore.numero}), memoria +${Math.round(memoria / 1024 / 1024)} MB`,
  );
});

test('nel recinto ogni messaggio guastato ha un esito o un rifiuto', tempo, async () => {
  const esiti = { letti: 0, rifiutati: 0 };
  for (let numero = 1; numero <= quanti.nelRecinto; numero++) {
    const esito = await leggi({ byte: muta(base, 1_000_000 + numero) }, { autorita }).then(
      () => 'letti' as const,
      (errore: Error) => {
        expect(errore.name).toBe('LetturaRifiutata');
        return 'rifiutati' as const;
      },
    );
    esiti[esito]++;
  }
  expect(esiti.letti + esiti.rifiutati).toBe(quanti.nelRecinto);
  annota(
    `pec-fuzz: ${quanti.nelRecinto} nel recinto, ${esiti.letti} letti e ${esiti.rifiutati} rifiutati con una ragione`,
  );
});
