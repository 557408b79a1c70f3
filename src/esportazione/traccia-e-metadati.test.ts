import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import canonicalize from 'canonicalize';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { metadatiDocumento, metadatiSciolto } from '#conservazione';
import { esporta, type Elenco } from '#esportazione';
import { oraDiRoma } from '#platform/clock';
import { chiudiGiorni } from '#registro-giornaliero';
import { chiudiNotte } from '#registro-verificabile';
import { pdfDiProva } from '../../test/support/carte-di-prova.ts';
import { apriDiProva } from '../../test/support/fascicoli-di-prova.ts';
import { bancoGiornaliero, type BancoGiornaliero } from '../../test/support/giornaliero-di-prova.ts';
import { esportatore, partiTeste, riempiDiTutto } from '../../test/support/registro-da-esportare.ts';

const VERIFICA = join(import.meta.dirname, '../../verificatore/verifica.mjs');
const radice = mkdtempSync(join(tmpdir(), 'tabularium-traccia-'));
const intera = join(radice, 'intera');
let p: BancoGiornaliero;
let elenco: Elenco;

/** Two daily registers closed by the product, the log of operations sealed and told by a leaf, the metadata of each document. */
beforeAll(async () => {
  p = await bancoGiornaliero(oraDiRoma(new Date()));
  const teste = { ...partiTeste(p), vault: p.parti.vault, orologio: p.parti.orologio };
  await riempiDiTutto(p, teste);
  const f = await apriDiProva(p, 'operatore');
  const messo = await p.chiama('operatore', 'POST', `/fascicoli/${f.numero}/documenti`, {
    corpo: {
      documento: await p.carica('operatore', 'verbale.pdf', pdfDiProva('Sopralluogo')),
      denominazione: 'Verbale di sopralluogo',
    },
  });
  expect(messo.stato, messo.testo).toBe(201);
  await p.sposta(oraDiRoma(new Date(Date.now() + 2 * 86_400_000)));
  for (let i = 0; i < 2; i++) {
    await p.superutente.query('SET session_replication_role = replica');
    // What is a minute old is sealed: the lines of today are made of yesterday, in their order.
    await p.superutente.query(
      `UPDATE traccia SET istante = istante - interval '${24 - i * 12} hours' WHERE istante > now() - interval '6 hours'`,
    );
    await p.superutente.query('RESET session_replication_role');
    await chiudiNotte({ ...teste, marche: undefined }, p.ente.enteId);
    if (i === 0) expect(await chiudiGiorni(p.parti, p.ente.enteId)).toBe(2);
  }
  const parti = {
    db: p.db,
    archivio: p.parti.archivio,
    metadati: { registrato: metadatiDocumento, sciolto: metadatiSciolto },
  };
  elenco = await esporta(parti, esportatore(p), { cartella: intera, anno: null }, () => undefined);
});
afterAll(async () => {
  await p.chiudi();
  rmSync(radice, { recursive: true });
});

const verifica = (cartella: string): { codice: number | null; difetti: Record<string, unknown>[] } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [VERIFICA, cartella, '--json'], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  const difetti = stdout
    .split('\n')
    .filter(Boolean)
    .map((r) => JSON.parse(r) as Record<string, unknown>);
  return { codice: status, difetti };
};
const righe = (nome: string): string[] =>
  readFileSync(join(intera, nome), 'utf8').split('\n').filter(Boolean);
const sha256 = (byte: Buffer | string): string => createHash('sha256').update(byte).digest('hex');

