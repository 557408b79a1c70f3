import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriBanco, modulo, type BancoDocumenti } from '../../test/support/documenti-di-prova.ts';
import type { UtenteDiProva } from '../../test/support/ente-di-prova.ts';
import type { Documento } from './documenti.schema.ts';

const MASSIMO = 24 * 1024 * 1024;
let banco: BancoDocumenti;
// Who is limited to a unit sees the documents named here, as the registrations' slice will say.
const visibili = new Set<string>();
beforeAll(async () => {
  banco = await apriBanco({
    dimensioneMassima: MASSIMO,
    puoLeggere: async (_tx, ctx, { id, suo }) => suo || ctx.profilo !== 'consultazione' || visibili.has(id),
  });
});
afterAll(() => banco.chiudi());

type Problema = { codice: string; detail: string; status: number };
const manda = async (
  corpo: FormData,
  chi: UtenteDiProva = 'operatore',
  altro: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${banco.base}/documenti`, {
    method: 'POST',
    headers: { ...(await banco.come(chi)), ...altro },
    body: corpo,
  });
const leggi = async (
  percorso: string,
  altro: Record<string, string> = {},
  chi: UtenteDiProva = 'operatore',
): Promise<Response> =>
  fetch(`${banco.base}/documenti/${percorso}`, { headers: { ...(await banco.come(chi)), ...altro } });
const codice = async (risposta: Response): Promise<string> => ((await risposta.json()) as Problema).codice;
const inArrivo = (): string[] => readdirSync(join(banco.cartella, '.incoming'));
const sha256 = (byte: Uint8Array): string => createHash('sha256').update(byte).digest('hex');
async function altera({ impronta }: Documento): Promise<void> {
  const percorso = banco.percorso({ impronta });
  chmodSync(percorso, 0o644);
  writeFileSync(percorso, Buffer.from('!'), { flag: 'r+' });
}

test('un file caricato torna com’era, con impronta, tipo trovato nei byte e traccia di chi l’ha caricato', async () => {
  const creato = await PDFDocument.create();
  creato.addPage();
  const byte = Buffer.from(await creato.save());
  const risposta = await manda(modulo('Determina n. 12.pdf', byte));
  expect(risposta.status).toBe(201);
  const documento = (await risposta.json()) as Documento;
  expect(documento).toMatchObject({
    nomeFile: 'Determina n. 12.pdf',
    formato: 'application/pdf',
    dimensione: byte.length,
    impronta: sha256(byte),
    algoritmo: 'SHA-256',
    avvisi: [],
  });
  expect(risposta.headers.get('location')).toBe(`/api/v1/documenti/${documento.id}`);
  expect(await (await leggi(documento.id)).json()).toEqual(documento);
  expect(statSync(banco.percorso(documento)).mode & 0o777).toBe(0o444);

  const contenuto = await leggi(`${documento.id}/contenuto`);
  expect(Buffer.from(await contenuto.arrayBuffer()).equals(byte)).toBe(true);
  expect(Object.fromEntries(contenuto.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': "attachment; filename*=UTF-8''Determina%20n.%2012.pdf",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    etag: `"${sha256(byte)}"`,
  });
  const { rows } = await banco.superutente.query<{ operazione: string; attore: string; nome: string }>(
    `SELECT operazione, attore, dettaglio->>'nomeFile' AS nome FROM traccia WHERE oggetto_id = $1`,
    [documento.id],
  );
  expect(rows).toEqual([
    {
      operazione: 'documento.caricato',
      attore: 'Prova-operatore Anna (operatore)',
      nome: 'Determina n. 12.pdf',
    },
  ]);
});

test('si mostra in pagina solo un tipo innocuo, e mai con i poteri del sito', async () => {
  const testo = await banco.carica('nota.txt', 'perché no');
  const mostrato = await leggi(`${testo.id}/contenuto?inline=1`);
  expect(mostrato.headers.get('content-disposition')).toMatch(/^inline;/);
  expect(mostrato.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(mostrato.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
  for (const pericoloso of [
    '<!doctype html><script>alert(1)</script>',
    '<svg xmlns="x"><script>alert(1)</script></svg>',
  ]) {
    const documento = await banco.carica('nota.txt', pericoloso);
    const risposta = await leggi(`${documento.id}/contenuto?inline=1`);
    expect(risposta.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(risposta.headers.get('content-security-policy')).toMatch(/^sandbox/);
  }
  expect((await leggi(`${testo.id}/contenuto?inline=forse`)).status).toBe(422);
});

test('file vuoto, troppo grande, mancante, doppio o senza nome: rifiutati con il motivo, e non resta nulla', async () => {
  const prima = readdirSync(banco.cartella, { recursive: true }).length;
  const due = modulo('a.txt', 'a');
  due.append('file', new Blob(['b']), 'b.txt');
  const altro = new FormData();
  altro.append('altro', new Blob(['b']), 'b.txt');
  const soloNome = new FormData();
  soloNome.append('nomeFile', 'a.txt');
  const casi: [FormData, number, string][] = [
    [modulo('vuoto.pdf', ''), 422, 'documenti.vuoto'],
    [modulo('grande.bin', Buffer.alloc(MASSIMO + 1)), 413, 'documenti.troppo-grande'],
    [modulo('enorme.bin', Buffer.alloc(MASSIMO + 200_000)), 413, 'documenti.troppo-grande'],
    [modulo('', 'x'), 422, 'documenti.nome-mancante'],
    [modulo('n'.repeat(501), 'x'), 422, 'documenti.nome-troppo-lungo'],
    [altro, 422, 'documenti.nome-mancante'],
    [soloNome, 422, 'documenti.file-mancante'],
    [due, 422, 'documenti.un-solo-file'],
    [modulo('nullo\u0000.txt', 'x'), 422, 'richiesta.testo-non-valido'],
  ];
  for (const [corpo, stato, atteso] of casi) {
    const risposta = await manda(corpo);
    expect(await codice(risposta), atteso).toBe(atteso);
    expect(risposta.status).toBe(stato);
  }
  const json = await fetch(`${banco.base}/documenti`, {
    method: 'POST',
    headers: { ...(await banco.come('operatore')), 'content-type': 'application/json' },
    body: '{}',
  });
  expect([json.status, await codice(json)]).toEqual([422, 'documenti.invio-illeggibile']);
  expect(inArrivo()).toEqual([]);
  expect(readdirSync(banco.cartella, { recursive: true })).toHaveLength(prima);
  // The limit itself is allowed.
  expect((await banco.carica('limite.bin', Buffer.alloc(MASSIMO, 7))).dimensione).toBe(MASSIMO);
});

test('un nome che il modulo non sa portare si dichiara a parte', async () => {
  const corpo = modulo('sconto 100%22.pdf', 'x');
  corpo.append('nomeFile', 'sconto 100%22.pdf');
  expect(await (await manda(corpo)).json()).toMatchObject({ nomeFile: 'sconto 100%22.pdf' });
});

test('la stessa chiave con lo stesso file ridà la prima risposta, con un altro file o un altro nome è un conflitto', async () => {
  const chiave = { 'idempotency-key': 'carica-1' };
  const prima = await manda(modulo('a.txt', 'uno'), 'operatore', chiave);
  const testo = await prima.text();
  const ancora = await manda(modulo('a.txt', 'uno'), 'operatore', chiave);
  expect([ancora.status, await ancora.text(), ancora.headers.get('location')]).toEqual([
    201,
    testo,
    prima.headers.get('location'),
  ]);
  for (const corpo of [modulo('a.txt', 'due'), modulo('b.txt', 'uno')]) {
    const risposta = await manda(corpo, 'operatore', chiave);
    expect([risposta.status, await codice(risposta)]).toEqual([409, 'richiesta.chiave-riusata']);
  }
  // The key belongs to who used it.
  expect((await manda(modulo('b.txt', 'uno'), 'anagrafe', chiave)).status).toBe(201);

  const insieme = await Promise.all(
    Array.from({ length: 8 }, () =>
      manda(modulo('c.txt', 'insieme'), 'operatore', { 'idempotency-key': 'carica-2' }),
    ),
  );
  const risposte = await Promise.all(insieme.map((r) => r.text()));
  expect(insieme.map((r) => r.status)).toEqual(Array(8).fill(201));
  expect(new Set(risposte).size).toBe(1);
  // What was not needed is dropped just after the answer.
  await expect.poll(inArrivo).toEqual([]);
});

test('carica chi ne ha il permesso; legge chi ha caricato, o chi consulta le registrazioni nei suoi limiti', async () => {
  expect((await manda(modulo('a.txt', 'x'), 'consultazione')).status).toBe(403);
  expect(
    (await fetch(`${banco.base}/documenti`, { method: 'POST', body: modulo('a.txt', 'x') })).status,
  ).toBe(401);
  const documento = await banco.carica('riservato.txt', 'di tutti gli operatori');
  const esiti = async (chi: UtenteDiProva): Promise<number[]> =>
    Promise.all(
      [`${documento.id}`, `${documento.id}/contenuto`].map(async (p) => (await leggi(p, {}, chi)).status),
    );
  expect(await esiti('operatore')).toEqual([200, 200]);
  expect(await esiti('anagrafe')).toEqual([200, 200]);
  expect(await esiti('admin')).toEqual([403, 403]);
  expect(await esiti('nuovo')).toEqual([403, 403]);
  expect(await esiti('consultazione')).toEqual([404, 404]);
  visibili.add(documento.id);
  expect(await esiti('consultazione')).toEqual([200, 200]);
  expect((await leggi('00000000-0000-7000-8000-000000000000')).status).toBe(404);
  expect((await leggi('non-un-id')).status).toBe(422);
});

test('si scarica una parte, o nulla se la si ha già', async () => {
  const { id, impronta, dimensione } = await banco.carica('cifre.txt', '0123456789');
  const parte = async (
    range: string,
    altro: Record<string, string> = {},
  ): Promise<[number, string, string | null]> => {
    const risposta = await leggi(`${id}/contenuto`, { range, ...altro });
    return [risposta.status, await risposta.text(), risposta.headers.get('content-range')];
  };
  expect(await parte('bytes=2-4')).toEqual([206, '234', 'bytes 2-4/10']);
  expect(await parte('bytes=7-')).toEqual([206, '789', 'bytes 7-9/10']);
  expect(await parte('bytes=7-500')).toEqual([206, '789', 'bytes 7-9/10']);
  expect(await parte('bytes=-3')).toEqual([206, '789', 'bytes 7-9/10']);
  expect(await parte('bytes=-50')).toEqual([206, '0123456789', 'bytes 0-9/10']);
  expect((await parte('bytes=10-'))[0]).toBe(416);
  expect((await parte('bytes=10-'))[2]).toBe('bytes */10');
  expect((await parte('bytes=-0'))[0]).toBe(416);
  for (const senzaSenso of ['bytes=5-2', 'bytes=0-1,4-5', 'righe=1-2', 'bytes=-'])
    expect((await parte(senzaSenso))[0], senzaSenso).toBe(200);
  expect((await parte('bytes=2-4', { 'if-range': `"${impronta}"` }))[0]).toBe(206);
  expect((await parte('bytes=2-4', { 'if-range': '"altro"' }))[0]).toBe(200);
  for (const etag of [`"${impronta}"`, `"x", W/"${impronta}"`, '*'])
    expect((await leggi(`${id}/contenuto`, { 'if-none-match': etag })).status).toBe(304);
  expect((await leggi(`${id}/contenuto`, { 'if-none-match': '"x"' })).status).toBe(200);
  expect(dimensione).toBe(10);
});

test('un contenuto cambiato o sparito non è mai mandato: 503 e un avviso che resta', async () => {
  const piccolo = await banco.carica('piccolo.txt', 'testo che qualcuno cambierà');
  const grande = await banco.carica('grande.bin', randomBytes(9 * 1024 * 1024));
  const intero = await leggi(`${grande.id}/contenuto`);
  expect(sha256(Buffer.from(await intero.arrayBuffer()))).toBe(grande.impronta);
  expect((await leggi(`${grande.id}/contenuto`, { range: 'bytes=0-9' })).status).toBe(206);
  for (const documento of [piccolo, grande]) {
    await altera(documento);
    for (const intestazioni of [undefined, { range: 'bytes=0-9' }]) {
      const risposta = await leggi(`${documento.id}/contenuto`, intestazioni);
      expect([risposta.status, await codice(risposta)]).toEqual([503, 'documenti.alterato']);
      expect(risposta.headers.get('content-disposition')).toBeNull();
    }
  }
  const sparito = await banco.carica('sparito.txt', 'testo che sparirà');
  await banco.archivio.delete(
    `${banco.ente.enteId}/${sparito.impronta.slice(0, 2)}/${sparito.impronta.slice(2, 4)}/${sparito.impronta}`,
  );
  expect(await codice(await leggi(`${sparito.id}/contenuto`))).toBe('documenti.mancante');
  // A new upload must not lean on the bad copy either.
  expect(await codice(await manda(modulo('di nuovo.txt', 'testo che qualcuno cambierà')))).toBe(
    'documenti.alterato',
  );
  const { rows } = await banco.superutente.query<{ codice: string; volte: number }>(
    `SELECT codice, volte FROM avviso WHERE codice LIKE 'documenti.alterato:%' ORDER BY volte DESC, codice`,
  );
  expect(rows).toHaveLength(3);
  expect(rows[0]).toEqual({ codice: `documenti.alterato:${piccolo.impronta}`, volte: 3 });
});
