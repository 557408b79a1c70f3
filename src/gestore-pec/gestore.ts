import { randomBytes } from 'node:crypto';
import { orologioDiSistema, type Orologio } from '#platform/clock';
import { type Autorita, type Casuale } from './autorita.ts';
import { inPem, nuovoCertificato, type Firmatario } from './certificati.ts';

export type Gestore = {
  nome: string;
  dominio: string;
  /** Who signs: `posta-certificata@dominio`, the same in the certificate (RFC 6109 §2.1). */
  indirizzo: string;
  /** Where other providers send what is not for users (RFC 6109 §2.2.5). */
  casellaDiServizio: string;
  firmatario: Firmatario;
  certificato: string;
  /** Largest size × recipients, in bytes (RFC 6109 §3.1.1). */
  limite: number;
  orologio: Orologio;
  casuale: Casuale;
};

export type OpzioniGestore = {
  nome?: string;
  orologio?: Orologio;
  casuale?: Casuale;
  limite?: number;
  validoDal?: Date;
  validoAl?: Date;
  /** Address in the certificate, where it is not that of the provider. */
  indirizzoCertificato?: string;
  /** RFC 6109 §5.5.1 advises against the address in the subject; older certificates have it. */
  indirizzoNelSoggetto?: boolean;
};

const GIORNO = 86_400_000;

/** A provider with a new key, whose certificate the authority has signed. */
export async function nuovoGestore(
  autorita: Autorita,
  dominio: string,
  opzioni: OpzioniGestore = {},
): Promise<Gestore> {
  const { nome = 'Gestore PEC di prova', orologio = orologioDiSistema, casuale = randomBytes } = opzioni;
  const indirizzo = `posta-certificata@${dominio}`;
  const ora = orologio.adesso().getTime();
  const scritto = opzioni.indirizzoCertificato ?? indirizzo;
  const firmatario = await nuovoCertificato({
    soggetto: {
      nome: 'Posta Certificata',
      organizzazione: nome,
      ...(opzioni.indirizzoNelSoggetto && { indirizzo: scritto }),
    },
    emittente: autorita.firmatario,
    validoDal: opzioni.validoDal ?? new Date(ora - 365 * GIORNO),
    validoAl: opzioni.validoAl ?? new Date(ora + 730 * GIORNO),
    seriale: casuale(8),
    indirizzo: scritto,
  });
  return {
    nome,
    dominio,
    indirizzo,
    casellaDiServizio: `ricevute@${dominio}`,
    firmatario,
    certificato: inPem(firmatario.certificato),
    limite: opzioni.limite ?? 30 * 1024 * 1024,
    orologio,
    casuale,
  };
}
