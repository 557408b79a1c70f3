import { randomBytes } from 'node:crypto';
import { inPem, nuovoCertificato, type Firmatario } from './certificati.ts';

/** A test authority that vouches for providers, as AgID's does for the real ones. */
export type Autorita = { nome: string; firmatario: Firmatario; certificato: string };

export type Casuale = (quanti: number) => Buffer;

const GIORNO = 86_400_000;

/** Makes its key and its certificate, valid for ten years around the given instant. */
export async function nuovaAutorita(
  opzioni: { nome?: string; adesso?: Date; casuale?: Casuale } = {},
): Promise<Autorita> {
  const { nome = 'Autorità di prova PEC', adesso = new Date(), casuale = randomBytes } = opzioni;
  const firmatario = await nuovoCertificato({
    soggetto: { nome, organizzazione: 'Tabularium' },
    validoDal: new Date(adesso.getTime() - 1825 * GIORNO),
    validoAl: new Date(adesso.getTime() + 1825 * GIORNO),
    seriale: casuale(8),
  });
  return { nome, firmatario, certificato: inPem(firmatario.certificato) };
}
