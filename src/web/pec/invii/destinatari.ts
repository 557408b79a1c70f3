import type { CorrispondenteRegistrato, Registrazione } from '../../registrazione/tipi.ts';

export type DaScegliere = {
  chiave: string;
  ruolo: 'destinatario' | 'conoscenza';
  ordine: number;
  nominativo: string;
  indirizzo: string;
};

/**
 * To whom a registration can be sent, each with the digital domicile written in it. Nothing where they are more than a
 * registration shows: then it goes to all of them, without choosing.
 */
export function destinatariDi(r: Registrazione): DaScegliere[] | undefined {
  if (r.totaleDestinatari > r.destinatari.length || r.totalePerConoscenza > r.perConoscenza.length)
    return undefined;
  const voci = (elenco: readonly CorrispondenteRegistrato[], ruolo: DaScegliere['ruolo']): DaScegliere[] =>
    elenco.map((c, i) => ({
      chiave: `${ruolo}-${i + 1}`,
      ruolo,
      ordine: i + 1,
      nominativo: c.nominativo,
      indirizzo: c.indirizziDigitali?.[0] ?? '',
    }));
  return [...voci(r.destinatari, 'destinatario'), ...voci(r.perConoscenza, 'conoscenza')];
}
