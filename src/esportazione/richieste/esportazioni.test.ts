import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sgomberaEsportazioni } from '#esportazione';
import { openZip } from '#platform/zip';
import {
  esportazionePronta,
  partiPreparazione,
  preparaInCoda,
} from '../../../test/support/esportazioni-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../../test/support/prodotto-di-prova.ts';
import { partiTeste, riempiDiTutto } from '../../../test/support/registro-da-esportare.ts';
import type { ElencoEsportazioni, Esportazione } from './esportazioni.schema.ts';

let p: ProdottoDiProva;
let superutente: pg.Client;
beforeAll(async () => {
  p = await prodottoDiProva();
  await riempiDiTutto(p, partiTeste(p));
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});

const ANNO = new Date().getFullYear();
const VERIFICA = join(import.meta.dirname, '../../../verificatore/verifica.mjs');
const chiedi = (corpo: object = {}) => p.chiama<Esportazione>('rsp', 'POST', '/esportazioni', { corpo });
const elenco = async () => (await p.chiama<ElencoEsportazioni>('rsp', 'GET', '/esportazioni')).corpo;
const ultima = async (): Promise<Esportazione> => (await elenco()).items[0] as Esportazione;
const cartella = (id: string): string => join(p.ambiente.dati, 'esportazioni', p.ente.enteId, id);
const tracce = async (id: string): Promise<string[]> =>
  (
    await superutente.query<{ operazione: string }>(
      `SELECT operazione FROM traccia WHERE oggetto_tipo = 'esportazione' AND oggetto_id = $1 ORDER BY istante, id`,
      [id],
    )
  ).rows.map((r) => r.operazione);

test('l’esportazione chiesta si segue, e pronta si scarica in un solo zip che si verifica', async () => {
  expect(await elenco()).toMatchObject({ items: [], anni: [ANNO], giorni: 7 });
  const chiesta = await chiedi();
  expect(chiesta).toMatchObject({ stato: 201, corpo: { stato: 'richiesta', ancheChiavi: false, fatti: 0 } });
  const { id } = chiesta.corpo;
  expect(await chiedi({ anno: ANNO })).toMatchObject({
    stato: 409,
    corpo: { codice: 'esportazioni.in-corso' },
  });
  expect(await p.chiama('rsp', 'GET', `/esportazioni/${id}/archivio.zip`)).toMatchObject({ stato: 409 });
  expect(await p.chiama('rsp', 'GET', '/esportazioni/ultima')).toMatchObject({
    stato: 404,
    corpo: { codice: 'esportazioni.nessuna' },
  });
  await preparaInCoda(p);

  const pronta = await ultima();
  expect(pronta).toMatchObject({ id, stato: 'pronta', difetti: 0 });
  expect(pronta.fatti).toBe(pronta.tutti);
  expect(Date.parse(pronta.scadeIl ?? '') - Date.parse(pronta.prontaIl ?? '')).toBe(7 * 86_400_000);
  const zip = await p.chiama('rsp', 'GET', `/esportazioni/${id}/archivio.zip`);
  expect(zip.intestazioni).toMatchObject({
    'content-type': 'application/zip',
    'content-disposition': expect.stringMatching(
      /^attachment; filename="esportazione-.+-tutto-.+\.zip"$/,
    ) as string,
  });
  const aperto = await openZip(zip.byte, {
    maxEntries: 10_000,
    maxBytes: 1e9,
    maxRatio: 100,
    freeBytes: 1e9,
  });
  const altrove = mkdtempSync(join(tmpdir(), 'tabularium-scaricata-'));
  let byte = 0;
  for (const [nome, voce] of aperto.entries) {
    const dove = join(altrove, nome);
    mkdirSync(join(dove, '..'), { recursive: true });
    writeFileSync(dove, await voce.bytes());
    byte += voce.size;
  }
  expect(byte).toBe(pronta.byte);
  const [radice = ''] = readdirSync(altrove);
  const esito = spawnSync(process.execPath, [VERIFICA, join(altrove, radice)], { encoding: 'utf8' });
  expect(esito.stdout + esito.stderr).toContain('Tutto torna.');
  expect(esito.stdout).toContain(`Impronta SHA-256 di esportazione.json: ${pronta.impronta}`);
  rmSync(altrove, { recursive: true });
  expect(await tracce(id)).toEqual(['esportazione.chiesta', 'esportazione.scaricata']);

  const tolta = await p.chiama<Esportazione>('rsp', 'DELETE', `/esportazioni/${id}`);
  expect(tolta).toMatchObject({ stato: 200, corpo: { stato: 'eliminata' } });
  expect(existsSync(cartella(id))).toBe(false);
  expect(await p.chiama('rsp', 'DELETE', `/esportazioni/${id}`)).toMatchObject({ stato: 409 });
  expect(await p.chiama('rsp', 'GET', `/esportazioni/${id}/archivio.zip`)).toMatchObject({ stato: 409 });
  expect(await tracce(id)).toContain('esportazione.eliminata');
});

