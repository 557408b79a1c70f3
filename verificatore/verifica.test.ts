import { spawnSync } from 'node:child_process';
import { createHash, createPublicKey } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { elenca, nuovaChiave, scriviExport } from '../test/support/export-scritto.ts';
import { misura } from '../test/prove/misura.ts';

// Exports written from their description, by a hand that is not the program's.
const radice = mkdtempSync(join(tmpdir(), 'tabularium-verificatore-'));
const buona = join(radice, 'buona');
const chiave = nuovaChiave();
let testa = '';
beforeAll(() => {
  testa = scriviExport(buona, { quante: 37, chiave });
});
afterAll(() => rmSync(radice, { recursive: true }));

const VERIFICA = join(import.meta.dirname, 'verifica.mjs');
const FILE = [
  'registro.json',
  'teste.jsonl',
  'annullamenti.jsonl',
  'rettifiche.jsonl',
  'variazioni.jsonl',
  'giornalieri.jsonl',
  'foglie.jsonl',
  'registrazioni.jsonl',
];
function verifica(...argomenti: string[]): {
  codice: number | null;
  uscita: string;
  errore: string;
  difetti: Record<string, unknown>[];
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, [VERIFICA, ...argomenti], {
    encoding: 'utf8',
    env: {},
    timeout: 20_000,
  });
  const difetti = argomenti.includes('--json')
    ? stdout
        .split('\n')
        .filter(Boolean)
        .map((r) => JSON.parse(r) as Record<string, unknown>)
    : [];
  return { codice: status, uscita: stdout, errore: stderr, difetti };
}
const scritto = (nome: string, contenuto: string): string => {
  writeFileSync(join(radice, nome), contenuto);
  return join(radice, nome);
};
/** A copy in which a file is rewritten, listed again as who alters it would. */
function alterata(nome: string, cambia: (testo: string) => string): string {
  const dove = join(radice, 'alterata');
  rmSync(dove, { recursive: true, force: true });
  cpSync(buona, dove, { recursive: true });
  const file = join(dove, 'registri/PG', nome);
  writeFileSync(file, cambia(readFileSync(file, 'utf8')));
  elenca(
    dove,
    FILE.map((f) => `registri/PG/${f}`),
  );
  return dove;
}

test('un’esportazione scritta dalla sola descrizione torna tutta, anche con la chiave in ogni forma e con la testa di carta', () => {
  expect(verifica(buona).uscita).toContain('Tutto torna.');
  const spki = createPublicKey({ key: chiave.spki, format: 'der', type: 'spki' });
  const forme = [
    chiave.impronta,
    chiave.spki.toString('base64'),
    String(spki.export({ type: 'spki', format: 'pem' })),
  ];
  for (const [i, forma] of forme.entries())
    expect(verifica(buona, '--chiave', scritto(`chiave-${i}`, forma), '--json')).toMatchObject({
      codice: 0,
      uscita: '',
    });
  // As it comes out of a QR read under Windows.
  expect(verifica(buona, '--testa', scritto('testa.txt', testa.replaceAll('\n', '\r\n')))).toMatchObject({
    codice: 0,
  });
});

test('una chiave che non è dell’ente e la testa di un altro registro o di un’altra storia sono difetti', () => {
  const altra = nuovaChiave();
  expect(verifica(buona, '--chiave', scritto('altra', altra.impronta), '--json').difetti).toMatchObject([
    { registro: 'PG', campo: 'chiave' },
  ]);
  const altrove = scriviExport(join(radice, 'altrove'), { quante: 37, chiave });
  expect(verifica(buona, '--testa', scritto('altrove.txt', altrove), '--json').difetti).toMatchObject([
    { registro: 'PG', testa: 38, campo: 'testa.radice' },
  ]);
  const piuLunga = scriviExport(join(radice, 'lunga'), { quante: 60, chiave });
  expect(verifica(buona, '--testa', scritto('lunga.txt', piuLunga), '--json').difetti).toMatchObject([
    { testa: 61, campo: 'testa.dimensione' },
  ]);
  const estraneo = testa.replace('/PG\n', '/ALTRO\n');
  expect(verifica(buona, '--testa', scritto('estraneo.txt', estraneo), '--json').difetti).toMatchObject([
    { registro: 'ALTRO', campo: 'registro' },
  ]);
});

