import { accettazione } from './accettazione.ts';
import { bustaDiTrasporto } from './busta-di-trasporto.ts';
import { consegna, infetto, type Consegna } from './consegna.ts';
import { controlla } from './controlla.ts';
import { type Destinatario } from './daticert.ts';
import { FORMA, type Forma } from './forma.ts';
import { type Gestore } from './gestore.ts';
import { leggiInvio, type Busta, type Invio } from './invio.ts';
import { type StatoCasella } from './mancanza.ts';
import { nonAccettazione } from './non-accettazione.ts';
import { nonAccettazionePerVirus } from './non-accettazione-virus.ts';
import { presaInCarico } from './presa-in-carico.ts';
import { nuovaSpedizione, type Spedizione } from './spedizione.ts';

export type Rete = {
  /** What becomes of a message to this address. */
  stato: (indirizzo: string) => StatoCasella;
  /** The virus in these bytes, and which of the two providers sees it. */
  virus?: (byte: Buffer) => { nome: string; visto: 'in-partenza' | 'in-arrivo' } | undefined;
  forma?: Forma;
};

export type Instradato = {
  spedizione: Spedizione;
  /** In the order in which a provider makes them. */
  consegne: Consegna[];
  /** Recipients of whom nothing is known: after 12 and 24 hours the sender is told. */
  inSospeso: string[];
};

/** All that a message submitted to the provider gives rise to, for sender and recipients. */
export async function instrada(g: Gestore, busta: Busta, rete: Rete): Promise<Instradato> {
  const invio = leggiInvio(busta);
  const { forma = FORMA } = rete;
  const s = nuovaSpedizione(g, invio, destinatariDi(invio, rete));
  const adesso = g.orologio.adesso();
  const virus = rete.virus?.(invio.byte);
  const difetto = controlla(g, invio);
  const rifiuto = (byte: Buffer): Instradato => ({
    spedizione: s,
    consegne: [{ a: invio.mittente, tipo: 'non-accettazione', byte }],
    inSospeso: [],
  });
  if (difetto !== undefined) return rifiuto(await nonAccettazione(s, adesso, difetto, forma));
  if (virus?.visto === 'in-partenza')
    return rifiuto(await nonAccettazionePerVirus(s, adesso, virus.nome, forma));
  const consegne: Consegna[] = [
    { a: invio.mittente, tipo: 'accettazione', byte: await accettazione(s, adesso, forma) },
  ];
  const tutti = unici(invio.destinatari);
  const raggiunti = tutti.filter(
    (d) => !['irraggiungibile', 'dominio-inesistente', 'esterno'].includes(rete.stato(d)),
  );
  if (raggiunti.length > 0)
    consegne.push({
      a: g.casellaDiServizio,
      tipo: 'presa-in-carico',
      byte: await presaInCarico(s, adesso, raggiunti, forma),
    });
  const trasporto = await bustaDiTrasporto(s, adesso, forma);
  for (const d of tutti) {
    const stato = rete.stato(d);
    if (stato === 'irraggiungibile') continue;
    const esito = virus && stato === 'casella' ? await infetto(s, d, virus.nome, forma) : undefined;
    consegne.push(...(esito ?? (await consegna(s, d, stato, trasporto, forma))));
  }
  return { spedizione: s, consegne, inSospeso: tutti.filter((d) => rete.stato(d) === 'irraggiungibile') };
}

function destinatariDi(invio: Invio, rete: Rete): Destinatario[] {
  return unici(invio.destinatari).map((indirizzo) => ({
    indirizzo,
    tipo: ['esterno', 'dominio-inesistente'].includes(rete.stato(indirizzo)) ? 'esterno' : 'certificato',
  }));
}

/** The same address twice on the envelope is one recipient, whatever its case. */
function unici(indirizzi: string[]): string[] {
  return [...new Map(indirizzi.map((i) => [i.toLowerCase(), i])).values()];
}
