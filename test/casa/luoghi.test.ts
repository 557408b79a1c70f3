import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';

test('nessun file nomina la cartella di questa macchina, né l’indirizzo da cui sono stati presi i pacchetti', () => {
  const file = globSync(['*', '.{ci,dep*,git*,npm*,pre*}', '{.ci,bench,db,docs,src,test}/**/*']).filter(
    (nome) => statSync(nome).isFile() && !nome.endsWith('.log'),
  );
  const registro = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
  const vietati = [`${process.cwd()}/`, new URL(registro).host];
  const trovati = file.filter((nome) => {
    const testo = readFileSync(nome, 'latin1');
    return vietati.some((vietato) => testo.includes(vietato));
  });
  expect(file).toEqual(expect.arrayContaining(['package-lock.json', '.ci/run', '.dependency-cruiser.cjs']));
  expect(trovati).toEqual([]);
});
