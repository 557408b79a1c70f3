import { createTransport } from 'nodemailer';
import type { EsitoProvaCasella, ParametriUscita } from './caselle.schema.ts';
import { inItaliano } from './errore-server.ts';
import { apriTrasporto, type PartiTrasporto } from '../trasporti/apri.ts';
import type { RigaCasella } from './trova-caselle.ts';

const ATTESA = 15_000;

/**
 * Tries a box without reading what is in it: signs in, opens the folder, counts; signs in to the outgoing server, sends nothing
 * (RN-7.2-2).
 */
export async function provaCasella(parti: PartiTrasporto, c: RigaCasella): Promise<EsitoProvaCasella> {
  const passi = [await passo('Posta in arrivo', () => arrivo(parti, c))];
  const uscita = c.uscita as Partial<ParametriUscita>;
  if (uscita.host !== undefined)
    passi.push(await passo('Posta in uscita', () => partenza(parti, c, uscita as ParametriUscita)));
  return { riuscita: passi.every((p) => p.riuscito), passi };
}

async function passo(
  nome: string,
  azione: () => Promise<string>,
): Promise<EsitoProvaCasella['passi'][number]> {
  try {
    return { passo: nome, riuscito: true, dettaglio: await azione() };
  } catch (errore) {
    return { passo: nome, riuscito: false, dettaglio: inItaliano(errore) };
  }
}

async function arrivo(parti: PartiTrasporto, c: RigaCasella): Promise<string> {
  const trasporto = await apriTrasporto(parti, c, true);
  try {
    return `La casella risponde: ${await trasporto.quanti()} messaggi.`;
  } finally {
    await trasporto.chiudi();
  }
}

async function partenza(parti: PartiTrasporto, c: RigaCasella, p: ParametriUscita): Promise<string> {
  const sigillato = c.uscita_segreto ?? c.segreto;
  const posto = c.uscita_segreto === null ? `casella/${c.id}` : `casella/${c.id}/uscita`;
  const server = createTransport({
    host: p.host,
    port: p.porta,
    secure: p.sicurezza === 'tls',
    requireTLS: p.sicurezza === 'starttls',
    ignoreTLS: p.sicurezza === 'nessuna',
    connectionTimeout: ATTESA,
    greetingTimeout: ATTESA,
    socketTimeout: ATTESA,
    ...(p.utente !== undefined &&
      sigillato !== null && { auth: { user: p.utente, pass: parti.vault.open(posto, sigillato) } }),
    tls: {
      rejectUnauthorized: true,
      ...(parti.certificatiFidati !== undefined && { ca: parti.certificatiFidati }),
    },
  });
  try {
    await server.verify();
    return 'Il server di uscita accetta le credenziali.';
  } finally {
    server.close();
  }
}
