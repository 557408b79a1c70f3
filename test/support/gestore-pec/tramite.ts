import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A wire that can be cut: it carries bytes between a client and a server of this machine. */
export type Tramite = {
  porta: number;
  /** Connections opened so far. */
  connessioni: () => number;
  /**
   * Cuts every connection after this many more bytes from the server have passed, and not one beyond; once. The promise
   * resolves when it has happened, or `accendi` has called it off.
   */
  taglia: (dopoByte: number) => Promise<void>;
  /** Cuts every connection now. */
  spezza: () => void;
  /** From now on, until `accendi`, connections are cut as soon as they are made, and those that are open now. */
  spegni: () => void;
  accendi: () => void;
  chiudi: () => Promise<void>;
};

export async function tramite(portaServer: number): Promise<Tramite> {
  const coppie = new Set<() => void>();
  let [connessioni, spento] = [0, false];
  let taglio: { restano: number; fatto: () => void } | undefined;
  const spezza = (): void => coppie.forEach((rompi) => rompi());
  const server = createServer((cliente) => {
    connessioni++;
    if (spento) return void cliente.destroy();
    const dietro = connect(portaServer, '127.0.0.1');
    const rompi = (): void => {
      coppie.delete(rompi);
      // A reset, not a farewell: what a cable does.
      cliente.resetAndDestroy();
      dietro.destroy();
    };
    coppie.add(rompi);
    for (const presa of [cliente, dietro]) presa.on('error', rompi).on('close', rompi);
    cliente.pipe(dietro);
    inoltra(dietro, cliente, (byte) => {
      if (!taglio) return byte.length;
      taglio.restano -= byte.length;
      if (taglio.restano > 0) return byte.length;
      const passano = byte.length + taglio.restano;
      const { fatto } = taglio;
      taglio = undefined;
      cliente.write(byte.subarray(0, passano), () => {
        spezza();
        fatto();
      });
      return 0;
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    porta: (server.address() as AddressInfo).port,
    connessioni: () => connessioni,
    taglia: (dopoByte) => new Promise((fatto) => (taglio = { restano: dopoByte, fatto })),
    spezza,
    spegni: () => {
      spento = true;
      spezza();
    },
    accendi: () => {
      spento = false;
      taglio?.fatto();
      taglio = undefined;
    },
    chiudi: async () => {
      spezza();
      server.close();
      await once(server, 'close');
    },
  };
}

function inoltra(da: Socket, a: Socket, quanti: (byte: Buffer) => number): void {
  da.on('data', (byte: Buffer) => {
    if (quanti(byte) === 0) return void da.pause();
    if (!a.write(byte)) {
      da.pause();
      a.once('drain', () => da.resume());
    }
  });
  da.on('end', () => a.end());
}