test('di ogni difetto dice registro, foglia, numero e campo, in una riga JSON', () => {
  const oggetto = alterata('registrazioni.jsonl', (t) =>
    t.replaceAll('"oggetto":"Domanda 12"', '"oggetto":"Domanda 13"'),
  );
  expect(verifica(oggetto, '--json')).toMatchObject({
    codice: 1,
    difetti: [
      { registro: 'PG', posizione: 13, anno: 2026, numero: 12, campo: 'registrazione.oggetto' },
      { registro: 'PG', posizione: 13, anno: 2026, numero: 12, campo: 'scheda.oggetto' },
    ],
  });
  const tolta = alterata('foglie.jsonl', (t) =>
    t
      .split('\n')
      .filter((_, i) => i !== 20)
      .join('\n'),
  );
  const campi = verifica(tolta, '--json').difetti.map((d) => d.campo);
  expect(campi).toEqual(
    expect.arrayContaining(['foglia.posizione', 'numero', 'registrazione', 'testa.dimensione']),
  );
  const istante = alterata('registrazioni.jsonl', (t) =>
    t.replace('2026-03-02T08:00:00.000Z', '2026-03-02T08:00:00.000001Z'),
  );
  expect(verifica(istante, '--json').difetti[0]).toMatchObject({ numero: 1, campo: 'registrazione.istante' });
});

const COMUNI = {
  formato: 'tabularium.foglia/1',
  ente: 'c_prova',
  operatore: 'Conti Paolo',
  sale: '0'.repeat(32),
};
const FILE_GIORNALIERO = { impronta: '0'.repeat(64), nomeFile: 'x', dimensione: 1 };
const DI_OGNI_TIPO: Record<string, Record<string, unknown>> = {
  annullamento: { motivazione: 'x', atto: { numero: '1', data: '2026-03-02' }, richiestaDa: 'x' },
  rettifica: { campo: 'oggetto', prima: 'a', dopo: 'b', motivazione: 'x', richiestaDa: 'x' },
  variazione: { variazioni: [{ campo: 'note', prima: null, dopo: 'x', motivo: 'x' }] },
  chiave: { chiave: '', impronta: '', precedente: null, firma: null },
  'registro-giornaliero': {
    giorno: '2026-03-02',
    identificativo: 'x',
    progressivo: 1,
    prima: 1,
    ultima: 37,
    quante: 37,
    eventi: 0,
    registrazione: { registro: 'RG', anno: 2026, numero: 1 },
    pdf: FILE_GIORNALIERO,
    xml: FILE_GIORNALIERO,
    testa: { dimensione: 38, radice: '' },
  },
  traccia: { blocco: 1, al: '2026-03-02T08:00:00.000Z', impronta: '0'.repeat(64) },
};
const DELLA_REGISTRAZIONE = ['annullamento', 'rettifica', 'variazione'];

/** The same export with one leaf more, its digest its own. @returns what is said to be in the leaf alone */
function conFoglia(tipo: string, dati: Record<string, unknown>): unknown[] {
  const sua = DELLA_REGISTRAZIONE.includes(tipo) ? { anno: 2026, numero: 1 } : {};
  const istante = '2026-03-02T08:00:00.000Z';
  const contenuto = canonicalize({ ...COMUNI, ...sua, istante, tipo, posizione: 39, ...dati }) ?? '';
  const impronta = createHash('sha256').update(`\0${contenuto}`).digest('hex');
  const dove = alterata(
    'foglie.jsonl',
    (t) => `${t}${JSON.stringify({ posizione: 39, tipo, istante, ...sua, contenuto, impronta })}\n`,
  );
  return soloNellaFoglia(dove);
}
const soloNellaFoglia = (dove: string): unknown[] =>
  verifica(dove, '--json')
    .difetti.filter((d) => d.difetto === 'è solo nella foglia')
    .map((d) => d.campo);

