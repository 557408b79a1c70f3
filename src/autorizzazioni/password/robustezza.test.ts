import { expect, test } from 'vitest';
import { debolezza } from './robustezza.ts';
import { parolaPronunciabile } from './parola-pronunciabile.ts';

const CHI = { nomeUtente: 'a.derossi', nome: 'Anna', cognome: 'De Rossi', ente: 'Comune di Montelupo' };

test.each([
  ['corta', 'Xk7#pQ'],
  ['undici caratteri', 'trovarsi su'],
  ['una parola comune con l’anno', 'Password2026!'],
  ['la stessa con i segni che somigliano alle lettere', 'P@ssw0rd2026!'],
  ['due parole comuni', 'juventus forza 1'],
  ['tasti vicini', 'qwertyuiop1234567'],
  ['tasti vicini in diagonale', '1qaz2wsx3edc'],
  ['l’alfabeto', 'abcdefghijklmnop'],
  ['un solo tasto', 'aaaaaaaaaaaaaaaaaaaa'],
  ['due tasti', 'abababababababab'],
  ['il proprio nome', 'AnnaDeRossi1980'],
  ['il nome utente', 'a.derossi.a.derossi'],
  ['il nome dell’ente', 'ComunediMontelupo25'],
  ['mese e anno', 'novembre-2026-novembre'],
  ['accenti che non cambiano nulla', 'Pàsswòrd Bènvenùto 1'],
])('non va bene: %s', (_, password) => {
  expect(debolezza(password, CHI)).toBeDefined();
});

test.each([
  'cavallo batteria graffetta',
  'mora-litu-veso-panu',
  'il treno delle sette parte sempre',
  'Xk7#pQ9!mZ2$wL',
  'àèìòù perché così è più',
  'una frase con 2026 dentro va bene',
])('va bene: %s', (password) => {
  expect(debolezza(password, CHI)).toBeUndefined();
});

test('si può usare ogni carattere, spazi ed emoji compresi, fino a duecento', () => {
  expect(debolezza('zucca 🎃 fumo 🚂 tela')).toBeUndefined();
  const lunga = 'prosciugare '.repeat(20);
  expect(debolezza(lunga.slice(0, 200))).toBeUndefined();
  expect(debolezza(lunga.slice(0, 201))?.codice).toBe('password.troppo-lunga');
});

test('il motivo dice che cosa si indovina e che cosa fare', () => {
  expect(debolezza('Anna password 2026', CHI)?.dettaglio).toBe(
    'La password si indovina: a parte «2026», «password», «anna» resta troppo poco. Aggiungere parole che non c’entrano con la persona né con l’ente.',
  );
});

test('giudicare un testo ostile lunghissimo non costa nulla di più', () => {
  for (const testo of ['qwerty'.repeat(40), 'a1'.repeat(500), 'password'.repeat(100), '🎃'.repeat(1000)])
    expect(debolezza(testo, CHI)).toBeDefined();
});

test('le password iniziali sono tutte diverse e lunghe abbastanza', () => {
  const generate = Array.from({ length: 200 }, parolaPronunciabile);
  expect(new Set(generate).size).toBe(200);
  expect(generate.every((p) => p.length >= 19)).toBe(true);
});
