import type { Valori } from '#platform/config';
import type { impostazioniMail } from './mail.config.ts';
import { indirizzoPosta } from './mittente.ts';

/** Minutes of silence would hold a job for as long: a server that does not answer is tried again later. */
const ATTESA_MS = { connessione: 15_000, saluto: 15_000, silenzio: 30_000 };
const PORTA = { tls: 465, starttls: 587, nessuna: 25 } as const;
/** Messages at a time; few, because the servers of small bodies count connections. */
const CONNESSIONI = 2;

/** What is sent: one recipient, so that nobody reads another's address. */
export type Lettera = {
  /** Address of the recipient, alone. */
  a: string;
  /** One line: line breaks become blanks. */
  oggetto: string;
  testo: string;
  html?: string;
  /** Makes a second sending of the same thing recognisable to the reader's program: same key, same Message-ID. */
  chiave?: string;
};

export type Postino = {
  /**
   * Hands the message over to the server.
   *
   * @throws PostaRifiutata when trying again is of no use; anything else may pass with time, and a job simply throws it
   */
  invia: (lettera: Lettera) => Promise<void>;
  /** Lets the connections go. */
  chiudi: () => void;
};

/** The server, or the form of the address, says no for good (RFC 5321 §4.2.1: 5yz to this recipient or message). */
export class PostaRifiutata extends Error {
  constructor(motivo: string) {
    super(motivo);
    this.name = 'PostaRifiutata';
  }
}

export type ConfigurazioneMail = Valori<typeof impostazioniMail>;

/** Whether there is a server to send from: without one, what would be written by mail is offered in other ways. */
export function postaConfigurata(config: ConfigurazioneMail): boolean {
  return config.host !== undefined && config.mittente !== undefined;
}

/**
 * The postman of the installation: a small pool of connections, opened at the first message and closed when idle. The
 * server's certificate is always verified; with `starttls` nothing is said in clear, not even the user's name.
 *
 * Messages are marked as written by a program (RFC 3834 §5), so that no absence message answers them.
 *
 * @param fiducia PEM of authorities to believe instead of those of the system
 * @returns undefined when the settings name no server or no sender
 *
 * @example
 * const postino = creaPostino(config.mail);
 * await postino?.invia({ a: 'anna@comune.example', oggetto: 'Avviso', testo: '…' });
 */
export function creaPostino(config: ConfigurazioneMail, fiducia?: string): Postino | undefined {
  const { host, mittente } = config;
  if (host === undefined || mittente === undefined) return undefined;
  let trasporto: ReturnType<typeof apriTrasporto> | undefined;

  return {
    invia: async ({ a, oggetto, testo, html, chiave }) => {
      if (!indirizzoPosta(a))
        throw new PostaRifiutata('l’indirizzo del destinatario non è un indirizzo di posta');
      trasporto ??= apriTrasporto(config, host, fiducia);
      const dominio = mittente.indirizzo.slice(mittente.indirizzo.indexOf('@') + 1);
      try {
        await (
          await trasporto
        ).sendMail({
          from: { name: mittente.nome, address: mittente.indirizzo },
          to: { name: '', address: a },
          subject: oggetto.replace(/\s+/g, ' ').trim(),
          text: testo,
          ...(html !== undefined && { html }),
          ...(chiave !== undefined && { messageId: `<${chiave}@${dominio}>` }),
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        });
      } catch (errore) {
        throw definitivo(errore) ?? errore;
      }
    },
    chiudi: () => {
      void trasporto?.then((t) => t.close());
      trasporto = undefined;
    },
  };
}

async function apriTrasporto(config: ConfigurazioneMail, host: string, fiducia: string | undefined) {
  // Loaded with the first message: most starts, and most tests, send none.
  const { createTransport } = await import('nodemailer');
  return createTransport({
    pool: true,
    host,
    port: config.porta ?? PORTA[config.sicurezza],
    secure: config.sicurezza === 'tls',
    requireTLS: config.sicurezza === 'starttls',
    ignoreTLS: config.sicurezza === 'nessuna',
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(fiducia !== undefined && { ca: fiducia }) },
    ...(config.utente !== undefined && { auth: { user: config.utente, pass: config.password ?? '' } }),
    maxConnections: CONNESSIONI,
    maxMessages: 100,
    connectionTimeout: ATTESA_MS.connessione,
    greetingTimeout: ATTESA_MS.saluto,
    socketTimeout: ATTESA_MS.silenzio,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

// Refused credentials or a refused sender are ours to repair: those stay errors, and the job tries again once repaired.
function definitivo(errore: unknown): PostaRifiutata | undefined {
  if (!(errore instanceof Error) || !('responseCode' in errore) || !('command' in errore)) return undefined;
  const { responseCode, command } = errore;
  const delMessaggio = command === 'RCPT TO' || command === 'DATA';
  return delMessaggio && typeof responseCode === 'number' && responseCode >= 500
    ? new PostaRifiutata(`il server di posta ha rifiutato il messaggio (${responseCode})`)
    : undefined;
}

/**
 * Whether the message surely did not reach the server, and may be sent again without somebody having it twice: the server said no,
 * or was never spoken to. Silence after the text was handed over is not such a case.
 */
export function nonPartita(errore: unknown): errore is Error {
  if (!(errore instanceof Error)) return false;
  const { code, responseCode, syscall } = errore as Error & {
    code?: string;
    responseCode?: number;
    syscall?: string;
  };
  if (typeof responseCode === 'number' || syscall === 'connect' || syscall === 'getaddrinfo') return true;
  if (
    code !== undefined &&
    ['EDNS', 'ETLS', 'EAUTH', 'EENVELOPE', 'ECONNREFUSED', 'ENOTFOUND'].includes(code)
  )
    return true;
  return /^(Connection timeout|Greeting never received)/.test(errore.message);
}