test('di un anno solo: quello che non ha registrazioni si rifiuta', async () => {
  expect(await chiedi({ anno: ANNO - 1 })).toMatchObject({
    stato: 422,
    corpo: { codice: 'esportazioni.anno-vuoto', campi: [{ campo: 'anno' }] },
  });
  const pronta = await esportazionePronta(p, { anno: ANNO });
  const letto = await p.chiama<{ anno: number }>(
    'rsp',
    'GET',
    `/esportazioni/${pronta.id}/file/esportazione.json`,
  );
  expect(letto.intestazioni['content-length']).toBe(String(letto.byte.length));
  expect(JSON.parse(letto.testo)).toMatchObject({ anno: ANNO });
});

test('dei file si leggono quelli dell’elenco e i documenti, e nient’altro del disco', async () => {
  const { id } = await esportazionePronta(p);
  const leggi = (percorso: string) => p.chiama('rsp', 'GET', `/esportazioni/${id}/file/${percorso}`);
  const manifesto = JSON.parse((await leggi('esportazione.json')).testo) as {
    file: { percorso: string; impronta: string }[];
  };
  for (const f of manifesto.file) {
    const { byte } = await leggi(f.percorso);
    expect([f.percorso, createHash('sha256').update(byte).digest('hex')]).toEqual([f.percorso, f.impronta]);
  }
  const [riga = ''] = (await leggi('documenti.jsonl')).testo.split('\n');
  const { impronta } = JSON.parse(riga) as { impronta: string };
  const documento = await leggi(`documenti/${impronta.slice(0, 2)}/${impronta}`);
  expect(createHash('sha256').update(documento.byte).digest('hex')).toBe(impronta);

  writeFileSync(join(cartella(id), 'segreto.txt'), 'non nell’elenco');
  for (const percorso of [
    'segreto.txt',
    '../../../postgres.segreti.json',
    '%2e%2e/%2e%2e/vault.json',
    '..%2f..%2f..%2fvault.json',
    'documenti',
    `documenti/00/${'0'.repeat(64)}`,
    // Under a folder that is not its own, whatever it begins with.
    `documenti/${impronta.startsWith('00') ? '11' : '00'}/${impronta}`,
    'documenti%2f..%2f..%2fesportazione.json',
    '.in-corso.json',
    'registri',
    '/etc/passwd',
  ]) {
    const r = await leggi(percorso);
    expect([percorso, r.stato]).toEqual([percorso, 404]);
  }
  expect((await leggi('%00')).stato).toBe(422);
  rmSync(cartella(id), { recursive: true });
  expect((await leggi('esportazione.json')).stato).toBe(404);
  expect(await tracce(id)).toEqual(['esportazione.chiesta', 'esportazione.letta']);
});

test('interrotta da chi l’ha chiesta non lascia file, e se ne può chiedere un’altra', async () => {
  const { id } = (await chiedi()).corpo;
  const { archivio } = await partiPreparazione(p);
  let presi = 0;
  await preparaInCoda(p, {
    archivio: {
      ...archivio,
      get: async (key) => {
        if (presi++ === 2) {
          const r = await p.chiama('rsp', 'POST', `/esportazioni/${id}/annullamento`);
          expect(r).toMatchObject({ stato: 200, corpo: { stato: 'annullata' } });
        }
        return await archivio.get(key);
      },
    },
  });
  expect(await ultima()).toMatchObject({ id, stato: 'annullata' });
  expect(existsSync(cartella(id))).toBe(false);
  expect(await p.chiama('rsp', 'POST', `/esportazioni/${id}/annullamento`)).toMatchObject({ stato: 409 });
  const altra = (await chiedi()).corpo;
  expect((await p.chiama('rsp', 'POST', `/esportazioni/${altra.id}/annullamento`)).stato).toBe(200);
  // It had not begun: the job finds nothing to do.
  await preparaInCoda(p);
  expect(await ultima()).toMatchObject({ id: altra.id, stato: 'annullata' });
});