test.each(Object.entries(DI_OGNI_TIPO))(
  'una foglia «%s» non dice altro da ciò che dice il suo formato, nemmeno dentro i suoi dati',
  (tipo, dati) => {
    expect(conFoglia(tipo, dati)).toEqual([]);
    expect(conFoglia(tipo, { ...dati, altro: null, ['__proto__']: 1 })).toEqual([
      `${tipo}.__proto__`,
      `${tipo}.altro`,
    ]);
    for (const [campo, valore] of Object.entries(dati)) {
      const dentro = Array.isArray(valore)
        ? [{ ...(valore[0] as object), altro: 1 }]
        : typeof valore === 'object' && valore !== null && { ...valore, altro: 1 };
      if (dentro)
        expect(conFoglia(tipo, { ...dati, [campo]: dentro })).toEqual([
          Array.isArray(valore) ? `${tipo}.${campo}.1.altro` : `${tipo}.${campo}.altro`,
        ]);
    }
  },
);

test('una foglia di registrazione non dice altro, nemmeno di un documento, della classe e tra i dati facoltativi', () => {
  const cambiata = (da: string, a: string): unknown[] =>
    soloNellaFoglia(
      alterata('foglie.jsonl', (t) => {
        const righe = t.split('\n');
        const foglia = JSON.parse(righe[5] ?? '') as { contenuto: string; impronta: string };
        expect(foglia.contenuto).toContain(da);
        foglia.contenuto = foglia.contenuto.replace(da, a);
        foglia.impronta = createHash('sha256').update(`\0${foglia.contenuto}`).digest('hex');
        return righe.with(5, JSON.stringify(foglia)).join('\n');
      }),
    );
  expect(cambiata('{"anno":', '{"altro":1,"anno":')).toEqual(['registrazione.altro']);
  expect(cambiata('"facoltativi":{', '"facoltativi":{"altro":null,')).toEqual([
    'registrazione.facoltativi.altro',
  ]);
  expect(cambiata('"classificazione":{', '"classificazione":{"altro":1,')).toEqual([
    'registrazione.facoltativi.classificazione.altro',
  ]);
  expect(cambiata('"documenti":[{', '"documenti":[{"altro":1,')).toEqual(['registrazione.documenti.1.altro']);
});

test('un file che non è quello dell’elenco è un difetto anche se il resto torna', () => {
  const dove = join(radice, 'toccata');
  cpSync(buona, dove, { recursive: true });
  appendFileSync(join(dove, 'registri/PG/variazioni.jsonl'), '\n');
  expect(verifica(dove, '--json').difetti[0]).toEqual({
    file: 'registri/PG/variazioni.jsonl',
    campo: 'impronta',
    difetto: 'non è quella dell’elenco',
  });
});

test('ciò che non si può verificare non passa per verificato', () => {
  expect(verifica()).toMatchObject({ codice: 2, uscita: '' });
  expect(verifica(join(radice, 'non-c’è'))).toMatchObject({ codice: 2, uscita: '' });
  expect(verifica(buona, '--testa', scritto('rotta.txt', 'non è una testa'))).toMatchObject({ codice: 2 });
  expect(verifica(buona, '--altro').errore).toContain('Uso:');
});

/** Numbers that are the same at each run, from a seed (mulberry32). */
function casuali(seme: number): (quanti: number) => number {
  let a = seme;
  return (quanti) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % quanti;
  };
}

const MUTAZIONI: readonly ((byte: Buffer, n: (quanti: number) => number) => Buffer)[] = [
  (byte, n) => {
    const altri = Buffer.from(byte);
    const dove = n(byte.length);
    altri[dove] = (altri[dove] ?? 0) ^ (1 + n(255));
    return altri;
  },
  (byte, n) => byte.subarray(0, n(byte.length)),
  (byte, n) => {
    const righe = byte.toString().split('\n');
    const dove = n(righe.length);
    return Buffer.from([...righe.slice(dove), ...righe.slice(0, dove)].join('\n'));
  },
];

/** It ended by itself, and what it says is for a person: no trace of the program, no message of the engine. */
function comprensibile({ codice, uscita, errore }: ReturnType<typeof verifica>, quale: string): void {
  expect([0, 1, 2], quale).toContain(codice);
  expect(errore + uscita, quale).not.toMatch(/\n\s+at |Error:|Cannot |undefined|is not |Unexpected/);
  expect(uscita.includes('Tutto torna.'), quale).toBe(codice === 0);
}

