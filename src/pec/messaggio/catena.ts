import { createHash } from 'node:crypto';
import { BasicConstraints, Certificate, CertificateChainValidationEngine } from 'pkijs';

/** Who vouches for the providers: a root, an authority below it, or one provider's own certificate. */
export type Autorita = { nome: string; certificato: string /* PEM */ };

export type EsitoCatena = 'valida' | 'sconosciuta' | 'non-valida';

const PROFONDITA = 6;

let aperte: { scritte: string; certificati: Certificate[] } | undefined;

/** Those that cannot be read are left out: what is configured is checked where it is written. The same ones are opened once. */
export function apriAutorita(autorita: Autorita[]): Certificate[] {
  const scritte = autorita.map((una) => una.certificato).join();
  if (aperte?.scritte !== scritte) aperte = { scritte, certificati: apri(autorita) };
  return aperte.certificati;
}

function apri(autorita: Autorita[]): Certificate[] {
  return autorita.flatMap(({ certificato }) => {
    try {
      return [
        Certificate.fromBER(
          new Uint8Array(Buffer.from(certificato.replace(/-----[^-]+-----/g, ''), 'base64')),
        ),
      ];
    } catch {
      return [];
    }
  });
}

function stesso(uno: Certificate, altro: Certificate): boolean {
  return Buffer.from(uno.tbsView).equals(Buffer.from(altro.tbsView));
}

function diAutorita(certificato: Certificate): boolean {
  const vincoli = certificato.extensions?.find(({ extnID }) => extnID === '2.5.29.19')
    ?.parsedValue as unknown;
  return vincoli instanceof BasicConstraints && vincoli.cA;
}

async function emesso(certificato: Certificate, da: Certificate): Promise<boolean> {
  if (!certificato.issuer.isEqual(da.subject)) return false;
  return certificato.verify(da).catch(() => false);
}

/** From the signer up to the first one that is configured; undefined when none is reached. */
async function risali(
  certificato: Certificate,
  portati: Certificate[],
  fidati: Certificate[],
): Promise<{ percorso: Certificate[]; fidato: Certificate } | undefined> {
  const percorso = [certificato];
  for (let ultimo = certificato; percorso.length <= PROFONDITA;) {
    const fidato = fidati.find((uno) => stesso(uno, ultimo));
    if (fidato) return { percorso, fidato };
    for (const uno of fidati) if (await emesso(ultimo, uno)) return { percorso, fidato: uno };
    let sopra: Certificate | undefined;
    for (const uno of portati) {
      if (percorso.some((altro) => stesso(uno, altro)) || !(await emesso(ultimo, uno))) continue;
      sopra = uno;
      break;
    }
    if (!sopra) return undefined;
    percorso.push(sopra);
    ultimo = sopra;
  }
  return undefined;
}

/** Between which moments a chain holds. */
type Tenuta = { dal: Date; al: Date };
const RICORDATE = 200;
const tenute = new Map<string, Tenuta>();

/** All that the outcome depends on, but the moment: what every certificate says, its signature, and in which role. */
function chiaveDi(certificato: Certificate, portati: Certificate[], fidati: Certificate[]): string {
  const somma = createHash('sha256');
  for (const gruppo of [[certificato], portati, fidati]) {
    somma.update(`${gruppo.length}|`);
    for (const uno of gruppo) somma.update(uno.tbsView).update(uno.signatureValue.valueBlock.valueHexView);
  }
  return somma.digest('base64');
}

/**
 * Whether the signer's certificate comes from a known authority, and held at that time: validity, marks of authority, and through the
 * library the rest of RFC 5280 §6.1, name constraints included (those of AgID list the domains of each provider). Revocation is not
 * asked for: nothing is fetched while a message is read.
 *
 * A provider signs thousands of messages with the same certificates: what held once holds for all the time all of them are valid, and
 * nothing else is remembered, so that the outcome never depends on which messages were read before.
 */
export async function verificaCatena(
  certificato: Certificate,
  portati: Certificate[],
  fidati: Certificate[],
  quando: Date,
): Promise<EsitoCatena> {
  const chiave = chiaveDi(certificato, portati, fidati);
  const tenuta = tenute.get(chiave);
  if (tenuta && quando >= tenuta.dal && quando <= tenuta.al) return 'valida';
  const { esito, tutti } = await esaminaCatena(certificato, portati, fidati, quando);
  if (esito === 'valida') {
    if (tenute.size >= RICORDATE) tenute.clear();
    tenute.set(chiave, {
      dal: new Date(Math.max(...tutti.map(({ notBefore }) => notBefore.value.getTime()))),
      al: new Date(Math.min(...tutti.map(({ notAfter }) => notAfter.value.getTime()))),
    });
  }
  return esito;
}

async function esaminaCatena(
  certificato: Certificate,
  portati: Certificate[],
  fidati: Certificate[],
  quando: Date,
): Promise<{ esito: EsitoCatena; tutti: Certificate[] }> {
  const trovata = await risali(certificato, portati, fidati);
  if (!trovata) return { esito: 'sconosciuta', tutti: [] };
  const { percorso, fidato } = trovata;
  const [, ...sopra] = percorso;
  const tutti = [...percorso, fidato];
  const detto = (valida: boolean): { esito: EsitoCatena; tutti: Certificate[] } => ({
    esito: valida ? 'valida' : 'non-valida',
    tutti,
  });
  if (tutti.some(({ notBefore, notAfter }) => quando < notBefore.value || quando > notAfter.value))
    return detto(false);
  if (percorso.some((uno) => stesso(uno, fidato))) return detto(sopra.every(diAutorita));
  if (![...sopra, fidato].every(diAutorita)) return detto(false);
  const motore = new CertificateChainValidationEngine({
    trustedCerts: [fidato],
    // The engine wants the signer last.
    certs: [...percorso].reverse(),
    checkDate: quando,
  });
  const esito = await motore.verify({ passedWhenNotRevValues: true });
  return detto(esito.result);
}
