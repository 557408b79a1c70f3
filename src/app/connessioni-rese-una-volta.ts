import pg from 'pg';

type Arrivata = (errore: Error | undefined, client: pg.PoolClient | undefined, rendi: Rendi) => void;
type Rendi = (errore?: Error | boolean) => void;

/**
 * A pool that does not mind when a connection taken with a callback is given back twice. The queue's library does so when its
 * listening connection breaks while it is asking to listen and is being told to stop; nobody awaits the second time, so that the
 * pool's objection would be an unhandled rejection and end the whole server.
 */
export class ConnessioniReseUnaVolta extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(arrivata: Arrivata): void;
  override connect(arrivata?: Arrivata): Promise<pg.PoolClient> | undefined {
    if (!arrivata) return super.connect();
    super.connect((errore, client, rendi) => {
      let resa = false;
      arrivata(errore, client, (motivo) => {
        if (resa) return;
        resa = true;
        rendi(motivo);
      });
    });
    return undefined;
  }
}
