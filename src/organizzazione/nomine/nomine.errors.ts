import { Rifiuto, type Categoria } from '#platform/http';
import type { Nomina, RuoloNomina } from './nomine.schema.ts';

const rifiuto = (codice: string, categoria: Categoria, dettaglio: string, campo?: string): Rifiuto =>
  new Rifiuto({ codice: `nomina.${codice}`, categoria, dettaglio, ...(campo !== undefined && { campo }) });

export const nomi: Record<RuoloNomina, string> = {
  rsp: 'responsabile del servizio protocollo',
  'vicario-rsp': 'vicario del responsabile',
  'responsabile-conservazione': 'responsabile della conservazione',
  segretario: 'Segretario',
};

export const nonTrovata = (): Rifiuto => rifiuto('non-trovata', 'nonTrovato', 'La nomina non esiste.');
export const utenteSconosciuto = (): Rifiuto =>
  rifiuto('utente', 'nonValido', 'La persona indicata non esiste, o non è più attiva.', 'utente');
export const seStesso = (): Rifiuto =>
  rifiuto('se-stesso', 'nonAmmesso', 'Nessuno nomina sé stesso: l’atto lo registra un altro.', 'utente');
export const periodo = (): Rifiuto =>
  rifiuto('periodo', 'nonValido', 'La nomina finirebbe prima di cominciare.', 'al');
export const decorrenza = (): Rifiuto =>
  rifiuto(
    'decorrenza',
    'nonValido',
    'La decorrenza è da oggi in poi: chi era in carica nei giorni passati resta quello che era.',
    'dal',
  );
export const senzaTermine = (): Rifiuto =>
  rifiuto(
    'senza-termine',
    'nonValido',
    'Il responsabile del servizio resta finché un altro gli succede: il servizio non resta mai senza (RN-2.1g).',
    'al',
  );
export const nonInCorso = (): Rifiuto =>
  rifiuto('non-in-corso', 'conflitto', 'La nomina è già finita, o finisce già in un giorno fissato.');
export const giaInVigore = (): Rifiuto =>
  rifiuto('gia-in-vigore', 'conflitto', 'La nomina ha già avuto effetto: non si ritira, si fa cessare.');
export const vicarioDiSeStesso = (): Rifiuto =>
  rifiuto('vicario', 'nonValido', 'Il responsabile e il suo vicario sono due persone.', 'utente');

export function sovrapposta(ruolo: RuoloNomina, altra: Nomina | undefined): Rifiuto {
  const chi = altra ? `: ${altra.utente.cognome} ${altra.utente.nome}` : '';
  return new Rifiuto({
    codice: 'nomina.sovrapposta',
    categoria: 'conflitto',
    dettaglio: `In quei giorni c’è già un ${nomi[ruolo]}${chi}. Ce n’è sempre uno solo.`,
    campo: 'dal',
    ...(altra && { dati: { nomina: altra.id } }),
  });
}
