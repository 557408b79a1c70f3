import { indirizzoPosta } from '#platform/mail';
import { nonValido } from '../pec.errors.ts';
import type { Politica } from './caselle.schema.ts';
import { politicaDi } from './politica.ts';

/** A notice that does not say where to write is none (BES-9). @throws Rifiuto `pec.avviso-senza-indirizzo` */
export function verificaPolitica(scritta: Partial<Politica>): void {
  const { avvisoPostaOrdinaria, indirizzoOrdinario, testoAvviso } = politicaDi(scritta);
  if (!avvisoPostaOrdinaria) return;
  if (!indirizzoPosta(indirizzoOrdinario))
    throw nonValido(
      'avviso-senza-indirizzo',
      'politica.indirizzoOrdinario',
      'Per rispondere a chi scrive da posta ordinaria occorre l’indirizzo ordinario del protocollo.',
    );
  if (!testoAvviso.includes('{indirizzo}'))
    throw nonValido(
      'avviso-senza-indirizzo',
      'politica.testoAvviso',
      'Nel testo manca {indirizzo}: è lì che si dice a chi scrivere.',
    );
}
