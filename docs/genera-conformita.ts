// Writes docs/conformita.md: each requirement of the catalogue with the tests that prove it. The link between the two is
// the test's title: the IDs it opens with are the rows it proves whole.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

/** A row of docs/requisiti/catalogo.json. */
export interface Requisito {
  id: string;
  sezione: string;
  requisito: string;
  tipo: string;
  verifica: string;
  priorita: 'core' | 'important' | 'extra';
}

/** A test as its source shows it: the IDs that open the title, the title, the file relative to the root. */
export interface Prova {
  id: string[];
  titolo: string;
  file: string;
}

const RADICE = join(import.meta.dirname, '..');
const PREFISSO = /^((?:RN|CORI|PISA|BES|ASM)-[0-9A-Za-z.-]*[0-9A-Za-z])(?=[\s,;:]|$)[\s,;:]*/;
const PRIORITA = ['core', 'important', 'extra'] as const;

/** The IDs a title opens with: `RN-56.4, PISA-2 l'etichetta …` gives both; an ID further on gives nothing. */
export function idDelTitolo(titolo: string): string[] {
  const id: string[] = [];
  for (let resto = titolo, trovato = PREFISSO.exec(resto); trovato; trovato = PREFISSO.exec(resto)) {
    id.push(trovato[1] ?? '');
    resto = resto.slice(trovato[0].length);
  }
  return id;
}

/** The tests of one source file that open with an ID. Titles made at run time cannot be seen, and do not count. */
export function proveNel(file: string, sorgente: string): Prova[] {
  const prove: Prova[] = [];
  const visita = (nodo: ts.Node): void => {
    if (ts.isCallExpression(nodo) && ['test', 'it'].includes(radice(nodo.expression))) {
      const titolo = nodo.arguments[0];
      if (titolo && ts.isStringLiteralLike(titolo)) {
        const id = idDelTitolo(titolo.text);
        if (id.length > 0) prove.push({ id, titolo: titolo.text, file });
      }
    }
    ts.forEachChild(nodo, visita);
  };
  const tipo = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  visita(ts.createSourceFile(file, sorgente, ts.ScriptTarget.Latest, false, tipo));
  return prove;
}

/** `test`, `test.concurrent`, `test.skipIf(…)` and `test.each(…)` are all rooted in `test`. */
function radice(espressione: ts.Expression): string {
  if (ts.isIdentifier(espressione)) return espressione.text;
  if (ts.isPropertyAccessExpression(espressione) || ts.isCallExpression(espressione))
    return radice(espressione.expression);
  return '';
}

/**
 * The page in Markdown.
 * @throws Error that lists every ID named by a test and present in no row.
 */
export function componi(requisiti: Requisito[], prove: Prova[]): string {
  const perRiga = new Map(requisiti.map((riga) => [riga.id, [] as Prova[]]));
  const ignoti: string[] = [];
  for (const prova of prove) {
    for (const id of prova.id) {
      const riga = perRiga.get(id);
      if (riga) riga.push(prova);
      else ignoti.push(`${id} (${prova.file}: «${prova.titolo}»)`);
    }
  }
  if (ignoti.length > 0) throw new Error(`Requisiti in nessuna riga del catalogo:\n${ignoti.join('\n')}`);

  const provato = (riga: Requisito): boolean => (perRiga.get(riga.id)?.length ?? 0) > 0;
  const conteggi = PRIORITA.map((priorita) => {
    const righe = requisiti.filter((riga) => riga.priorita === priorita);
    return `| ${priorita} | ${righe.filter(provato).length} | ${righe.length} |`;
  });
  const sezioni = [...new Set(requisiti.map((riga) => riga.sezione))].map((sezione) => {
    const righe = requisiti.filter((riga) => riga.sezione === sezione);
    return [
      `## ${sezione}`,
      '',
      '| ID | Requisito | Priorità | Prova | Stato |',
      '|---|---|---|---|---|',
      ...righe.map((riga) => {
        const celle = (perRiga.get(riga.id) ?? []).map(
          ({ titolo, file }) => `${inCella(titolo)} ([${file.split('/').at(-1)}](../${file}))`,
        );
        const stato = provato(riga) ? 'provato' : 'in attesa';
        return `| ${riga.id} | ${inCella(riga.requisito)} | ${riga.priorita} | ${celle.join('<br>')} | ${stato} |`;
      }),
      '',
    ].join('\n');
  });
  return [
    '# Conformità',
    '',
    'Generato da `npm run docs` dai titoli delle prove e da `docs/requisiti/catalogo.json`: non si modifica a mano.',
    'Una riga è **provata** quando il titolo di una prova si apre con il suo ID; le prove girano tutte in `npm test`.',
    '',
    '| Priorità | Provati | Requisiti |',
    '|---|---|---|',
    ...conteggi,
    `| **tutti** | **${requisiti.filter(provato).length}** | **${requisiti.length}** |`,
    '',
    ...sezioni,
  ].join('\n');
}

function inCella(testo: string): string {
  return testo.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const catalogo = JSON.parse(readFileSync(join(RADICE, 'docs/requisiti/catalogo.json'), 'utf8')) as {
    requisiti: Requisito[];
  };
  const file = globSync('{src,test,docs}/**/*.test.{ts,tsx}', { cwd: RADICE }).sort();
  const prove = file.flatMap((nome) => proveNel(nome, readFileSync(join(RADICE, nome), 'utf8')));
  writeFileSync(join(RADICE, 'docs/conformita.md'), componi(catalogo.requisiti, prove));
}
