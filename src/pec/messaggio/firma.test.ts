import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseMime } from '#platform/mime';
import { certifica, type Firmatario } from '../../../test/support/firma-di-prova.ts';
import {
  busta,
  file,
  firmata,
  firmatariDiProva,
  GESTORE,
  messaggio,
  originale,
  testo,
} from '../../../test/support/messaggi-di-prova.ts';
import type { Autorita } from './catena.ts';
import { verificaFirma } from './firma.ts';
import type { EsitoFirma } from './messaggio.ts';

const comeAutorita = (...firmatari: Firmatario[]): Autorita[] =>
  firmatari.map(({ pem }, n) => ({ nome: `Autorità ${n}`, certificato: pem }));
const verifica = (byte: Buffer, autorita: Autorita[]): Promise<EsitoFirma> =>
  verificaFirma(parseMime(byte), autorita);
const prova = await firmatariDiProva();
const note = comeAutorita(prova.autorita);

describe('la busta del gestore', () => {
  test.each(['SHA-1', 'SHA-256'] as const)('firmata con %s è valida', async (impronta) => {
    const byte = messaggio({ From: GESTORE }, await firmata(testo('contenuto'), prova.gestore, { impronta }));
    expect(await verifica(byte, note)).toEqual({
      esito: 'valida',
      firmatario: `Gestore di prova <${GESTORE}>`,
      emittente: 'Autorità di prova',
    });
  });
  test('alterata di un solo byte non è valida', async () => {
    const byte = await busta(originale(testo('importo 100')));
    const alterata = Buffer.from(byte);
    alterata[byte.indexOf('importo 100') + 8] = 0x39;
    expect(await verifica(alterata, note)).toMatchObject({
      esito: 'non-valida',
      motivo: 'Il contenuto della busta non è quello che è stato firmato.',
    });
  });
  test('passata da un programma che ha tolto i ritorni a capo resta valida', async () => {
    const byte = await busta(originale(testo('una riga\r\ne un’altra')));
    expect((await verifica(Buffer.from(byte.toString().replaceAll('\r\n', '\n')), note)).esito).toBe(
      'valida',
    );
  });
  test('di un’autorità sconosciuta non è riconosciuta, e si dice quale', async () => {
    const esito = await verifica(await busta(originale(testo('x'))), []);
    expect(esito).toMatchObject({ esito: 'non-riconosciuta', emittente: 'Autorità di prova' });
    expect(esito.motivo).toContain('Autorità di prova');
  });
  test('di chi si finge l’autorità, con lo stesso nome, non è riconosciuta', async () => {
    const finta = await certifica({ nome: 'Autorità di prova', autorita: true });
    const falsario = await certifica({ nome: 'Gestore di prova', indirizzo: GESTORE, da: finta });
    const esito = await verifica(await busta(originale(testo('x')), { firmatario: falsario }), note);
    expect(esito.esito).toBe('non-riconosciuta');
  });
  test('che viene da un indirizzo diverso da quello certificato non è valida', async () => {
    const altri = await busta(originale(testo('x')), {
      intestazioni: { From: 'posta-certificata@altro.example' },
    });
    expect(await verifica(altri, note)).toMatchObject({ esito: 'non-valida' });
    const due = await busta(originale(testo('x')), { intestazioni: { From: `${GESTORE}, x@y.it` } });
    expect((await verifica(due, note)).esito).toBe('non-valida');
    const maiuscolo = await busta(originale(testo('x')), { intestazioni: { From: GESTORE.toUpperCase() } });
    expect((await verifica(maiuscolo, note)).esito).toBe('valida');
  });
  test('senza firma lo è, e con una firma che non si legge non è valida', async () => {
    expect(await verifica(originale(testo('x')), note)).toEqual({ esito: 'assente' });
    const byte = await busta(originale(testo('x')));
    const firma = byte.indexOf('MII', byte.indexOf('smime.p7s'));
    for (const guasto of ['AAAA', '!!!!', 'MIIB']) {
      const rotta = Buffer.from(byte);
      rotta.write(guasto, firma + 40);
      expect((await verifica(rotta, note)).esito).not.toBe('valida');
    }
  });
});

