import { giornoEOraDi } from '../../platform/date/roma.ts';
import { daRichiesta, versoRichiesta, type Modulo } from '../../registrazione/registra/modulo.ts';
import type { Messaggio, RegistrazioneDaMessaggio } from '../tipi.ts';
import type { Scelte } from './scelta-documenti.ts';

/** The form as the message fills it: who wrote, oggetto, means, and the provider's delivery as date of arrival (RN-23.1). */
export function moduloDaMessaggio(m: Messaggio): Modulo {
  const { proposta } = m;
  const modulo = daRichiesta(
    {
      flusso: 'E',
      supporto: 'digitale',
      oggetto: proposta?.oggetto ?? m.oggetto,
      ...(proposta?.mittente && { mittente: proposta.mittente }),
      ...(proposta?.mezzo !== undefined && { mezzo: proposta.mezzo }),
      ...(proposta?.collegamenti && { collegamenti: proposta.collegamenti }),
    },
    new Date(),
  );
  const arrivo = giornoEOraDi(new Date(proposta?.dataArrivo ?? m.consegnatoIl ?? m.arrivatoIl));
  return { ...modulo, arrivo };
}

/** What is asked of the server. The instant of delivery has seconds: where nobody changed it, the message's own is kept. */
export function versoRegistrazione(m: Messaggio, modulo: Modulo, scelte: Scelte): RegistrazioneDaMessaggio {
  const {
    flusso: _f,
    documentoPrincipale: _d,
    allegati: _a,
    dataArrivo,
    ...dati
  } = versoRichiesta(modulo, []);
  const proposto = moduloDaMessaggio(m).arrivo;
  const toccato = proposto.giorno !== modulo.arrivo.giorno || proposto.ora !== modulo.arrivo.ora;
  return {
    ...(scelte.principale !== undefined && { documentoPrincipale: scelte.principale }),
    allegati: [...scelte.allegati],
    // None is an answer too: what is proposed is taken away here.
    dati: { collegamenti: [], ...dati, ...(toccato && dataArrivo !== undefined && { dataArrivo }) },
  };
}
