/** Tabs of one browser share one session: what happens to it in one is told to the others. */
type Notizia = 'bloccata' | 'aperta' | 'chiusa' | 'attivita';

const canale = new BroadcastChannel('tabularium.sessione');

export function avvisaAltreSchede(notizia: Notizia): void {
  canale.postMessage(notizia);
}

/** Returns how to stop listening. */
export function ascoltaAltreSchede(ascoltatore: (notizia: Notizia) => void): () => void {
  const ricevi = (evento: MessageEvent<Notizia>): void => ascoltatore(evento.data);
  canale.addEventListener('message', ricevi);
  return () => canale.removeEventListener('message', ricevi);
}
