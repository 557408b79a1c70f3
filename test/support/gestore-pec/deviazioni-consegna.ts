import {
  bustaDiAnomalia,
  leggiInvio,
  preavvisoErroreConsegna,
  type Consegna,
  type Instradato,
} from '#gestore-pec';
import { type Guasti } from './guasti.ts';
import { ricevutaFalsa } from './ricevuta-falsa.ts';

/** What arrives is well written, but not when, how often, or what it should be. */
export type DeviazioneConsegna = {
  dove: 'consegna';
  descrizione: string;
  trasforma: Guasti['trasforma'];
};

const deviazione = (descrizione: string, trasforma: Guasti['trasforma']): DeviazioneConsegna => ({
  dove: 'consegna',
  descrizione,
  trasforma,
});

const perMittente = ({ spedizione }: Instradato, c: Consegna): boolean => c.a === spedizione.invio.mittente;

/**
 * What goes to the sender in another order, e.g. `[1, 0]` for the delivery before the acceptance; the rest stays. Indexes that
 * are not there are passed over.
 */
export function permuta(ordine: number[]): Guasti['trasforma'] {
  return (fatto) => {
    const ricevute = fatto.consegne.filter((c) => perMittente(fatto, c));
    const altre = fatto.consegne.filter((c) => !perMittente(fatto, c));
    return [...altre, ...ordine.flatMap((i) => ricevute[i] ?? [])];
  };
}

export const DEVIAZIONI_CONSEGNA = {
  'ricevute-doppie': deviazione('Ogni messaggio arriva due volte', ({ consegne }) =>
    consegne.flatMap((c) => [c, c]),
  ),
  'ricevute-doppie-in-coda': deviazione('Tutto arriva, e poi arriva di nuovo tutto', ({ consegne }) => [
    ...consegne,
    ...consegne,
  ]),
  'consegna-prima': deviazione('Le ricevute di consegna arrivano prima dell’accettazione', (fatto) => {
    const ultime = fatto.consegne.filter((c) => c.tipo === 'accettazione');
    return [...fatto.consegne.filter((c) => c.tipo !== 'accettazione'), ...ultime];
  }),
  'ordine-inverso': deviazione('Tutto arriva nell’ordine contrario', ({ consegne }) => consegne.toReversed()),
  'accettazione-perduta': deviazione('L’accettazione non arriva mai', ({ consegne }) =>
    consegne.filter((c) => c.tipo !== 'accettazione'),
  ),
  'consegna-perduta': deviazione('Le ricevute di consegna non arrivano mai', ({ consegne }) =>
    consegne.filter((c) => c.tipo !== 'avvenuta-consegna'),
  ),
  'preavviso-poi-consegna': deviazione(
    'Prima il preavviso di mancata consegna, poi la consegna',
    async ({ consegne, spedizione }) => {
      const tutte = consegne.map(async (c): Promise<Consegna[]> => {
        if (c.tipo !== 'avvenuta-consegna' || c.destinatario === undefined) return [c];
        const adesso = spedizione.gestore.orologio.adesso();
        const byte = await preavvisoErroreConsegna(spedizione, adesso, c.destinatario, 12);
        return [{ ...c, tipo: 'preavviso-errore-consegna', byte }, c];
      });
      return (await Promise.all(tutte)).flat();
    },
  ),
  'presa-in-carico-al-mittente': deviazione(
    'La presa in carico, che è per i gestori, finisce nella casella del mittente',
    ({ consegne, spedizione }) =>
      consegne.map((c) => (c.tipo === 'presa-in-carico' ? { ...c, a: spedizione.invio.mittente } : c)),
  ),
  'ricevuta-falsa': deviazione(
    'Al posto della ricevuta di consegna, una PEC del destinatario con dentro una ricevuta contraffatta',
    async (fatto, gestore) => {
      const tutte = fatto.consegne.map(async (c): Promise<Consegna> => {
        if (c.tipo !== 'avvenuta-consegna' || c.destinatario === undefined) return c;
        return { ...c, tipo: 'posta-certificata', byte: await ricevutaFalsa(fatto, gestore, c.destinatario) };
      });
      return Promise.all(tutte);
    },
  ),
  'busta-in-anomalia': deviazione(
    'La busta di trasporto arriva guasta, e il gestore la consegna in una busta di anomalia',
    async ({ consegne, spedizione }, gestore) => {
      const motivo = 'la firma del messaggio non è valida';
      const tutte = consegne.map(async (c): Promise<Consegna[]> => {
        if (c.tipo === 'avvenuta-consegna') return [];
        if (c.tipo !== 'posta-certificata') return [c];
        const ricevuto = leggiInvio({ da: spedizione.invio.mittente, a: [c.a], byte: c.byte });
        const byte = await bustaDiAnomalia(gestore, ricevuto, gestore.orologio.adesso(), motivo);
        return [{ ...c, tipo: 'anomalia', byte }];
      });
      return (await Promise.all(tutte)).flat();
    },
  ),
  'posta-ordinaria': deviazione(
    'Chi scrive non ha una PEC: arriva una busta di anomalia',
    async (fatto, gestore) => {
      const adesso = gestore.orologio.adesso();
      const byte = await bustaDiAnomalia(gestore, fatto.spedizione.invio, adesso);
      return aiDestinatari(fatto, byte);
    },
  ),
  'posta-ordinaria-nuda': deviazione(
    'Chi scrive non ha una PEC, e il messaggio arriva senza busta',
    (fatto) => aiDestinatari(fatto, fatto.spedizione.invio.byte),
  ),
} satisfies Record<string, DeviazioneConsegna>;

function aiDestinatari({ spedizione }: Instradato, byte: Buffer): Consegna[] {
  return spedizione.destinatari.map(({ indirizzo: a }) => ({ a, tipo: 'anomalia', byte }));
}
