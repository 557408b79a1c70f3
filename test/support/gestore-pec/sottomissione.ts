import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { type Busta } from '#gestore-pec';
import { nuovoCertificato } from '../posta-di-prova.ts';
import { type Guasti } from './guasti.ts';
import { tramite, type Tramite } from './tramite.ts';

export type Sottomissione = {
  porta: number;
  certificato: string;
  linea: Tramite;
  chiudi: () => Promise<void>;
};

const rifiuto = (codice: number, testo: string): Error =>
  Object.assign(new Error(testo), { responseCode: codice });

/** The access point: SMTP over TLS, for the holders of the boxes only, each in his own name. */
export async function apriSottomissione(
  conosce: (utente: string, password: string) => boolean,
  guasti: () => Guasti,
  accetta: (busta: Busta) => Promise<void>,
): Promise<Sottomissione> {
  const { chiave, certificato } = nuovoCertificato();
  const server = new SMTPServer({
    secure: true,
    key: chiave,
    cert: certificato,
    authMethods: ['PLAIN', 'LOGIN'],
    onAuth: ({ username, password }, _sessione, fatto) => {
      if (username && password && conosce(username, password)) fatto(null, { user: username });
      else fatto(rifiuto(535, 'Credenziali errate'));
    },
    onMailFrom: ({ address }, sessione, fatto) => {
      // The type of `user` is anything: it is the name that `onAuth` gave.
      const suo = address.toLowerCase() === String(sessione.user).toLowerCase();
      fatto(suo ? null : rifiuto(553, '5.7.1 Il mittente non è il titolare della casella'));
    },
    onRcptTo: ({ address }, _sessione, fatto) => {
      const codice = guasti().rifiutaDestinatario(address);
      fatto(codice === undefined ? null : rifiuto(codice, 'Destinatario rifiutato'));
    },
    onData: (flusso, sessione, fatto) => {
      const { cade, rifiutaMessaggio } = guasti();
      if (cade === 'durante-data') flusso.once('data', linea.spezza);
      const preso = async (): Promise<void> => {
        const byte = await buffer(flusso);
        if (cade === 'durante-data') return;
        if (rifiutaMessaggio !== undefined) throw rifiuto(rifiutaMessaggio, 'Messaggio rifiutato');
        await accetta({ ...bustaDi(sessione), byte });
        if (cade === 'dopo-data') linea.spezza();
      };
      preso().then(() => fatto(), fatto);
    },
  });
  // Lines that fall are what this server is for.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const linea = await tramite((server.server.address() as AddressInfo).port);
  return {
    porta: linea.porta,
    certificato,
    linea,
    chiudi: async () => {
      await linea.chiudi();
      await new Promise<void>((fatto) => server.close(fatto));
    },
  };
}

function bustaDi({ envelope: { mailFrom, rcptTo } }: SMTPServerSession): { da: string; a: string[] } {
  return { da: mailFrom === false ? '' : mailFrom.address, a: rcptTo.map((r) => r.address) };
}