/** A copy in which some files are rewritten, and listed again as who alters them would. */
function alterata(cambi: Record<string, (testo: string) => string>): string {
  const dove = join(radice, 'alterata');
  rmSync(dove, { recursive: true, force: true });
  cpSync(intera, dove, { recursive: true, filter: (f) => basename(f) !== 'documenti' });
  symlinkSync(join(intera, 'documenti'), join(dove, 'documenti'));
  for (const [nome, cambia] of Object.entries(cambi)) {
    const prima = readFileSync(join(intera, nome), 'utf8');
    const testo = cambia(prima);
    expect([nome, testo === prima]).toEqual([nome, false]);
    writeFileSync(join(dove, nome), testo);
  }
  const file = elenco.file.map((f) => {
    const byte = readFileSync(join(dove, f.percorso));
    return { ...f, impronta: sha256(byte), dimensione: byte.length };
  });
  writeFileSync(join(dove, 'esportazione.json'), JSON.stringify({ ...elenco, file }));
  return dove;
}
const campi = (cambi: Record<string, (testo: string) => string>): unknown[] => [
  ...new Set(verifica(alterata(cambi)).difetti.map((d) => d.campo)),
];

test('registri giornalieri veri, traccia sigillata e metadati si verificano da soli', () => {
  expect(verifica(intera)).toEqual({ codice: 0, difetti: [] });
  expect(righe('registri/PG/giornalieri.jsonl')).toHaveLength(2);
  expect(righe('dati/blocco_traccia.jsonl').length).toBeGreaterThanOrEqual(1);
  expect(righe('registri/PG/foglie.jsonl').join('\n')).toContain('"tipo" : "traccia"');
  expect(righe('registri/RG/metadati.jsonl').length).toBe(4);
});

const TRACCIA = 'dati/traccia.jsonl';
const BLOCCHI = 'dati/blocco_traccia.jsonl';
const MODIFICHE = 'dati/modifica.jsonl';
const senza = (n: number) => (t: string) =>
  t
    .split('\n')
    .filter((_, i) => i !== n)
    .join('\n');

/** The log of operations as whoever knows the format would make it again: the digest of each block from the lines it has. */
function blocchiRifatti(traccia: string): string {
  const cambiate = existsSync(join(intera, MODIFICHE))
    ? Map.groupBy(
        righe(MODIFICHE).map(
          (r) => JSON.parse(r) as { traccia_id: string; posizione: number; ente_id: string },
        ),
        (m) => m.traccia_id,
      )
    : undefined;
  const tutte = traccia.split('\n').filter(Boolean);
  let prima = '';
  let da = 0;
  return righe(BLOCCHI)
    .map((r) => {
      const b = JSON.parse(r) as { righe: number };
      const sue = tutte.slice(da, (da += b.righe)).map((riga) => {
        const {
          ente_id: _,
          istante,
          ...resto
        } = JSON.parse(riga) as {
          ente_id: string;
          id: string;
          istante: string;
        };
        // What a line changed, where that is kept, is part of it.
        const modifiche = cambiate
          ?.get(resto.id)
          ?.map(({ traccia_id: _riga, posizione: _posto, ente_id: _ente, ...m }) => m);
        const [secondi = '', frazione = ''] = istante.replace('+00:00', '').split('.');
        return `${canonicalize({ ...resto, ...(modifiche && { modifiche }), istante: `${secondi}.${frazione.padEnd(6, '0')}Z` })}\n`;
      });
      prima = sha256(`tabularium/traccia/1\n${prima}\n${sue.join('')}`);
      return JSON.stringify({ ...b, impronta: `\\x${prima}` });
    })
    .join('\n');
}
const altroAutore = (t: string): string => t.replace('"attore": "', '"attore": "~');

test('una riga della traccia alterata, tolta, infilata o spostata è trovata dal suo blocco', () => {
  expect(campi({ [TRACCIA]: altroAutore })).toContain('traccia');
  expect(campi({ [TRACCIA]: senza(2) })).toEqual(['blocco_traccia.righe', 'traccia']);
  const infilata = (t: string): string => {
    const [prima = ''] = t.split('\n');
    return `${prima}\n${prima.replace(/"id": "[^"]{4}/, '"id": "ffff')}${t.slice(prima.length)}`;
  };
  expect(campi({ [TRACCIA]: infilata })).toContain('traccia');
  const scambiate = (t: string): string => {
    const [a = '', b = '', ...altre] = t.split('\n');
    return [b, a, ...altre].join('\n');
  };
  expect(campi({ [TRACCIA]: scambiate })).toContain('traccia.istante');
});

