import type { Bozza, Regola } from '../bozza.ts';
import { giaRegistrato, nonValido } from '../registrazione.errors.ts';

/**
 * Every file named in the request exists, once, and bears no number yet in a register of this kind (RN-12.3b, RN-52.3-2,
 * RN-52.5). One of the other kind is for `unaSolaRegistrazione`.
 */
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
    const gia = trovato.registrazioni.find((r) => r.tipo === fatti.registro.tipo);
    if (gia) throw giaRegistrato('documento-gia-registrato', `Il documento «${trovato.nomeFile}»`, gia);
    usati.add(trovato.id);
    const { registrazioni: _registrazioni, gemelli: _gemelli, ...documento } = trovato;
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
