import {
  avvenutaConsegna,
  bustaDiTrasporto,
  leggiInvio,
  nuovaAutorita,
  nuovaSpedizione,
  nuovoGestore,
  type Gestore,
  type Instradato,
} from '#gestore-pec';

/** A receipt that looks like the provider's, signed by nobody known, that a holder of a box sends as a message of his. */
export async function ricevutaFalsa(fatto: Instradato, g: Gestore, autore: string): Promise<Buffer> {
  const { spedizione } = fatto;
  const adesso = g.orologio.adesso();
  const falsario = await nuovoGestore(await nuovaAutorita({ adesso }), g.dominio, g);
  const falsa = await avvenutaConsegna({ ...spedizione, gestore: falsario }, adesso, autore);
  const suo = falsa.toString('latin1').replace(/^From: .*$/m, `From: ${autore}`);
  const busta = { da: autore, a: [spedizione.invio.mittente], byte: Buffer.from(suo, 'latin1') };
  const destinatari = [{ indirizzo: spedizione.invio.mittente, tipo: 'certificato' as const }];
  return bustaDiTrasporto(nuovaSpedizione(g, leggiInvio(busta), destinatari), adesso);
}