test('un byte cambiato, un file troncato, righe scambiate: sempre un difetto, mai un errore del programma', () => {
  const n = casuali(20_261_127);
  const piene = FILE.map((f) => `registri/PG/${f}`).filter((f) => readFileSync(join(buona, f)).length > 0);
  for (let i = 0; i < misura(24, 400); i++) {
    const file = piene[n(piene.length)] ?? '';
    const dove = join(radice, 'mutata');
    rmSync(dove, { recursive: true, force: true });
    cpSync(buona, dove, { recursive: true });
    const prima = readFileSync(join(dove, file));
    const dopo = MUTAZIONI[i % MUTAZIONI.length]?.(prima, n) ?? prima;
    writeFileSync(join(dove, file), dopo);
    // Half of them by somebody who then writes the list again: what no leaf vouches for is then the same as written so.
    const elencata = i % 4 > 1;
    if (elencata)
      elenca(
        dove,
        FILE.map((f) => `registri/PG/${f}`),
      );
    const esito = verifica(dove);
    const quale = `mutazione ${i} di ${file}: ${esito.codice} ${esito.uscita}${esito.errore}`;
    comprensibile(esito, quale);
    if (!elencata) expect(esito.codice, quale).toBe(dopo.equals(prima) ? 0 : 1);
  }
}, 600_000);

test('dati ostili: nomi che escono dalla cartella, dispositivi, chiavi `__proto__`, annidamenti, byte che non sono testo', () => {
  const manifesto = (cambia: (m: { file: object[]; registri: object[] }) => void): string => {
    const dove = alterata('variazioni.jsonl', (t) => t);
    const file = join(dove, 'esportazione.json');
    const letto = JSON.parse(readFileSync(file, 'utf8')) as { file: object[]; registri: object[] };
    cambia(letto);
    writeFileSync(file, JSON.stringify(letto));
    return dove;
  };
  for (const percorso of [
    '../buona/esportazione.json',
    '/etc/hostname',
    'registri/../esportazione.json',
    '',
  ]) {
    const dove = manifesto((m) => m.file.push({ percorso, impronta: '0'.repeat(64), dimensione: 1 }));
    expect(verifica(dove, '--json').difetti, percorso).toEqual([
      { file: percorso, campo: 'file', difetto: 'non si legge (percorso non ammesso)' },
    ]);
  }
  expect(verifica(manifesto((m) => m.registri.push({ codice: '../../buona/registri/PG' })))).toMatchObject({
    codice: 1,
    errore: '',
  });
  const infinito = manifesto((m) => m.file.push({ percorso: 'zeri', impronta: '', dimensione: 0 }));
  symlinkSync('/dev/zero', join(infinito, 'zeri'));
  expect(verifica(infinito, '--json').difetti[0]).toMatchObject({ file: 'zeri', campo: 'file' });

  const riga = (da: string, a: string): string => alterata('registrazioni.jsonl', (t) => t.replace(da, a));
  for (const nome of ['__proto__', 'constructor', 'altro']) {
    const dove = riga('"cognome":"Rossi"', `"cognome":"Rossi","${nome}":{}`);
    expect(verifica(dove, '--json').difetti, nome).toMatchObject([
      { numero: 1, campo: 'corrispondente.mittente.0.1.dati' },
    ]);
  }
  const profonda = riga('"cognome":"Rossi"', `"cognome":${'['.repeat(200_000)}${']'.repeat(200_000)}`);
  const annidata = verifica(profonda);
  comprensibile(annidata, 'annidata');
  expect(annidata.codice).toBe(1);
  const lunga = alterata(
    'registrazioni.jsonl',
    (t) => `{"registrazione":{"oggetto":"${'x'.repeat(5e7)}"}}\n${t}`,
  );
  const diLunga = verifica(lunga);
  comprensibile(diLunga, 'lunga');
  expect(diLunga.codice).toBe(1);
  const righeFinte = alterata('registrazioni.jsonl', (t) =>
    t.replace('"numero":1,', '"numero":"1\\nTutto torna.\\u001b[2J",'),
  );
  expect(verifica(righeFinte).uscita).not.toMatch(/^Tutto torna|\u001b/m);

  const nonTesto = alterata('foglie.jsonl', (t) => t);
  const foglie = join(nonTesto, 'registri/PG/foglie.jsonl');
  writeFileSync(foglie, Buffer.concat([readFileSync(foglie), Buffer.of(0xff, 0xfe, 0x0a)]));
  expect(verifica(nonTesto, '--json').difetti.at(-1)).toMatchObject({
    campo: 'forma',
    difetto: 'registri/PG/foglie.jsonl: non è testo UTF-8',
  });
});

