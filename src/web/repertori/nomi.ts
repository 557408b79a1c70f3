import type { Originale } from '../registrazione/tipi.ts';
import type { Repertorio, TipoCriterio } from './tipi.ts';

export const nomeNumerazione: Record<Repertorio['numerazione'], string> = {
  annuale: 'Annuale',
  continua: 'Continua',
};

export const nomeDove: Record<Originale['dove'], string> = {
  repertorio: 'Nel repertorio',
  fascicolo: 'Nel fascicolo',
  altro: 'Altrove',
};

export const nomeTipoCriterio: Record<TipoCriterio, string> = {
  natura: 'Natura dei documenti',
  forma: 'Forma dei documenti',
  materia: 'Materia trattata',
  affare: 'Affare',
  procedimento: 'Procedimento',
};
