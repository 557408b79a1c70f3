import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export type SmtpDiProva = {
  porta: number;
  /** What it took responsibility for, in order, byte for byte. */
  presi: { da: string; a: string[]; byte: Buffer }[];
  /** What it does with the next messages. */
  modi: {
    /** Answer to a recipient instead of taking it. */
    destinatario?: ((a: string) => number | undefined) | undefined;
    /** Answer to the whole message, after its last byte. */
    messaggio?: number | undefined;
    /** Cuts the connection: before answering MAIL FROM, or after it has taken the message and before it says so. */
    taglia?: 'prima' | 'dopo' | undefined;
  };
  chiudi: () => Promise<void>;
};

/** A submission server on this machine that can misbehave, without TLS and without credentials. */
export async function smtpDiProva(): Promise<SmtpDiProva> {
  const presi: SmtpDiProva['presi'] = [];
  const modi: SmtpDiProva['modi'] = {};
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    authOptional: true,
    onMailFrom: (_da, sessione, fatto) => {
      if (modi.taglia === 'prima') tronca(sessione.id);
      else fatto();
    },
    onRcptTo: ({ address }, _sessione, fatto) => {
      const codice = modi.destinatario?.(address);
      fatto(
        codice === undefined
          ? null
          : Object.assign(new Error('5.1.1 casella inesistente'), { responseCode: codice }),
      );
    },
    onData: (flusso, sessione, fatto) => {
      void buffer(flusso).then((byte) => {
        const { messaggio } = modi;
        if (messaggio !== undefined)
          return fatto(Object.assign(new Error('5.7.1 messaggio rifiutato'), { responseCode: messaggio }));
        const { mailFrom, rcptTo } = sessione.envelope;
        presi.push({ da: mailFrom ? mailFrom.address : '', a: rcptTo.map((r) => r.address), byte });
        if (modi.taglia === 'dopo') tronca(sessione.id);
        else fatto();
      }, fatto);
    },
  });
  const tronca = (id: string): void => {
    for (const c of (
      server as unknown as { connections: Set<{ id: string; _socket: { destroy: () => void } }> }
    ).connections)
      if (c.id === id) c._socket.destroy();
  };
  server.on('error', () => undefined);
  await new Promise<void>((pronto) => server.listen(0, '127.0.0.1', pronto));
  return {
    porta: (server.server.address() as AddressInfo).port,
    presi,
    modi,
    chiudi: () => new Promise((fatto) => server.close(() => fatto())),
  };
}
