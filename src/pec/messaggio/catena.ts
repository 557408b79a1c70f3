import { BasicConstraints, Certificate, CertificateChainValidationEngine } from 'pkijs';

/** Who vouches for the providers: a root, an authority below it, or one provider's own certificate. */
export type Autorita = { nome: string; certificato: string /* PEM */ };

export type EsitoCatena = 'valida' | 'sconosciuta' | 'non-valida';

const PROFONDITA = 6;

/** Those that cannot be read are left out: what is configured is checked where it is written. */
export function apriAutorita(autorita: Autorita[]): Certificate[] {
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

/**
 * Whether the signer's certificate comes from a known authority, and held at that time: validity, marks of authority, and through the
 * library the rest of RFC 5280 §6.1, name constraints included (those of AgID list the domains of each provider). Revocation is not
 * asked for: nothing is fetched while a message is read.
 */
export async function verificaCatena(
  certificato: Certificate,
  portati: Certificate[],
  fidati: Certificate[],
  quando: Date,
): Promise<EsitoCatena> {
  const trovata = await risali(certificato, portati, fidati);
  if (!trovata) return 'sconosciuta';
  const { percorso, fidato } = trovata;
  const [, ...sopra] = percorso;
  const tutti = [...percorso, fidato];
  if (tutti.some(({ notBefore, notAfter }) => quando < notBefore.value || quando > notAfter.value))
    return 'non-valida';
  if (percorso.some((uno) => stesso(uno, fidato))) return sopra.every(diAutorita) ? 'valida' : 'non-valida';
  if (![...sopra, fidato].every(diAutorita)) return 'non-valida';
  const motore = new CertificateChainValidationEngine({
    trustedCerts: [fidato],
    // The engine wants the signer last.
    certs: [...percorso].reverse(),
    checkDate: quando,
  });
  const esito = await motore.verify({ passedWhenNotRevValues: true });
  return esito.result ? 'valida' : 'non-valida';
}
