import { randomBytes, randomUUID } from 'node:crypto';
import type { RichiestaRegistrazione } from '../src/registrazione/registrazione.schema.ts';
import { type ClienteHttp, componiRichiesta, type RispostaHttp } from '../test/support/cliente-http.ts';

/** An ordinary incoming paper document, as an operator types it at the counter. */
export const carta: RichiestaRegistrazione = {
  flusso: 'E',
  oggetto:
    'Domanda di concessione temporanea di suolo pubblico per lavori di manutenzione della facciata in via Garibaldi',
  supporto: 'analogico',
  analogico: { esemplare: 'originale', unico: true, disponibile: true },
  mittente: { tipo: 'PF', nome: 'Maria', cognome: 'Rossi', codiceFiscale: 'RSSMRA80A41H501Y' },
  mezzo: 'sportello',
};

const CONFINE = 'confine-del-modulo';
const DIMENSIONE = 50 * 1024;

/** A PDF of 50 KB that no other is equal to. Incompressible, as scans are. */
function pdf(): Buffer {
  const prima = `%PDF-1.4\n1 0 obj\n<< /Length ${DIMENSIONE - 400} >>\nstream\n`;
  const dopo = '\nendstream\nendobj\ntrailer\n<< /Size 2 >>\n%%EOF\n';
  const dati = Buffer.alloc(DIMENSIONE, seme);
  randomBytes(16).copy(dati, prima.length);
  dati.write(prima, 0, 'latin1');
  dati.write(dopo, DIMENSIONE - dopo.length, 'latin1');
  return dati;
}
const seme = randomBytes(DIMENSIONE);

const testaModulo = Buffer.from(
  `--${CONFINE}\r\nContent-Disposition: form-data; name="file"; filename="domanda.pdf"\r\nContent-Type: application/pdf\r\n\r\n`,
);
const codaModulo = Buffer.from(`\r\n--${CONFINE}--\r\n`);

function attesa(risposta: RispostaHttp): string {
  if (risposta.stato !== 201) throw new Error(`${risposta.stato} ${risposta.testo}`);
  return risposta.testo;
}

function registrazione(cookie: string, corpo: object): Buffer {
  return componiRichiesta(
    'POST',
    '/api/v1/registri/PG/registrazioni',
    { cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    JSON.stringify(corpo),
  );
}

/** Registers a paper document: one request. */
export async function senzaFile(cliente: ClienteHttp, cookie: string): Promise<void> {
  attesa(await cliente.chiedi(registrazione(cookie, carta)));
}

/** Uploads a PDF of 50 KB and registers it: two requests. */
export async function conFile(cliente: ClienteHttp, cookie: string): Promise<void> {
  const caricamento = componiRichiesta(
    'POST',
    '/api/v1/documenti',
    {
      cookie,
      'content-type': `multipart/form-data; boundary=${CONFINE}`,
      'idempotency-key': randomUUID(),
    },
    Buffer.concat([testaModulo, pdf(), codaModulo]),
  );
  const { id } = JSON.parse(attesa(await cliente.chiedi(caricamento))) as { id: string };
  const { supporto: _supporto, analogico: _analogico, ...digitale } = carta;
  attesa(await cliente.chiedi(registrazione(cookie, { ...digitale, documentoPrincipale: id })));
}
