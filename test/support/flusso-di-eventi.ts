export type Evento = { evento: string; dati: unknown };

/** A browser that listens to `/api/v1/eventi`, without the browser. */
export type FlussoDiEventi = {
  stato: number;
  /** The next event, beats left out; undefined when the server has closed. */
  prossimo: () => Promise<Evento | undefined>;
  chiudi: () => void;
};

/** @param url of the listening server, without path */
export async function apriFlusso(url: string, cookie: string): Promise<FlussoDiEventi> {
  const via = new AbortController();
  const risposta = await fetch(`${url}/api/v1/eventi`, { headers: { cookie }, signal: via.signal });
  const lettore = risposta.body?.pipeThrough(new TextDecoderStream()).getReader();
  let resto = '';
  return {
    stato: risposta.status,
    prossimo: async () => {
      for (;;) {
        const fine = resto.indexOf('\n\n');
        if (fine >= 0) {
          const blocco = resto.slice(0, fine);
          resto = resto.slice(fine + 2);
          const [, evento, dati] = /^event: (\w+)\ndata: (.*)$/m.exec(blocco) ?? [];
          if (evento) return { evento, dati: JSON.parse(dati ?? 'null') };
          continue;
        }
        const pezzo = await lettore?.read();
        if (!pezzo || pezzo.done) return undefined;
        resto += pezzo.value;
      }
    },
    chiudi: () => via.abort(),
  };
}