describe('la catena dei certificati', () => {
  const conGestore = async (gestore: Firmatario, autorita: Autorita[], quando?: Date): Promise<EsitoFirma> =>
    verifica(
      messaggio({ From: GESTORE }, await firmata(testo('x'), gestore, quando ? { quando } : {})),
      autorita,
    );

  test('passa per un’autorità intermedia portata dalla busta', async () => {
    const radice = await certifica({ nome: 'Radice', autorita: true });
    const intermedia = await certifica({ nome: 'Intermedia', autorita: true, da: radice });
    intermedia.sopra.push(intermedia.certificato);
    const gestore = await certifica({ nome: 'G', indirizzo: GESTORE, da: intermedia });
    gestore.sopra.push(intermedia.certificato);
    expect((await conGestore(gestore, comeAutorita(radice))).esito).toBe('valida');
    expect((await conGestore(gestore, comeAutorita(intermedia))).esito).toBe('valida');
    expect((await conGestore(gestore, comeAutorita(gestore))).esito).toBe('valida');
    expect((await conGestore(gestore, note)).esito).toBe('non-riconosciuta');
  });
  test('non passa per chi non è un’autorità', async () => {
    const semplice = await certifica({ nome: 'Semplice', da: prova.autorita });
    const gestore = await certifica({ nome: 'G', indirizzo: GESTORE, da: semplice });
    gestore.sopra.push(semplice.certificato);
    expect((await conGestore(gestore, note)).esito).toBe('non-valida');
  });
  test('deve valere al momento della firma, non oggi', async () => {
    const breve = await certifica({
      nome: 'G',
      indirizzo: GESTORE,
      da: prova.autorita,
      dal: new Date('2021-01-01T00:00Z'),
      al: new Date('2023-01-01T00:00Z'),
    });
    expect((await conGestore(breve, note, new Date('2022-06-01T00:00Z'))).esito).toBe('valida');
    expect((await conGestore(breve, note, new Date('2023-06-01T00:00Z'))).esito).toBe('non-valida');
  });
  test('un certificato configurato che non si legge non guasta gli altri', async () => {
    const rotto = {
      nome: 'Rotta',
      certificato: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
    };
    expect((await conGestore(prova.gestore, [rotto, ...note])).esito).toBe('valida');
  });
});

test('una busta firmata da OpenSSL è valida', async () => {
  const cartella = mkdtempSync(join(tmpdir(), 'tabularium-smime-'));
  const openssl = (...opzioni: string[]): void => {
    execFileSync('openssl', opzioni, { cwd: cartella, stdio: 'ignore' });
  };
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=Prova',
    '-days',
    '30',
  );
  openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'g.key',
    '-out',
    'g.csr',
    '-subj',
    `/CN=G/emailAddress=${GESTORE}`,
  );
  openssl(
    'x509',
    '-req',
    '-in',
    'g.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-out',
    'g.pem',
    '-days',
    '30',
  );
  writeFileSync(join(cartella, 'corpo'), file('a.bin', Buffer.from('contenuto')));
  openssl(
    'smime',
    '-sign',
    '-in',
    'corpo',
    '-signer',
    'g.pem',
    '-inkey',
    'g.key',
    '-out',
    'firmato',
    '-from',
    GESTORE,
  );
  const autorita = [{ nome: 'Prova', certificato: readFileSync(join(cartella, 'ca.pem'), 'utf8') }];
  expect(await verifica(readFileSync(join(cartella, 'firmato')), autorita)).toMatchObject({
    esito: 'valida',
    firmatario: `G <${GESTORE}>`,
  });
  rmSync(cartella, { recursive: true });
});
