import { Readable } from 'node:stream';
import type SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';
import type { ParametriUscita } from '../caselle/caselle.schema.ts';
import { inItaliano } from '../caselle/errore-server.ts';
import { DURATA_MASSIMA_MS, type PartiInvii } from './parti.ts';
import type { DaSpedire, Esito, Uscita } from './uscita.ts';

const ATTESA = {
  connectionTimeout: 15_000,
  greetingTimeout: 30_000,
  socketTimeout: 120_000,
  dnsTimeout: 15_000,
};

type Guasto = Error & { responseCode?: number; response?: string; command?: string; code?: string };

/**
 * Sends by SMTP. The server's certificate is always verified, and with `starttls` nothing is said in clear. What matters is where it
 * stopped: before the bytes began to go, the message surely did not leave; after that only the server's own no says so.
 */
export function uscitaSmtp(
  p: ParametriUscita,
  password: string | undefined,
  parti: Pick<PartiInvii, 'certificatiFidati' | 'punto'>,
): Uscita {
  return {
    spedisci: async (m) => {
      const { default: Connessione } = await import('nodemailer/lib/smtp-connection/index.js');
      const connessione = new Connessione({
        host: p.host,
        port: p.porta,
        secure: p.sicurezza === 'tls',
        requireTLS: p.sicurezza === 'starttls',
        ignoreTLS: p.sicurezza === 'nessuna',
        tls: {
          minVersion: 'TLSv1.2',
          rejectUnauthorized: true,
          ...(parti.certificatiFidati !== undefined && { ca: parti.certificatiFidati }),
        },
        ...ATTESA,
      });
      const durata = setTimeout(() => connessione.close(), DURATA_MASSIMA_MS);
      let iniziata = false;
      const avvisa = (): void | Promise<void> => {
        iniziata = true;
        return parti.punto?.('dentro-i-dati');
      };
      try {
        await collega(
          connessione,
          p.utente === undefined ? undefined : { user: p.utente, pass: password ?? '' },
        );
        await parti.punto?.('collegato');
        return await consegna(connessione, m, avvisa);
      } catch (errore) {
        return daGuasto(errore as Guasto, iniziata);
      } finally {
        clearTimeout(durata);
        connessione.quit();
        connessione.close();
      }
    },
  };
}

function collega(c: SMTPConnection, auth: { user: string; pass: string } | undefined): Promise<void> {
  return new Promise((pronta, no) => {
    c.on('error', no);
    c.once('end', () => no(chiusa()));
    c.connect((errore?: Error) => {
      if (errore) no(errore);
      else if (!auth) pronta();
      else c.login(auth, (rifiuto?: Error | null) => (rifiuto ? no(rifiuto) : pronta()));
    });
  });
}

async function consegna(c: SMTPConnection, m: DaSpedire, avvisa: () => void | Promise<void>): Promise<Esito> {
  // Read only once the server has said that it may begin (354).
  const corpo = Readable.from(
    (async function* () {
      await avvisa();
      if (Buffer.isBuffer(m.corpo)) yield m.corpo;
      else yield* m.corpo as AsyncIterable<Buffer>;
    })(),
  );
  return await new Promise((fatto, no) => {
    c.on('error', no);
    c.once('end', () => no(chiusa()));
    c.send({ from: m.da, to: [...m.a], size: m.dimensione }, corpo, (errore, info) => {
      if (errore) no(errore);
      else
        fatto({
          esito: 'inviato',
          rifiutati: (info.rejectedErrors ?? []).map((r) => ({
            indirizzo: String((r as Guasto & { recipient?: string }).recipient ?? ''),
            motivo: risposta(r),
          })),
        });
    });
  });
}

const chiusa = (): Error =>
  Object.assign(new Error('the server closed the connection'), { code: 'ECONNECTION' });

const risposta = (g: Guasto): string => (g.response ?? inItaliano(g)).slice(0, 500);

function daGuasto(g: Guasto, iniziata: boolean): Esito {
  const motivo = risposta(g);
  if (typeof g.responseCode === 'number') {
    // Wrong credentials are ours to mend; the message is none the worse for it.
    const delMessaggio = ['MAIL FROM', 'RCPT TO', 'DATA'].includes(g.command ?? '');
    return { esito: g.responseCode >= 500 && delMessaggio ? 'rifiutato' : 'riprova', motivo };
  }
  // Larger than the server says it takes (RFC 1870): no use in asking again.
  if (g.code === 'EMESSAGE' && g.command === 'MAIL FROM') return { esito: 'rifiutato', motivo };
  return { esito: iniziata ? 'incerto' : 'riprova', motivo };
}
