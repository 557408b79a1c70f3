import { dataItaliana, giornoDiRoma } from '#platform/clock';
import { numeroASetteCifre } from '#segnatura';
import type { Regola } from '../bozza.ts';
import { nonValido } from '../registrazione.errors.ts';
import { stessaRegistrazione } from '../stessa-registrazione.ts';

/** A digital copy of paper already registered gets its own number and says where the paper is (RN-61.1, RN-61.1-2, AMB-05). */
export const copiaDiCartaceo: Regola = (bozza, { fatti }) => {
  const { copiaDi, flusso, supporto } = bozza.richiesta;
  if (!copiaDi) return;
  if (flusso !== 'E')
    throw nonValido(
      'copia-solo-arrivo',
      'copiaDi',
      'Solo un documento in arrivo può essere copia di un cartaceo già pervenuto.',
    );
  if (supporto === 'analogico')
    throw nonValido(
      'copia-non-digitale',
      'copiaDi',
      'La copia di un cartaceo già registrato è un documento digitale.',
    );
  const cartaceo = fatti.riferimenti.find((r) =>
    stessaRegistrazione(r, { registro: fatti.registro.codice, ...copiaDi }),
  );
  if (!cartaceo)
    throw nonValido(
      'copia-senza-originale',
      'copiaDi',
      `La registrazione ${copiaDi.numero}/${copiaDi.anno} non esiste.`,
    );
  if (cartaceo.supporto !== 'analogico') {
    throw nonValido(
      'copia-di-digitale',
      'copiaDi',
      `La registrazione ${copiaDi.numero}/${copiaDi.anno} non è di un documento cartaceo.`,
    );
  }
  const data = dataItaliana(giornoDiRoma(new Date(cartaceo.istante)));
  bozza.diciture.push(
    `ARRIVATO CARTACEO E PROTOCOLLATO IN DATA ${data} AL N. ${numeroASetteCifre(cartaceo.numero)}`,
  );
  bozza.collegamenti.push({ tipo: 'copia-di-cartaceo', altra: cartaceo });
};
