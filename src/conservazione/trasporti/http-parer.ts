import { randomBytes } from 'node:crypto';
import { request as http } from 'node:http';
import { request as https } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ParametriParer } from '../conservatore/conservatore.schema.ts';
import {
  MASSIMO_RAPPORTO,
  SILENZIO,
  type DaConsegnare,
  type FileDaConsegnare,
  type Trasporto,
} from './trasporto.ts';
import { unitaDocumentaria } from './unita-documentaria.ts';

type Contenuto = Buffer | Readable;
/** What a package holds, file by file, and how each is opened. */
export type Aperto = {
  file: FileDaConsegnare[];
  /** Allegato 5 metadata of the main document. */
  normativo: string | undefined;
  apri: (f: FileDaConsegnare) => Promise<Contenuto>;
  chiudi: () => void;
};
type Parte = { testa: Buffer; dimensione: number; apri: () => Promise<Contenuto> };

function campo(confine: string, nome: string, valore: string): Parte {
  const byte = Buffer.from(valore);
  return {
    testa: Buffer.from(`--${confine}\r\nContent-Disposition: form-data; name="${nome}"\r\n\r\n`),
    dimensione: byte.length,
    apri: () => Promise.resolve(byte),
  };
}

function allega(confine: string, f: FileDaConsegnare, apri: Aperto['apri']): Parte {
  const nome = encodeURIComponent(f.nomeFile).slice(0, 400);
  return {
    testa: Buffer.from(
      `--${confine}\r\nContent-Disposition: form-data; name="${f.id}"; filename="${nome}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    dimensione: f.dimensione,
    apri: () => apri(f),
  };
}

/** The form, a part at a time: nothing of it is in memory that is not being sent. */
async function* corpo(confine: string, parti: readonly Parte[]): AsyncGenerator<Buffer> {
  for (const p of parti) {
    yield p.testa;
    const contenuto = await p.apri();
    let mandati = 0;
    for await (const pezzo of Buffer.isBuffer(contenuto) ? [contenuto] : contenuto) {
      mandati += (pezzo as Buffer).length;
      yield pezzo as Buffer;
    }
    if (mandati !== p.dimensione) throw new Error('un file del pacchetto ha un’altra lunghezza');
    yield Buffer.from('\r\n');
  }
  yield Buffer.from(`--${confine}--\r\n`);
}

/** @throws what the network throws; Error when the other end is silent, or answers more than a rapporto can be */
async function manda(
  url: string,
  confine: string,
  parti: readonly Parte[],
): Promise<{ stato: number; corpo: Buffer }> {
  const lunghezza =
    parti.reduce((n, p) => n + p.testa.length + p.dimensione + 2, 0) + confine.length + '----\r\n'.length;
  const richiesta = (url.startsWith('https:') ? https : http)(url, {
    method: 'POST',
    timeout: SILENZIO,
    headers: {
      'content-type': `multipart/form-data; boundary=${confine}`,
      'content-length': lunghezza,
      accept: 'application/xml, text/xml',
      connection: 'close',
    },
  });
  richiesta.on('timeout', () => richiesta.destroy(new Error('il servizio non risponde')));
  let risposto = false;
  const risposta = new Promise<{ stato: number; corpo: Buffer }>((riuscito, fallito) => {
    richiesta.once('error', fallito).once('response', (r) => {
      risposto = true;
      const pezzi: Buffer[] = [];
      let letti = 0;
      r.on('data', (pezzo: Buffer) => {
        letti += pezzo.length;
        if (letti > MASSIMO_RAPPORTO) r.destroy(new Error('la risposta del servizio è troppo lunga'));
        else pezzi.push(pezzo);
      });
      r.once('error', fallito).once('aborted', () => fallito(new Error('la risposta si è interrotta')));
      r.once('end', () => riuscito({ stato: r.statusCode ?? 0, corpo: Buffer.concat(pezzi) }));
    });
  });
  // An answer that comes before the form has all been sent ends it: it is the answer that counts.
  const [esito] = await Promise.all([
    risposta,
    pipeline(Readable.from(corpo(confine, parti), { objectMode: false }), richiesta).catch(
      (errore: unknown) => {
        if (!risposto) richiesta.destroy(errore instanceof Error ? errore : undefined);
      },
    ),
  ]);
  return esito;
}

/**
 * A conservatore with an HTTP service of the ParER family: the index of the unit, its files, user and password in one form; what it
 * answers is the rapporto. That it has the unit already is an answer too, and is compared like any other.
 */
export function apriParer(
  parametri: ParametriParer,
  segreto: string,
  apri: (p: DaConsegnare) => Promise<Aperto>,
): Trasporto & { indiceDi: (identificativo: string) => string | undefined } {
  const indici = new Map<string, string>();
  return {
    indiceDi: (identificativo) => indici.get(identificativo),
    prova: async () => {
      const { stato } = await manda(parametri.url, 'prova', []);
      // Without a unit it refuses, and so it is there.
      return `Il servizio risponde (stato HTTP ${stato}); le credenziali si provano con il primo versamento.`;
    },
    consegna: async (p) => {
      const confine = `tabularium-${randomBytes(16).toString('hex')}`;
      const aperto = await apri(p);
      try {
        const sip = unitaDocumentaria(p, parametri, aperto.file, aperto.normativo);
        indici.set(p.identificativo, sip);
        const { stato, corpo: risposta } = await manda(parametri.url, confine, [
          campo(confine, 'VERSIONE', parametri.versione),
          campo(confine, 'LOGINNAME', parametri.utente),
          campo(confine, 'PASSWORD', segreto),
          campo(confine, 'XMLSIP', sip),
          ...aperto.file.map((f) => allega(confine, f, aperto.apri)),
        ]);
        if (stato !== 200 || !risposta.includes('<'))
          return { esito: 'riprova', motivo: `Il servizio risponde con lo stato HTTP ${stato}.` };
        return { esito: 'consegnato', rapporto: risposta };
      } finally {
        aperto.chiudi();
      }
    },
    esito: () => Promise.resolve(undefined),
    chiudi: () => Promise.resolve(),
  };
}
