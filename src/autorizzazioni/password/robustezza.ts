import { Rifiuto } from '#platform/http';
import { file, paroleComuni } from './parole-comuni.ts';

export const LUNGHEZZA_MINIMA = 12;
/** Long enough for any passphrase, short enough that hashing it costs no more than any other. */
export const LUNGHEZZA_MASSIMA = 200;
/** Characters that must be left once what anybody would try first is taken away. */
const RESTO_MINIMO = 6;

/** What somebody who knows the person would try. */
export type PersonaNota = { nomeUtente: string; nome: string; cognome: string; ente?: string };

/** Why a password will not do; `codice` is stable, `dettaglio` Italian, for the person who is choosing it. */
export type Debolezza = { codice: string; dettaglio: string };

/**
 * What is wrong with a password somebody chose, or undefined. Length counts most; capitals, digits and signs are not asked for,
 * because they make passwords that are hard to remember and easy to guess (NIST SP 800-63B §5.1.1.2).
 */
export function debolezza(password: string, chi?: PersonaNota): Debolezza | undefined {
  const caratteri = [...password.normalize('NFC')].length;
  if (caratteri < LUNGHEZZA_MINIMA)
    return {
      codice: 'password.troppo-corta',
      dettaglio: `La password deve avere almeno ${LUNGHEZZA_MINIMA} caratteri.`,
    };
  if (caratteri > LUNGHEZZA_MASSIMA)
    return {
      codice: 'password.troppo-lunga',
      dettaglio: `La password può avere al massimo ${LUNGHEZZA_MASSIMA} caratteri.`,
    };
  const { resto, trovate } = senzaOvvieta(password, chi);
  if (resto.length >= RESTO_MINIMO && new Set(resto).size >= 5) return undefined;
  return {
    codice: 'password.indovinabile',
    dettaglio: `La password si indovina: ${
      trovate.length > 0
        ? `a parte ${trovate.map((t) => `«${t}»`).join(', ')} resta troppo poco`
        : 'ripete troppo pochi caratteri'
    }. Aggiungere parole che non c’entrano con la persona né con l’ente.`,
  };
}

/**
 * Refuses a password that is too weak.
 *
 * @throws Rifiuto `password.troppo-corta`, `password.troppo-lunga`, `password.indovinabile`
 */
export function verificaPassword(password: string, chi?: PersonaNota, campo = 'password'): void {
  const debole = debolezza(password, chi);
  if (debole) throw new Rifiuto({ ...debole, categoria: 'nonValido', campo });
}

/** Signs that stand for the letter they look like. */
const SOSTITUITE: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** A password without years, rows of keys, repetitions, common words and what concerns the person; and what was found. */
function senzaOvvieta(password: string, chi: PersonaNota | undefined): { resto: string; trovate: string[] } {
  const trovate: string[] = [];
  const togli = (testo: string, pezzo: string | RegExp): string =>
    testo.replaceAll(pezzo, (trovato) => {
      if (trovate.length < 4 && !trovate.includes(trovato)) trovate.push(trovato);
      return ' ';
    });
  let testo = lettere(password);
  testo = togli(testo, /(?:19|20)\d\d/g);
  testo = togli(testo, /(.)\1{2,}/g);
  for (const sequenza of sequenze(testo)) testo = togli(testo, sequenza);
  const parole = [...parolePersonali(chi), ...paroleComuni].sort((a, b) => b.length - a.length);
  for (const parola of parole) testo = togli(testo, parola);
  testo = testo.replace(/[0134578@$!]/g, (segno) => SOSTITUITE[segno] ?? segno);
  for (const parola of parole) testo = togli(testo, parola);
  return { resto: testo.replace(/[^a-z0-9]/g, ''), trovate };
}

const lettere = (testo: string): string => testo.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Stretches of four or more neighbouring keys. */
function sequenze(testo: string): string[] {
  const trovate: string[] = [];
  for (let i = 0; i + 4 <= testo.length; i++) {
    const riga = file.find((f) => f.includes(testo.slice(i, i + 4)));
    if (riga === undefined) continue;
    let fine = i + 4;
    while (fine < testo.length && riga.includes(testo.slice(i, fine + 1))) fine++;
    trovate.push(testo.slice(i, fine));
    i = fine - 1;
  }
  return trovate;
}

function parolePersonali(chi: PersonaNota | undefined): string[] {
  if (!chi) return [];
  const date = [
    chi.nomeUtente,
    ...`${chi.nome} ${chi.cognome} ${chi.ente ?? ''} ${chi.nomeUtente}`.split(/[^\p{L}\p{N}]+/u),
  ];
  return [...new Set(date.map(lettere))].filter((parola) => parola.length >= 3);
}
