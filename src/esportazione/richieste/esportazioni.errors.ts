import { Rifiuto, type Categoria } from '#platform/http';

const rifiuto = (codice: string, categoria: Categoria, dettaglio: string, campo?: string): Rifiuto =>
  new Rifiuto({
    codice: `esportazioni.${codice}`,
    categoria,
    dettaglio,
    ...(campo !== undefined && { campo }),
  });

export const nonTrovata = (): Rifiuto => rifiuto('non-trovata', 'nonTrovato', 'L’esportazione non esiste.');
export const nessuna = (): Rifiuto =>
  rifiuto('nessuna', 'nonTrovato', 'Non c’è alcuna esportazione pronta che si possa leggere.');
export const fileNonTrovato = (): Rifiuto =>
  rifiuto('file-non-trovato', 'nonTrovato', 'Il file non è fra quelli dell’esportazione.');
export const inCorso = (): Rifiuto =>
  rifiuto('in-corso', 'conflitto', 'Un’altra esportazione è in corso: se ne prepara una alla volta.');
export const nonInCorso = (): Rifiuto =>
  rifiuto('non-in-corso', 'conflitto', 'L’esportazione non è in corso: non c’è nulla da interrompere.');
export const nonPronta = (): Rifiuto =>
  rifiuto('non-pronta', 'conflitto', 'L’esportazione non è pronta, o i suoi file sono stati eliminati.');
export const annoVuoto = (anno: number): Rifiuto =>
  rifiuto('anno-vuoto', 'nonValido', `Nel ${anno} non c’è alcuna registrazione.`, 'anno');
export const senzaSpazio = (servono: number, liberi: number): Rifiuto =>
  rifiuto(
    'spazio',
    'conflitto',
    `Sul disco non c’è posto: servono circa ${inMegabyte(servono)} MB, sono liberi ${inMegabyte(liberi)} MB.`,
  );

const inMegabyte = (byte: number): string => Math.ceil(byte / 1e6).toLocaleString('it-IT');
