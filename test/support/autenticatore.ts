import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

type Opzioni = { challenge: string; rp?: { id?: string }; rpId?: string; user?: { id: string } };

const sha256 = (dati: string | Buffer): Buffer => createHash('sha256').update(dati).digest();
const b64 = (dati: Buffer): string => dati.toString('base64url');

// CBOR (RFC 8949), as much of it as a credential needs.
const byteCbor = (dati: Buffer): Buffer =>
  Buffer.concat([
    dati.length < 256
      ? Buffer.from([0x58, dati.length])
      : Buffer.from([0x59, dati.length >> 8, dati.length & 255]),
    dati,
  ]);
const testoCbor = (testo: string): Buffer =>
  Buffer.concat([Buffer.from([0x60 + testo.length]), Buffer.from(testo)]);

/**
 * A security key in software, for what a browser's own would not do: lie about where it is, answer twice, be copied. ES256,
 * discoverable, without attestation.
 */
export class Autenticatore {
  readonly #chiavi: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  });
  readonly #id: Buffer = randomBytes(32);
  #utente = '';
  /** Times it was used, as it declares; can be set back, like a copy made before. */
  contatore = 0;
  /** Whether it says that it asked who is there. */
  verifica = true;

  /** Address the browser would say it is at. */
  origine: string;

  constructor(origine: string) {
    this.origine = origine;
  }

  #dati(rpId: string, credenziale: Buffer = Buffer.alloc(0)): Buffer {
    const coda = Buffer.alloc(5);
    coda.writeUInt8(1 + (this.verifica ? 4 : 0) + (credenziale.length > 0 ? 0x40 : 0), 0);
    coda.writeUInt32BE(this.contatore, 1);
    return Buffer.concat([sha256(rpId), coda, credenziale]);
  }

  #cliente(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origine, crossOrigin: false }));
  }

  /** Answers `navigator.credentials.create`. */
  crea(opzioni: object): Record<string, unknown> {
    const { challenge, rp, user } = opzioni as Opzioni;
    this.#utente = user?.id ?? '';
    const jwk = this.#chiavi.publicKey.export({ format: 'jwk' });
    const cose = Buffer.concat([
      Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21]),
      byteCbor(Buffer.from(jwk.x ?? '', 'base64url')),
      Buffer.from([0x22]),
      byteCbor(Buffer.from(jwk.y ?? '', 'base64url')),
    ]);
    const dati = this.#dati(
      rp?.id ?? '',
      Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.#id.length]), this.#id, cose]),
    );
    const oggetto = Buffer.concat([
      Buffer.from([0xa3]),
      testoCbor('fmt'),
      testoCbor('none'),
      testoCbor('attStmt'),
      Buffer.from([0xa0]),
      testoCbor('authData'),
      byteCbor(dati),
    ]);
    return this.#risposta({
      clientDataJSON: b64(this.#cliente('webauthn.create', challenge)),
      attestationObject: b64(oggetto),
      transports: ['usb'],
    });
  }

  /** Answers `navigator.credentials.get`. */
  usa(opzioni: object, con: { utente?: string } = {}): Record<string, unknown> {
    const { challenge, rpId } = opzioni as Opzioni;
    this.contatore++;
    const dati = this.#dati(rpId ?? '');
    const cliente = this.#cliente('webauthn.get', challenge);
    return this.#risposta({
      clientDataJSON: b64(cliente),
      authenticatorData: b64(dati),
      signature: b64(sign('sha256', Buffer.concat([dati, sha256(cliente)]), this.#chiavi.privateKey)),
      userHandle: con.utente ?? this.#utente,
    });
  }

  #risposta(response: object): Record<string, unknown> {
    return {
      id: b64(this.#id),
      rawId: b64(this.#id),
      type: 'public-key',
      clientExtensionResults: {},
      response,
    };
  }
}