test('un blocco alterato o tolto è trovato dalla catena; rifatti tutti con le loro righe, dalla foglia', () => {
  expect(blocchiRifatti(readFileSync(join(intera, TRACCIA), 'utf8'))).toContain(
    (JSON.parse(righe(BLOCCHI)[0] ?? '') as { impronta: string }).impronta.slice(2),
  );
  expect(campi({ [BLOCCHI]: senza(0) })).toContain('blocco_traccia.progressivo');
  expect(campi({ [BLOCCHI]: (t) => t.replace(/"righe": (\d+)/, '"righe": 99$1') })).toEqual([
    'blocco_traccia.righe',
  ]);
  const traccia = altroAutore(readFileSync(join(intera, TRACCIA), 'utf8'));
  expect(
    verifica(alterata({ [TRACCIA]: () => traccia, [BLOCCHI]: () => blocchiRifatti(traccia) })).difetti,
  ).toEqual([
    expect.objectContaining({
      registro: 'PG',
      campo: 'traccia',
      difetto: 'il blocco 1 non è quello della foglia',
    }),
  ]);
});

test('metadati alterati, tolti, di troppo o di un altro documento sono trovati', () => {
  const elencati = 'registri/PG/metadati.jsonl';
  const { percorso: xml } = JSON.parse(righe(elencati)[0] ?? '') as { percorso: string };
  expect(campi({ [xml]: (t) => `${t}<!-- -->` })).toEqual(['metadati.impronta']);
  const altro = [
    'Impronta',
    'Segnatura',
    'TipologiaDiFlusso',
    'CodiceRegistro',
    'Oggetto',
    'NumeroProtocolloDocumento',
    'DataProtocollazioneDocumento',
    'OraProtocollazioneDocumento',
  ].reduce((t, nome) => t.replace(`<${nome}>`, `<${nome}>~`), readFileSync(join(intera, xml), 'utf8'));
  const rifatto = (t: string): string =>
    t.replace(/"impronta":"[0-9a-f]{64}"/, `"impronta":"${sha256(altro)}"`);
  expect(campi({ [xml]: () => altro, [elencati]: rifatto })).toEqual(
    ['Impronta', 'Segnatura', 'TipologiaDiFlusso', 'CodiceRegistro', 'Oggetto', 'Numero', 'Data', 'Ora'].map(
      (c) => `metadati.${c}`,
    ),
  );
  expect(campi({ [elencati]: senza(0) })).toContain('metadati');
  const dove = alterata({ [elencati]: (t) => `${t}${t.split('\n')[0]}\n` });
  rmSync(join(dove, xml));
  expect(verifica(dove).difetti).toMatchObject([
    { registro: 'PG', file: xml, campo: 'metadati', difetto: 'manca' },
    { registro: 'PG', file: xml, campo: 'metadati', difetto: 'non sono di un documento registrato' },
  ]);
});

test('ciò che è in un fascicolo senza registrazione ha i suoi metadati; alterati, tolti o di un altro sono trovati', () => {
  const elencati = 'metadati-sciolti.jsonl';
  const [riga = ''] = righe(elencati);
  expect(righe(elencati)).toHaveLength(1);
  const { percorso: xml, documento } = JSON.parse(riga) as { percorso: string; documento: string };
  expect(readFileSync(join(intera, xml), 'utf8')).toContain('Verbale di sopralluogo');
  expect(existsSync(join(intera, 'documenti', documento.slice(0, 2), documento))).toBe(true);
  expect(campi({ [xml]: (t) => `${t} ` })).toEqual(['metadati.impronta']);
  const diAltri = (t: string): string => t.replace(documento, '0'.repeat(64));
  expect(campi({ [elencati]: diAltri })).toEqual(['metadati.Impronta']);
  expect(campi({ [elencati]: () => '' })).toEqual(['metadati']);
  expect(campi({ [elencati]: (t) => t.replace(xml, '../../altro.xml') })).toEqual(['metadati']);
});