test('uccisa con kill -9 mentre copia i documenti riprende da dove era e finisce', async () => {
  const { id } = (await chiedi()).corpo;
  const argomenti = {
    url: p.banca.url,
    dati: p.ambiente.dati,
    enteId: p.ente.enteId,
    esportazioneId: id,
    dopo: '4',
  };
  const figlio = join(import.meta.dirname, '../../../test/support/esporta-e-muore.ts');
  const morto = spawnSync(process.execPath, [figlio, JSON.stringify(argomenti)], { encoding: 'utf8' });
  expect([morto.signal, morto.stderr]).toEqual(['SIGKILL', '']);
  expect(await ultima()).toMatchObject({ id, stato: 'in-corso' });
  const copiati = readdirSync(join(cartella(id), 'documenti'), { recursive: true, encoding: 'utf8' }).filter(
    (f) => /[0-9a-f]{64}$/.test(f),
  );
  expect(copiati).toHaveLength(4);
  const quando = (f: string): number => statSync(join(cartella(id), 'documenti', f)).mtimeMs;
  const prima = copiati.map(quando);

  await preparaInCoda(p);
  expect(await ultima()).toMatchObject({ id, stato: 'pronta', difetti: 0 });
  expect(copiati.map(quando)).toEqual(prima);
  const esito = spawnSync(process.execPath, [VERIFICA, cartella(id)], { encoding: 'utf8' });
  expect(esito.stdout + esito.stderr).toContain('Tutto torna.');
  expect(await p.chiama('rsp', 'DELETE', `/esportazioni/${id}`)).toMatchObject({ stato: 200 });
});

test('non riuscita, dice perché nella lingua di chi deve rimediare, e non lascia file', async () => {
  const { id } = (await chiedi()).corpo;
  const { archivio } = await partiPreparazione(p);
  const pieno = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  await preparaInCoda(p, { archivio: { ...archivio, get: () => Promise.reject(pieno) } });
  expect(await ultima()).toMatchObject({
    id,
    stato: 'non-riuscita',
    errore: 'Lo spazio sul disco del server è finito: va liberato prima di riprovare.',
  });
  expect(existsSync(cartella(id))).toBe(false);
  expect(await tracce(id)).toEqual(['esportazione.chiesta', 'esportazione.non-riuscita']);
});

test('passati i giorni i file si eliminano nella notte, con ciò che è rimasto di altre; la storia resta', async () => {
  const tenuta = await esportazionePronta(p);
  const vecchia = await esportazionePronta(p);
  await superutente.query(`UPDATE esportazione SET scade_il = now() - interval '1 second' WHERE id = $1`, [
    vecchia.id,
  ]);
  const orfana = cartella('00000000-0000-7000-8000-000000000000');
  mkdirSync(orfana);
  await sgomberaEsportazioni({ db: p.db, dati: p.ambiente.dati }, p.ente.enteId);
  expect([tenuta.id, vecchia.id].map((id) => existsSync(cartella(id)))).toEqual([true, false]);
  expect(existsSync(orfana)).toBe(false);
  expect((await elenco()).items.find((e) => e.id === vecchia.id)).toMatchObject({
    stato: 'scaduta',
    chiusaDa: 'sistema',
    impronta: vecchia.impronta,
  });
  expect(await tracce(vecchia.id)).toContain('esportazione.scaduta');
});

test('la base di dati non lascia cancellare né riscrivere un’esportazione finita', async () => {
  const client = new pg.Client(p.banca.url);
  await client.connect();
  await client.query(`SET ROLE tabularium_applicazione`);
  await client.query(`SELECT set_config('tabularium.ente', $1, false)`, [p.ente.enteId]);
  const rifiuta = async (istruzione: string): Promise<string | undefined> =>
    await client.query(istruzione).then(
      (r) => `nessun rifiuto, ${r.rowCount} righe`,
      (e: unknown) => (e as { code?: string }).code,
    );
  expect(await rifiuta(`DELETE FROM esportazione`)).toBe('42501');
  expect(await rifiuta(`UPDATE esportazione SET chiesta_da = 'altri'`)).toBe('42501');
  expect(await rifiuta(`UPDATE esportazione SET chiusa_da = 'altri' WHERE stato = 'scaduta'`)).toBe('TB001');
  expect(await rifiuta(`UPDATE esportazione SET byte = 1 WHERE stato = 'pronta'`)).toBe('TB001');
  await client.end();
});

test('chi non ha il permesso non chiede, non vede e non scarica; il tecnico nemmeno', async () => {
  const { id } = (await elenco()).items.find((e) => e.stato === 'pronta') ?? { id: '' };
  for (const chi of ['admin', 'operatore', 'consultazione'] as const) {
    expect((await p.chiama(chi, 'POST', '/esportazioni', { corpo: {} })).stato).toBe(403);
    expect((await p.chiama(chi, 'GET', '/esportazioni')).stato).toBe(403);
    expect((await p.chiama(chi, 'GET', `/esportazioni/${id}/archivio.zip`)).stato).toBe(403);
    expect((await p.chiama(chi, 'GET', `/esportazioni/${id}/file/esportazione.json`)).stato).toBe(403);
  }
  expect((await p.chiama(null, 'GET', '/esportazioni/ultima')).stato).toBe(401);
  expect(execFileSync('ls', [p.ambiente.dati], { encoding: 'utf8' })).toContain('esportazioni');
});
