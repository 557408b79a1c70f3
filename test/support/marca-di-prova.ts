import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A time stamping authority of openssl, without a network: `marca` answers for a text as a real one would. */
export type AutoritaDiProva = {
  /** PEM of the authority's own certificate. */
  certificato: string;
  marca: (testo: string) => { marca: Buffer; istante: Date };
  chiudi: () => void;
};

export function autoritaDiProva(): AutoritaDiProva {
  const cartella = mkdtempSync(join(tmpdir(), 'tabularium-marche-'));
  const openssl = (...argomenti: string[]): Buffer =>
    execFileSync('openssl', argomenti, { cwd: cartella, stdio: ['ignore', 'pipe', 'pipe'] });
  writeFileSync(
    join(cartella, 'tsa.cnf'),
    `[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=Marche di prova\n[ca]\nbasicConstraints=critical,CA:TRUE\n
[tsa]\nbasicConstraints=CA:FALSE\nextendedKeyUsage=critical,timeStamping\n
[tsa_config]\nserial=./serial\ncrypto_device=builtin\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\naccuracy=secs:1\n
ess_cert_id_chain=no\ness_cert_id_alg=sha256\n[tsa_default]\n`.replace('[tsa_config]', '[tsa1]'),
  );
  writeFileSync(join(cartella, 'serial'), '01\n');
  openssl(
    ...'req -x509 -newkey rsa:2048 -nodes -days 30 -keyout ca.key -out ca.pem -config tsa.cnf -extensions ca'.split(
      ' ',
    ),
  );
  openssl(
    ...'req -new -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -config tsa.cnf -subj /CN=Firmatario'.split(
      ' ',
    ),
  );
  openssl(
    ...'x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -out tsa.pem -extfile tsa.cnf -extensions tsa'.split(
      ' ',
    ),
  );
  return {
    certificato: readFileSync(join(cartella, 'ca.pem'), 'utf8'),
    marca: (testo) => {
      const impronta = createHash('sha256').update(testo).digest('hex');
      openssl('ts', '-query', '-digest', impronta, '-sha256', '-cert', '-out', 'q.tsq');
      openssl(
        ...'ts -reply -queryfile q.tsq -config tsa.cnf -section tsa1 -signer tsa.pem -inkey tsa.key -token_out -out t.der'.split(
          ' ',
        ),
      );
      const detto = openssl('ts', '-reply', '-in', 't.der', '-token_in', '-text').toString();
      return {
        marca: readFileSync(join(cartella, 't.der')),
        istante: new Date(/Time stamp: (.+)/.exec(detto)?.[1] ?? ''),
      };
    },
    chiudi: () => rmSync(cartella, { recursive: true, force: true }),
  };
}
