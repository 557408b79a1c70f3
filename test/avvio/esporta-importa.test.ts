import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pausa } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Elenco } from '#esportazione';
import { nuovaBancaDati, type BancaDatiDiProva } from '../support/banca-dati.ts';
import { fileInArchivio, lavoraSullaDemo } from '../support/demo-registrata.ts';
import { avvia, cartellaProvvisoria, RADICE, type Programma } from './programma.ts';

const PASSWORD = 'parola fissata per prova';
const ANNO = new Date().getFullYear();
const VERIFICA = join(RADICE, 'verificatore/verifica.mjs');

// The demonstration ente, one story: it is exported by a command, and imported by another where there is nothing.
describe('npm run esporta e npm run importa, come li dà chi installa', { timeout: 120_000 }, () => {
  let demo: BancaDatiDiProva;
  let altra: BancaDatiDiProva;
  let cartella: string;
  beforeAll(async () => {
    demo = await nuovaBancaDati();
    altra = await nuovaBancaDati();
    cartella = cartellaProvvisoria();
    const creata = avvia({
      dati: dove('dati'),
      comando: ['demo'],
      ambiente: { TABULARIUM_DATABASE_URL: demo.url, TABULARIUM_DEMO_PASSWORD: PASSWORD },
    });
    expect(await creata.fine, creata.uscita()).toBe(0);
    await lavoraSullaDemo(demo.url, dove('dati'), PASSWORD, 6);
  }, 120_000);
  afterAll(async () => {
    await demo.elimina();
    await altra.elimina();
    rmSync(cartella, { recursive: true, force: true });
  });

  const dove = (...nomi: string[]): string => join(cartella, ...nomi);
  const ambiente = (banca: BancaDatiDiProva): Record<string, string> => ({
    TABULARIUM_DATABASE_URL: banca.url,
  });
  const esporta = (...argomenti: string[]): Programma =>
    avvia({ dati: dove('dati'), comando: ['esporta', ...argomenti], ambiente: ambiente(demo) });
  const importa = (...argomenti: string[]): Programma =>
    avvia({ dati: dove('altri-dati'), comando: ['importa', ...argomenti], ambiente: ambiente(altra) });
  const elenco = (nome: string): Elenco =>
    JSON.parse(readFileSync(dove(nome, 'esportazione.json'), 'utf8')) as Elenco;
  const verifica = (nome: string) =>
    spawnSync(process.execPath, [VERIFICA, dove(nome)], { encoding: 'utf8', env: {} });
  const quantiEnti = async (): Promise<number> => {
    const client = new pg.Client(altra.urlSuperutente);
    await client.connect();
    const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM ente');
    await client.end();
    return rows[0]?.n ?? -1;
  };
  /** Under a terminal, which is where the bar is drawn. */
  const alTerminale = (banca: BancaDatiDiProva, dati: string, ...comando: string[]): string =>
    execFileSync(
      'script',
      ['-qec', [process.execPath, join(RADICE, 'avvia.mjs'), ...comando].join(' '), '/dev/null'],
      // Nothing of what npm tells the tests: it is not what who installs has.
      {
        encoding: 'utf8',
        env: {
          PATH: process.env.PATH,
          HOME: dati,
          SHELL: '/bin/sh',
          TABULARIUM_DATI: dati,
          ...ambiente(banca),
        },
      },
    );

  test('al terminale si vede una barra che arriva in fondo, e alla fine quanto c’è e come si verifica', () => {
    const detto = alTerminale(demo, dove('dati'), 'esporta', dove('tutto'));
    const passi = [...detto.matchAll(/\r\[(#*) *\] (\d+) di (\d+)/g)].map(([, b = '', n, di]) => [
      b.length,
      Number(n),
      Number(di),
    ]);
    expect(passi.length).toBeGreaterThan(5);
    expect(passi.map((x) => x[1])).toEqual(passi.map((x) => x[1]).toSorted((a = 0, b = 0) => a - b));
    const [barra, fatti, tutti] = passi.at(-1) ?? [];
    expect([barra, fatti]).toEqual([40, tutti]);
    const { registri, documenti } = elenco('tutto');
    const registrazioni = registri.reduce((n, r) => n + r.registrazioni, 0);
    expect(registrazioni).toBe(7);
    expect(detto).toContain(
      `Comune di Esempio: ${registrazioni} registrazioni e ${documenti} documenti in ${dove('tutto')}.`,
    );
    expect(detto).toContain(`node verificatore/verifica.mjs ${dove('tutto')}`);
    const esito = verifica('tutto');
    expect(esito.stdout + esito.stderr).toContain('Tutto torna.');
  });

  test('cartella di altri, altro anno nella stessa cartella, anno che non c’è o non si capisce: codice 2 e perché', async () => {
    mkdirSync(dove('conti'));
    appendFileSync(dove('conti', 'bilancio.ods'), 'non miei');
    const casi = [
      [[dove('conti')], 'La cartella contiene altro.'],
      [[dove('tutto'), '--anno', String(ANNO)], 'l’esportazione di un altro ente o di un altro anno'],
      [
        [dove('nuova'), '--anno', String(ANNO + 1)],
        `Nel ${ANNO + 1} non c’è alcuna registrazione; ce ne sono in: ${ANNO}.`,
      ],
      [[dove('nuova'), '--anno', 'duemila'], 'Uso: npm run esporta'],
    ] as const;
    await Promise.all(
      casi.map(async ([argomenti, detto]) => {
        const p = esporta(...argomenti);
        expect([argomenti, await p.fine]).toEqual([argomenti, 2]);
        expect(p.uscita()).toContain(detto);
        // A reason, not a stack.
        expect(p.uscita()).not.toMatch(/^ +at /m);
      }),
    );
    expect(existsSync(dove('nuova'))).toBe(false);
    expect(readFileSync(dove('conti', 'bilancio.ods'), 'utf8')).toBe('non miei');
  });

  test('di un anno si esporta e si verifica, ma non si importa', async () => {
    const p = esporta(dove('anno'), '--anno', String(ANNO));
    expect(await p.fine, p.uscita()).toBe(0);
    expect(elenco('anno').anno).toBe(ANNO);
    expect(verifica('anno').stdout).toContain('Tutto torna.');
    const i = importa(dove('anno'));
    expect(await i.fine).toBe(1);
    expect(i.uscita()).toContain(
      `È l’esportazione del solo ${ANNO}: si importa quella di tutto l’ente. Nulla è stato importato.`,
    );
  });

  test('uccisa con kill -9 mentre il disco non risponde, la stessa riga di comando la riprende e la finisce', async () => {
    const impronte = readFileSync(dove('tutto', 'documenti.jsonl'), 'utf8').trim().split('\n');
    const { impronta } = JSON.parse(impronte[4] ?? '') as { impronta: string };
    const enteId = (JSON.parse(readFileSync(dove('tutto', 'dati/ente.jsonl'), 'utf8')) as { id: string }).id;
    const file = fileInArchivio(dove('dati'), enteId, impronta);
    // A file that never answers: the export stands still before it.
    renameSync(file, `${file}.via`);
    execFileSync('mkfifo', [file]);
    const p = esporta(dove('interrotta'));
    const quarto = (JSON.parse(impronte[3] ?? '') as { impronta: string }).impronta;
    const copiato = dove('interrotta', 'documenti', quarto.slice(0, 2), quarto);
    while (!existsSync(copiato)) await pausa(20);
    await pausa(100);
    p.segnala('SIGKILL');
    expect(await p.fine).toBe('SIGKILL');
    rmSync(file);
    renameSync(`${file}.via`, file);
    expect(existsSync(dove('interrotta', 'esportazione.json'))).toBe(false);
    const i = importa(dove('interrotta'));
    expect(await i.fine).toBe(1);
    expect(i.uscita()).toContain('Non è un’esportazione completa: esportazione.json manca o non si legge.');

    const prima = [copiato, dove('interrotta', 'registri/PG/foglie.jsonl')].map((f) => statSync(f).mtimeMs);
    const ripresa = esporta(dove('interrotta'));
    expect(await ripresa.fine, ripresa.uscita()).toBe(0);
    expect([copiato, dove('interrotta', 'registri/PG/foglie.jsonl')].map((f) => statSync(f).mtimeMs)).toEqual(
      prima,
    );
    expect(verifica('interrotta').stdout).toContain('Tutto torna.');
  });

  test('un’esportazione manomessa non si importa: si dice quale file, e non resta nulla', async () => {
    cpSync(dove('tutto'), dove('manomessa'), { recursive: true });
    appendFileSync(dove('manomessa', 'registri/PG/registrazioni.jsonl'), '\n');
    const p = importa(dove('manomessa'));
    expect(await p.fine).toBe(1);
    expect(p.uscita()).toContain(
      'registri/PG/registrazioni.jsonl manca o non è quello dell’elenco. Nulla è stato importato.',
    );
    cpSync(dove('tutto'), dove('mutila'), { recursive: true });
    const [riga = ''] = readFileSync(dove('tutto', 'documenti.jsonl'), 'utf8').split('\n');
    const { impronta } = JSON.parse(riga) as { impronta: string };
    rmSync(dove('mutila', 'documenti', impronta.slice(0, 2), impronta));
    const m = importa(dove('mutila'));
    expect(await m.fine).toBe(1);
    expect(m.uscita()).toContain(`Il documento ${impronta} manca o è alterato. Nulla è stato importato.`);
    expect(await quantiEnti()).toBe(0);
  });

  test('i dati dimostrativi importati altrove hanno gli stessi conteggi, le stesse impronte e le stesse teste', async () => {
    const detto = alTerminale(altra, dove('altri-dati'), 'importa', dove('tutto'));
    expect(detto).toMatch(/\r\[#{40}\] (\d+) di \1/);
    expect(detto).toContain('Importato «Comune di Esempio»: 7 registrazioni');
    expect(detto).toMatch(/^ +admin +[a-z]{4}(-[a-z]{4}){3}\r?$/m);

    const p = avvia({
      dati: dove('altri-dati'),
      comando: ['esporta', dove('di-nuovo')],
      ambiente: ambiente(altra),
    });
    expect(await p.fine, p.uscita()).toBe(0);
    const [prima, dopo] = [elenco('tutto'), elenco('di-nuovo')];
    expect(dopo.registri).toEqual(prima.registri);
    expect(prima.registri.find((r) => r.codice === 'PG')).toMatchObject({ registrazioni: 7, teste: 1 });
    expect(dopo.documenti).toBe(prima.documenti);
    const { traccia: _dopo, ...altre } = dopo.tabelle;
    const { traccia: _prima, ...attese } = prima.tabelle;
    expect(altre).toEqual(attese);
    expect(attese.messaggio).toBeGreaterThan(0);
    const impronte = (e: Elenco): [string, string][] =>
      e.file
        .filter((f) => /^registri\/|^documenti\.jsonl$/.test(f.percorso))
        .map((f) => [f.percorso, f.impronta]);
    expect(impronte(dopo)).toEqual(impronte(prima));
    const esito = verifica('di-nuovo');
    expect(esito.stdout + esito.stderr).toContain('Tutto torna.');

    const ancora = importa(dove('tutto'));
    expect(await ancora.fine).toBe(1);
    expect(ancora.uscita()).toMatch(
      /L’ente \S+ c’è già: si importa dove non c’è\. Nulla è stato importato\./,
    );
    expect(await quantiEnti()).toBe(1);
  });
});