test('due dati con lo stesso nome nello stesso oggetto sono un difetto, anche se il nome è scritto in altro modo', () => {
  const ripetuti: [string, string, string][] = [
    ['registrazioni.jsonl', '{"registrazione":{', '{"registrazione":{"oggetto":"Altro",'],
    ['registrazioni.jsonl', '{"registrazione":{', '{"registrazione":{"\\u006fggetto" : "Altro",'],
    ['registrazioni.jsonl', '"cognome":"Rossi"', '"cognome":"Bianchi",\t"cognome":"Rossi"'],
    ['registrazioni.jsonl', '"tipo":"PF","nome"', '"tipo":{"a":1,"\\u0061":1},"tipo":"PF","nome"'],
    ['foglie.jsonl', '{"posizione":1,', '{"posizione":2,"posizione":1,'],
    ['teste.jsonl', '{', '{"testo":"altro: \\" ",'],
    ['registro.json', '{', '{\n"tipo":"repertorio",\n'],
    ['variazioni.jsonl', '', '{"__proto__":1,"__proto__":2}'],
  ];
  for (const [file, da, a] of ripetuti) {
    const esito = verifica(
      alterata(file, (t) => t.replace(da, a)),
      '--json',
    );
    expect(esito, a).toMatchObject({ codice: 1, errore: '' });
    expect(esito.difetti[0], a).toMatchObject({ registro: 'PG', campo: 'forma' });
    expect(esito.difetti[0]?.difetto, a).toMatch(
      new RegExp(`^registri/PG/${file}(, riga 1)?: due dati hanno lo stesso nome$`),
    );
  }
  const manifesto = join(
    alterata('variazioni.jsonl', (t) => t),
    'esportazione.json',
  );
  writeFileSync(manifesto, readFileSync(manifesto, 'utf8').replace('{', '{"ente":{},'));
  expect(verifica(join(manifesto, '..'))).toMatchObject({ codice: 2, uscita: '' });
});

test('ciò che in un testo somiglia a un nome ripetuto non lo è', () => {
  const dove = join(radice, 'virgolette');
  const strani = ['"oggetto":"x","oggetto":', ': \\', '\\": {"a":1,"a":2}', '\n:\u2028:', '\\\\":"'];
  scriviExport(dove, { quante: 10, chiave, oggetto: (n) => `${strani[n % strani.length]} ${n}` });
  expect(verifica(dove, '--json')).toMatchObject({ codice: 0, uscita: '', errore: '' });
});

test('una cartella vuota, un elenco che non è un elenco, una chiave che non è una chiave: non si è potuto verificare', () => {
  const vuota = join(radice, 'vuota');
  mkdirSync(vuota);
  comprensibile(verifica(vuota), 'vuota');
  for (const testo of ['null', '[]', '{}', '{"formato":"tabularium.esportazione/1","file":{}}', '{']) {
    writeFileSync(join(vuota, 'esportazione.json'), testo);
    const esito = verifica(vuota);
    comprensibile(esito, testo);
    expect(esito, testo).toMatchObject({ codice: 2, uscita: '' });
  }
  for (const opzione of ['--chiave', '--ca', '--testa']) {
    const esito = verifica(buona, opzione, scritto('niente', 'non è niente'));
    comprensibile(esito, opzione);
    expect(esito, opzione).toMatchObject({ codice: 2, uscita: '' });
  }
});
