import type { Attore } from './traccia.ts';

/** Who acts when nobody asked for anything: the history says so. */
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
