import { BASE, leggiErrore, sessionePersa } from './chiedi.ts';
import { ErroreRete } from './errore.ts';
import { portone } from './portone.ts';

type Opzioni = { chiave?: string; avanzamento?: (frazione: number) => void; segnale?: AbortSignal };

/**
 * Sends one file as multipart part `file`. XMLHttpRequest rather than fetch, because only it tells how much has gone.
 * @throws ErroreApi · ErroreRete · DOMException AbortError
 */
export async function caricaFile<T>(percorso: string, file: File, opzioni: Opzioni = {}): Promise<T> {
  for (;;) {
    const { stato, testo } = await manda(percorso, file, opzioni);
    if (stato >= 200 && stato < 300) return JSON.parse(testo) as T;
    const errore = await leggiErrore(stato, async () => JSON.parse(testo) as unknown);
    if (!sessionePersa(errore)) throw errore;
    await portone.aspetta();
  }
}

function manda(percorso: string, file: File, o: Opzioni): Promise<{ stato: number; testo: string }> {
  return new Promise((fatto, fallito) => {
    const richiesta = new XMLHttpRequest();
    richiesta.open('POST', `${BASE}${percorso}`);
    richiesta.setRequestHeader('accept', 'application/json, application/problem+json');
    if (o.chiave) richiesta.setRequestHeader('idempotency-key', o.chiave);
    richiesta.upload.onprogress = (e) => {
      if (e.lengthComputable && e.total > 0) o.avanzamento?.(e.loaded / e.total);
    };
    richiesta.onload = () => fatto({ stato: richiesta.status, testo: richiesta.responseText });
    richiesta.onerror = () => fallito(new ErroreRete());
    richiesta.onabort = () => fallito(new DOMException('Caricamento interrotto', 'AbortError'));
    o.segnale?.addEventListener('abort', () => richiesta.abort(), { once: true });
    const corpo = new FormData();
    // A form cannot tell these characters from the letters that stand for them: then the name goes in a field of its own.
    if (/%22|%0[AD]|["\r\n]/i.test(file.name)) corpo.append('nomeFile', file.name);
    corpo.append('file', file, file.name);
    richiesta.send(corpo);
  });
}
