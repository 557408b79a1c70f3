import type { Bozza, Circostanze, Regola, RiferimentoTrovato } from '../bozza.ts';
import { giaRegistrato, nonValido } from '../registrazione.errors.ts';
import { stessaRegistrazione } from '../stessa-registrazione.ts';

export const REGISTRAZIONE_PARTICOLARE = 'registrazione-particolare';

/** The other registration that the request itself says is of the same document: of paper there is nothing else to see it by. */
function dichiarata({ richiesta }: Bozza, { fatti }: Circostanze): RiferimentoTrovato[] {
  const { giaRegistrato: gia } = richiesta;
  if (!gia) return [];
  const altra = fatti.riferimenti.find((r) => stessaRegistrazione(r, gia));
  if (!altra)
    throw nonValido(
      'gia-registrato-inesistente',
      'giaRegistrato',
      `La registrazione ${gia.registro} ${gia.numero}/${gia.anno} non esiste.`,
    );
  if (altra.tipo === fatti.registro.tipo)
    throw giaRegistrato('documento-gia-registrato', 'Il documento', altra);
  return [altra];
}

/**
 * What is recorded in a repertorio is not registered in the protocollo too, nor the other way round (RN-39.1-3), unless it
 * arrived by raccomandata (RN-64.1): then it has both numbers, and the two registrations know of each other (AMB-31). Seen by the
 * file, by the digest of the principal document, or because the operator says so.
 */
export const unaSolaRegistrazione: Regola = (bozza, circostanze) => {
  const { fatti } = circostanze;
  const { richiesta, collegamenti } = bozza;
  const usati = new Set(bozza.documenti.map((d) => d.documento?.id));
  const altre = [
    ...dichiarata(bozza, circostanze),
    ...fatti.documenti.filter((d) => usati.has(d.id)).flatMap((d) => [...d.registrazioni, ...d.gemelli]),
  ];
  const raccomandata = richiesta.flusso === 'E' && richiesta.mezzo === 'raccomandata';
  for (const altra of altre) {
    const ammessa = altra.tipo === 'protocollo' ? altra.raccomandata : raccomandata;
    if (!ammessa) {
      const regola =
        altra.tipo === 'protocollo'
          ? 'Nel repertorio si registra anche ciò che è a protocollo solo se vi è pervenuto per raccomandata'
          : 'A protocollo si registra anche ciò che è in un repertorio solo se perviene per raccomandata';
      throw giaRegistrato(
        altra.tipo === 'protocollo' ? 'gia-a-protocollo' : 'gia-in-repertorio',
        'Il documento',
        altra,
        `${regola} (manuale, artt. 39 e 64).`,
      );
    }
    if (collegamenti.some((c) => c.tipo === REGISTRAZIONE_PARTICOLARE && c.altra.id === altra.id)) continue;
    collegamenti.push({ tipo: REGISTRAZIONE_PARTICOLARE, altra });
  }
};
