import type { Attore } from '#tracciamento';

/** Who acts when a message arrives and nobody asked for anything: the history says so. */
export function attoreSistema(enteId: string): Attore {
  return {
    ente: { id: enteId },
    attore: 'sistema',
    utenteId: null,
    chiaveApiId: null,
    unita: null,
    ip: '',
    richiestaId: '',
  };
}
