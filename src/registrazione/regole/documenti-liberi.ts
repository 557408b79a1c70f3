import { numeroASetteCifre } from '#segnatura';
import type { Bozza, Regola } from '../bozza.ts';
import { conflitto, nonValido } from '../registrazione.errors.ts';

/** Every file named in the request exists, once, and bears no number yet (RN-12.3b, RN-52.3-2, RN-52.5). */
export const documentiLiberi: Regola = (bozza, { fatti }) => {
  const usati = new Set<string>();
  const prendi = (id: string, campo: string): NonNullable<Bozza['documenti'][number]['documento']> => {
    const trovato = fatti.documenti.find((d) => d.id === id.toLowerCase());
    if (!trovato)
      throw nonValido(
        'documento-sconosciuto',
        campo,
        'Il documento non è stato caricato, o il caricamento è scaduto: caricarlo di nuovo.',
      );
    if (usati.has(trovato.id))
      throw nonValido('documento-ripetuto', campo, `Il file «${trovato.nomeFile}» compare due volte.`);
    if (trovato.registrato) {
      const { anno, numero } = trovato.registrato;
      throw conflitto(
        'documento-gia-registrato',
        `Il documento «${trovato.nomeFile}» è già registrato con il numero ${numeroASetteCifre(numero)} del ${anno}.`,
        { anno, numero: numeroASetteCifre(numero) },
      );
    }
    usati.add(trovato.id);
    const { registrato: _, ...documento } = trovato;
    return documento;
  };

  const { documentoPrincipale, allegati = [] } = bozza.richiesta;
  if (documentoPrincipale)
    bozza.documenti.push({ documento: prendi(documentoPrincipale, 'documentoPrincipale') });
  for (const [i, allegato] of allegati.entries()) {
    const voce = typeof allegato === 'string' ? { documento: allegato } : allegato;
    if (!voce.documento && !voce.descrizione)
      throw nonValido('allegato-vuoto', `allegati.${i}`, 'Un allegato di carta va almeno descritto.');
    bozza.documenti.push({
      ...voce,
      documento: voce.documento ? prendi(voce.documento, `allegati.${i}`) : undefined,
    });
  }
};
